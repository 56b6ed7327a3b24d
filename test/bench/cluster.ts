/**
 * npm run bench:cluster [-- --quick] [--rate 5] [--seconds 18] [--rounds 2]
 *
 * The same load on one switch node and on two at once, by turns in one run, and the CPU seconds of all processes of the
 * nodes that have it. Progress goes line by line, the last line is one JSON object. README.md tells what is measured.
 */
import { parseArgs } from 'node:util';

import type { Hotline } from '../fixtures/box/configuration.js';
import { eventually } from '../fixtures/box/scene.js';
import { Cluster } from '../fixtures/cluster/cluster.js';
import type { Host } from '../fixtures/cluster/host.js';
import { NodeLoad, type Rate } from './cluster-load.js';
import { cpuBetween, cpuOf, machineBusyS, ownTreeS, sumOf, type CpuByPart, type Part } from './cpu.js';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rate: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '18' },
    rounds: { type: 'string', default: '2' },
  },
});
const NODES = ['north', 'south'] as const;
const AGENTS = 40;
const RATE: Rate = {
  perSecond: Number(options.rate),
  seconds: options.quick ? 5 : Number(options.seconds),
  holdMs: 2000,
};
const ROUNDS = options.quick ? 1 : Number(options.rounds);
/** So that caches are filled and code is compiled. */
const WARM_UP: Rate = { ...RATE, seconds: options.quick ? 2 : 8 };
const QUIET_WITHIN_MS = 30_000;
const beganAt = performance.now();

interface Run {
  readonly nodes: readonly string[];
  readonly calls: number;
  readonly cpuS: number;
  readonly callsPerCpuS: number;
  readonly cpuByPart: CpuByPart;
  readonly adminCpuByPart: CpuByPart;
}

function say(line: string): void {
  console.log(`[${((performance.now() - beganAt) / 1000).toFixed(0).padStart(4)} s] ${line}`);
}

function partsOf(host: Host): readonly Part[] {
  const names = host.name === 'admin' ? ['postgres', 'relay', 'web'] : ['postgres', 'asterisk', 'calls', 'web'];
  return names.map((name) => ({ name, pid: host.running(name).pid }));
}

/** Calls in which somebody spoke, as the admin node has them. */
async function callsThere(admin: Host): Promise<number> {
  const [row] = await admin.query<{ n: string }>(
    'SELECT count(*) AS n FROM facts.call_record WHERE connected_at IS NOT NULL',
  );
  return Number(row?.n);
}

/** No call is up, and all facts are on both sides. */
async function quiet({ host }: NodeLoad): Promise<void> {
  await eventually(
    `${host.name} is quiet`,
    async () => {
      const { calls } = await host.api.status();
      return (calls.now === 0 && (await host.metric('callrack_shipper_backlog_facts')) === 0) || null;
    },
    QUIET_WITHIN_MS,
  );
}

async function measure(cluster: Cluster, loads: readonly NodeLoad[], rate: Rate): Promise<Run> {
  for (const load of loads) await load.makeReady();
  const parts = loads.flatMap(({ host }) => partsOf(host));
  const ofAdmin = partsOf(cluster.admin);
  const callsBefore = await callsThere(cluster.admin);
  const before = [cpuOf(parts), cpuOf(ofAdmin)] as const;
  await Promise.all(loads.map((load) => load.run(rate)));
  await Promise.all(loads.map((load) => quiet(load)));
  const [cpuByPart, adminCpuByPart] = [cpuBetween(before[0], cpuOf(parts)), cpuBetween(before[1], cpuOf(ofAdmin))];
  const calls = (await callsThere(cluster.admin)) - callsBefore;
  const cpuS = sumOf(cpuByPart);
  const run = {
    nodes: loads.map(({ host }) => host.name),
    ...{ calls, cpuS: round(cpuS), callsPerCpuS: round(calls / cpuS), cpuByPart, adminCpuByPart },
  };
  say(`${run.nodes.join(' and ')}: ${calls} calls, ${run.cpuS} CPU s, ${run.callsPerCpuS} calls per CPU s`);
  return run;
}

