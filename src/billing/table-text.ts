/** By their byte order marks: what spreadsheets save as "Unicode text". */
const MARKED: readonly (readonly [first: number, second: number, encoding: string])[] = [
  [0xff, 0xfe, 'utf-16le'],
  [0xfe, 0xff, 'utf-16be'],
];

/**
 * Text out of the bytes of a file that a spreadsheet has saved: UTF-8, or GB18030, which is how Excel in Chinese saves CSV;
 * null where it is neither.
 */
export function textOfTable(bytes: Uint8Array): string | null {
  const marked = MARKED.find(([first, second]) => bytes[0] === first && bytes[1] === second);
  const encodings = marked === undefined ? ['utf-8', 'gb18030'] : [marked[2]];
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // not this one
    }
  }
  return null;
}
