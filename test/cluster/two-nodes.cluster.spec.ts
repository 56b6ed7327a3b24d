import type { Hotline } from '../fixtures/box/configuration.js';
import { eventually } from '../fixtures/box/scene.js';
import type { Host } from '../fixtures/cluster/host.js';
import { counts, knowsAgent, useCluster } from '../fixtures/cluster/use-cluster.js';

/** How long the admin node is away; an operator's longest is more, CI has less. */
const AWAY_S = Number(process.env.CALLRACK_AWAY_S ?? 120);
const ANSWERS = { does: 'answer', after: 50 } as const;
/** As telephones do: in a cluster they are let in for two minutes. */
const SIGN_IN_EVERY_MS = 60_000;
const NODES = ['east', 'west'] as const;

interface Plan {
  readonly east: Hotline;
  readonly west: Hotline;
}

const stage = useCluster('two-nodes', { nodes: NODES }, async (cluster): Promise<Plan> => {
  const plan = await cluster.configure(async (config) => {
    await config.trunk('carrier', cluster.network.addresses.trunk);
    const tariff = await config.tariff([{}]);
    const hotlineAt = async (home: string): Promise<Hotline> => {
      const tenant = await config.tenant(`${home}-co`, { home });
      await config.account(tenant, tariff);
      return config.hotline(tenant, 2, { record: true });
    };
    return { east: await hotlineAt('east'), west: await hotlineAt('west') };
  });
  for (const node of NODES) {
    for (const agent of plan[node].agents) await knowsAgent(cluster.host(node), agent);
  }
  return plan;
});

/** How many rows of a table a host has for a call. */
async function rowsOf(host: Host, table: string, callId: string): Promise<number> {
  const [row] = await host.query<{ n: string }>(`SELECT count(*) AS n FROM facts.${table} WHERE call_id = $1`, [
    callId,
  ]);
  return Number(row?.n);
}

test('two tenants on two nodes take calls at once: who speaks is heard, one record, charge and recording each at the node and at the admin', async () => {
  const { cluster, plan } = stage();
  const talks = await Promise.all(
    NODES.map(async (node) => {
      const scene = cluster.at(node);
      const { agents, number } = plan[node];
      if (agents[0] === undefined) throw new Error('no agent');
      const telephone = await scene.agent(agents[0], { does: 'answer', after: 100 });
      const caller = await scene.caller(number);
      await caller.reaches('party.connected');
      await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
      return { node, caller };
    }),
  );
  for (const { node, caller } of talks) {
    await caller.sip.hangsUp();
    const record = await caller.record();
    expect(record).toMatchObject({ node_id: node, ended_by: 'caller' });
    for (const host of [cluster.host(node), cluster.admin]) {
      for (const table of ['call_record', 'charge', 'recording']) {
        await counts(`${table} of ${node} at ${host.name}`, () => rowsOf(host, table, record.call_id), 1);
      }
    }
    const other = node === 'east' ? 'west' : 'east';
    expect(await rowsOf(cluster.host(other), 'call_record', record.call_id)).toBe(0);
  }
});

test(`the admin node is away for ${String(AWAY_S)} s under load: calls, agents and records go on, and afterwards every side has the same`, async () => {
  const { cluster, plan } = stage();
  const { east, west } = plan;
  const staff = NODES.flatMap((node) => plan[node].agents.map((agent) => ({ scene: cluster.at(node), agent })));
  const telephones = await Promise.all(staff.map(({ scene, agent }) => scene.agent(agent, ANSWERS)));
  await cluster.cut(cluster.admin);
  const until = Date.now() + AWAY_S * 1000;
  let signInAt = Date.now() + SIGN_IN_EVERY_MS;
  const made = { east: 0, west: 0 };
  while (Date.now() < until) {
    await Promise.all(
      NODES.map(async (node) => {
        const caller = await cluster.at(node).caller(plan[node].number);
        await caller.reaches('party.connected');
        await caller.sip.hears(900, 200);
        await caller.sip.hangsUp();
        await caller.record();
        made[node] += 1;
      }),
    );
    if (Date.now() > signInAt) {
      signInAt += SIGN_IN_EVERY_MS;
      await Promise.all(
        telephones.map(async (telephone) => {
          await telephone.signsIn();
          await telephone.behaves(ANSWERS);
        }),
      );
    }
    // what agents ask for is carried out at home
    const [agent] = east.agents;
    if (agent === undefined) throw new Error('no agent');
    await cluster.at('east').command(agent, 'not-ready');
    await cluster.at('east').agentIs(agent, 'notReady');
    await cluster.at('east').command(agent, 'ready');
  }
  await cluster.mend(cluster.admin);
  for (const [node, { tenant }] of [
    ['east', east],
    ['west', west],
  ] as const) {
    const at = cluster.host(node);
    const totals = async (host: Host): Promise<string> => {
      const rows = await host.query(
        `SELECT (SELECT count(*) FROM facts.call_record WHERE tenant_id = $1) AS records,
          (SELECT count(DISTINCT call_id) FROM facts.call_step WHERE tenant_id = $1) AS calls,
          (SELECT count(*) FROM facts.call_step WHERE tenant_id = $1) AS steps,
          (SELECT count(*) FROM facts.agent_step WHERE tenant_id = $1) AS agent_steps,
          (SELECT count(*) FROM facts.charge WHERE tenant_id = $1) AS charges,
          (SELECT sum(amount_micro) FROM facts.charge WHERE tenant_id = $1) AS charged,
          (SELECT charged_micro FROM facts.charge_total WHERE tenant_id = $1) AS total,
          (SELECT charged_micro FROM facts.charge_by_node WHERE tenant_id = $1 AND node_id = $2) AS by_node`,
        [tenant.id, node],
      );
      return JSON.stringify(rows[0]);
    };
    await eventually(
      `the admin node has all of ${node}`,
      async () => ((await totals(cluster.admin)) === (await totals(at)) ? true : null),
      60_000,
    );
    const [row] = await at.query<{ n: string }>('SELECT count(*) AS n FROM facts.call_record WHERE tenant_id = $1', [
      tenant.id,
    ]);
    expect(Number(row?.n)).toBeGreaterThanOrEqual(made[node]);
    expect(made[node]).toBeGreaterThan(AWAY_S / 10);
  }
});

test('facts purged on a node stay at the admin node', async () => {
  const { cluster, plan } = stage();
  const { tenant } = plan.west;
  const records = async (host: Host): Promise<number> => {
    const [row] = await host.query<{ n: string }>('SELECT count(*) AS n FROM facts.call_record WHERE tenant_id = $1', [
      tenant.id,
    ]);
    return Number(row?.n);
  };
  const [west, { admin }] = [cluster.host('west'), cluster];
  const before = await records(west);
  expect(before).toBeGreaterThan(0);
  await west.query('DELETE FROM facts.call_record WHERE tenant_id = $1', [tenant.id]);
  expect(await records(west)).toBe(0);
  // a call that comes after it has gone the whole way
  const scene = cluster.at('west');
  const [agent] = plan.west.agents;
  if (agent === undefined) throw new Error('no agent');
  await scene.agent(agent, { does: 'answer', after: 50 });
  const caller = await scene.caller(plan.west.number);
  await caller.reaches('party.connected');
  await caller.sip.hangsUp();
  const { call_id: callId } = await caller.record();
  await counts('the new record at the admin node', () => rowsOf(admin, 'call_record', callId), 1);
  expect(await records(admin)).toBe(before + 1);
  expect(await records(west)).toBe(1);
});
