import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

import type { Hotline, TestAgent } from '../fixtures/box/configuration.js';
import { eventually, type CallerInScene } from '../fixtures/box/scene.js';
import { BUILT, type Host } from '../fixtures/cluster/host.js';
import { makeNewerBuild, type NewerBuild } from '../fixtures/cluster/newer-build.js';
import { counts, knowsAgent, useCluster } from '../fixtures/cluster/use-cluster.js';
import type { Telephone } from '../fixtures/sip/telephone.js';

const NODES = ['east', 'west'] as const;
const builds = mkdtempSync(join(dirname(BUILT), 'newer-'));
let next: NewerBuild;
let afterNext: NewerBuild;

const stage = useCluster('rolling-upgrade', { nodes: NODES }, async (cluster) => {
  next = makeNewerBuild(BUILT, join(builds, 'next'), 'newer', 1_799_000_000_001);
  afterNext = makeNewerBuild(next.folder, join(builds, 'after-next'), 'newest', 1_799_000_000_002);
  const plan = await cluster.configure(async (config) => {
    await config.trunk('carrier', cluster.network.addresses.trunk);
    const hotlineAt = async (home: string): Promise<Hotline> =>
      config.hotline(await config.tenant(`${home}-co`, { home }), 1);
    return { east: await hotlineAt('east'), west: await hotlineAt('west') };
  });
  for (const node of NODES) await knowsAgent(cluster.host(node), agentOf(plan[node]));
  return plan;
});

afterAll(() => rmSync(builds, { recursive: true }));

function agentOf({ agents: [agent] }: Hotline): TestAgent {
  if (agent === undefined) throw new Error('a hotline without agents');
  return agent;
}

/** What a switch node tells the admin node of its copy of the configuration. */
async function replicationOf({ link }: Host): Promise<string | undefined> {
  const read = (name: string): Buffer => readFileSync(join(stage().cluster.admin.home, 'cluster', name));
  const papers = { ca: read('ca.crt'), cert: read('node.crt'), key: read('node.key') };
  const place = { host: link.address, port: 7443, path: '/link/v1/status', checkServerIdentity: () => undefined };
  const asking = request({ ...place, ...papers, agent: false });
  asking.end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return (JSON.parse(await text(answer)) as { replication?: { state: string } | null }).replication?.state;
}

async function replicationIs(host: Host, state: string): Promise<void> {
  const looked = async (): Promise<true | null> => (await replicationOf(host).catch(() => undefined)) === state || null;
  await eventually(`the configuration of ${host.name}: ${state}`, looked, 60_000);
}

/** A conversation at a node, in which both are heard. */
async function conversation(
  node: (typeof NODES)[number],
): Promise<{ readonly caller: CallerInScene; readonly telephone: Telephone }> {
  const { cluster, plan } = stage();
  const [scene, agent] = [cluster.at(node), agentOf(plan[node])];
  const telephone = await scene.telephone(agent.extension, { does: 'answer', after: 50 });
  if ((await scene.agentNow(agent)).phase === 'loggedOut') await scene.login(agent);
  await scene.agentIs(agent, 'ready');
  const caller = await scene.caller(plan[node].number);
  await caller.reaches('party.connected');
  await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
  return { caller, telephone };
}

async function goesOn({ caller, telephone }: Awaited<ReturnType<typeof conversation>>): Promise<void> {
  await Promise.all([caller.sip.hears(900, 1000), telephone.hears(400, 1000)]);
}

/** Somebody is entered on the admin node, in a tenant that is new as well. */
async function newAgent(code: string, home: (typeof NODES)[number]): Promise<TestAgent> {
  return stage().cluster.configure(async (config) => config.agent(await config.tenant(code, { home })));
}

/** Ends the call, and waits for its record at the admin node. @returns what it has there of a later build */
async function recordAtAdmin(caller: CallerInScene, column?: string): Promise<unknown> {
  await caller.sip.hangsUp();
  const { call_id: callId } = await caller.record();
  const select = `SELECT ${column ?? 'NULL'} AS added FROM facts.call_record WHERE call_id = $1`;
  const rows = (): Promise<{ added: unknown }[]> => stage().cluster.admin.query(select, [callId]);
  await counts('the record is at the admin node', async () => (await rows()).length, 1, 60_000);
  return (await rows())[0]?.added;
}

test('the admin node is upgraded first: nodes wait for their migration and go on with calls; upgraded in a conversation they heal by themselves', async () => {
  const { cluster } = stage();
  const { admin } = cluster;
  const talk = await conversation('east');
  await admin.upgrade(next.folder);
  await admin.query(`INSERT INTO config.${next.added} VALUES (1, 'new here')`);
  const late = await newAgent('late', 'east');
  await replicationIs(cluster.host('east'), 'waiting_for_migration');
  await replicationIs(cluster.host('west'), 'waiting_for_migration');
  await goesOn(talk);
  // calls as before, and their facts are taken by the newer admin node
  expect(await recordAtAdmin((await conversation('west')).caller, next.added)).toBeNull();

  for (const node of NODES) {
    const inIt = node === 'east' ? talk : await conversation(node);
    await Promise.all([cluster.host(node).upgrade(next.folder), goesOn(inIt)]);
    await goesOn(inIt);
    await replicationIs(cluster.host(node), 'following');
    expect(await recordAtAdmin(inIt.caller, next.added)).toBe('told');
    const rows = await cluster.host(node).query(`SELECT word FROM config.${next.added}`);
    expect(rows).toEqual([{ word: 'new here' }]);
  }
  await knowsAgent(cluster.host('east'), late);
});

test('a node is upgraded first: the configuration goes on there, its facts wait for the admin node and then arrive', async () => {
  const { cluster } = stage();
  const [east, west, { admin }] = [cluster.host('east'), cluster.host('west'), cluster];
  const talk = await conversation('west');
  await Promise.all([west.upgrade(afterNext.folder), goesOn(talk)]);
  await goesOn(talk);
  await replicationIs(west, 'following');
  await knowsAgent(west, await newAgent('in-between', 'west'));
  await talk.caller.sip.hangsUp();
  const { call_id: callId } = await talk.caller.record();
  const { newest } = await west
    .query<{ newest: string }>('SELECT newest FROM facts.call_record WHERE call_id = $1', [callId])
    .then(([row]) => row ?? { newest: '' });
  expect(newest).toBe('told');
  await eventually('its facts wait', async () => (await west.metric('callrack_shipper_backlog_facts')) > 0 || null);
  const ofEast = await conversation('east');
  expect(await recordAtAdmin(ofEast.caller, next.added)).toBe('told');
  expect(await admin.query('SELECT FROM facts.call_record WHERE call_id = $1', [callId])).toEqual([]);

  await admin.upgrade(afterNext.folder);
  await counts(
    'what waited is at the admin node',
    async () =>
      (await admin.query("SELECT FROM facts.call_record WHERE call_id = $1 AND newest = 'told'", [callId])).length,
    1,
    60_000,
  );
  await replicationIs(east, 'waiting_for_migration');
  await east.upgrade(afterNext.folder);
  await replicationIs(east, 'following');
  await knowsAgent(east, await newAgent('latest', 'east'));
});
