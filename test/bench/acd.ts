/**
 * npm run bench:acd [-- --quick]
 *
 * What a decision about callers and agents costs, at two sizes. The last line is one JSON object; see README.md.
 */
import { AcdSite } from './acd-site.js';

const SIZES = { small: [100, 5], large: [10_000, 500] } as const;
const quick = process.argv.includes('--quick');
const DECISIONS = quick ? 5_000 : 100_000;
const WARM_UP = quick ? 5_000 : 30_000;

interface Figures {
  readonly p50Us: number;
  readonly p99Us: number;
}

function measure(name: string, [agents, queues]: readonly [number, number]): Figures {
  const site = new AcdSite(agents, queues);
  const tookNs: number[] = [];
  for (const [story, prepare, decide] of [
    ['caller comes', () => site.everybodyReady(), () => site.callerComes()],
    ['agent becomes free', () => site.everybodyTalking(), () => site.agentBecomesFree()],
  ] as const) {
    prepare();
    for (let n = 0; n < WARM_UP; n += 1) decide();
    const own: number[] = [];
    for (let n = 0; n < DECISIONS; n += 1) own.push(Number(decide()));
    tookNs.push(...own);
    const { p50Us, p99Us } = figuresOf(own);
    console.error(`${name}, ${story}: p50 ${String(p50Us)} µs, p99 ${String(p99Us)} µs`);
  }
  return figuresOf(tookNs);
}

function figuresOf(tookNs: readonly number[]): Figures {
  const sorted = Float64Array.from(tookNs).sort();
  const at = (share: number): number => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) / 10) / 100;
  return { p50Us: at(0.5), p99Us: at(0.99) };
}

// the smaller first would be measured by a compiler that has not seen all of it
measure('warm-up', SIZES.small);
const small = measure('100 agents, 5 queues', SIZES.small);
const large = measure('10,000 agents, 500 queues', SIZES.large);
const growth = Math.round((large.p50Us / small.p50Us) * 100) / 100;
console.log(JSON.stringify({ small, large, growth }));
