import { lockMs } from './lock-out.js';

test('four wrong passwords are forgiven; the fifth costs a minute, each further one twice as much, at most 15 minutes', () => {
  expect([0, 1, 4, 5, 6, 7, 8, 9, 10, 5_000_000].map((failures) => lockMs(failures) / 60_000)).toEqual([
    0, 0, 0, 1, 2, 4, 8, 15, 15, 15,
  ]);
});
