import { byPosition, Day, type Told } from './day.js';

const DAYS = 3;
const ENOUGH = 300;

test.each([
  ['telephones that are answered at once', 1],
  ['telephones that ring for a while', 4000],
])('a day of changing load, %s: at each place in the line callers wait as long as they are told', (_how, ringMs) => {
  const world = { agents: 60, meanTalkMs: 150_000, wrapUpS: 20, ringMs, meanPatienceMs: 480_000 };
  const told: Told[] = [];
  for (let seed = 1; seed <= DAYS; seed += 1) told.push(...new Day(world, seed).run());
  const positions = byPosition(told, ENOUGH);
  expect(positions.length).toBeGreaterThan(15);
  expect(positions.filter(({ ratio }) => ratio < 0.9 || ratio > 1.1)).toEqual([]);
});
