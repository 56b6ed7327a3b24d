import type { AccountNow } from '../../src/calls/core/accounts.js';
import type { CallCharge, Fact } from '../../src/kernel/domain-events.js';
import type { TestTenant } from '../fixtures/box/configuration.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { eventually, TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';

/** What a second costs by the tariff of these tests, millionths. */
const SECOND_MICRO = 10_000;
const CROWD = 50;

interface ChargeRow {
  readonly call_id: string;
  readonly amount_micro: string;
  readonly seconds: number;
}

describe('calls on a balance', () => {
  const scene = useBox('balance-ends-call', async (config) => {
    const city = await config.trunk('city', TRUNK_ADDRESS);
    const tariff = await config.tariff([{ code: 'talk' }, { code: 'out', direction: 'outbound' }]);
    const network = await config.tariff([{ code: 'hold', chargeFrom: 'network' }]);
    const paying = async (code: string, paidIn: string, tariffId = tariff) => {
      const tenant = await config.tenant(code);
      await config.account(tenant, tariffId, { paidIn });
      return config.hotline(tenant, 1);
    };
    const calling = await paying('calling', '0.08');
    await config.tenantTrunk(calling.tenant, city, { outboundRank: 1 });
    return {
      calling,
      poor: await paying('poor', '0.08'),
      rich: await paying('rich', '5'),
      alone: await paying('alone', '0.1'),
      crowd: await paying('crowd', '5', network),
    };
  });

  async function accountOf({ code }: TestTenant): Promise<AccountNow> {
    return (await scene().box.api.ask('GET', `/v1/tenants/${code}/account`)).body as AccountNow;
  }

  async function chargesOf({ id }: TestTenant, atLeast = 1): Promise<ChargeRow[]> {
    const sql = 'SELECT call_id, amount_micro, seconds FROM facts.charge WHERE tenant_id = $1';
    return scene().scene.rows<ChargeRow>(sql, [id], atLeast);
  }

  async function limitsOf({ id }: TestTenant, atLeast: number): Promise<string[]> {
    const sql = `SELECT limit_name || ' ' || action AS met FROM facts.limit_reached WHERE tenant_id = $1 ORDER BY at, id`;
    return (await scene().scene.rows<{ met: string }>(sql, [id], atLeast)).map(({ met }) => met).sort();
  }

  async function asteriskKnows(channel: string): Promise<void> {
    const asked = `/channels/${channel}/variable?variable=TIMEOUT(absolute)`;
    await eventually('Asterisk knows when it has to end the call', async () => {
      return Number(((await scene().box.askAsterisk(asked)).body as { value?: string }).value) > 0 ? true : null;
    });
  }

  /** Up to when Asterisk was last heard of: never later than the death of the engine. */
  function chargedAtMost({ amount_micro, seconds }: ChargeRow, ms: number): void {
    expect(seconds).toBeLessThanOrEqual(Math.ceil(ms / 1000));
    expect(Number(amount_micro)).toBe(seconds * SECOND_MICRO);
  }

  async function engineReturns(): Promise<void> {
    const { box } = scene();
    box.engine.start();
    await box.engineIsUp();
  }

  it('who talks is warned, both hear it; the call ends with the money, is charged what was left, and the next is refused', async () => {
    const { scene: stage, plan } = scene();
    const { tenant, number, agents } = plan.poor;
    const telephone = await stage.agent(agents[0]!, { does: 'answer', after: 0 });
    const caller = await stage.caller(number);
    await Promise.all([
      caller.sip.hears(promptHz('credit-ends-soon'), 500),
      telephone.hears(promptHz('credit-ends-soon'), 500),
    ]);
    await Promise.all([caller.sip.hears(900, 500), telephone.hears(400, 500)]);
    expect(await accountOf(tenant)).toMatchObject({ running: { calls: 1 }, endsAt: expect.any(Number) });
    await Promise.all([caller.sip.isOver(), telephone.isHungUp()]);

    const record = await caller.record();
    expect(record).toMatchObject({ ended_by: 'system', lost_reason: null, connected_at: expect.any(Date) });
    const talkedMs = Number(record.ended_at) - Number(record.connected_at);
    expect(talkedMs).toBeGreaterThan(7000);
    expect(talkedMs).toBeLessThanOrEqual(8000);
    expect(await chargesOf(tenant)).toEqual([{ call_id: record.call_id, amount_micro: '80000', seconds: 8 }]);
    expect(await accountOf(tenant)).toMatchObject({
      balanceMicro: '0',
      spentMicro: '80000',
      availableMicro: '0',
      running: { calls: 0, accruedMicro: '0' },
      endsAt: null,
    });

    const second = await stage.caller(number);
    expect(await second.sip.refused()).toBe('403');
    expect(await second.record()).toMatchObject({ answered_at: null, cause_code: 21, lost_reason: 'no_credit' });
    expect(await limitsOf(tenant, 4)).toEqual([
      'balance_out alarm',
      'balance_out ended',
      'balance_out refused',
      'balance_out warned',
    ]);
    expect(await chargesOf(tenant)).toHaveLength(1);

    const amount = { id: '00000000-0000-4000-8000-000000000001', tenant: tenant.id };
    await scene().box.reconfigure(
      `INSERT INTO config.balance_movement (id, tenant_id, kind, amount_micro, by_name) VALUES ($1, $2, 'top_up', 20000000, 'x')`,
      [amount.id, amount.tenant],
    );
    await eventually('the money is there', async () =>
      (await accountOf(tenant)).balanceMicro === '20000000' ? true : null,
    );
    const third = await stage.caller(number);
    await third.sip.hears(900);
    await third.sip.hangsUp();
    expect(await third.record()).toMatchObject({ ended_by: 'caller', lost_reason: null });
  });

  it('with money enough nobody is warned; the charge is the price of the seconds, the balance what is left', async () => {
    const { scene: stage, plan } = scene();
    const { tenant, number, agents } = plan.rich;
    await stage.agent(agents[0]!, { does: 'answer', after: 0 });
    const caller = await stage.caller(number);
    await caller.sip.hears(900, 1000);
    await caller.sip.hangsUp();
    const record = await caller.record();
    const seconds = Math.ceil((Number(record.ended_at) - Number(record.connected_at)) / 1000);
    expect(await chargesOf(tenant)).toEqual([
      { call_id: record.call_id, amount_micro: `${seconds * SECOND_MICRO}`, seconds },
    ]);
    expect(await accountOf(tenant)).toMatchObject({ balanceMicro: `${5_000_000 - seconds * SECOND_MICRO}` });
    expect(await caller.steps()).not.toContain('credit.warned');
  });

  it('the engine is killed: Asterisk ends the call when the money is used up, and what ran without the engine is not charged', async () => {
    const { scene: stage, box, plan } = scene();
    const { tenant, number, agents } = plan.alone;
    const telephone = await stage.agent(agents[0]!, { does: 'answer', after: 0 });
    const caller = await stage.caller(number);
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    const connectedAt = (await caller.reaches('party.connected')).at;
    await asteriskKnows((await box.heldByAsterisk()).channels.find((id) => !id.includes('-a'))!);
    const killedAt = Date.now();
    await box.engine.signal('SIGKILL');
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    await caller.sip.isOver();
    const lastedMs = Date.now() - connectedAt;
    expect(lastedMs).toBeGreaterThan(9_000);
    expect(lastedMs).toBeLessThan(15_000);

    await engineReturns();
    await telephone.isHungUp();
    const record = await caller.record();
    expect(record).toMatchObject({ ended_at_is_late: true, agent_id: agents[0]!.id, lost_reason: null });
    const [charge, ...more] = await chargesOf(tenant);
    expect(more).toEqual([]);
    expect(charge!.call_id).toBe(record.call_id);
    chargedAtMost(charge!, killedAt - connectedAt);
    const left = `${100_000 - Number(charge!.amount_micro)}`;
    expect(await accountOf(tenant)).toMatchObject({ balanceMicro: left, running: { calls: 0 } });
  });

  it('the engine is killed while a placed call runs: it is the customer’s line, which costs, that Asterisk ends', async () => {
    const { scene: stage, box, plan } = scene();
    const { tenant, agents } = plan.calling;
    const telephone = await stage.agent(agents[0]!, { does: 'answer', after: 0 });
    const carrier = await stage.carrier('city', { does: 'answer', after: 0 });
    const path = `/v1/agents/${tenant.code}/${agents[0]!.number}/calls`;
    expect(await box.api.ask('POST', path, { to: '13800001111', showing: null })).toMatchObject({ status: 200 });
    await Promise.all([carrier.hears(promptHz('credit-ends-soon')), telephone.hears(promptHz('credit-ends-soon'))]);
    await asteriskKnows((await box.heldByAsterisk()).channels.find((id) => id.endsWith('-a2'))!);
    const killedAt = Date.now();
    await box.engine.signal('SIGKILL');
    await carrier.isHungUp(20_000);
    await engineReturns();
    await telephone.isHungUp();
    const [charge, ...more] = await chargesOf(tenant);
    expect(more).toEqual([]);
    const [record] = await stage.rows<{ connected_at: Date; ended_at_is_late: boolean }>(
      'SELECT connected_at, ended_at_is_late FROM facts.call_record WHERE tenant_id = $1',
      [tenant.id],
      1,
    );
    expect(record!.ended_at_is_late).toBe(true);
    chargedAtMost(charge!, killedAt - Number(record!.connected_at));
  });

  it(`${CROWD} callers on one balance: all are ended with it, the charges are what was there, or at most an increment each more`, async () => {
    const { scene: stage, box, plan } = scene();
    const { tenant, number } = plan.crowd;
    const crowd = stage.crowd(number, CROWD, 25);
    await crowd.isOver();
    const rows = await chargesOf(tenant, crowd.answered('200'));
    const records = await stage.rows<{ call_id: string; lost_reason: string | null; answered_at: Date | null }>(
      'SELECT call_id, lost_reason, answered_at FROM facts.call_record WHERE tenant_id = $1',
      [tenant.id],
      CROWD,
    );
    expect(crowd.answered('200')).toBe(CROWD);
    expect(rows.map(({ call_id }) => call_id).sort()).toEqual(records.map(({ call_id }) => call_id).sort());
    const spent = rows.reduce((sum, { amount_micro }) => sum + Number(amount_micro), 0);
    expect(spent).toBeGreaterThan(5_000_000 - CROWD * SECOND_MICRO);
    expect(spent).toBeLessThanOrEqual(5_000_000 + CROWD * SECOND_MICRO);
    for (const row of rows) expect(Number(row.amount_micro)).toBe(row.seconds * SECOND_MICRO);
    const isCharge = (fact: Fact): fact is CallCharge => fact.kind === 'call.charge' && fact.tenantId === tenant.id;
    expect(box.api.facts.filter(isCharge)).toHaveLength(CROWD);
    expect(await accountOf(tenant)).toMatchObject({
      spentMicro: `${spent}`,
      balanceMicro: `${5_000_000 - spent}`,
      running: { calls: 0, accruedMicro: '0' },
    });
  });
});
