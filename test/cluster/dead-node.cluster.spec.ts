import type { Hotline, TestAgent } from '../fixtures/box/configuration.js';
import { counts, knowsAgent, useCluster } from '../fixtures/cluster/use-cluster.js';

/** From the command to the first answered call at the new home, what people are promised. */
const TAKEN_OVER_WITHIN_MS = 60_000;

const stage = useCluster('dead-node', { nodes: ['east', 'west'] }, async (cluster) => {
  const plan = await cluster.configure(async (config) => {
    await config.trunk('carrier', cluster.network.addresses.trunk);
    const hotlineAt = async (code: string, home: string): Promise<Hotline> =>
      config.hotline(await config.tenant(code, { home }), 1);
    return {
      stays: await hotlineAt('stays', 'east'),
      first: await hotlineAt('first', 'west'),
      second: await hotlineAt('second', 'west'),
    };
  });
  await knowsAgent(cluster.host('east'), agentOf(plan.stays));
  for (const { agents } of [plan.first, plan.second]) {
    for (const agent of agents) await knowsAgent(cluster.host('west'), agent);
  }
  return plan;
});

function agentOf({ agents: [agent] }: Hotline): TestAgent {
  if (agent === undefined) throw new Error('a hotline without agents');
  return agent;
}

test('a switch node dies: a conversation on the other goes on, its tenants come up there by one command, sign in and take calls', async () => {
  const { cluster, plan } = stage();
  const east = cluster.at('east');
  const west = cluster.at('west');
  const telephone = await east.agent(agentOf(plan.stays), { does: 'answer', after: 50 });
  const caller = await east.caller(plan.stays.number);
  await caller.reaches('party.connected');
  await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
  await west.agent(agentOf(plan.first), { does: 'answer', after: 50 });
  const lost = await west.caller(plan.first.number);
  await lost.reaches('party.connected');

  await cluster.kill(cluster.host('west'));
  await Promise.all([caller.sip.hears(900, 2000), telephone.hears(400, 2000)]);

  const began = Date.now();
  await cluster.admin.program('cluster', 'take-over', 'west', '--to', 'east', '--force');
  for (const hotline of [plan.first, plan.second]) {
    const agent = agentOf(hotline);
    await knowsAgent(cluster.host('east'), agent);
    // its telephone is told another address, or finds it by its name; both sign in at the new home
    const moved = await east.agent(agent, { does: 'answer', after: 50 });
    const next = await east.caller(hotline.number);
    await next.reaches('party.connected');
    expect(Date.now() - began).toBeLessThan(TAKEN_OVER_WITHIN_MS);
    await Promise.all([next.sip.hears(900), moved.hears(400)]);
    await next.sip.hangsUp();
    const { call_id: callId } = await next.record();
    await counts(
      'its record at the admin node',
      async () =>
        (
          await cluster.admin.query('SELECT FROM facts.call_record WHERE call_id = $1 AND node_id = $2', [
            callId,
            'east',
          ])
        ).length,
      1,
    );
  }

  await Promise.all([caller.sip.hears(900, 500), telephone.hears(400, 500)]);
  await caller.sip.hangsUp();
  expect(await caller.record()).toMatchObject({ ended_by: 'caller', node_id: 'east' });
});
