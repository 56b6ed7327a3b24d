import { join } from 'node:path';

import type { AgentStep, CallStep, Fact } from '../../src/kernel/domain-events.js';
import type { Hotline, TestAgent } from '../fixtures/box/configuration.js';
import { eventually, type CallerInScene } from '../fixtures/box/scene.js';
import type { Cluster } from '../fixtures/cluster/cluster.js';
import { sameAtAdmin } from '../fixtures/cluster/totals.js';
import { counts, knowsAgent, useCluster } from '../fixtures/cluster/use-cluster.js';
import { header } from '../fixtures/sip/message-log.js';
import { decodeOpus, durationMs, reportOf } from '../fixtures/sip/sound.js';

const NODES = ['east', 'west'] as const;
/** Callers give up, and carriers look for another way, when nothing is heard for long. */
const REFUSED_WITHIN_MS = 20_000;

interface Plan {
  /** Nobody of its own is there: its callers go on to the helpers, in the west. */
  readonly busy: Hotline;
  readonly helpers: Hotline;
  readonly neighbours: Hotline;
}

const stage = useCluster('between-nodes', { nodes: NODES }, async (cluster): Promise<Plan> => {
  const plan = await cluster.configure(async (config) => {
    await config.trunk('carrier', cluster.network.addresses.trunk);
    const tariff = await config.tariff([{}]);
    const helpers = await config.hotline(await config.tenant('helpers', { home: 'west' }), 1);
    const tenant = await config.tenant('busy', { home: 'east' });
    await config.account(tenant, tariff);
    const shareId = await config.share(tenant, 'partner', helpers);
    return {
      helpers,
      busy: await config.hotline(tenant, 1, { record: true, maxWaitS: 1, overflow: { to: 'share', shareId } }),
      neighbours: await config.hotline(await config.tenant('neighbours', { home: 'east' }), 1),
    };
  });
  for (const [hotline, node] of [
    [plan.busy, 'east'],
    [plan.neighbours, 'east'],
    [plan.helpers, 'west'],
  ] as const) {
    await knowsAgent(cluster.host(node), agentOf(hotline));
  }
  for (const [node, other] of [
    ['east', 'west'],
    ['west', 'east'],
  ] as const) {
    await cluster.at(node).lineIsThere(`node-${other}`);
  }
  return plan;
});

function agentOf({ agents: [agent] }: Hotline): TestAgent {
  if (agent === undefined) throw new Error('a hotline without agents');
  return agent;
}

async function has(cluster: Cluster, node: string, table: string, callId: string): Promise<number> {
  return (await cluster.host(node).query(`SELECT FROM facts.${table} WHERE call_id = $1`, [callId])).length;
}

/** The first node made the record; nothing of the call is told of by the other but what its agents did. */
async function isToldInTheEast(cluster: Cluster, callId: string): Promise<void> {
  for (const at of ['east', 'admin']) {
    await counts(`the record at ${at}`, () => has(cluster, at, 'call_record', callId), 1);
  }
  for (const table of ['call_record', 'call_step', 'charge', 'recording']) {
    expect(await has(cluster, 'west', table, callId)).toBe(0);
  }
}

/** The call waits in the west, as a guest. */
async function isGuest(cluster: Cluster, callId: string): Promise<void> {
  await eventually('the caller waits in the west', async () => {
    const { list } = (await cluster.at('west').box.api.status()).calls;
    return list.some((call) => call.callId === callId) ? true : null;
  });
}

async function nobodyWaitsInTheWest(cluster: Cluster): Promise<void> {
  await eventually('nobody waits in the west', async () => {
    return (await cluster.at('west').box.api.status()).calls.now === 0 ? true : null;
  });
}

async function stepsAtAdmin(cluster: Cluster, callId: string): Promise<readonly string[]> {
  const sql = 'SELECT step, seq FROM facts.call_step WHERE call_id = $1 ORDER BY seq';
  const rows = await eventually('the end of the call at the admin node', async () => {
    const found = await cluster.admin.query<{ step: string; seq: number }>(sql, [callId]);
    return found.some(({ step }) => step === 'call.ended') ? found : null;
  });
  return rows.map(({ step }) => step);
}

async function partnerSteps(caller: CallerInScene): Promise<readonly CallStep['step'][]> {
  return (await caller.steps()).filter((step) => step.startsWith('partner.'));
}

