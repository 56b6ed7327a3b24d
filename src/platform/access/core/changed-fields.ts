type Fields = Readonly<Record<string, unknown>>;

/** Never in the audit log, under whatever name they come. */
const SECRET = /password|secret|credential|token|hash/i;
const UNINTERESTING = new Set(['version', 'id', 'tenantId']);

/**
 * What changed, both sides with the same fields; all fields where one side is missing. Secrets are left out.
 */
export function changedFields(
  before: Fields | null,
  after: Fields | null,
): { readonly before: Fields | null; readonly after: Fields | null } {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (name) =>
      !UNINTERESTING.has(name) &&
      !SECRET.test(name) &&
      (before === null || after === null || JSON.stringify(before[name]) !== JSON.stringify(after[name])),
  );
  const only = (fields: Fields | null): Fields | null =>
    fields === null ? null : Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
  return { before: only(before), after: only(after) };
}
