import fc from 'fast-check';

import { account } from '../../../test/fixtures/accounts.js';
import { AccountsWorld } from '../../../test/fixtures/accounts-world.js';
import { demonstration } from '../../../test/fixtures/node-config.js';
import { rate, steps, tariff, version } from '../../../test/fixtures/tariffs.js';
import type { Rate, Tariff } from '../../billing/core/tariff.js';
import { microOf } from '../../kernel/money.js';

const STEPS = [
  '60 at 0.15/60',
  '6 at 0.2/60',
  '1 at 0.11/60',
  '180 at 0.2/180, from 180: 60 at 0.1/60',
  '60 at 0.07/60, from 60: 1 at 0.3/60',
];
const NUMBERS = ['1', '2', '3', '4', '5'];

interface Plan {
  readonly steps: readonly string[];
  readonly free: readonly number[];
  readonly caps: readonly boolean[];
  readonly packaged: readonly boolean[];
  readonly packageS: number;
  readonly roundTo: string;
  readonly credit: number;
  readonly calls: readonly { readonly number: number; readonly afterMs: number; readonly lastsMs: number }[];
  readonly lateMs: readonly number[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  steps: fc.array(fc.constantFrom(...STEPS), { minLength: 5, maxLength: 5 }),
  free: fc.array(fc.constantFrom(0, 0, 10), { minLength: 5, maxLength: 5 }),
  caps: fc.array(fc.constantFrom(false, false, true), { minLength: 5, maxLength: 5 }),
  packaged: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  packageS: fc.constantFrom(0, 600, 5000),
  roundTo: fc.constantFrom('1', '10000'),
  credit: fc.integer({ min: 0, max: 60_000_000 }),
  calls: fc.array(
    fc.record({
      number: fc.integer({ min: 0, max: 4 }),
      afterMs: fc.integer({ min: 0, max: 20_000 }),
      lastsMs: fc.integer({ min: 1000, max: 1_500_000 }),
    }),
    { minLength: 50, maxLength: 70 },
  ),
  lateMs: fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 10, maxLength: 10 }),
});

function tariffOf(plan: Plan): Tariff {
  const rates = NUMBERS.map((prefix, at): Rate =>
    rate({
      code: prefix,
      prefix,
      steps: steps(plan.steps[at] ?? ''),
      freeS: plan.free[at] ?? 0,
      capMicro: plan.caps[at] === true ? '900000' : null,
      packageCode: plan.packaged[at] === true ? 'minutes' : null,
    }),
  );
  const packages = [{ code: 'minutes', name: 'minutes', seconds: plan.packageS }];
  return tariff({ roundToMicro: plan.roundTo, versions: [version({ rates: [rate(), ...rates], packages })] });
}

/** Plays a plan to its end: events and timers in the order of their times, timers a little late. */
function play(plan: Plan): AccountsWorld {
  const credit = (plan.credit / 1_000_000).toFixed(6);
  const world = new AccountsWorld(
    demonstration({ tariffs: [tariffOf(plan)], accounts: [account('acme', credit)], tenantTrunks: [] }),
  );
  let at = 1_790_000_000_000;
  const events = plan.calls
    .flatMap(({ number, afterMs, lastsMs }, index) => {
      at += afterMs;
      const begin = at;
      const id = `c${String(index)}`;
      return [
        { at: begin, what: () => world.begin(id, `${NUMBERS[number] ?? ''}00`, begin) },
        { at: begin + lastsMs, what: () => world.end(id, begin + lastsMs) },
      ];
    })
    .sort((a, b) => a.at - b.at);
  let timers = 0;
  for (const event of events) {
    while (world.dueAt !== null) {
      const firesAt = world.dueAt + (plan.lateMs[timers % 10] ?? 0);
      if (firesAt > event.at) break;
      timers += 1;
      if (timers > 5000) throw new Error('timers go round in a circle');
      world.fire(firesAt);
    }
    event.what();
  }
  return world;
}

describe('fifty calls on one balance', () => {
  test('whatever the tariff, whenever they begin and end: nothing is spent that is not there, and the charges are what is spent', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const world = play(plan);
        const spent = world.charges.reduce((sum, charge) => sum + microOf(charge.amountMicro), 0n);
        expect(world.charges).toHaveLength(plan.calls.length);
        expect(new Set(world.charges.map(({ id }) => id)).size).toBe(plan.calls.length);
        expect(world.accounts.ledgers.get('acme' as never)?.spentMicro).toBe(spent.toString());
        expect(spent <= BigInt(plan.credit)).toBe(true);
      }),
      { numRuns: 25, seed: 4 },
    );
  }, 120_000);
});
