/**
 * npm run bench:rating [-- --quick] [--side core|sql] [--prefixes 10000] [--calls 200000]
 *
 * The same random calls priced by the same random tariff: by the rating core, on one core, and by one SQL statement of the
 * embedded PostgreSQL. The last line is one JSON object. README.md tells what is measured and how.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';

import { compileTariff, priceCall, type CompiledTariff } from '../../src/billing/core/rating.js';
import type { ChargedLeg } from '../../src/kernel/charge.js';
import { randomCalls, randomTariff } from './rating-plan.ts';
import { priceInSql } from './rating-sql.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    side: { type: 'string' },
    prefixes: { type: 'string', default: '10000' },
    calls: { type: 'string' },
  },
});
const beganAt = performance.now();
const measureS = options.quick ? 1 : 5;
const callCount = Number(options.calls ?? (options.quick ? '20000' : '200000'));

function say(line: string): void {
  console.log(`[${((performance.now() - beganAt) / 1000).toFixed(0).padStart(4)} s] ${line}`);
}

interface CoreFigures {
  readonly callsPerS: number;
  readonly meanUs: number;
  readonly p50Us: number;
  readonly p99Us: number;
}

/** Whole passes over all calls until the time is over; then one more with a look at the clock around each call. */
function priceInCore(compiled: CompiledTariff, calls: readonly (readonly ChargedLeg[])[]): CoreFigures {
  for (const legs of calls) priceCall(compiled, legs, {});
  let priced = 0;
  const began = performance.now();
  let seconds = 0;
  while (seconds < measureS) {
    for (const legs of calls) priceCall(compiled, legs, {});
    priced += calls.length;
    seconds = (performance.now() - began) / 1000;
  }
  const eachUs = new Float64Array(calls.length);
  calls.forEach((legs, i) => {
    const callBegan = performance.now();
    priceCall(compiled, legs, {});
    eachUs[i] = (performance.now() - callBegan) * 1000;
  });
  eachUs.sort();
  const share = (part: number): number => Number((eachUs[Math.floor(calls.length * part)] ?? 0).toFixed(1));
  return {
    callsPerS: Math.round(priced / seconds),
    meanUs: Number(((seconds / priced) * 1e6).toFixed(2)),
    p50Us: share(0.5),
    p99Us: share(0.99),
  };
}

/** Of the calls that no boundary splits, all must cost the same on both sides. */
function compare(compiled: CompiledTariff, calls: readonly (readonly ChargedLeg[])[], amounts: readonly bigint[]) {
  let compared = 0;
  let different = 0;
  calls.forEach((legs, i) => {
    const priced = priceCall(compiled, legs, {});
    const rates = new Set(priced?.calculation.lines.map(({ rate }) => rate).filter((rate) => rate !== null));
    const [first] = legs;
    if (rates.size > 1 || first?.answeredAt !== first?.connectedAt) return;
    compared += 1;
    if (priced?.amountMicro !== amounts[i]?.toString()) different += 1;
  });
  return { compared, different };
}

function machine(): Readonly<Record<string, string | number>> {
  const root = `${import.meta.dirname}/../..`;
  const commit = execFileSync('git', ['-c', 'safe.directory=*', '-C', root, 'rev-parse', '--short', 'HEAD'], {
    encoding: 'utf8',
  });
  return { cores: cpus().length, cpu: cpus()[0]?.model ?? '?', node: process.versions.node, commit: commit.trim() };
}

const tariff = randomTariff(Number(options.prefixes));
const rates = tariff.versions[0]?.rates.length ?? 0;
const calls = randomCalls(tariff, callCount);
const alone = calls.map((leg) => [leg]);
const compileBegan = performance.now();
const compiled = compileTariff(tariff);
const compileMs = Math.round(performance.now() - compileBegan);
say(`${options.prefixes} prefixes, ${rates} rates, ${calls.length} calls`);
const core = options.side === 'sql' ? null : priceInCore(compiled, alone);
if (core !== null) say(`core: ${core.callsPerS} calls a second, ${core.meanUs} µs each`);
const sql = options.side === 'core' ? null : await priceInSql(tariff, calls, options.quick ? 1 : 3);
const sqlCallsPerS = sql === null ? null : Math.round(calls.length / sql.seconds);
if (sql !== null) say(`sql: ${sqlCallsPerS} calls a second`);
const same = sql === null ? null : compare(compiled, alone, sql.amounts);
if (same !== null) say(`${same.compared} prices compared, ${same.different} differ`);
console.log(
  JSON.stringify({
    ...core,
    sqlCallsPerS,
    ratio: core === null || sqlCallsPerS === null ? null : Number((core.callsPerS / sqlCallsPerS).toFixed(2)),
    prefixes: Number(options.prefixes),
    rates,
    calls: calls.length,
    compileMs,
    same,
    machine: machine(),
    quick: options.quick,
  }),
);
