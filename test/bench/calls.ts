/**
 * npm run bench:calls [-- --quick] [--skills] [--side callrack|appQueue] [--keep] [--cpu-prof FOLDER] [--base PORT]
 *
 * The same callers and the same answering telephones against CallRack and against Asterisk's own app_queue, in turn.
 * Progress goes line by line, the last line is one JSON object. README.md tells what is measured and how.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { AppQueueSide } from './app-queue-side.ts';
import { CallRackSide } from './callrack-side.ts';
import { killAllChildren } from './children.ts';
import { portsFrom, ROOT } from './layout.ts';
import { Measurement, type Figures } from './measure.ts';
import { FULL, IN_TIME_MS, IN_TIME_SHARE, QUICK, WITH_SKILLS, type Plan } from './plan.ts';
import { prepare } from './prepare.ts';
import type { Side, SideName } from './side.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    skills: { type: 'boolean', default: false },
    side: { type: 'string' },
    keep: { type: 'boolean', default: false },
    'cpu-prof': { type: 'string' },
    base: { type: 'string', default: '16500' },
  },
});
const plan: Plan = { ...(options.quick ? QUICK : FULL), ...(options.skills ? WITH_SKILLS : {}) };
const ports = portsFrom(Number(options.base));
const beganAt = performance.now();
let current: Side | null = null;

function say(line: string): void {
  console.log(`[${((performance.now() - beganAt) / 1000).toFixed(0).padStart(4)} s] ${line}`);
}

function machine(): Readonly<Record<string, string | number>> {
  const [cpu] = cpus();
  const sipp = execFileSync('sh', ['-c', 'sipp -v 2>&1 || true'], { encoding: 'utf8' });
  const commit = execFileSync('git', ['-c', `safe.directory=${ROOT}`, '-C', ROOT, 'rev-parse', '--short', 'HEAD'], {
    encoding: 'utf8',
  });
  return {
    cores: cpus().length,
    cpu: cpu?.model ?? 'unknown',
    memoryGiB: Number((totalmem() / 2 ** 30).toFixed(1)),
    kernel: release(),
    node: process.versions.node,
    sipp: /SIPp v(\S+?)\.?\s/.exec(sipp)?.[1] ?? 'unknown',
    commit: commit.trim(),
  };
}

async function measure(side: Side, folder: string): Promise<Figures> {
  say(`${side.name}: starting`);
  current = side;
  try {
    await side.start();
    return await new Measurement(side, { plan, folder, ports, say }).take();
  } finally {
    await side.stop();
    current = null;
  }
}

async function run(folder: string): Promise<void> {
  const sidecarRoot = await prepare(join(folder, 'prepare.log'), say);
  const sides: Readonly<Record<SideName, () => Side>> = {
    callrack: () => new CallRackSide(folder, sidecarRoot, ports, { skills: plan.skills, profile: options['cpu-prof'] }),
    appQueue: () => new AppQueueSide(folder, sidecarRoot, ports, plan.skills),
  };
  const figures: Partial<Record<SideName, Figures>> = {};
  for (const name of ['appQueue', 'callrack'] as const) {
    if (options.side === undefined || options.side === name) figures[name] = await measure(sides[name](), folder);
  }
  const { callrack, appQueue } = figures;
  const ratio = callrack && appQueue && appQueue.cps > 0 ? Number((callrack.cps / appQueue.cps).toFixed(3)) : null;
  const rules = {
    holdMs: plan.holdMs,
    ringMs: plan.ringMs,
    skills: plan.skills,
    inTimeMs: IN_TIME_MS,
    inTimeShare: IN_TIME_SHARE,
    commonCps: plan.commonPerSecond,
  };
  const seconds = Math.round((performance.now() - beganAt) / 1000);
  console.log(JSON.stringify({ ratio, callrack, appQueue, machine: machine(), rules, quick: options.quick, seconds }));
}

function leave(folder: string): void {
  if (options.keep) say(`kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}

async function endEarly(signal: NodeJS.Signals, folder: string): Promise<void> {
  say(`${signal}: ending everything`);
  killAllChildren();
  await current?.stop();
  leave(folder);
  process.exit(1);
}

const folder = mkdtempSync('/tmp/callrack-bench-');
// PostgreSQL's own user passes through to its data.
chmodSync(folder, 0o711);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void endEarly(signal, folder));
}
process.on('exit', killAllChildren);
try {
  await run(folder);
} finally {
  leave(folder);
}
