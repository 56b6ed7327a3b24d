import type { CallNow } from '../../src/kernel/live-status.js';
import type { Hotline, TestAgent } from '../fixtures/box/configuration.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { CallerInScene, eventually } from '../fixtures/box/scene.js';
import type { Cluster } from '../fixtures/cluster/cluster.js';
import type { Host } from '../fixtures/cluster/host.js';
import { sameAtAdmin } from '../fixtures/cluster/totals.js';
import { counts, knowsAgent, useCluster } from '../fixtures/cluster/use-cluster.js';

const NODES = ['east', 'west'] as const;
/** A second of a voice is heard within two: nothing is missing that anybody would notice. */
const [SECOND_MS, WITHIN_MS] = [1000, 2000];
const PAID_IN = 100_000_000;

interface Plan {
  readonly talking: Hotline;
  readonly waiting: Hotline;
  readonly choosing: Hotline & { readonly menuNumber: string };
}

const stage = useCluster('tenant-moves', { nodes: NODES }, async (cluster): Promise<Plan> => {
  const plan = await cluster.configure(async (config) => {
    await config.trunk('carrier', cluster.network.addresses.trunk);
    const tariff = await config.tariff([{}]);
    const hotlineOf = async (code: string, agents: number): Promise<Hotline> => {
      const tenant = await config.tenant(code, { home: 'east' });
      await config.account(tenant, tariff);
      return config.hotline(tenant, agents, { record: true });
    };
    const choosing = await hotlineOf('choosing', 1);
    const { tenant, queueId } = choosing;
    const menuId = await config.menu(tenant, 'first', await config.prompt(tenant, 'welcome'), {
      kind: 'keys',
      keys: { '1': { to: 'queue', queueId } },
      keyTimeoutMs: 60_000,
      attempts: 3,
      otherwise: { to: 'hangUp' },
    });
    return {
      talking: await hotlineOf('talking', 3),
      waiting: await hotlineOf('waiting', 1),
      choosing: { ...choosing, menuNumber: await config.accessNumber(tenant, { to: 'menu', menuId }) },
    };
  });
  for (const { agents } of Object.values(plan) as Hotline[]) {
    for (const agent of agents) await knowsAgent(cluster.host('east'), agent);
  }
  return plan;
});

function agentsOf({ agents }: Hotline): readonly [TestAgent, TestAgent, TestAgent] {
  const [first, second = first, third = second] = agents;
  if (first === undefined || second === undefined || third === undefined) throw new Error('a hotline without agents');
  return [first, second, third];
}

/** The command that moves a tenant to the west; it ends when nothing of it is left in the east. */
function moves(
  cluster: Cluster,
  { tenant }: Hotline,
): { readonly over: Promise<string>; readonly flipped: Promise<void> } {
  const over = cluster.admin.program('cluster', 'move', tenant.code, 'west');
  const flipped = counts(
    'at home in the west',
    async () => {
      const sql = "SELECT FROM config.tenant WHERE id = $1 AND home_node_id = 'west' AND moving_to_node_id IS NULL";
      return (await cluster.host('west').query(sql, [tenant.id])).length;
    },
    1,
    60_000,
  );
  // whoever awaits it hears of it
  over.catch(() => undefined);
  return { over, flipped };
}

async function has(host: Host, table: string, callId: string): Promise<number> {
  return (await host.query(`SELECT FROM facts.${table} WHERE call_id = $1`, [callId])).length;
}

/** Made in one place, and brought to the admin node: its record, its charge, its recording. */
async function isToldOnceBy(cluster: Cluster, node: 'east' | 'west', callId: string): Promise<void> {
  const other = node === 'east' ? 'west' : 'east';
  for (const table of ['call_record', 'charge', 'recording']) {
    for (const host of [cluster.host(node), cluster.admin]) {
      await counts(`${table} at ${host.name}`, () => has(host, table, callId), 1);
    }
    expect(await has(cluster.host(other), table, callId)).toBe(0);
  }
}

interface StepRow {
  readonly step: string;
  readonly seq: number;
  readonly node_id?: string;
}

/** What the admin node has of a call's way, in order; no step is missing and none is there twice. */
async function wayOf(cluster: Cluster, callId: string): Promise<readonly string[]> {
  const sql = 'SELECT step, seq FROM facts.call_step WHERE call_id = $1 ORDER BY seq';
  const steps = await eventually('the end of the call at the admin node', async () => {
    const rows = await cluster.admin.query<StepRow>(sql, [callId]);
    return rows.some(({ step }) => step === 'call.ended') ? rows : null;
  });
  const [first] = steps;
  expect(steps.map(({ seq }) => seq)).toEqual(steps.map((_, index) => (first?.seq ?? 0) + index));
  return steps.map(({ step }) => step);
}

