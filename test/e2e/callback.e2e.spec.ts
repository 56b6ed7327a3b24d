import { ALWAYS } from '../../src/acd/core/queue-callback.js';
import type { CallStep, Fact } from '../../src/kernel/domain-events.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { eventually, TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';

const OTHER_NUMBER = '13900002222';
const CALLBACK = { key: '9', fromS: 1, hours: ALWAYS, expiryS: 600, tries: 2, pauseS: 30 };

describe('a caller who is called back', () => {
  const scene = useBox('callback', async (config) => {
    const tenant = await config.tenant('demo');
    const city = await config.trunk('city', TRUNK_ADDRESS);
    await config.tenantTrunk(tenant, city, { outboundRank: 1 });
    return { city, hotline: await config.hotline(tenant, 2, { callback: CALLBACK, record: true }) };
  });

  /** A late step of the call by which it was asked for. */
  async function tells(callId: string, step: CallStep['step']): Promise<CallStep> {
    return scene().box.api.fact(
      `${step} of ${callId}`,
      (fact: Fact): fact is CallStep => fact.kind === 'call.step' && fact.callId === callId && fact.step === step,
    );
  }

  async function waiting(): Promise<readonly { readonly number: string; readonly place: number | null }[]> {
    const { body } = await scene().box.api.ask('GET', '/v1/tenants/demo/callbacks');
    return (body as { callbacks: { number: string; place: number | null }[] }).callbacks;
  }

  it('confirms the number by keys and hangs up; two agents: called in their turn, before who came later, heard both ways', async () => {
    const { scene: stage, plan } = scene();
    const [first, second] = plan.hotline.agents;
    const caller = await stage.caller(plan.hotline.number, { says: 't400:3000 | D9 t400:3000 | D1 t400:20000' });
    const later = await stage.caller(plan.hotline.number);
    await later.reaches('queue.entered');
    await caller.sip.hears(promptHz('callback-press'));
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('callback-number-is'));
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('callback-noted'));
    await caller.sip.hangsUp();
    const record = await caller.record();
    expect(record).toMatchObject({ lost_reason: 'callback_requested', agent_id: null });
    expect(await waiting()).toEqual([expect.objectContaining({ number: caller.number, place: 1 })]);

    const customer = await stage.carrier('city', { does: 'answer', after: 'cue', says: 't700:90000' });
    const telephone = await stage.agent(first!, { does: 'answer', after: 'cue', says: 't900:90000' });
    await telephone.isCalled();
    expect(customer.timesCalled).toBe(0);
    await telephone.answers();
    expect((await customer.isCalled()).text).toContain(`INVITE sip:${caller.number}@`);
    const other = await stage.agent(second!, { does: 'answer', after: 0, says: 't1100:90000' });
    await Promise.all([later.sip.hears(1100), other.hears(400)]);
    await customer.answers();
    await Promise.all([customer.hears(900, 1000), telephone.hears(700, 1000)]);
    await customer.hangsUp();
    await telephone.isHungUp();
    const ended = await tells(record.call_id, 'callback.ended');
    expect(ended.detail).toMatchObject({ why: 'reached' });
    expect(await stage.record(String(ended.detail.callId))).toMatchObject({
      ...{ direction: 'outbound', queue_id: plan.hotline.queueId, agent_id: first!.id, trunk_id: plan.city },
      ...{ caller: plan.hotline.number, called: caller.number, lost_reason: null, recorded: true },
    });
    expect(await waiting()).toEqual([]);
    await later.sip.hangsUp();
    await later.record();
  });

  it('gives another number; the agent is busy, the next takes it; not reached, then cancelled by people', async () => {
    const { scene: stage, box, plan } = scene();
    const [first, second] = plan.hotline.agents;
    const keys = Array.from(OTHER_NUMBER, (digit) => `D${digit} s200`).join(' ');
    const says = `t400:3000 | D9 s2500 D2 s1500 ${keys} D# s2500 D1 t400:20000`;
    const caller = await stage.caller(plan.hotline.number, { says });
    await caller.sip.hears(promptHz('callback-press'));
    await caller.sip.goesOn();
    await caller.reaches('callback.asked');
    await caller.sip.hears(promptHz('callback-noted'));
    await caller.sip.hangsUp();
    const { call_id: callId } = await caller.record();
    const customer = await stage.carrier('city', { does: 'refuse', status: 486, reason: 'Busy Here' });
    await stage.agent(first!, { does: 'refuse', status: 486, reason: 'Busy Here' });
    await tells(callId, 'callback.missed');
    await stage.agent(second!, { does: 'answer', after: 0 });
    expect((await customer.isCalled()).text).toContain(`INVITE sip:${OTHER_NUMBER}@`);
    await eventually('not reached', async () => {
      const [row] = await waiting();
      return row !== undefined && 'tries' in row && row.tries === 1 ? true : null;
    });
    const path = `/v1/tenants/demo/callbacks/${callId}/cancel`;
    expect((await box.api.ask('POST', path, {})).status).toBe(200);
    expect((await tells(callId, 'callback.ended')).detail).toMatchObject({ why: 'cancelled' });
    expect((await box.api.ask('POST', path, {})).status).toBe(404);
  });
});
