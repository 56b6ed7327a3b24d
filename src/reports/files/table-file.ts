/** A cell as both formats take it. An instant is one on a clock in UTC that shows the wanted wall clock. */
export type Cell =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly number: number }
  /** "0.15"; in a spreadsheet a number that can be added up. */
  | { readonly is: 'money'; readonly amount: string }
  | { readonly is: 'instant'; readonly wallMs: number }
  | { readonly is: 'duration'; readonly ms: number }
  | null;

export interface TableColumn {
  readonly title: string;
  readonly width: number;
  readonly kind: 'text' | 'number' | 'money' | 'instant' | 'duration';
}

/** A table that is written row by row into a file, which is not to be read before it is finished. */
export interface TableFile {
  /** Bytes that are in the file so far. */
  readonly bytes: number;
  /** Resolves when there is room for more. @throws what the disk says */
  add(rows: readonly (readonly Cell[])[]): Promise<void>;
  /** @throws what the disk says */
  finish(): Promise<void>;
  /** Closes what is open; the file stays as it is. */
  abandon(): Promise<void>;
}
