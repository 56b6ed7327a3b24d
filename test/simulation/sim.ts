import { parseArgs } from 'node:util';

import { Crew } from './crew.js';
import type { SeedAnswer, SeedAsked } from './seed-worker.js';
import { simulate, type SimulationResult } from './simulation.js';

/** From so many calls on the journal is written in groups of turns. */
const LONG = 2000;
const USAGE = `npm run sim -- [--seed S] [--calls N] [--seeds COUNT] [--workers N] [--trace WORD]

Runs the real turn against a model of Asterisk under a virtual clock and checks what must always hold. The same seed and
number of calls replay the same run. Violations are told line by line and make the exit status 1; the last line of
standard output is one JSON object with the counts.

  --seed S       the seed, a whole number (1)
  --calls N      how many callers arrive (1000)
  --seeds COUNT  run COUNT seeds from S on; the last line then adds them up (1)
  --workers N    so many processes share the seeds (1)
  --trace WORD   tell every event, fact and command whose line holds WORD (a call id, a channel, an agent; '' for all)`;

const SUMS = {
  arrived: 0,
  calls: 0,
  records: 0,
  placed: 0,
  connected: 0,
  overQuota: 0,
  charges: 0,
  warned: 0,
  endedForMoney: 0,
  endedForSpending: 0,
  refusedForMoney: 0,
  refusedAtNight: 0,
  alarms: 0,
  backstopsSeen: 0,
  backstopEnds: 0,
  turns: 0,
  facts: 0,
  virtualS: 0,
  violations: 0,
};

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  console.error(`--${name} is to be a whole number, not ${text}\n\n${USAGE}`);
  process.exit(2);
}

/** Adds up what came of the seeds, and tells what was wrong. */
class Tally {
  readonly sums = { ...SUMS };
  readonly bad: number[] = [];

  take({ seed, calls }: SeedAsked, answer: SeedAnswer): void {
    if ('broke' in answer) {
      console.log(`BROKE OFF ${answer.broke}`);
      this.isBad(seed, calls);
      return;
    }
    const { counts, violations } = answer;
    for (const { rule, at, what } of violations) console.log(`VIOLATION ${rule} at ${String(at)}: ${what}`);
    for (const key of Object.keys(SUMS) as (keyof typeof SUMS)[]) this.sums[key] += counts[key];
    if (counts.violations > 0 || counts.records !== counts.calls) this.isBad(seed, calls);
  }

  private isBad(seed: number, calls: number): void {
    this.bad.push(seed);
    console.log(`replay: npm run sim -- --seed ${String(seed)} --calls ${String(calls)}`);
  }
}

async function runAll(asked: readonly SeedAsked[], workers: number, tally: Tally): Promise<void> {
  const crew = new Crew<SeedAsked, SeedAnswer>(new URL('./seed-worker.ts', import.meta.url), workers);
  const runs = asked.map(async (one) => {
    const answer = await crew.ask(one);
    console.error(`seed ${String(one.seed)}: done`);
    tally.take(one, answer);
  });
  await Promise.all(runs);
  crew.dismiss();
}

function runHere(asked: readonly SeedAsked[], word: string | undefined, tally: Tally): SimulationResult | undefined {
  const trace = (line: string): void => {
    if (line.includes(word ?? '')) console.log(line);
  };
  let last: SimulationResult | undefined;
  for (const one of asked) {
    const startedAt = performance.now();
    last = simulate({ ...one, ...(word === undefined ? {} : { trace }) });
    tally.take(one, last);
    console.error(`seed ${String(one.seed)}: ${(performance.now() - startedAt).toFixed(0)} ms`);
  }
  return last;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      calls: { type: 'string', default: '1000' },
      seeds: { type: 'string', default: '1' },
      workers: { type: 'string', default: '1' },
      trace: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const startedAt = performance.now();
  const first = wholeNumber('seed', values.seed);
  const calls = wholeNumber('calls', values.calls);
  const count = wholeNumber('seeds', values.seeds);
  const workers = wholeNumber('workers', values.workers);
  const tally = new Tally();
  const journalInGroups = calls >= LONG;
  const asked = Array.from({ length: count }, (_, at) => ({ seed: first + at, calls, journalInGroups }));
  let last: SimulationResult | undefined;
  if (workers > 1 && values.trace === undefined) await runAll(asked, workers, tally);
  else last = runHere(asked, values.trace, tally);
  const tookS = Math.round((performance.now() - startedAt) / 1000);
  const failingSeeds = tally.bad.sort((a, b) => a - b);
  console.log(JSON.stringify(count === 1 && last ? last.counts : { seeds: count, ...tally.sums, tookS, failingSeeds }));
  process.exitCode = failingSeeds.length > 0 ? 1 : 0;
}

await main();
