import { z } from 'zod';

import type { Text } from '../platform/errors/callrack-error.js';
import type { Language } from '../kernel/language.js';
import { csvLines, csvText } from '../platform/validation/csv-lines.js';
import { InvalidInput } from '../platform/validation/validation.errors.js';

/** A line of a file that was not taken, as it was, and why. */
interface RejectedLine {
  readonly line: number;
  readonly cells: readonly string[];
  readonly why: Text;
}

/** What came of a file. */
export interface ListImport {
  /** How many lines. */
  readonly taken: number;
  readonly rejected: number;
  /** What was not taken, as it was, each with its line and why: to be mended and imported again. */
  readonly rejectedText: (language: Language) => string;
}

/** What `rejectedText` adds to a line; says nothing to a list. */
const OF_REJECTED: readonly string[] = ['line', 'reason'];

export const listFile = z.object({ csv: z.string() });

type Cell = string | number | boolean | Date | null;

function cellOf(value: NonNullable<Cell>): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

/** Rows as a file, by the names of their columns. */
export function listText<C extends string>(columns: readonly C[], rows: readonly Readonly<Record<C, Cell>>[]): string {
  const cells = rows.map((row) => columns.map((name) => cellOf(row[name] ?? '')));
  return csvText([columns, ...cells]);
}

const YES_NO: ReadonlyMap<string, string> = new Map([
  ...['yes', 'y', '1', '是'].map((word) => [word, 'true'] as const),
  ...['no', 'n', '0', '否'].map((word) => [word, 'false'] as const),
]);

/** Reads the lines of a list by the names of its columns, each on its own: a bad one does not keep the others. */
export class ListLines<T extends { readonly number: string }> {
  readonly columns: readonly string[];
  readonly taken: T[] = [];
  readonly rejected: RejectedLine[] = [];

  /**
   * @param there numbers that are on the list already
   * @param room how many more the list takes
   * @param read what a line says. @throws InvalidInput
   * @throws InvalidInput naming the field `csv` where the first line names no number, or a column that there is not
   */
  constructor(
    text: string,
    known: readonly string[],
    there: ReadonlySet<string>,
    room: number,
    read: (line: Readonly<Record<string, string>>) => T,
  ) {
    const [header, ...rows] = csvLines(text);
    this.columns = header?.cells ?? [];
    const strange = this.columns.filter((name) => !known.includes(name) && !OF_REJECTED.includes(name));
    if (strange.length > 0 || !this.columns.includes('number')) throw new InvalidInput({ csv: noHeader(known) });
    const seen = new Set(there);
    for (const { line, cells } of rows) {
      try {
        const one = read(this.named(cells));
        if (seen.has(one.number)) throw new InvalidInput({ number: TWICE });
        if (this.taken.length >= room) throw new InvalidInput({ number: FULL });
        seen.add(one.number);
        this.taken.push(one);
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        this.rejected.push({ line, cells, why: reasonsOf(error) });
      }
    }
  }

  get result(): ListImport {
    const { columns, taken, rejected } = this;
    return {
      taken: taken.length,
      rejected: rejected.length,
      rejectedText: (language) => rejectedText(columns, rejected, language),
    };
  }

  private named(cells: readonly string[]): Record<string, string> {
    return Object.fromEntries(
      this.columns.map((name, index) => {
        const cell = cells[index] ?? '';
        return [name, name === 'isPrefix' ? (YES_NO.get(cell.toLowerCase()) ?? cell.toLowerCase()) : cell];
      }),
    );
  }
}

const TWICE: Text = { zh: '已在名单中，或在文件中重复', en: 'On the list already, or twice in the file' };
const FULL: Text = { zh: '名单已满', en: 'The list is full' };

function noHeader(known: readonly string[]): Text {
  const names = known.join(', ');
  return {
    zh: `第一行应为列名，必须有 number，可有：${names}`,
    en: `The first line must name the columns: number, and any of ${names}`,
  };
}

function reasonsOf({ fields }: InvalidInput): Text {
  const all = Object.entries(fields);
  const told = (language: 'zh' | 'en'): string => all.map(([name, text]) => `${name}: ${text[language]}`).join('; ');
  return { zh: told('zh'), en: told('en') };
}

function rejectedText(columns: readonly string[], rejected: readonly RejectedLine[], language: Language): string {
  const own = columns.filter((name) => !OF_REJECTED.includes(name));
  const lines = rejected.map(({ line, cells, why }) => [
    ...own.map((name) => cells[columns.indexOf(name)] ?? ''),
    String(line),
    why[language],
  ]);
  return csvText([[...own, ...OF_REJECTED], ...lines]);
}
