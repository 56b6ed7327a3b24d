import type { CallStep, CallStepName, Fact } from '../../src/kernel/domain-events.js';
import { hashOfPin } from '../../src/agents/pins.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { header } from '../fixtures/sip/message-log.js';

const CUSTOMER = '13800001111';
const PIN = '4711';
const keysOf = (digits: string): string =>
  `${digits}#`
    .split('')
    .map((key) => `D${key} s300`)
    .join(' ');

const keysIn = (keys: string): string =>
  keys
    .split('')
    .map((key) => `s250 D${key}`)
    .join(' ');

describe('a telephone dials', () => {
  const scene = useBox('telephone-codes', async (config) => {
    const tenant = await config.tenant('demo');
    const city = await config.trunk('city', TRUNK_ADDRESS);
    await config.tenantTrunk(tenant, city, { outboundRank: 1 });
    const tariff = await config.tariff([
      { code: 'in', direction: 'inbound' },
      { code: 'out', direction: 'outbound', prefix: '1' },
    ]);
    await config.account(tenant, tariff);
    return { tenant, hotline: await config.hotline(tenant, 2), lobby: await config.extension(tenant) };
  });

  function parts() {
    const { scene: stage, box, plan } = scene();
    return { stage, box, plan, agent: plan.hotline.agents[0]!, colleague: plan.hotline.agents[1]! };
  }

  async function reaches(step: CallStepName, detail: Record<string, unknown>): Promise<CallStep> {
    const isIt = (fact: Fact): fact is CallStep =>
      fact.kind === 'call.step' &&
      fact.step === step &&
      Object.entries(detail).every(([name, value]) => fact.detail[name] === value);
    return scene().box.api.fact(`step ${step} ${JSON.stringify(detail)}`, isIt);
  }

  it('a colleague: it rings, both hear each other, the call is internal and costs nothing', async () => {
    const { stage, agent, colleague } = parts();
    const other = await stage.agent(colleague, { does: 'answer', after: 'cue', says: 't700:90000' });
    const telephone = await stage.agent(agent, { does: 'ring' });
    await telephone.dials(colleague.number);
    await other.isCalled();
    await telephone.hearsRinging();
    await other.answers();
    await Promise.all([telephone.hears(700, 800), other.hears(900, 800)]);
    const { callId } = await reaches('party.connected', { extensionId: colleague.extension.id });
    await telephone.hangsUp();
    await other.isHungUp();
    expect(await stage.record(callId)).toMatchObject({
      direction: 'internal',
      caller: agent.number,
      called: colleague.number,
      trunk_id: null,
      ended_by: 'caller',
      lost_reason: null,
      recorded: false,
    });
    expect(await stage.rows('SELECT 1 FROM facts.charge WHERE call_id = $1', [callId], 0)).toEqual([]);
  });

  it('a customer: dialled at once, shown the company’s number, charged; the agent is in a call', async () => {
    const { stage, plan, agent } = parts();
    const telephone = await stage.agent(agent, { does: 'ring' });
    const carrier = await stage.carrier('city', { does: 'answer', after: 'cue' });
    await telephone.dials(CUSTOMER);
    const invite = await carrier.isCalled();
    expect(invite.text).toContain(`<sip:${plan.hotline.number}@`);
    await stage.agentIs(agent, 'talking');
    await telephone.hearsRinging();
    await carrier.answers();
    await Promise.all([carrier.hears(900, 800), telephone.hears(700, 800)]);
    const { callId } = await reaches('party.connected', { number: CUSTOMER });
    await carrier.hangsUp();
    await telephone.isHungUp();
    expect(await stage.record(callId)).toMatchObject({ direction: 'outbound', agent_id: agent.id, ended_by: 'caller' });
    expect(await stage.rows('SELECT 1 FROM facts.charge WHERE call_id = $1', [callId])).toHaveLength(1);
    await stage.agentIs(agent, 'ready');
  });

  it('outside where nobody is logged in: the telephone hears that it may not', async () => {
    const { stage, plan } = parts();
    const telephone = await stage.telephone(plan.lobby, { does: 'ring' });
    await telephone.dials(CUSTOMER);
    await telephone.hears(promptHz('calling-not-allowed'), 400);
    await telephone.isHungUp();
    const { callId } = await reaches('customer.missed', { why: 'outside_closed' });
    expect(await stage.record(callId)).toMatchObject({ lost_reason: 'not_permitted', cause_code: 21 });
  });

  it('codes of the day: log in, break, what am I, ready, log out; each is said', async () => {
    const { stage, agent } = parts();
    const telephone = await stage.telephone(agent.extension, { does: 'ring' });
    for (const [code, words, phase] of [
      ['*72', 'not-signed-in', 'loggedOut'],
      [`*70${agent.number}`, 'agent-signed-in', 'ready'],
      ['*732', 'agent-not-ready', 'notReady'],
      ['*74', 'agent-not-ready', 'notReady'],
      ['*72', 'agent-ready', 'ready'],
      ['*71', 'agent-signed-out', 'loggedOut'],
      ['*99', 'no-such-code', 'loggedOut'],
    ] as const) {
      await telephone.dials(code);
      await telephone.hears(promptHz(words), 400);
      await telephone.isHungUp();
      await stage.agentIs(agent, phase);
    }
  });

  it('number and PIN at somebody else’s telephone: callers come there, until the agent logs out there', async () => {
    const { stage, box, plan, agent } = parts();
    await box.reconfigure('UPDATE config.agent SET pin_hash = $1 WHERE id = $2', [await hashOfPin(PIN), agent.id]);
    const telephone = await stage.telephone(plan.lobby, { does: 'ring' });
    const entry = `s300 | s200 ${keysOf(agent.number)} | s200 ${keysOf('1234')} | s200 ${keysOf(agent.number)} | s200 ${keysOf(PIN)}`;
    await telephone.dials('*70', entry);
    await telephone.hears(promptHz('sign-in-number'), 400);
    await telephone.goesOn();
    await telephone.hears(promptHz('sign-in-pin'), 400);
    await telephone.goesOn();
    await telephone.hears(promptHz('sign-in-wrong'), 400);
    await telephone.hears(promptHz('sign-in-number'), 400);
    await telephone.goesOn();
    await telephone.hears(promptHz('sign-in-pin'), 400);
    await telephone.goesOn();
    await telephone.hears(promptHz('agent-signed-in'), 400);
    await telephone.isHungUp();
    await stage.agentIs(agent, 'ready');

    await telephone.behaves({ does: 'answer', after: 0 });
    const caller = await stage.caller(plan.hotline.number);
    await Promise.all([telephone.hears(400, 500), caller.sip.hears(900, 500)]);
    await caller.sip.hangsUp();
    await telephone.isHungUp();
    await stage.agentIs(agent, 'ready');
    await telephone.dials('*71');
    await telephone.hears(promptHz('agent-signed-out'), 400);
    await telephone.isHungUp();
    await stage.agentIs(agent, 'loggedOut');
    expect(JSON.stringify(box.api.facts)).not.toContain(PIN);
  });

  it('a colleague’s telephone rings: another picks it up and talks to the caller', async () => {
    const { stage, plan, agent, colleague } = parts();
    const rings = await stage.agent(agent, { does: 'ring' });
    const caller = await stage.caller(plan.hotline.number);
    await rings.isCalled();
    await caller.reaches('agent.ringing');
    const near = await stage.agent(colleague, { does: 'ring' });
    await near.dials(`*8${agent.number}`);
    await Promise.all([near.hears(400, 500), caller.sip.hears(900, 500)]);
    await rings.isCancelled();
    await stage.agentIs(colleague, 'talking');
    await stage.agentIs(agent, 'ready');
    await caller.sip.hangsUp();
    await near.isHungUp();
    expect(await caller.record()).toMatchObject({ agent_id: colleague.id, direction: 'inbound', lost_reason: null });
  });

  it('keys in a conversation: hold and back, an unknown code, transfer; the customer’s own keys do nothing', async () => {
    const { stage, plan, agent, colleague } = parts();
    const says = `t900:3000 ${keysIn('*1')} t900:3000 ${keysIn('*2')} t900:3000 ${keysIn('*99')} t900:3000 ${keysIn(`*3${colleague.number}#`)} s9000`;
    const telephone = await stage.agent(agent, { does: 'answer', after: 0, says });
    const caller = await stage.caller(plan.hotline.number, { says: `t400:1500 ${keysIn('*1*5')} t400:60000` });
    await Promise.all([telephone.hears(400, 500), caller.sip.hears(900, 500)]);
    await reaches('call.acted', { act: 'hold', agentId: agent.id });
    await reaches('call.acted', { act: 'retrieve', agentId: agent.id });
    await Promise.all([telephone.hears(400, 500), caller.sip.hears(900, 500)]);
    await telephone.hears(promptHz('not-now'), 300);
    const other = await stage.agent(colleague, { does: 'answer', after: 0, says: 't700:90000' });
    await reaches('call.acted', { act: 'transfer', agentId: agent.id });
    await telephone.isHungUp();
    await Promise.all([other.hears(400, 800), caller.sip.hears(700, 800)]);
    const { callId } = await caller.reaches('call.arrived');
    const acts = scene().box.api.facts.filter(
      (fact) => fact.kind === 'call.step' && fact.step === 'call.acted' && fact.callId === callId,
    );
    expect(acts.map((fact) => (fact as CallStep).detail.act)).toEqual(['hold', 'retrieve', 'transfer']);
    await caller.sip.hangsUp();
    await other.isHungUp();
  });

  it('a telephone that may answer by itself is told so in the INVITE', async () => {
    const { stage, box, plan, agent } = parts();
    await box.reconfigure('UPDATE config.extension SET auto_answer = true WHERE id = $1', [agent.extension.id]);
    const telephone = await stage.agent(agent, { does: 'answer', after: 0 });
    const caller = await stage.caller(plan.hotline.number);
    const invite = await telephone.isCalled();
    expect(header(invite, 'Call-Info')).toBe('<sip:callrack>;answer-after=0');
    expect(header(invite, 'Alert-Info')).toBe('<http://callrack>;info=alert-autoanswer;delay=0');
    await caller.sip.hears(900, 300);
    await caller.sip.hangsUp();
    await telephone.isHungUp();
    await box.reconfigure('UPDATE config.extension SET auto_answer = false WHERE id = $1', [agent.extension.id]);
  });
});
