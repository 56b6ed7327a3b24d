import { textOfTable } from './table-text.js';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

test.each<[string, string, string | null]>([
  ['UTF-8', 'e5 b8 82 e8 af 9d 2c 30', '市话,0'],
  ['UTF-8 with its mark', 'ef bb bf e5 b8 82', '市'],
  ['GBK, as Excel in Chinese saves it', 'ca d0 bb b0 2c 30', '市话,0'],
  ['GB18030 beyond GBK', '82 35 8f 33', '龦'],
  ['UTF-16, as "Unicode text"', 'ff fe 02 5e dd 8b', '市话'],
  ['an archive', '50 4b 03 04 ff ff 80', null],
  ['nothing', '', ''],
])('%s', (_what, hex, text) => {
  expect(textOfTable(bytes(hex))).toBe(text);
});
