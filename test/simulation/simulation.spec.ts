import { NO_FAULTS } from './faults.js';
import { simulate } from './simulation.js';

const SEEDS = 50;
const CALLS = 200;

describe('the turn under a virtual clock', () => {
  test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
    'seed %i: whatever happens, the rules hold',
    (seed) => {
      const { counts, violations } = simulate({ seed, calls: CALLS });
      const told = violations.map(({ rule, at, what }) => `${rule} at ${String(at)}: ${what}`);
      if (counts.violations > 0) {
        told.push(`replay: npm run sim -- --seed ${String(seed)} --calls ${String(CALLS)}`);
      }
      expect(told).toEqual([]);
      expect(counts.arrived).toBe(CALLS);
      expect(counts.records).toBe(counts.calls);
    },
  );

  test('the same seed gives the same run, another seed another one', () => {
    const first = simulate({ seed: 4711, calls: 100 });
    expect(simulate({ seed: 4711, calls: 100 })).toEqual(first);
    expect(simulate({ seed: 4712, calls: 100 }).counts.digest).not.toBe(first.counts.digest);
  });

  test('without faults every caller has exactly one call, and nothing is left in Asterisk', () => {
    for (const seed of [1, 2, 3]) {
      const { counts } = simulate({ seed, calls: 100, faults: NO_FAULTS });
      expect({ ...counts.faults }).toEqual(Object.fromEntries(Object.keys(counts.faults).map((kind) => [kind, 0])));
      expect([counts.calls - counts.placed, counts.records - counts.placed]).toEqual([100, 100]);
      expect([counts.emptyBridges, counts.violations]).toEqual([0, 0]);
    }
  });
});
