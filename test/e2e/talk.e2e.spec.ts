import { aroundGap, recordingOf, WELL_KEPT } from '../fixtures/box/recordings.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { hearEachOther, saying, TONES, type Hearing } from '../fixtures/sip/hearing.js';

const [CUSTOMER, FIRST, SECOND, BOSS] = TONES;

describe('what agents and supervisors do with a conversation', () => {
  const scene = useBox('talk', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    return { hotline: await config.hotline(tenant, 2), boss: await config.extension(tenant) };
  });

  /** A caller talks with the first agent; the second and the supervisor have telephones that answer. */
  async function talking() {
    const { scene: stage, box, plan } = scene();
    const [one, two] = [plan.hotline.agents[0]!, plan.hotline.agents[1]!];
    const first = await stage.agent(one, { does: 'answer', after: 0, says: saying(FIRST) });
    const caller = await stage.caller(plan.hotline.number, { says: saying(CUSTOMER) });
    const second = await stage.telephone(two.extension, { does: 'answer', after: 0, says: saying(SECOND) });
    const boss = await stage.telephone(plan.boss, { does: 'answer', after: 0, says: saying(BOSS) });
    const callId = await caller.callId();
    await caller.reaches('party.connected');
    await stage.login(two);
    const talkers = {
      customer: { ear: caller.sip.ear, hz: CUSTOMER },
      first: { ear: first.ear, hz: FIRST },
      second: { ear: second.ear, hz: SECOND },
      boss: { ear: boss.ear, hz: BOSS },
    };
    const ask = async (by: object, act: object): Promise<unknown> => {
      const path = `/v1/tenants/${one.tenantCode}/calls/${callId}/acts`;
      const { status, body } = await box.api.ask('POST', path, { by, act });
      return status === 200 ? null : body;
    };
    return {
      one,
      two,
      stage,
      caller,
      agent: (act: object) => ask({ agent: one.number }, act),
      other: (act: object) => ask({ agent: two.number }, act),
      supervisor: (act: string) => ask({ supervisor: 'boss', extension: plan.boss.dn }, { act }),
      hear: (expected: Hearing) =>
        hearEachOther(talkers, { customer: [], first: [], second: [], boss: [], ...expected }),
    };
  }

  const TWO = { customer: ['first'], first: ['customer'] };

  it('held the customer hears music and nobody hears them; muted the agent is not heard but hears', async () => {
    const { agent, hear, caller } = await talking();
    await hear(TWO);
    expect(await agent({ act: 'hold' })).toBeNull();
    await hear({ customer: ['else'] });
    expect(await agent({ act: 'retrieve' })).toBeNull();
    await hear(TWO);
    expect(await agent({ act: 'mute' })).toBeNull();
    await hear({ first: ['customer'] });
    expect(await agent({ act: 'unmute' })).toBeNull();
    await hear(TWO);
    await caller.sip.hangsUp();
  });

  it('a colleague is consulted, changed with the customer, brought together with both, and left alone with them', async () => {
    const { agent, hear, caller, two, one, stage } = await talking();
    expect(await agent({ act: 'consult', to: { agent: two.number } })).toBeNull();
    await hear({ customer: ['else'], first: ['second'], second: ['first'] });
    expect(await agent({ act: 'swap' })).toBeNull();
    await hear({ ...TWO, second: ['else'] });
    expect(await agent({ act: 'conference' })).toBeNull();
    await hear({ customer: ['first', 'second'], first: ['customer', 'second'], second: ['customer', 'first'] });
    expect(await agent({ act: 'leave' })).toBeNull();
    await hear({ customer: ['second'], second: ['customer'] });
    await stage.agentIs(one, 'ready');
    await stage.agentIs(two, 'talking');
    await caller.sip.hangsUp();
  });

  it('a conversation is recorded when an agent asks for it, not while it is paused, until they ask for the end of it', async () => {
    const { agent, other, two, hear, caller, stage } = await talking();
    await hear(TWO);
    expect(await agent({ act: 'stopRecording' })).toMatchObject({ code: 'calls.not_recorded' });
    expect(await agent({ act: 'startRecording' })).toBeNull();
    await caller.reaches('recording.started');
    await hear(TWO);
    expect(await agent({ act: 'pauseRecording' })).toBeNull();
    // What is said meanwhile is in no file: a colleague comes and goes.
    expect(await agent({ act: 'invite', to: { agent: two.number } })).toBeNull();
    await hear({ customer: ['first', 'second'], first: ['customer', 'second'], second: ['customer', 'first'] });
    expect(await other({ act: 'leave' })).toBeNull();
    await hear(TWO);
    expect(await agent({ act: 'resumeRecording' })).toBeNull();
    await caller.reaches('recording.started', 2);
    await hear(TWO);
    expect(await agent({ act: 'stopRecording' })).toBeNull();
    await hear(TWO);
    await caller.sip.hangsUp();
    const { recorded } = await caller.record();
    expect(recorded).toBe(true);
    const sound = await recordingOf(stage, await caller.callId());
    expect(aroundGap(sound, 0, CUSTOMER, SECOND)).toEqual(WELL_KEPT);
    expect(aroundGap(sound, 1, FIRST, SECOND)).toEqual(WELL_KEPT);
  });

  it('a call is sent to a colleague, and back to the queue', async () => {
    const { agent, other, hear, caller, two } = await talking();
    expect(await agent({ act: 'transfer', to: { agent: two.number } })).toBeNull();
    await hear({ customer: ['second'], second: ['customer'] });
    expect(await other({ act: 'transfer', to: { queue: scene().plan.hotline.queueNumber } })).toBeNull();
    await hear(TWO);
    await caller.sip.hangsUp();
  });

  it('a supervisor listens, whispers, barges in, leaves unnoticed, and takes the call over', async () => {
    const { supervisor, hear, caller, one, stage } = await talking();
    await hear(TWO);
    expect(await supervisor('listen')).toBeNull();
    await hear({ ...TWO, boss: ['customer', 'first'] });
    expect(await supervisor('whisper')).toBeNull();
    await hear({ customer: ['first'], first: ['boss', 'customer'], boss: ['customer', 'first'] });
    expect(await supervisor('bargeIn')).toBeNull();
    await hear({ customer: ['boss', 'first'], first: ['boss', 'customer'], boss: ['customer', 'first'] });
    expect(await supervisor('stopListening')).toBeNull();
    await hear(TWO);
    expect(await supervisor('takeOver')).toBeNull();
    await hear({ customer: ['boss'], boss: ['customer'] });
    await stage.agentIs(one, 'ready');
    await caller.sip.hangsUp();
  });
});
