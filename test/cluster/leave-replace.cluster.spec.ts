import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';

import { Client } from 'pg';

import type { Hotline, TestAgent } from '../fixtures/box/configuration.js';
import { eventually } from '../fixtures/box/scene.js';
import type { Host } from '../fixtures/cluster/host.js';
import { counts, knowsAgent, useCluster } from '../fixtures/cluster/use-cluster.js';

const stage = useCluster('leave-replace', { nodes: ['east', 'west'] }, async (cluster) => {
  const plan = await cluster.configure(async (config) => {
    await config.trunk('carrier', cluster.network.addresses.trunk);
    const hotlineAt = async (code: string, home: string): Promise<Hotline> =>
      config.hotline(await config.tenant(code, { home }), 1);
    return { orphan: await hotlineAt('orphan', 'east'), other: await hotlineAt('other', 'west') };
  });
  await knowsAgent(cluster.host('east'), agentOf(plan.orphan));
  await knowsAgent(cluster.host('west'), agentOf(plan.other));
  await cluster.at('east').lineIsThere('node-west');
  return plan;
});

function agentOf({ agents: [agent] }: Hotline): TestAgent {
  if (agent === undefined) throw new Error('a hotline without agents');
  return agent;
}

function papersOf(host: Host): { readonly ca: Buffer; readonly cert: Buffer; readonly key: Buffer } {
  const read = (name: string): Buffer => readFileSync(join(host.home, 'cluster', name));
  return { ca: read('ca.crt'), cert: read('node.crt'), key: read('node.key') };
}

/** What the admin node's link says to whoever has the papers of that host. @throws Error where it does not listen */
async function linkSays(host: Host): Promise<number> {
  const place = { host: stage().cluster.admin.link.address, port: 7443, path: '/link/v1/renew', method: 'POST' };
  const asking = request({ ...place, ...papersOf(host), checkServerIdentity: () => undefined, agent: false });
  asking.end('{}');
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode ?? 0;
}

/** Signs in at the admin node's PostgreSQL with the papers of that host. */
async function signsIn(host: Host): Promise<void> {
  const place = { host: stage().cluster.admin.link.address, port: 5433, database: 'callrack' };
  const ssl = { ...papersOf(host), checkServerIdentity: () => undefined };
  const client = new Client({ ...place, user: `callrack_at_${host.name}`, ssl });
  await client.connect();
  await client.end();
}

/** Lines of `node list` on the admin node. */
async function standing(node: string): Promise<string> {
  const lines = (await stage().cluster.admin.program('cluster', 'list')).split('\n');
  const [, , state, , tenants] = lines.find((line) => line.startsWith(`${node}\t`))?.split('\t') ?? [];
  return `${state ?? ''} ${tenants ?? ''}`;
}

test('a dead node is replaced by a new machine, on which its tenants sign in and take calls', async () => {
  const { cluster, plan } = stage();
  const telephone = await cluster.at('west').agent(agentOf(plan.other), { does: 'answer', after: 50 });
  // while it is a member, a call that arrives at the node goes on to the other
  const passed = await cluster.at('east').caller(plan.other.number);
  await passed.sip.answered();
  await Promise.all([passed.sip.hears(900), telephone.hears(400)]);
  await passed.sip.hangsUp();

  await cluster.kill(cluster.host('east'));
  const north = await cluster.join('north', '--replaces', 'east');
  await knowsAgent(north, agentOf(plan.orphan));
  const moved = await cluster.at('north').agent(agentOf(plan.orphan), { does: 'answer', after: 50 });
  const caller = await cluster.at('north').caller(plan.orphan.number);
  await caller.reaches('party.connected');
  await Promise.all([caller.sip.hears(900), moved.hears(400)]);
  await caller.sip.hangsUp();
  expect(await caller.record()).toMatchObject({ node_id: 'north', ended_by: 'caller' });
  await eventually('nobody is at home on the dead node', async () => (await standing('east')) === 'leaving 0' || null);
  expect(await standing('north')).toBe('up 1');
});

test('a node that was dismissed comes back: it is let in nowhere, by the link, by PostgreSQL or with a call', async () => {
  const { cluster, plan } = stage();
  const [east, west] = [cluster.host('east'), cluster.host('west')];
  await cluster.admin.program('cluster', 'dismiss', 'east');
  expect(await standing('east')).toBe('left 0');
  await cluster.revive(east);
  await cluster.at('west').agent(agentOf(plan.other), { does: 'answer', after: 50 });

  expect(await linkSays(west)).toBe(400);
  await eventually('the link lets it in no more', () =>
    linkSays(east).then(
      () => null,
      () => true,
    ),
  );
  await signsIn(west);
  await expect(signsIn(east)).rejects.toThrow();
  const made = async (): Promise<number> =>
    (await west.query('SELECT FROM facts.call_step WHERE tenant_id = $1', [plan.other.tenant.id])).length;
  const before = await made();
  const caller = await cluster.at('east').caller(plan.other.number);
  await caller.sip.refused();
  expect((await west.heldByAsterisk()).channels).toEqual([]);
  expect(await made()).toBe(before);
  const own = await cluster.at('west').caller(plan.other.number);
  await own.reaches('party.connected');
  await own.sip.hangsUp();
  await own.record();
});

test('a node leaves in order: not while tenants are there, and not before the admin node has all that it has to tell', async () => {
  const { cluster, plan } = stage();
  const { admin } = cluster;
  const west = cluster.host('west');
  await expect(west.program('cluster', 'leave')).rejects.toThrow('1 tenants are at home on node west');
  expect(await standing('west')).toBe('up 1');

  await admin.program('cluster', 'move', 'other', 'north');
  let left = false;
  const callId = await cluster.configure(async (_, client) => {
    await client.query('BEGIN; LOCK TABLE facts.call_record IN ACCESS EXCLUSIVE MODE');
    // of nobody's number: what this node still has to tell when its tenants have gone
    const caller = await cluster.at('west').caller('4999');
    await caller.sip.refused();
    const { call_id: id } = await caller.record();
    const leaving = west.program('cluster', 'leave').then(() => {
      left = true;
    });
    await eventually('it is leaving', async () => (await standing('west')) === 'leaving 0' || null);
    await counts('it waits', async () => Number((await west.metric('callrack_shipper_backlog_facts')) > 0), 1);
    expect(left).toBe(false);
    await client.query('ROLLBACK');
    await leaving;
    return id;
  });
  expect(await standing('west')).toBe('left 0');
  expect(await admin.query('SELECT FROM facts.call_record WHERE call_id = $1', [callId])).toHaveLength(1);
  expect(await admin.query("SELECT FROM pg_roles WHERE rolname = 'callrack_at_west'")).toEqual([]);
  expect(await admin.askRelay("SELECT FROM pg_replication_slots WHERE slot_name = 'callrack_west'")).toEqual([]);
  await knowsAgent(cluster.host('north'), agentOf(plan.other));
  const telephone = await cluster.at('north').agent(agentOf(plan.other), { does: 'answer', after: 50 });
  const caller = await cluster.at('north').caller(plan.other.number);
  await caller.reaches('party.connected');
  await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
  await caller.sip.hangsUp();
  expect(await caller.record()).toMatchObject({ node_id: 'north' });
});
