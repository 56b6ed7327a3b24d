import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';

const BLOCKED = '17012340001';
const ALLOWED = '17012340002';
const VIP = '17012350003';

describe('callers on the lists of a tenant', () => {
  const scene = useBox('lists', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    await config.account(tenant, await config.tariff([{}]));
    return {
      tenant,
      hotline: await config.hotline(tenant, 1),
      other: await config.hotline(await config.tenant('other'), 1),
      entries: {
        blocked: await config.listed(tenant, 'blocked', '+861701234', { is_prefix: true }),
        allowed: await config.listed(tenant, 'allowed', ALLOWED),
        vip: await config.vip(tenant, VIP, 3600),
      },
    };
  });

  it('a blocked beginning is refused before the answer, one allowed number of it waits, a VIP is served first', async () => {
    const { scene: stage, box, plan } = scene();
    const refused = await stage.caller(plan.hotline.number, { from: BLOCKED });
    expect(await refused.sip.refused()).toBe('403');
    const record = await refused.record();
    expect(record).toMatchObject({
      ...{ tenant_id: plan.tenant.id, lost_reason: 'blacklisted', cause_code: 21, answered_at: null },
    });
    expect(await box.query('SELECT FROM facts.charge WHERE call_id = $1', [record.call_id])).toEqual([]);

    const first = await stage.caller(plan.hotline.number, { from: ALLOWED });
    await first.reaches('queue.entered');
    const vip = await stage.caller(plan.hotline.number, { from: VIP });
    await vip.reaches('queue.entered');
    const [agent] = plan.hotline.agents;
    const telephone = await stage.agent(agent!, { does: 'answer', after: 0, says: 't900:90000' });
    await Promise.all([vip.sip.hears(900), telephone.hears(400)]);
    expect(await first.steps()).not.toContain('agent.offered');
    await vip.sip.hangsUp();
    await first.reaches('party.connected');
    await first.sip.hangsUp();
    expect(await first.record()).toMatchObject({ lost_reason: null, agent_id: agent!.id });

    const hits = await box.query<{ entry_id: string; hits: number }>(
      'SELECT entry_id, hits FROM reports.list_hit ORDER BY entry_id',
    );
    expect(new Map(hits.map((row) => [row.entry_id, row.hits]))).toEqual(
      new Map(Object.values(plan.entries).map((id) => [id, 1])),
    );
  });

  it("one tenant's list says nothing to another", async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.other.number, { from: '17012340004' });
    await caller.reaches('queue.entered');
    expect(await caller.steps()).not.toContain('list.matched');
    await caller.sip.hangsUp();
    await caller.record();
  });
});