/** Money as the engine of that node counts it, and as the admin node's rows say. */
async function balances(
  cluster: Cluster,
  node: 'east' | 'west',
  { tenant }: Hotline,
): Promise<readonly [string, string]> {
  const { body } = await cluster.host(node).api.ask('GET', `/v1/tenants/${tenant.code}/account`);
  const [row] = await cluster.admin.query<{ balance: string }>(
    `SELECT (SELECT sum(amount_micro) FROM config.balance_movement WHERE tenant_id = $1)
      - (SELECT coalesce(sum(amount_micro), 0) FROM facts.charge WHERE tenant_id = $1) AS balance`,
    [tenant.id],
  );
  return [String((body as { balanceMicro?: string }).balanceMicro), String(row?.balance)];
}

async function sameBalance(cluster: Cluster, node: 'east' | 'west', hotline: Hotline): Promise<number> {
  return eventually(`the same balance in the ${node} and at the admin node`, async () => {
    const [atNode, atAdmin] = await balances(cluster, node, hotline);
    return atNode === atAdmin ? Number(atNode) : null;
  });
}

/** From the conversation to the record. */
async function oneCall(caller: CallerInScene): Promise<void> {
  await caller.reaches('party.connected');
  await caller.sip.hears(900, SECOND_MS);
  await caller.sip.hangsUp();
  await caller.record();
}

test('a tenant moves while one talks: both are heard all the time, the record is made where it was, agents and money come along', async () => {
  const { cluster, plan } = stage();
  const { talking } = plan;
  const { tenant, number } = talking;
  const [talks, breaks, waits] = agentsOf(talking);
  const [east, west] = [cluster.at('east'), cluster.at('west')];
  const telephone = await east.telephone(talks.extension, { does: 'answer', after: 50 });
  await east.command(talks, 'login');
  await oneCall(await east.caller(number));
  expect(await sameBalance(cluster, 'east', talking)).toBeLessThan(PAID_IN);

  const caller = await east.caller(number);
  await caller.reaches('party.connected');
  await east.command(breaks, 'login');
  const notReady = await east.box.api.ask('POST', `/v1/agents/${tenant.code}/${breaks.number}/not-ready`, {
    reason: 'lunch',
  });
  expect(notReady.status).toBe(200);
  await east.command(waits, 'login');

  const move = moves(cluster, talking);
  const until = { isOver: false };
  const flipped = move.flipped.finally(() => (until.isOver = true));
  do {
    await Promise.all([
      caller.sip.ear.hears(900, SECOND_MS, WITHIN_MS),
      telephone.ear.hears(400, SECOND_MS, WITHIN_MS),
    ]);
  } while (!until.isOver);
  await flipped;
  const atWest = async (agent: TestAgent): Promise<{ readonly phase: string; readonly reason: string | null }> => {
    const { phase, reason } = await west.agentNow(agent);
    return { phase, reason };
  };
  await knowsAgent(cluster.host('west'), waits);
  await west.agentIs(waits, 'ready');
  expect(await atWest(breaks)).toEqual({ phase: 'notReady', reason: 'lunch' });
  expect(await atWest(talks)).toEqual({ phase: 'notReady', reason: 'moved' });

  // who calls at the old node now reaches the new one
  const nextTelephone = await west.telephone(waits.extension, { does: 'answer', after: 50 });
  const relayed = await east.caller(number);
  const next = new CallerInScene(relayed.sip, west);
  await next.reaches('party.connected');
  await Promise.all([relayed.sip.hears(900), nextTelephone.hears(400)]);
  await Promise.all([caller.sip.ear.hears(900, SECOND_MS, WITHIN_MS), telephone.ear.hears(400, SECOND_MS, WITHIN_MS)]);
  await relayed.sip.hangsUp();
  const { call_id: nextId, trunk_id: trunkId } = await next.record();
  expect(trunkId).not.toBeNull();
  await isToldOnceBy(cluster, 'west', nextId);

  await caller.sip.hangsUp();
  const record = await caller.record();
  expect(record).toMatchObject({ node_id: 'east', ended_by: 'caller', agent_id: talks.id });
  await isToldOnceBy(cluster, 'east', record.call_id);
  await move.over;
  await west.agentIs(talks, 'ready');
  expect(await atWest(breaks)).toEqual({ phase: 'notReady', reason: 'lunch' });

  const totals = await sameAtAdmin(
    cluster.admin,
    NODES.map((node) => cluster.host(node)),
    tenant.id,
  );
  expect(totals.rows).toMatchObject({ call_record: 3, charge: 3, recording: 3 });
  expect(await sameBalance(cluster, 'west', talking)).toBe(PAID_IN - Number(totals.charged));
});