test('nobody answers at one tenant: an agent of another, on the other node, does; one call, one record, the whole conversation recorded where it came in', async () => {
  const { cluster, plan } = stage();
  const [east, west] = [cluster.at('east'), cluster.at('west')];
  const agent = agentOf(plan.helpers);
  const telephone = await west.agent(agent, { does: 'answer', after: 300 });
  const caller = await east.caller(plan.busy.number);
  const callId = await caller.callId();
  await caller.reaches('partner.dialled');
  const invite = await telephone.isCalled();
  expect(header(invite, 'From')).toContain(caller.number);
  await caller.reaches('party.connected');
  await Promise.all([caller.sip.hears(900, 2000), telephone.hears(400, 2000)]);
  const isTalk = (fact: Fact): fact is AgentStep => fact.kind === 'agent.step' && fact.to === 'talking';
  expect(await west.box.api.fact('the agent talks', isTalk)).toMatchObject({ callId, agentId: agent.id });
  await caller.sip.hangsUp();
  const record = await caller.record();
  expect(record).toMatchObject({
    ...{ call_id: callId, node_id: 'east', tenant_id: plan.busy.tenant.id, caller: caller.number },
    ...{ ended_by: 'caller', lost_reason: null, recorded: true, agent_id: null },
  });
  await telephone.isHungUp();
  await isToldInTheEast(cluster, callId);
  for (const table of ['charge', 'recording']) {
    await counts(`${table} at the admin node`, () => has(cluster, 'admin', table, callId), 1);
  }
  const [made] = await east.rows<{ file: string }>('SELECT file FROM facts.recording WHERE call_id = $1', [callId]);
  const sound = await decodeOpus(join(east.box.home, 'recordings', made?.file ?? ''));
  expect(durationMs(sound)).toBeGreaterThan(1800);
  expect(reportOf(sound, 0, 400, 900).steady).toBeGreaterThan(0.9);
  expect(reportOf(sound, 1, 900, 400).steady).toBeGreaterThan(0.9);
  const atAdmin = await cluster.admin.query('SELECT FROM facts.agent_step WHERE call_id = $1 AND agent_id = $2', [
    callId,
    agent.id,
  ]);
  expect(atAdmin.length).toBeGreaterThan(1);
  const hosts = NODES.map((node) => cluster.host(node));
  for (const { tenant } of [plan.busy, plan.helpers]) await sameAtAdmin(cluster.admin, hosts, tenant.id);
});

test('a guest leaves before anybody is free, another while the telephone rings: the agent is withdrawn, each is one lost call', async () => {
  const { cluster, plan } = stage();
  const [east, west] = [cluster.at('east'), cluster.at('west')];
  const early = await east.caller(plan.busy.number);
  await isGuest(cluster, await early.callId());
  await early.sip.hears('sound');
  await early.sip.hangsUp();
  const earlyRecord = await early.record();
  expect(earlyRecord).toMatchObject({ ended_by: 'caller', lost_reason: 'abandoned_in_queue', node_id: 'east' });
  await nobodyWaitsInTheWest(cluster);
  await isToldInTheEast(cluster, earlyRecord.call_id);

  const agent = agentOf(plan.helpers);
  const telephone = await west.agent(agent, { does: 'ring' });
  const late = await east.caller(plan.busy.number);
  await late.reaches('partner.ringing');
  await telephone.isCalled();
  await late.sip.hangsUp();
  await telephone.isCancelled();
  expect(await late.record()).toMatchObject({ ended_by: 'caller', lost_reason: 'abandoned_in_queue' });
  expect(await partnerSteps(late)).toEqual(['partner.dialled', 'partner.ringing']);
  const callId = await late.callId();
  expect(await stepsAtAdmin(cluster, callId)).toContain('partner.ringing');
  await west.agentIs(agent, 'ready');
  await isToldInTheEast(cluster, callId);
});

test('the way between two nodes is cut: who calls at one for the other is refused in time, all else goes on; it is there again, the next caller is brought', async () => {
  const { cluster, plan } = stage();
  const [east, west] = [cluster.at('east'), cluster.at('west')];
  const eastTelephone = await east.agent(agentOf(plan.neighbours), { does: 'answer', after: 50 });
  const westTelephone = await west.agent(agentOf(plan.helpers), { does: 'answer', after: 50 });
  const eastCaller = await east.caller(plan.neighbours.number);
  const westCaller = await west.caller(plan.helpers.number);
  const allAreHeard = async (): Promise<void> => {
    await Promise.all([
      eastCaller.sip.ear.hears(900, 1000, 2000),
      eastTelephone.ear.hears(400, 1000, 2000),
      westCaller.sip.ear.hears(900, 1000, 2000),
      westTelephone.ear.hears(400, 1000, 2000),
    ]);
  };
  await Promise.all([eastCaller, westCaller].map((caller) => caller.reaches('party.connected')));
  await Promise.all([eastCaller, westCaller].map((caller) => caller.sip.hears(900)));
  await allAreHeard();

  await cluster.part(east.box, west.box);
  const began = Date.now();
  const lost = await east.caller(plan.helpers.number);
  const until = { isOver: false };
  const refused = lost.sip.refused(REFUSED_WITHIN_MS).finally(() => (until.isOver = true));
  do await allAreHeard();
  while (!until.isOver);
  expect(await refused).toMatch(/^5/);
  expect(Date.now() - began).toBeLessThan(REFUSED_WITHIN_MS);

  await cluster.bringTogether(east.box, west.box);
  await east.lineIsThere('node-west');
  await allAreHeard();
  await westCaller.sip.hangsUp();
  expect(await westCaller.record()).toMatchObject({ node_id: 'west', ended_by: 'caller' });
  await west.agentIs(agentOf(plan.helpers), 'ready');
  const next = await east.caller(plan.helpers.number);
  await next.sip.answered();
  await Promise.all([next.sip.hears(900), westTelephone.hears(400)]);
  await next.sip.hangsUp();
  await eastCaller.sip.hangsUp();
  expect(await eastCaller.record()).toMatchObject({ node_id: 'east', ended_by: 'caller' });
});
