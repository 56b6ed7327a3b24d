/**
 * npm run bench:replication [-- --quick] [--subscribers 1,5,10,20] [--rows 2000]
 *
 * What switch nodes cost the admin node's PostgreSQL: rows of the configuration are changed one transaction each, and
 * fetched by so many subscribers, over TLS with certificates. Each subscriber is a database of one second server. The last
 * line is one JSON object; README.md tells what is measured and how.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { Client } from 'pg';

import { PACE } from '../../src/cluster/replication/replication-keeper.js';
import { newId } from '../../src/platform/database/new-id.js';
import { migratedDatabase } from '../fixtures/database.js';
import { startAdminPostgres, startSwitchPostgres, TestAuthority } from '../fixtures/postgres-tls.js';
import type { TestPostgres } from '../fixtures/postgres.js';
import { ReplicatedNode } from '../fixtures/replicated-node.js';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    subscribers: { type: 'string' },
    rows: { type: 'string' },
  },
});
const steps = (options.subscribers ?? (options.quick ? '1,3' : '1,5,10,20')).split(',').map(Number);
const rows = Number(options.rows ?? (options.quick ? '500' : '2000'));
const ticksPerS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
/** A busy machine is no broken link. */
const AS_ON_A_BOX = ['wal_sender_timeout = 60s', 'wal_receiver_timeout = 60s'];
const ADMIN = { nodeId: 'admin-1', database: 'callrack' };

interface Figures {
  readonly subscribers: number;
  readonly rows: number;
  /** Of the processes on the admin node that send to subscribers: what each subscriber more costs it. */
  readonly cpuSPer1000RowsPerSubscriber: number;
  readonly walsenderMB: number;
  /** From the first change until the last subscriber has all of them. */
  readonly rowsPerS: number;
}

/** User and system time of a server's living processes, seconds. */
function cpuOf(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, one) => sum + one, 0) / ticksPerS;
}

/** Memory that a process has for itself, MB. */
function ownMemory(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kB = Array.from(text.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm), ([, size]) => Number(size));
  return kB.reduce((sum, one) => sum + one, 0) / 1024;
}

async function walsenders(admin: TestPostgres): Promise<number[]> {
  const found = await admin.query<{ pid: number }>(
    ADMIN.database,
    'SELECT active_pid AS pid FROM pg_replication_slots WHERE active_pid IS NOT NULL',
  );
  return found.map(({ pid }) => pid);
}

/** Each row in a transaction of its own, as people and programs write. */
async function change(admin: TestPostgres, tenantId: string): Promise<void> {
  const client = new Client({ connectionString: admin.ownerUrl(ADMIN.database) });
  await client.connect();
  try {
    for (let n = 1; n <= rows; n += 1) {
      await client.query('UPDATE config.tenant SET channel_limit = $2 WHERE id = $1', [tenantId, n]);
    }
  } finally {
    await client.end();
  }
}

async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function measure(admin: TestPostgres, nodes: readonly ReplicatedNode[], tenantId: string): Promise<Figures> {
  await admin.query(ADMIN.database, 'UPDATE config.tenant SET channel_limit = 0');
  const has = (limit: number) => async (): Promise<boolean> => {
    const limits = await Promise.all(
      nodes.map((node) => node.query<{ n: number }>('SELECT channel_limit AS n FROM config.tenant')),
    );
    return limits.every(([tenant]) => tenant?.n === limit);
  };
  await until(has(0));
  const senders = await walsenders(admin);
  const before = cpuOf(senders);
  const beganAt = performance.now();
  await change(admin, tenantId);
  await until(has(rows));
  const tookS = (performance.now() - beganAt) / 1000;
  const cpuS = cpuOf(senders) - before;
  const memory = senders.map(ownMemory);
  return {
    subscribers: nodes.length,
    rows,
    cpuSPer1000RowsPerSubscriber: Number((cpuS / nodes.length / (rows / 1000)).toFixed(4)),
    walsenderMB: Number((memory.reduce((sum, one) => sum + one, 0) / memory.length).toFixed(1)),
    rowsPerS: Math.round(rows / tookS),
  };
}

async function main(): Promise<Figures[]> {
  const authority = await TestAuthority.make();
  const admin = await startAdminPostgres(await authority.papersFor(ADMIN.nodeId, 'admin'), AS_ON_A_BOX);
  const most = Math.max(...steps);
  const workers = String(most * 2 + 8);
  const ofSwitches = await startSwitchPostgres([
    ...AS_ON_A_BOX,
    ...[`max_worker_processes = ${workers}`, `max_logical_replication_workers = ${workers}`],
    ...[`max_replication_slots = ${workers}`, 'max_connections = 200'],
  ]);
  const nodes: ReplicatedNode[] = [];
  try {
    const made = await migratedDatabase(admin, ADMIN.database, { NODE_NAME: ADMIN.nodeId, NODE_ROLE: 'admin' });
    await made.databases.close();
    const tenantId = newId();
    await admin.query(
      ADMIN.database,
      `INSERT INTO config.tenant (id, code, name, channel_limit, language, home_node_id)
         VALUES ($1, 'tenant', 'Tenant', 1, 'en', $2)`,
      [tenantId, ADMIN.nodeId],
    );
    const figures: Figures[] = [];
    for (const step of steps) {
      while (nodes.length < step) {
        const name = `switch-${nodes.length + 1}`;
        const node = await ReplicatedNode.prepare(name, ofSwitches, { ...ADMIN, postgres: admin }, authority, PACE);
        node.begin();
        await until(() => Promise.resolve(node.keeper.state().state === 'following'));
        nodes.push(node);
      }
      figures.push(await measure(admin, nodes, tenantId));
      console.log(JSON.stringify(figures.at(-1)));
    }
    return figures;
  } finally {
    for (const node of nodes) await node.end();
    await Promise.all([admin.stop(), ofSwitches.stop()]);
    await authority.remove();
  }
}

console.log(JSON.stringify({ replication: await main() }));