function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}

function perCall(runs: readonly Run[], of: (run: Run) => CpuByPart, calls: number): CpuByPart {
  const sums: Record<string, number> = {};
  for (const run of runs) for (const [part, s] of Object.entries(of(run))) sums[part] = (sums[part] ?? 0) + s;
  return Object.fromEntries(Object.entries(sums).map(([part, s]) => [part, round(s / calls, 5)]));
}

/** All runs of one side together. */
function figuresOf(runs: readonly Run[]) {
  const calls = runs.reduce((sum, run) => sum + run.calls, 0);
  const cpuS = runs.reduce((sum, run) => sum + sumOf(run.cpuByPart), 0);
  const wanted = runs.reduce((sum, run) => sum + run.nodes.length * RATE.perSecond * RATE.seconds, 0);
  const adminCpuSPerCallByPart = perCall(runs, (run) => run.adminCpuByPart, calls);
  return {
    ...{ calls, notCompleted: Math.round(wanted) - calls, cpuS: round(cpuS) },
    callsPerCpuS: calls / cpuS,
    cpuSPerCallByPart: perCall(runs, (run) => run.cpuByPart, calls),
    adminCpuSPerCall: round(sumOf(adminCpuSPerCallByPart), 5),
    adminCpuSPerCallByPart,
  };
}

async function prepare(cluster: Cluster): Promise<NodeLoad[]> {
  const hotlines = await cluster.configure(async (config): Promise<Hotline[]> => {
    await config.trunk('carrier', cluster.network.addresses.trunk, 10_000);
    const made: Hotline[] = [];
    for (const home of NODES) {
      const tenant = await config.tenant(`${home}-co`, { home, channelLimit: 10_000 });
      made.push(await config.hotline(tenant, AGENTS, { answerBeforeAgent: false }));
    }
    return made;
  });
  return hotlines.map((hotline, place) => new NodeLoad(cluster, cluster.host(NODES[place] ?? ''), hotline, place));
}

async function knowsAgents({ host }: NodeLoad): Promise<void> {
  await eventually(
    `${host.name} knows its agents`,
    async () => (await host.api.status()).agents.length === AGENTS || null,
    QUIET_WITHIN_MS,
  );
}

async function main(): Promise<object> {
  const quietly = { LOG_LEVEL: 'info' };
  const cluster = await Cluster.start('bench', { nodes: NODES, adminSettings: quietly, nodeSettings: quietly });
  const loads: NodeLoad[] = [];
  try {
    loads.push(...(await prepare(cluster)));
    for (const load of loads) {
      await knowsAgents(load);
      load.prepare();
    }
    say('warming up');
    await measure(cluster, loads, WARM_UP);
    const [busyBefore, ownBefore] = [machineBusyS(), ownTreeS()];
    const runs: Run[] = [];
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      for (const load of loads) {
        runs.push(await measure(cluster, [load], RATE));
        runs.push(await measure(cluster, loads, RATE));
      }
    }
    const busyS = machineBusyS() - busyBefore;
    const [one, two] = [1, 2].map((count) => figuresOf(runs.filter(({ nodes }) => nodes.length === count)));
    const rules = { ratePerNode: RATE.perSecond, seconds: RATE.seconds, holdMs: RATE.holdMs, agentsPerNode: AGENTS };
    return {
      linearity: round((two?.callsPerCpuS ?? 0) / (one?.callsPerCpuS ?? Infinity)),
      ...{ one, two, rules },
      othersShare: round((busyS - (ownTreeS() - ownBefore)) / busyS),
      runs: runs.map(({ nodes, calls, cpuS, callsPerCpuS }) => ({ nodes, calls, cpuS, callsPerCpuS })),
      seconds: Math.round((performance.now() - beganAt) / 1000),
    };
  } finally {
    for (const load of loads) await load.stop();
    await cluster.stop();
  }
}

// what ends by itself does not keep this process up, and is waited for all the same
const awake = setInterval(() => undefined, 1000);
console.log(JSON.stringify(await main()));
clearInterval(awake);
