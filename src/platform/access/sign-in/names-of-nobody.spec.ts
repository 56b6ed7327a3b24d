import { NamesOfNobody } from './names-of-nobody.js';

test('a name of nobody is locked after five failures, longer after each further one, and not for ever', () => {
  const names = new NamesOfNobody();
  for (let tries = 0; tries < 4; tries += 1) names.count('acme/ghost', 1000);
  expect(names.lockedMs('acme/ghost', 1000)).toBe(0);
  names.count('acme/ghost', 1000);
  expect(names.lockedMs('acme/ghost', 1000)).toBe(60_000);
  names.count('acme/ghost', 61_000);
  expect(names.lockedMs('acme/ghost', 61_000)).toBe(120_000);
  expect(names.lockedMs('acme/ghost', 181_000)).toBe(0);
  expect(names.lockedMs('acme/other', 1000)).toBe(0);
});

test('ten thousand names are kept, the oldest go first', () => {
  const names = new NamesOfNobody();
  for (let tries = 0; tries < 5; tries += 1) names.count('oldest', 0);
  for (let name = 0; name < 9_999; name += 1) names.count(`name${name}`, 0);
  expect(names.lockedMs('oldest', 0)).toBe(60_000);
  names.count('one more', 0);
  expect(names.lockedMs('oldest', 0)).toBe(0);
});
