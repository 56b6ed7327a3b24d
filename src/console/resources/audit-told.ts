/** A piece of a value: text, or what the browser writes in its own time zone and its own way. */
export type Piece = string | { readonly at: string } | { readonly ms: number };

/** A field that was changed; null: there was nothing. */
export interface ChangedField {
  readonly name: string;
  readonly label: string;
  readonly before: readonly Piece[] | null;
  readonly after: readonly Piece[] | null;
}
