import { tmpdir } from 'node:os';

import { hasRoom } from './disk-room.js';

test('the disk of the machine takes a byte more, and no exabyte', async () => {
  expect(await hasRoom(tmpdir(), 1)).toBe(true);
  expect(await hasRoom(tmpdir(), 1024 ** 6)).toBe(false);
});
