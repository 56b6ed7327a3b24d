import { promptHz } from '../fixtures/box/prompt-tones.js';
import { SECOND_TRUNK_ADDRESS, TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';

describe('what a tenant may use at once', () => {
  const scene = useBox('quotas', async (config) => {
    const city = await config.trunk('city', TRUNK_ADDRESS);
    const narrow = await config.trunk('narrow', SECOND_TRUNK_ADDRESS, 2);
    const seats = await config.tenant('seats', { seatLimit: 1 });
    const ivr = await config.tenant('ivr', { ivrLimit: 1 });
    const small = await config.tenant('small', { channelLimit: 1 });
    const shared = await config.tenant('shared');
    await config.tenantTrunk(shared, city, { channelLimit: 1, outboundRank: 1 });
    await config.tenantTrunk(shared, narrow, {});
    const taped = await config.tenant('taped', { recordedSeatLimit: 1 });
    const afterMenu = await config.hotline(ivr, 0);
    const menuId = await config.menu(ivr, 'welcome', await config.prompt(ivr, 'welcome'), {
      kind: 'keys',
      keys: { '1': { to: 'queue', queueId: afterMenu.queueId } },
      keyTimeoutMs: 20_000,
      attempts: 3,
      otherwise: { to: 'hangUp' },
    });
    return {
      city,
      narrow,
      seats: await config.hotline(seats, 2),
      ivr: { tenant: ivr, number: await config.accessNumber(ivr, { to: 'menu', menuId }) },
      small: await config.hotline(small, 0),
      shared: await config.hotline(shared, 0),
      dialler: await config.agent(shared),
      taped: await config.hotline(taped, 2, { record: true }),
    };
  });

  /** The limits that were met, as PostgreSQL has them. */
  async function limitsOf(tenantId: string, atLeast = 1): Promise<readonly { readonly limit_name: string }[]> {
    const sql = `SELECT limit_name, action, call_id IS NOT NULL AS of_call, agent_id, trunk_id, detail
      FROM facts.limit_reached WHERE tenant_id = $1 ORDER BY at`;
    return scene().scene.rows<{ limit_name: string }>(sql, [tenantId], atLeast);
  }

  it('seats: the agent beyond them cannot sign in until another signs out', async () => {
    const { scene: stage, box, plan } = scene();
    const [first, second] = plan.seats.agents;
    await stage.login(first!);
    const path = (agent: typeof first, action: string) => `/v1/agents/seats/${agent!.number}/${action}`;
    const refused = await box.api.ask('POST', path(second, 'login'), {});
    expect(refused).toMatchObject({ status: 409, body: { code: 'acd.no_seat' } });
    expect(await stage.agentNow(second!)).toMatchObject({ phase: 'loggedOut' });
    expect(await limitsOf(plan.seats.tenant.id)).toEqual([
      expect.objectContaining({ limit_name: 'seats', action: 'refused', of_call: false, agent_id: second!.id }),
    ]);
    await stage.command(first!, 'logout');
    await stage.login(second!);
    expect(await stage.agentNow(second!)).toMatchObject({ phase: 'ready' });
  });

  it('callers in menus: busy for the one beyond, recorded; who goes on into a queue leaves the place to another', async () => {
    const { scene: stage, plan } = scene();
    const { tenant, number } = plan.ivr;
    const first = await stage.caller(number, { says: 's30000 | D1 s60000' });
    await first.sip.hears(promptHz('welcome'));
    const second = await stage.caller(number);
    expect(await second.sip.refused()).toBe('486');
    expect(await second.record()).toMatchObject({
      tenant_id: tenant.id,
      answered_at: null,
      cause_code: 17,
      lost_reason: 'no_ivr_line',
    });
    expect(await limitsOf(tenant.id)).toEqual([
      expect.objectContaining({ limit_name: 'ivr_callers', action: 'refused', of_call: true, detail: { limit: 1 } }),
    ]);
    await first.sip.goesOn();
    await first.reaches('queue.entered');
    const third = await stage.caller(number);
    await third.sip.hears(promptHz('welcome'));
    await Promise.all([first.sip.hangsUp(), third.sip.hangsUp()]);
  });

  it('channels: busy for the caller beyond, and the limit is told with the call', async () => {
    const { scene: stage, plan } = scene();
    const { tenant, number } = plan.small;
    const first = await stage.caller(number);
    await first.reaches('queue.entered');
    const second = await stage.caller(number);
    expect(await second.sip.refused()).toBe('486');
    const { call_id: callId } = await second.record();
    expect(await limitsOf(tenant.id)).toEqual([
      expect.objectContaining({ limit_name: 'channels', detail: { limit: 1 } }),
    ]);
    const [row] = await stage.rows<{ call_id: string }>(
      'SELECT call_id FROM facts.limit_reached WHERE tenant_id = $1',
      [tenant.id],
    );
    expect(row).toEqual({ call_id: callId });
    await first.sip.hangsUp();
  });

  it("a tenant's part of a trunk: busy for the caller beyond it, not by another trunk, and no call goes out by it", async () => {
    const { scene: stage, box, plan } = scene();
    const { tenant, number } = plan.shared;
    const first = await stage.caller(number);
    await first.reaches('queue.entered');
    const second = await stage.caller(number);
    expect(await second.sip.refused()).toBe('486');
    expect(await second.record()).toMatchObject({ cause_code: 17, lost_reason: 'no_channel', trunk_id: plan.city });
    const elsewhere = await stage.caller(number, { address: SECOND_TRUNK_ADDRESS });
    await elsewhere.reaches('queue.entered');
    await stage.login(plan.dialler);
    const path = `/v1/agents/${tenant.code}/${plan.dialler.number}/calls`;
    const placed = await box.api.ask('POST', path, { to: '13800001111', showing: null });
    expect(placed).toMatchObject({ status: 409, body: { code: 'calls.no_channel' } });
    await Promise.all([first.sip.hangsUp(), elsewhere.sip.hangsUp()]);
    const reached = { limit_name: 'trunk_channels', action: 'refused', trunk_id: plan.city };
    expect(await limitsOf(tenant.id, 2)).toEqual([
      expect.objectContaining({ ...reached, of_call: true, detail: { limit: 1, of: 'tenant' } }),
      expect.objectContaining({ ...reached, of_call: false, agent_id: plan.dialler.id }),
    ]);
  });

  it('a full trunk: no circuit for the caller beyond, whose tenant has room', async () => {
    const { scene: stage, plan } = scene();
    const { number } = plan.taped;
    const address = SECOND_TRUNK_ADDRESS;
    const inside = [await stage.caller(number, { address }), await stage.caller(number, { address })];
    await Promise.all(inside.map((caller) => caller.reaches('queue.entered')));
    const third = await stage.caller(number, { address });
    expect(await third.sip.refused()).toBe('503');
    expect(await third.record()).toMatchObject({ cause_code: 34, lost_reason: 'no_channel', trunk_id: plan.narrow });
    const [limit] = await stage.rows<object>(
      `SELECT limit_name, detail FROM facts.limit_reached WHERE trunk_id = $1 AND detail ->> 'of' = 'trunk'`,
      [plan.narrow],
    );
    expect(limit).toEqual({ limit_name: 'trunk_channels', detail: { limit: 2, of: 'trunk' } });
    await Promise.all(inside.map((caller) => caller.sip.hangsUp()));
  });

  it('recorded seats: the conversation beyond them is held, but not recorded', async () => {
    const { scene: stage, box, plan } = scene();
    const { tenant, number, agents } = plan.taped;
    for (const agent of agents) await stage.agent(agent, { does: 'answer', after: 0 });
    const first = await stage.caller(number);
    await first.reaches('recording.started');
    const second = await stage.caller(number);
    await second.reaches('party.connected');
    expect((await second.reaches('recording.failed')).detail).toMatchObject({ why: 'quota' });
    await Promise.all([first.sip.hears(900), second.sip.hears(900)]);
    await Promise.all([first.sip.hangsUp(), second.sip.hangsUp()]);
    expect(await first.record()).toMatchObject({ recorded: true });
    const { call_id: callId } = await second.record();
    expect(await second.record()).toMatchObject({ recorded: false, lost_reason: null });
    await stage.rows('SELECT FROM facts.recording WHERE call_id = $1', [(await first.record()).call_id]);
    expect(await box.query('SELECT FROM facts.recording WHERE call_id = $1', [callId])).toEqual([]);
    const recorded = (await limitsOf(tenant.id)).filter(({ limit_name: name }) => name === 'recorded_seats');
    expect(recorded).toEqual([expect.objectContaining({ action: 'refused', of_call: true, detail: { limit: 1 } })]);
  });
});
