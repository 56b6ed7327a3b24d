import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

import { Crew } from '../simulation/crew.js';
import {
  CASES,
  expectedOf,
  intervalOf,
  isInside,
  isPrecise,
  partSize,
  plannedParts,
  PRECISION,
  QUANTITIES,
  type Batch,
  type Case,
  type Quantity,
} from './cases.js';
import type { PartAsked } from './part-worker.js';

const USAGE = `npm run sim:theory -- [--seed S] [--only WORD] [--workers N]

Lets callers come to the real hall by a Poisson process, with exponential handling, and compares mean wait and service
level with Erlang C, with impatience also the abandoned with Erlang A, by 95 % intervals of batch means. Takes tens of
minutes; progress on standard error, a table and, on the last line, one JSON object on standard output. The exit status
is 1 where a value lies outside its interval twice, or an interval is too wide.

  --seed S     the seed of the first part (1)
  --only WORD  only cases whose name begins so, e.g. C, or C:10: for a look
  --workers N  processes (one a core)`;

interface Found {
  readonly quantity: Quantity;
  readonly theory: number;
  readonly mean: number;
  readonly halfWidth: number;
  readonly inside: boolean;
}

interface CaseResult {
  readonly name: string;
  readonly callers: number;
  /** Half the width of the mean wait's interval, of that mean; null where none is asked. */
  readonly precision: number | null;
  readonly found: readonly Found[];
  /** Where something lay outside: the same once more, with other seeds. */
  readonly again: readonly Found[] | null;
}

const nameOf = ({ model, agents, load }: Case): string => `${model}:${String(agents)}:${String(load)}`;

class Study {
  private lastSeed: number;

  constructor(
    firstSeed: number,
    private readonly crew: Crew<PartAsked, Batch[]>,
  ) {
    this.lastSeed = firstSeed - 1;
  }

  async all(cases: readonly Case[]): Promise<CaseResult[]> {
    // seeds are given out in this order, whoever is done first
    const shortFirst = cases.toSorted((a, b) => plannedParts(a) - plannedParts(b));
    const begun = shortFirst.map((one) => ({ one, first: this.seeds(one), second: this.seeds(one) }));
    return Promise.all(
      begun.map(async ({ one, first, second }) => {
        const batches = await this.enough(one, first);
        const found = judged(one, batches);
        const again = found.every(({ inside }) => inside) ? null : judged(one, await this.enough(one, second));
        const mean = intervalOf(batches, 'meanWait', 0.95);
        const precision = isPrecise(one) ? mean.halfWidth / mean.mean : null;
        const callers = batches.length * partSize(one).callersABatch;
        const result = { name: nameOf(one), callers, precision, found, again };
        console.error(`done: ${JSON.stringify(result)}`);
        return result;
      }),
    );
  }

  /** As many parts as planned, and more until the interval is as narrow as asked. */
  private async enough(one: Case, seed: () => number): Promise<Batch[]> {
    const size = partSize(one);
    const run = async (): Promise<Batch[]> => {
      const batches = await this.crew.ask({ one, seed: seed(), size });
      console.error(`${nameOf(one)}: a part of ${String(size.batches * size.callersABatch)} callers`);
      return batches;
    };
    const parts = await Promise.all(Array.from({ length: plannedParts(one) }, run));
    const batches = parts.flat();
    while (isPrecise(one) && tooWide(batches)) batches.push(...(await run()));
    return batches;
  }

  private seeds(one: Case): () => number {
    const room = 10 * plannedParts(one);
    let seed = this.lastSeed;
    this.lastSeed += room;
    return () => (seed += 1);
  }
}

function tooWide(batches: readonly Batch[]): boolean {
  const { mean, halfWidth } = intervalOf(batches, 'meanWait', 0.95);
  return halfWidth > PRECISION * mean;
}

function judged(one: Case, batches: readonly Batch[]): Found[] {
  const expected = expectedOf(one);
  return QUANTITIES[one.model].map((quantity) => {
    const interval = intervalOf(batches, quantity, 0.95);
    const theory = expected[quantity];
    return { quantity, theory, ...interval, inside: isInside(interval, theory) };
  });
}

function tell({ name, callers, found, again }: CaseResult): void {
  for (const [run, all] of [
    ['', found],
    [' again', again ?? []],
  ] as const) {
    for (const { quantity, theory, mean, halfWidth, inside } of all) {
      const shown = (value: number): string => (quantity === 'meanWait' ? value / 1000 : value * 100).toFixed(3);
      const unit = quantity === 'meanWait' ? 's' : '%';
      const cells = [
        `${name}${run}`.padEnd(18),
        quantity.padEnd(15),
        shown(theory).padStart(10),
        shown(mean).padStart(10),
      ];
      const verdict = inside ? 'inside' : 'OUTSIDE';
      console.log(`${cells.join(' ')} ± ${shown(halfWidth).padStart(7)} ${unit}  ${verdict}  ${String(callers)}`);
    }
  }
}

/** What lies outside its interval in both of two independent runs: one in 400 by chance. */
function outsideTwice({ found, again }: CaseResult): readonly Quantity[] {
  return found.flatMap(({ quantity, inside }, at) => (!inside && again?.[at]?.inside === false ? [quantity] : []));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      workers: { type: 'string', default: String(availableParallelism()) },
      help: { type: 'boolean', default: false },
    },
  });
  const numbers = [Number(values.seed), Number(values.workers)];
  if (values.help || !numbers.every((number) => Number.isSafeInteger(number) && number > 0)) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const [seed = 1, workers = 1] = numbers;
  const crew = new Crew<PartAsked, Batch[]>(new URL('./part-worker.ts', import.meta.url), workers);
  const cases = CASES.filter((one) => nameOf(one).startsWith(values.only));
  const startedAt = performance.now();
  const results = await new Study(seed, crew).all(cases);
  crew.dismiss();
  console.log('case               quantity            theory simulation   half width          callers');
  for (const result of results) tell(result);
  const all = results.flatMap(({ found }) => found);
  const outside = all.filter(({ inside }) => !inside).length;
  const failed = results.filter(
    (result) => outsideTwice(result).length > 0 || (result.precision !== null && result.precision > PRECISION),
  );
  const tookS = Math.round((performance.now() - startedAt) / 1000);
  const sums = { compared: all.length, outside, failed: failed.map(({ name }) => name), tookS };
  console.log(JSON.stringify({ seed, ...sums, cases: results }));
  process.exitCode = failed.length > 0 ? 1 : 0;
}

await main();
