/** What the browser knows of the present, and how it follows the server's events. */

export interface Line {
  readonly id: string;
}
/** Lines by section and id; a section that has not changed stays the same object, and so does a line. */
export type LinesBySection = Readonly<Record<string, ReadonlyMap<string, Line>>>;

export interface Told {
  readonly rows: Readonly<Record<string, readonly Line[] | undefined>>;
  readonly gone?: Readonly<Record<string, readonly string[] | undefined>>;
}

/** The whole picture; lines that are as they were stay the same objects. */
export function pictureOf(before: LinesBySection, { rows }: Told): LinesBySection {
  return Object.fromEntries(
    Object.entries(rows).map(([section, lines = []]) => {
      const known = before[section];
      return [section, new Map(lines.map((line) => [line.id, sameOr(known?.get(line.id), line)]))];
    }),
  );
}

export function withChanges(before: LinesBySection, { rows, gone = {} }: Told): LinesBySection {
  const after: Record<string, ReadonlyMap<string, Line>> = { ...before };
  for (const section of new Set([...Object.keys(rows), ...Object.keys(gone)])) {
    const lines = new Map(before[section] ?? []);
    for (const id of gone[section] ?? []) lines.delete(id);
    for (const line of rows[section] ?? []) lines.set(line.id, line);
    after[section] = lines;
  }
  return after;
}

function sameOr(known: Line | undefined, line: Line): Line {
  return known !== undefined && JSON.stringify(known) === JSON.stringify(line) ? known : line;
}
