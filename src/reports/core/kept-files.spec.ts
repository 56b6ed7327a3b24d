import { filesTooMany } from './kept-files.js';

/** "a5": 5 bytes of tenant a. The newest first. */
const goneOf = (files: string, most: number): string[] =>
  [
    ...filesTooMany(
      files.split(' ').map((id) => ({ id, tenantId: id[0]!, bytes: Number(id.slice(1)) })),
      most,
    ),
  ].sort();

test.each([
  ['room enough for all', 'a5 b5', 10, []],
  ['one tenant alone has all of it, and loses its oldest', 'a3 a4 a5', 8, ['a5']],
  ['who asks for ever more loses its own, not the one old file of another', 'a7 a8 a9 b3', 12, ['a8', 'a9']],
  ['a file that is larger than all goes itself', 'a20 b3', 12, ['a20']],
  ['of two who have much, each loses some', 'a5 b5 a4 b6', 10, ['a4', 'b6']],
  ['nothing at all is left where there is no room', 'a1 b1', 0, ['a1', 'b1']],
])('%s: %s in %d', (_story, files, most, gone) => {
  expect(goneOf(files, most)).toEqual(gone);
});
