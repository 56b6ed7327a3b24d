import { parseArgs } from 'node:util';

import { simulate } from './simulation.js';

const USAGE = `npm run sim -- [--seed S] [--calls N] [--seeds COUNT] [--trace WORD]

Runs the real turn against a model of Asterisk under a virtual clock and checks what must always hold. The same seed and
number of calls replay the same run. Violations are told line by line and make the exit status 1; the last line of
standard output is one JSON object with the counts.

  --seed S       the seed, a whole number (1)
  --calls N      how many callers arrive (1000)
  --seeds COUNT  run COUNT seeds from S on; the last line then adds them up (1)
  --trace WORD   tell every event, fact and command whose line holds WORD (a call id, a channel, an agent; '' for all)`;

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  console.error(`--${name} is to be a whole number, not ${text}\n\n${USAGE}`);
  process.exit(2);
}

function main(): void {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      calls: { type: 'string', default: '1000' },
      seeds: { type: 'string', default: '1' },
      trace: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const first = wholeNumber('seed', values.seed);
  const calls = wholeNumber('calls', values.calls);
  const count = wholeNumber('seeds', values.seeds);
  const word = values.trace;
  const trace = (line: string): void => {
    if (line.includes(word ?? '')) console.log(line);
  };
  const bad: number[] = [];
  const sums = {
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
  for (let seed = first; seed < first + count; seed += 1) {
    const startedAt = performance.now();
    const { counts, violations } = simulate({ seed, calls, ...(word === undefined ? {} : { trace }) });
    for (const { rule, at, what } of violations) console.log(`VIOLATION ${rule} at ${String(at)}: ${what}`);
    if (counts.violations > 0) {
      bad.push(seed);
      console.log(`replay: npm run sim -- --seed ${String(seed)} --calls ${String(calls)}`);
    }
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += counts[key];
    console.error(`seed ${String(seed)}: ${(performance.now() - startedAt).toFixed(0)} ms`);
    if (count === 1) console.log(JSON.stringify(counts));
  }
  if (count !== 1) console.log(JSON.stringify({ seeds: count, ...sums, failingSeeds: bad }));
  process.exitCode = bad.length > 0 ? 1 : 0;
}

main();