test('a tenant moves while two wait: each keeps the place, is served at the new home, and has one record with the whole story', async () => {
  const { cluster, plan } = stage();
  const { waiting } = plan;
  const { number, tenant } = waiting;
  const [agent] = agentsOf(waiting);
  const [east, west] = [cluster.at('east'), cluster.at('west')];
  const first = await east.caller(number);
  const entered = await first.reaches('queue.entered');
  const second = await east.caller(number);
  await second.reaches('queue.entered');
  const callId = await first.callId();
  const arrived = await first.reaches('call.arrived');

  const move = moves(cluster, waiting);
  await move.flipped;
  await first.sip.hears('sound', SECOND_MS);
  const isWaiting = async (): Promise<readonly CallNow[] | null> => {
    const { list } = (await west.box.api.status()).calls;
    const all = list.filter(({ tenantId, phase }) => tenantId === tenant.id && phase === 'waiting');
    return all.length === 2 ? all : null;
  };
  const there = await eventually('both wait in the west', isWaiting, 30_000);
  expect(there.find((call) => call.callId === callId)).toMatchObject({
    arrivedAt: arrived.at,
    queuedAt: entered.at,
    caller: first.number,
    called: number,
  });

  const telephone = await west.telephone(agent.extension, { does: 'answer', after: 50 });
  await west.command(agent, 'login');
  for (const caller of [first, second]) {
    const here = new CallerInScene(caller.sip, west);
    await eventually('the next in line talks', async () => {
      const { callId: now, phase } = await west.agentNow(agent);
      return phase === 'talking' && now === (await caller.callId()) ? true : null;
    });
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    await caller.sip.hangsUp();
    const record = await west.record(await caller.callId());
    expect(here.number).toBe(record.caller);
    expect(record).toMatchObject({ node_id: 'west', ended_by: 'caller', agent_id: agent.id, lost_reason: null });
    await isToldOnceBy(cluster, 'west', record.call_id);
    const way = await wayOf(cluster, record.call_id);
    expect(way.slice(0, 3)).toEqual(expect.arrayContaining(['call.arrived', 'queue.entered']));
    expect(way.filter((step) => step === 'call.moved')).toHaveLength(1);
    expect(way.indexOf('call.moved')).toBeLessThan(way.indexOf('party.connected'));
  }
  const [record] = await cluster.admin.query<Record<string, Date>>(
    'SELECT arrived_at, queued_at FROM facts.call_record WHERE call_id = $1',
    [callId],
  );
  expect(record?.arrived_at?.getTime()).toBe(arrived.at);
  expect(record?.queued_at?.getTime()).toBe(entered.at);
  await move.over;
  const totals = await sameAtAdmin(
    cluster.admin,
    NODES.map((node) => cluster.host(node)),
    tenant.id,
  );
  expect(totals.rows).toMatchObject({ call_record: 2, charge: 2, recording: 2 });
  expect(await sameBalance(cluster, 'west', waiting)).toBe(PAID_IN - Number(totals.charged));
});

test('a tenant moves while one is in a menu: the key chosen afterwards leads to an agent at the new home', async () => {
  const { cluster, plan } = stage();
  const { choosing } = plan;
  const { tenant, menuNumber } = choosing;
  const [agent] = agentsOf(choosing);
  const [east, west] = [cluster.at('east'), cluster.at('west')];
  const caller = await east.caller(menuNumber, { says: 's500 | D1 t400:90000' });
  const menu = await caller.reaches('menu.entered');
  await caller.sip.hears(promptHz('welcome'));

  const move = moves(cluster, choosing);
  await move.flipped;
  await knowsAgent(cluster.host('west'), agent);
  const telephone = await west.telephone(agent.extension, { does: 'answer', after: 50 });
  await west.command(agent, 'login');
  await caller.sip.goesOn();
  const callId = await caller.callId();
  await eventually(
    'the caller talks in the west',
    async () => ((await west.agentNow(agent)).callId === callId ? true : null),
    30_000,
  );
  await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
  await caller.sip.hangsUp();
  const record = await west.record(callId);
  expect(record).toMatchObject({ node_id: 'west', ended_by: 'caller', agent_id: agent.id, lost_reason: null });
  expect((record.menu_at as Date).getTime()).toBe(menu.at);
  await isToldOnceBy(cluster, 'west', callId);
  expect(await wayOf(cluster, callId)).toEqual(
    expect.arrayContaining([
      'call.arrived',
      'menu.entered',
      'key.pressed',
      'call.moved',
      'queue.entered',
      'call.ended',
    ]),
  );
  await move.over;
  const totals = await sameAtAdmin(
    cluster.admin,
    NODES.map((node) => cluster.host(node)),
    tenant.id,
  );
  expect(totals.rows).toMatchObject({ call_record: 1, charge: 1, recording: 1 });
});
