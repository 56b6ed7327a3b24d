import type { Hotline, TestAgent } from '../fixtures/box/configuration.js';
import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox, type CallerInScene } from '../fixtures/box/scene.js';
import { hearEachOther, saying, TONES, type Talker } from '../fixtures/sip/hearing.js';
import type { Telephone } from '../fixtures/sip/telephone.js';

const [CUSTOMER_HZ, AGENT_HZ, OTHER_HZ, BOSS_HZ] = TONES;
const TENANT = 'demo';
const TOGETHER = { customer: ['agent'], agent: ['customer'] };

describe('what supervisors do with calls and agents, by what is heard', () => {
  const scene = useBox('supervision', async (config) => {
    const tenant = await config.tenant(TENANT);
    await config.trunk('city', TRUNK_ADDRESS);
    const farewell = await config.prompt(tenant, 'farewell');
    const flow = await config.flow(tenant, 'bye', {
      start: 'bye',
      nodes: {
        bye: { kind: 'play', say: [{ prompt: farewell }], interruptible: false, next: 'end' },
        end: { kind: 'go', destination: { to: 'hangUp' } },
      },
    });
    const second = await config.prompt(tenant, 'second-menu');
    const pin = await config.flow(tenant, 'pin', {
      start: 'pin',
      nodes: {
        pin: {
          ...{
            kind: 'collect',
            into: 'pin',
            least: 4,
            most: 4,
            terminator: null,
            masked: true,
            say: [{ prompt: second }],
          },
          ...{ keyTimeoutMs: 20_000, digitTimeoutMs: 5_000, attempts: 1, otherwise: 'back', next: 'told' },
        },
        told: { kind: 'set', values: { copy: '{pin}', verified: 'yes' }, next: 'back' },
        back: { kind: 'return' },
      },
    });
    const menu = await config.menu(tenant, 'again', await config.prompt(tenant, 'welcome'), {
      kind: 'keys',
      keys: {},
      keyTimeoutMs: 20_000,
      attempts: 1,
      otherwise: { to: 'hangUp' },
    });
    const hotlines: Hotline[] = [];
    for (let n = 0; n < 6; n += 1) hotlines.push(await config.hotline(tenant, 2));
    await config.answersByNotify(hotlines[1]!.agents[1]!.extension);
    return {
      menu,
      ...{ flow, pin },
      hotlines,
      boss: await config.extension(tenant),
    };
  });

  /** What a test of its own hotline plays with. */
  function line(n: number) {
    const { scene: stage, box, plan } = scene();
    const hotline = plan.hotlines[n]!;
    const [agent, other] = [hotline.agents[0]!, hotline.agents[1]!];
    const asks = async (caller: CallerInScene, by: object, act: object): Promise<unknown> => {
      const path = `/v1/tenants/${TENANT}/calls/${await caller.callId()}/acts`;
      const { status, body } = await box.api.ask('POST', path, { by, act });
      return status === 200 ? null : (body as { code: string }).code;
    };
    const boss = { supervisor: 'Wang', extension: plan.boss.dn };
    return {
      ...{ stage, plan, box, agent, other },
      calls: (says = saying(CUSTOMER_HZ)) => stage.caller(hotline.number, { says }),
      /** On duty, and not ready. */
      rests: async (who: TestAgent, hz: number): Promise<Telephone> => {
        const telephone = await stage.telephone(who.extension, { does: 'answer', after: 0, says: saying(hz) });
        await stage.login(who);
        await stage.command(who, 'not-ready');
        return telephone;
      },
      hear: (caller: CallerInScene, telephone: Telephone) =>
        hearEachOther(two(caller, telephone), { customer: ['agent'], agent: ['customer'] }),
      boss: (caller: CallerInScene, act: object) => asks(caller, boss, act),
      as: (who: TestAgent, caller: CallerInScene, act: object) => asks(caller, { agent: who.number }, act),
    };
  }

  it('a caller who waits is given to an agent who takes a break, who is in the break again afterwards', async () => {
    const { stage, agent, calls, rests, hear, boss } = line(0);
    const telephone = await rests(agent, AGENT_HZ);
    const caller = await calls();
    await caller.reaches('queue.entered');
    expect(await boss(caller, { act: 'assign', agent: agent.number })).toBeNull();
    await hear(caller, telephone);
    await caller.sip.hangsUp();
    expect(await stage.agentIs(agent, 'notReady')).toMatchObject({ reason: 'break' });
  });

  it('an agent picks up a caller who waits, and one who rings at a colleague’s', async () => {
    const { stage, agent, other, calls, rests, hear, as } = line(1);
    const telephone = await rests(agent, AGENT_HZ);
    const waits = await calls();
    await waits.reaches('queue.entered');
    expect(await as(agent, waits, { act: 'pickUp' })).toBeNull();
    await hear(waits, telephone);
    await waits.sip.hangsUp();
    await stage.agentIs(agent, 'notReady');
    const colleague = await stage.agent(other, { does: 'ring' });
    const rings = await calls();
    await rings.reaches('agent.ringing');
    expect(await as(agent, rings, { act: 'pickUp' })).toBeNull();
    await colleague.isCancelled();
    await hear(rings, telephone);
    await rings.sip.hangsUp();
  });

  it('an agent’s program lets the telephone answer that rings, where the telephone is marked so', async () => {
    const { stage, agent, other, calls, hear, as } = line(1);
    const telephone = await stage.agent(other, { does: 'answer', after: 'notify', says: saying(AGENT_HZ) });
    const caller = await calls();
    await caller.reaches('agent.ringing');
    expect(await as(agent, caller, { act: 'answer' })).toBe('calls.not_now');
    expect(await as(other, caller, { act: 'answer' })).toBeNull();
    await hear(caller, telephone);
    await caller.sip.hangsUp();
    await stage.agentIs(other, 'ready');
    await stage.command(other, 'logout');
    await stage.agent(agent, { does: 'answer', after: 'cue', says: saying(AGENT_HZ) });
    const second = await calls();
    await second.reaches('agent.ringing');
    expect(await as(agent, second, { act: 'answer' })).toBe('calls.by_hand_only');
    await second.sip.hangsUp();
  });

  it('made ready, an agent gets the caller who waits; made not ready or logged out while talking, talks to the end', async () => {
    const { stage, agent, calls, rests, hear } = line(2);
    const telephone = await rests(agent, AGENT_HZ);
    const first = await calls();
    await first.reaches('queue.entered');
    await stage.command(agent, 'ready');
    await hear(first, telephone);
    await stage.command(agent, 'not-ready');
    await hear(first, telephone);
    await first.sip.hangsUp();
    await stage.agentIs(agent, 'notReady');
    await stage.command(agent, 'ready');
    const second = await calls();
    await hear(second, telephone);
    await stage.command(agent, 'logout');
    await hear(second, telephone);
    await second.sip.hangsUp();
    await stage.agentIs(agent, 'loggedOut');
  });

  it('a supervisor listens, barges in and listens again; leaves unnoticed, and disconnects', async () => {
    const { stage, plan, agent, calls, boss } = line(3);
    const telephone = await stage.agent(agent, { does: 'answer', after: 0, says: saying(AGENT_HZ) });
    const own = await stage.telephone(plan.boss, { does: 'answer', after: 0, says: saying(BOSS_HZ) });
    const caller = await calls();
    const talkers = { ...two(caller, telephone), boss: { ear: own.ear, hz: BOSS_HZ } };
    await hearEachOther(talkers, { ...TOGETHER, boss: [] });
    for (const time of [1, 2]) {
      expect([time, await boss(caller, { act: 'listen' })]).toEqual([time, null]);
      await hearEachOther(talkers, { ...TOGETHER, boss: ['customer', 'agent'] });
      expect(await boss(caller, { act: 'bargeIn' })).toBeNull();
      await hearEachOther(talkers, {
        customer: ['agent', 'boss'],
        agent: ['boss', 'customer'],
        boss: ['agent', 'customer'],
      });
    }
    expect(await boss(caller, { act: 'listen' })).toBeNull();
    expect(await boss(caller, { act: 'whisper' })).toBeNull();
    await hearEachOther(talkers, { customer: ['agent'], agent: ['boss', 'customer'], boss: ['agent', 'customer'] });
    expect(await boss(caller, { act: 'stopListening' })).toBeNull();
    await hearEachOther(talkers, { ...TOGETHER, boss: [] });
    expect(await boss(caller, { act: 'disconnect' })).toBeNull();
    await Promise.all([caller.sip.isOver(), telephone.isHungUp()]);
  });

  it('an agent sends a caller to a menu, who hears it', async () => {
    const { stage, plan, other, calls, as } = line(3);
    const telephone = await stage.agent(other, { does: 'answer', after: 0, says: saying(OTHER_HZ) });
    const caller = await calls();
    await hearEachOther(two(caller, telephone, OTHER_HZ), TOGETHER);
    expect(await as(other, caller, { act: 'transfer', to: { menu: plan.menu } })).toBeNull();
    await telephone.isHungUp();
    await caller.sip.hears(promptHz('welcome'), 200);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: 'abandoned_in_menu' });
  });

  it('an agent has a caller asked for a PIN, who comes back with the result; nothing tells the PIN', async () => {
    const { stage, plan, other, calls, as, box } = line(5);
    const telephone = await stage.agent(other, { does: 'answer', after: 0, says: saying(OTHER_HZ) });
    const caller = await calls(`s300 t${CUSTOMER_HZ}:6000 | D2 s300 D5 s300 D8 s300 D0 s300 t${CUSTOMER_HZ}:60000`);
    await hearEachOther(two(caller, telephone, OTHER_HZ), TOGETHER);
    expect(await as(other, caller, { act: 'askByFlow', to: { flow: plan.pin } })).toBeNull();
    await caller.sip.hears(promptHz('second-menu'), 200);
    await hearEachOther(two(caller, telephone, OTHER_HZ), { customer: [], agent: ['else'] });
    await caller.sip.goesOn();
    await caller.reaches('flow.returned');
    await hearEachOther(two(caller, telephone, OTHER_HZ), TOGETHER);
    const callId = await caller.callId();
    const now = (await box.api.status()).calls.list.find((call) => call.callId === callId);
    expect(now?.talk).toMatchObject({ inFlow: false, found: { verified: 'yes' } });
    await caller.sip.hangsUp();
    await caller.record();
    const told = await box.query<{ detail: object }>('SELECT detail FROM facts.call_step WHERE call_id = $1', [callId]);
    expect(told.filter(({ detail }) => JSON.stringify(detail).includes('2580'))).toEqual([]);
  });

  it('an agent sends a caller to a flow, who hears it to its end', async () => {
    const { stage, plan, other, calls, as } = line(4);
    const telephone = await stage.agent(other, { does: 'answer', after: 0, says: saying(OTHER_HZ) });
    const caller = await calls();
    await hearEachOther(two(caller, telephone, OTHER_HZ), TOGETHER);
    expect(await as(other, caller, { act: 'transfer', to: { flow: plan.flow } })).toBeNull();
    await telephone.isHungUp();
    await caller.sip.hears(promptHz('farewell'), 200);
    await caller.sip.isOver();
    expect(await caller.record()).toMatchObject({ ended_by: 'system', lost_reason: null });
  });
});

function two(caller: CallerInScene, telephone: Telephone, hz: number = AGENT_HZ): Record<'customer' | 'agent', Talker> {
  return { customer: { ear: caller.sip.ear, hz: CUSTOMER_HZ }, agent: { ear: telephone.ear, hz } };
}
