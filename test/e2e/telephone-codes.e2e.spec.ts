import type { CallStep, CallStepName, Fact } from '../../src/kernel/domain-events.js';
import { hashOfPin } from '../../src/agents/pins.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { aroundGap, recordingOf, WELL_KEPT } from '../fixtures/box/recordings.js';
import { eventually, TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { hearEachOther, keysIn, saying, TONES, type Hearing } from '../fixtures/sip/hearing.js';
import { header } from '../fixtures/sip/message-log.js';

const CUSTOMER = '13800001111';
const PIN = '4711';
const [CUSTOMER_HZ, AGENT_HZ, OTHER_HZ, SECRET_HZ] = TONES;
/** Who hears whom while two talk, beside a colleague who is not in it. */
const TWO = { customer: ['agent'], agent: ['customer'], other: [] };
const keysOf = (digits: string): string =>
  `${digits}#`
    .split('')
    .map((key) => `D${key} s300`)
    .join(' ');

/** Keys that the agent presses without falling silent. */
const pressing = (keys: string): string =>
  [...keys.split('').map((key) => `t${AGENT_HZ}:250 D${key}`), saying(AGENT_HZ)].join(' ');

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

  /** A caller talks to the agent, who presses keys or says something else as they go on; a colleague is ready. */
  async function talking(...agentGoesOn: readonly string[]) {
    const { stage, plan, agent, colleague } = parts();
    const says = [saying(AGENT_HZ), ...agentGoesOn].join(' | ');
    const telephone = await stage.agent(agent, { does: 'answer', after: 0, says });
    const caller = await stage.caller(plan.hotline.number, { says: saying(CUSTOMER_HZ) });
    await caller.reaches('party.connected');
    const other = await stage.agent(colleague, { does: 'answer', after: 0, says: saying(OTHER_HZ) });
    const customer = { ear: caller.sip.ear, hz: CUSTOMER_HZ };
    const hear = (expected: Hearing, agentHz: number = AGENT_HZ) =>
      hearEachOther(
        { customer, agent: { ear: telephone.ear, hz: agentHz }, other: { ear: other.ear, hz: OTHER_HZ } },
        expected,
      );
    await hear(TWO);
    return { stage, agent, colleague, telephone, other, caller, hear };
  }

  /** What was done about the call, one after the other. */
  const actsOf = (callId: string): readonly unknown[] =>
    scene().box.api.facts.flatMap((fact) =>
      fact.kind === 'call.step' && fact.step === 'call.acted' && fact.callId === callId ? [fact.detail.act] : [],
    );

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
    expect(actsOf(callId)).toEqual(['hold', 'retrieve', 'transfer']);
    await caller.sip.hangsUp();
    await other.isHungUp();
  });

  it('keys hold the caller and come back, mute the agent, ask a colleague and put the caller through to them', async () => {
    const { stage, agent, telephone, caller, hear } = await talking(
      ...['*1', '*2', '*01', '*02', `*4${parts().colleague.number}#`, '*5'].map(pressing),
    );
    await telephone.goesOn();
    await hear({ customer: ['else'], agent: [], other: [] });
    await telephone.goesOn();
    await hear(TWO);
    await telephone.goesOn();
    await reaches('call.acted', { act: 'mute', agentId: agent.id });
    await hear({ ...TWO, customer: [] });
    await telephone.goesOn();
    await hear(TWO);
    await telephone.goesOn();
    await hear({ customer: ['else'], agent: ['other'], other: ['agent'] });
    await telephone.goesOn();
    await telephone.isHungUp();
    await hear({ customer: ['other'], agent: [], other: ['customer'] });
    await stage.agentIs(agent, 'ready');
    expect(actsOf(await caller.callId())).toEqual([
      'hold',
      'retrieve',
      'mute',
      'unmute',
      'consult',
      'completeTransfer',
    ]);
    await caller.sip.hangsUp();
  });

  it('keys ask a colleague and come back, ask again, change between the two and bring all together', async () => {
    const ask = `*4${parts().colleague.number}#`;
    const { telephone, other, caller, hear } = await talking(...[ask, '*6', ask, '*8', '*7'].map(pressing));
    const asked = { customer: ['else'], agent: ['other'], other: ['agent'] };
    await telephone.goesOn();
    await hear(asked);
    await telephone.goesOn();
    await other.isHungUp();
    await hear(TWO);
    await telephone.goesOn();
    await hear(asked);
    await telephone.goesOn();
    await hear({ ...TWO, other: ['else'] });
    await telephone.goesOn();
    await hear({ customer: ['agent', 'other'], agent: ['customer', 'other'], other: ['agent', 'customer'] });
    await caller.sip.hangsUp();
    await telephone.isHungUp();
  });

  it('keys record a conversation of a queue that does not, pause it and end it: what is said aside is not kept', async () => {
    const { stage, telephone, caller, hear } = await talking(
      pressing('*91'),
      pressing('*93'),
      `t${SECRET_HZ}:30000`,
      saying(AGENT_HZ),
      pressing('*94'),
      pressing('*92'),
      `t${SECRET_HZ}:30000`,
    );
    await telephone.goesOn();
    await caller.reaches('recording.started');
    await hear(TWO);
    await telephone.goesOn();
    await reaches('call.acted', { act: 'pauseRecording' });
    await hear(TWO);
    await telephone.goesOn();
    await hear(TWO, SECRET_HZ);
    await telephone.goesOn();
    await hear(TWO);
    await telephone.goesOn();
    await caller.reaches('recording.started', 2);
    await hear(TWO);
    await telephone.goesOn();
    await reaches('call.acted', { act: 'stopRecording' });
    await hear(TWO);
    await telephone.goesOn();
    await hear(TWO, SECRET_HZ);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ recorded: true });
    const sound = await recordingOf(stage, await caller.callId());
    expect(aroundGap(sound, 0, CUSTOMER_HZ, SECRET_HZ)).toEqual(WELL_KEPT);
    expect(aroundGap(sound, 1, AGENT_HZ, SECRET_HZ)).toEqual(WELL_KEPT);
  });

  it('a telephone answers by itself where the INVITE asks for it: caller and agent hear each other; else it rings', async () => {
    const { stage, box, plan, agent } = parts();
    const telephone = await stage.agent(agent, { does: 'answer', after: 'asked', says: saying(AGENT_HZ) });
    const first = await stage.caller(plan.hotline.number);
    await first.reaches('agent.ringing');
    expect(header(await telephone.isCalled(), 'Call-Info')).toBe('');
    await first.sip.hangsUp();
    await telephone.isCancelled();

    const readAt = await box.api.configReadAt();
    await box.reconfigure('UPDATE config.extension SET auto_answer = true WHERE id = $1', [agent.extension.id]);
    await eventually('the engine has read it', async () => ((await box.api.configReadAt()) === readAt ? null : true));
    await telephone.behaves({ does: 'answer', after: 'asked', says: saying(AGENT_HZ) });
    const caller = await stage.caller(plan.hotline.number, { says: saying(CUSTOMER_HZ) });
    const invite = await telephone.isCalled();
    expect(header(invite, 'Call-Info')).toBe('<sip:callrack>;answer-after=0');
    expect(header(invite, 'Alert-Info')).toBe('<http://callrack>;info=alert-autoanswer;delay=0');
    const talkers = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
      agent: { ear: telephone.ear, hz: AGENT_HZ },
    };
    await hearEachOther(talkers, { customer: ['agent'], agent: ['customer'] });
    await caller.sip.hangsUp();
    await telephone.isHungUp();
    await box.reconfigure('UPDATE config.extension SET auto_answer = false WHERE id = $1', [agent.extension.id]);
  });
});
