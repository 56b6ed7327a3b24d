import type { TestAgent } from '../fixtures/box/configuration.js';
import { eventually, TRUNK_ADDRESS, useBox, type CallerInScene } from '../fixtures/box/scene.js';
import { hearEachOther, saying, TONES, type Hearing, type Talker } from '../fixtures/sip/hearing.js';
import type { Telephone } from '../fixtures/sip/telephone.js';

const [CUSTOMER_HZ, AGENT_HZ, OTHER_HZ, THIRD_HZ, BOSS_HZ] = TONES;
const TENANT = 'demo';

/** Every function is proved by what each telephone hears: the tones of the others, `else` for music. */
describe('agents do things with their calls', () => {
  const scene = useBox('conversation', async (config) => {
    const tenant = await config.tenant(TENANT);
    await config.trunk('city', TRUNK_ADDRESS);
    return {
      hotline: await config.hotline(tenant, 3),
      others: await config.hotline(tenant, 1),
      boss: await config.extension(tenant),
    };
  });

  /** Somebody talks to the first agent; `act` does something about the call as that agent. */
  async function talk(): Promise<Talk> {
    const { scene: stage, box, plan } = scene();
    const [agent] = plan.hotline.agents;
    const telephone = await stage.agent(agent!, { does: 'answer', after: 0, says: saying(AGENT_HZ) });
    const caller = await stage.caller(plan.hotline.number, { says: saying(CUSTOMER_HZ) });
    const talkers: Record<string, Talker> = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ },
      agent: { ear: telephone.ear, hz: AGENT_HZ },
    };
    await hearEachOther(talkers, { customer: ['agent'], agent: ['customer'] });
    const callId = await caller.callId();
    const asks = async (by: object, act: object): Promise<void> => {
      const answer = await box.api.ask('POST', `/v1/tenants/${TENANT}/calls/${callId}/acts`, { by, act });
      expect(answer).toEqual({ status: 200, body: { callId } });
    };
    return {
      caller,
      telephone,
      talkers,
      act: (act) => asks({ agent: agent!.number }, act),
      supervise: (act) => asks({ supervisor: 'Wang', extension: plan.boss.dn }, { act }),
      hear: (expected) => hearEachOther(talkers, expected),
      join: async (name, other, hz) => {
        const joined = await stage.agent(other, { does: 'answer', after: 0, says: saying(hz) });
        talkers[name] = { ear: joined.ear, hz };
        return joined;
      },
    };
  }

  it('a caller waits and hears music; then caller and agent hear each other, and nothing else', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.hotline.number, { says: saying(CUSTOMER_HZ) });
    const waiting = { customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ } };
    await hearEachOther(waiting, { customer: ['else'] });
    const telephone = await stage.agent(plan.hotline.agents[0]!, { does: 'answer', after: 0, says: saying(AGENT_HZ) });
    const talkers = { ...waiting, agent: { ear: telephone.ear, hz: AGENT_HZ } };
    await hearEachOther(talkers, { customer: ['agent'], agent: ['customer'] });
    await caller.sip.hangsUp();
  });

  it('hold: the caller hears music, the agent nothing; retrieve: both as before', async () => {
    const { caller, act, hear } = await talk();
    await act({ act: 'hold' });
    await hear({ customer: ['else'], agent: [] });
    await act({ act: 'retrieve' });
    await hear({ customer: ['agent'], agent: ['customer'] });
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: null });
  });

  it('mute: the agent hears the caller and is not heard', async () => {
    const { caller, act, hear } = await talk();
    await act({ act: 'mute' });
    await hear({ customer: [], agent: ['customer'] });
    await act({ act: 'unmute' });
    await hear({ customer: ['agent'], agent: ['customer'] });
    await caller.sip.hangsUp();
  });

  it('blind transfer to another agent: the first one is out, the other two hear each other', async () => {
    const { caller, telephone, act, hear, join, talkers } = await talk();
    const { plan, scene: stage } = scene();
    const [first, second] = plan.hotline.agents;
    await join('other', second!, OTHER_HZ);
    await act({ act: 'transfer', to: { agent: second!.number } });
    await telephone.isHungUp();
    delete talkers.agent;
    await hear({ customer: ['other'], other: ['customer'] });
    await stage.agentIs(first!, 'ready');
    await caller.sip.hangsUp();
  });

  it('blind transfer to a queue: its agent talks to the caller', async () => {
    const { caller, telephone, act, hear, join, talkers } = await talk();
    const { plan } = scene();
    await join('other', plan.others.agents[0]!, OTHER_HZ);
    await act({ act: 'transfer', to: { queue: plan.others.queueNumber } });
    await telephone.isHungUp();
    delete talkers.agent;
    await hear({ customer: ['other'], other: ['customer'] });
    await caller.sip.hangsUp();
  });

  it('consult, back, consult again and complete: who is not asked hears music', async () => {
    const { caller, telephone, act, hear, join, talkers } = await talk();
    const { plan } = scene();
    const [, second] = plan.hotline.agents;
    const consulted = await join('other', second!, OTHER_HZ);
    await act({ act: 'consult', to: { agent: second!.number } });
    await hear({ customer: ['else'], agent: ['other'], other: ['agent'] });
    await act({ act: 'backFromConsult' });
    await consulted.isHungUp();
    await hear({ customer: ['agent'], agent: ['customer'], other: [] });
    await act({ act: 'consult', to: { agent: second!.number } });
    await hear({ customer: ['else'], agent: ['other'], other: ['agent'] });
    await act({ act: 'swap' });
    await hear({ customer: ['agent'], agent: ['customer'], other: ['else'] });
    await act({ act: 'completeTransfer' });
    await telephone.isHungUp();
    delete talkers.agent;
    await hear({ customer: ['other'], other: ['customer'] });
    await caller.sip.hangsUp();
  });

  it('a conference of four: everybody hears everybody, a listener is not heard', async () => {
    const { caller, act, hear, join } = await talk();
    const { plan } = scene();
    const [, second, third] = plan.hotline.agents;
    await join('other', second!, OTHER_HZ);
    await join('third', third!, THIRD_HZ);
    await act({ act: 'consult', to: { agent: second!.number } });
    await hear({ customer: ['else'], agent: ['other'], other: ['agent'], third: [] });
    await act({ act: 'conference' });
    await hear({ customer: ['agent', 'other'], agent: ['customer', 'other'], other: ['agent', 'customer'], third: [] });
    await act({ act: 'invite', to: { agent: third!.number }, as: 'speaker' });
    await hear({
      customer: ['agent', 'other', 'third'],
      agent: ['customer', 'other', 'third'],
      other: ['agent', 'customer', 'third'],
      third: ['agent', 'customer', 'other'],
    });
    await caller.sip.hangsUp();
  });

  it('keys are sent to the caller', async () => {
    const { caller, act } = await talk();
    await act({ act: 'sendDigits', digits: '12#' });
    await eventually('the keys 12# are heard', () => Promise.resolve(caller.sip.ear.keys === '12#' ? true : null));
    await caller.sip.hangsUp();
  });

  it('a supervisor listens, whispers, barges in and leaves: the call goes on', async () => {
    const { caller, supervise, hear, talkers } = await talk();
    const { plan, scene: stage } = scene();
    const telephone = await stage.telephone(plan.boss, { does: 'answer', after: 0, says: saying(BOSS_HZ) });
    talkers.boss = { ear: telephone.ear, hz: BOSS_HZ };
    const heard: Hearing = { customer: ['agent'], agent: ['customer'], boss: ['agent', 'customer'] };
    await supervise('listen');
    await hear(heard);
    await supervise('whisper');
    await hear({ ...heard, agent: ['boss', 'customer'] });
    await supervise('bargeIn');
    await hear({ ...heard, customer: ['agent', 'boss'], agent: ['boss', 'customer'] });
    await supervise('stopListening');
    await telephone.isHungUp();
    await hear({ customer: ['agent'], agent: ['customer'], boss: [] });
    await caller.sip.hangsUp();
  });

  it('a listener who hangs up changes nothing for the others', async () => {
    const { caller, supervise, hear, talkers } = await talk();
    const { plan, scene: stage } = scene();
    const telephone = await stage.telephone(plan.boss, { does: 'answer', after: 0, says: saying(BOSS_HZ) });
    talkers.boss = { ear: telephone.ear, hz: BOSS_HZ };
    await supervise('listen');
    await hear({ customer: ['agent'], agent: ['customer'], boss: ['agent', 'customer'] });
    await telephone.hangsUp();
    await hear({ customer: ['agent'], agent: ['customer'], boss: [] });
    await caller.sip.hangsUp();
  });

  it('a supervisor takes over: the agent is out, the supervisor talks to the caller', async () => {
    const { caller, telephone, supervise, hear, talkers } = await talk();
    const { plan, scene: stage } = scene();
    const boss = await stage.telephone(plan.boss, { does: 'answer', after: 0, says: saying(BOSS_HZ) });
    talkers.boss = { ear: boss.ear, hz: BOSS_HZ };
    await supervise('takeOver');
    await telephone.isHungUp();
    delete talkers.agent;
    await hear({ customer: ['boss'], boss: ['customer'] });
    await caller.sip.hangsUp();
  });

  it('a supervisor disconnects: both are hung up', async () => {
    const { caller, telephone, supervise } = await talk();
    await supervise('disconnect');
    await Promise.all([caller.sip.isOver(), telephone.isHungUp()]);
  });
});

interface Talk {
  readonly caller: CallerInScene;
  readonly telephone: Telephone;
  readonly talkers: Record<string, Talker>;
  readonly act: (act: object) => Promise<void>;
  readonly supervise: (act: string) => Promise<void>;
  readonly hear: (expected: Hearing) => Promise<void>;
  /** One more agent comes on duty, who says a tone of their own. */
  readonly join: (name: string, agent: TestAgent, hz: number) => Promise<Telephone>;
}
