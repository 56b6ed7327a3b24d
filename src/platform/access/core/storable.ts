/** Without what PostgreSQL takes neither as text nor in JSON: NUL goes, halves of characters become a mark of them. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** The same for all texts inside, names of fields too; as JSON would have it. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(storable);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [storableText(name), storable(part)]));
}
