import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import type { Behaviour } from '../fixtures/sip/telephone.js';

const ANSWERS: Behaviour = { does: 'answer', after: 0 };

const REFUSALS: readonly (readonly [string, Behaviour, string])[] = [
  ['486, busy', { does: 'refuse', status: 486, reason: 'Busy Here' }, 'busy'],
  ['480, temporarily unavailable', { does: 'refuse', status: 480, reason: 'Temporarily Unavailable' }, 'no_answer'],
  ['603, declined', { does: 'refuse', status: 603, reason: 'Decline' }, 'declined'],
  [
    '302, moved elsewhere',
    { does: 'refuse', status: 302, reason: 'Moved Temporarily', contact: 'sip:4001@127.0.0.1' },
    'unreachable',
  ],
];

describe("an agent's telephone", () => {
  const scene = useBox('agents-telephones', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    const farewell = await config.prompt(tenant, 'farewell');
    return {
      /** The first agent is offered every call first, being idle for longer. */
      two: await config.hotline(tenant, 2, { ringTimeoutS: 1 }),
      /** The first agent's telephone signs in late. */
      unplugged: await config.hotline(tenant, 2),
      all: await config.hotline(tenant, 3, { ringTimeoutS: 4, selection: { strategy: 'ring_all' } }),
      one: await config.hotline(tenant, 1),
      wrapUp: await config.hotline(tenant, 1, { wrapUpS: 2 }),
      impatient: await config.hotline(tenant, 1, {
        ringTimeoutS: 3,
        maxWaitS: 1,
        overflow: { to: 'play', promptId: farewell },
      }),
    };
  });

  it.each(REFUSALS)(
    'refuses with %s: the next agent gets the call, the first is off duty',
    async (_what, behaviour, why) => {
      const { scene: stage, plan } = scene();
      const [first, second] = plan.two.agents;
      await stage.agent(first!, behaviour);
      const telephone = await stage.agent(second!, ANSWERS);
      const caller = await stage.caller(plan.two.number);
      await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
      expect((await caller.reaches('agent.missed')).detail).toEqual({ agentId: first!.id, why });
      expect(await stage.agentNow(first!)).toMatchObject({ phase: 'notReady', reason: why });
      await caller.sip.hangsUp();
      expect(await caller.record()).toMatchObject({ agent_id: second!.id, offers: 2, lost_reason: null });
    },
  );

  it('is not signed in: its agent is offered nothing; signed in: offered calls again, as idle as before', async () => {
    const { scene: stage, plan } = scene();
    const [first, second] = plan.unplugged.agents;
    await stage.login(first!);
    await stage.agent(second!, ANSWERS);
    const caller = await stage.caller(plan.unplugged.number);
    await caller.sip.hears(900);
    expect(await stage.agentNow(first!)).toMatchObject({ phase: 'ready', telephone: 'away' });
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ agent_id: second!.id, offers: 1 });
    await stage.agent(first!, ANSWERS);
    const next = await stage.caller(plan.unplugged.number);
    await next.sip.hears(900);
    await next.sip.hangsUp();
    expect(await next.record()).toMatchObject({ agent_id: first!.id, offers: 1 });
  });

  it('rings and rings: after the ring time-out the next agent gets the call', async () => {
    const { scene: stage, plan } = scene();
    const [first, second] = plan.two.agents;
    const silent = await stage.agent(first!, { does: 'ring' });
    await stage.agent(second!, ANSWERS);
    const caller = await stage.caller(plan.two.number);
    await silent.isCancelled();
    await caller.sip.hears(900);
    expect(await stage.agentNow(first!)).toMatchObject({ phase: 'notReady', reason: 'no_answer' });
    await caller.sip.hangsUp();
    const record = await caller.record();
    expect(record).toMatchObject({ agent_id: second!.id, offers: 2 });
    expect(Number(record.connected_at) - Number(record.queued_at)).toBeGreaterThanOrEqual(1000);
  });

  it('rings with all others: who answers first is heard, the others stop, and are as idle as before', async () => {
    const { scene: stage, plan } = scene();
    const [first, second, third] = plan.all.agents;
    const silent = await stage.agent(first!, { does: 'ring' });
    const fast = await stage.agent(second!, { does: 'answer', after: 'cue', says: 't1300:90000' });
    const other = await stage.agent(third!, { does: 'ring' });
    const caller = await stage.caller(plan.all.number);
    await Promise.all([silent.isCalled(), fast.isCalled(), other.isCalled()]);
    expect(
      (await Promise.all(plan.all.agents.map((agent) => stage.agentNow(agent)))).map(({ phase }) => phase),
    ).toEqual(['offered', 'offered', 'offered']);
    await fast.answers();
    const [stopped] = await Promise.all([silent.isCancelled(), other.isCancelled()]);
    expect(stopped.text).toMatch(/^Reason: .*completed elsewhere/im);
    await Promise.all([caller.sip.hears(1300), fast.hears(400)]);
    expect(await stage.agentNow(second!)).toMatchObject({ phase: 'talking' });
    for (const agent of [first!, third!]) await stage.agentIs(agent, 'ready');
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ agent_id: second!.id, offers: 3, lost_reason: null });
    const idle = await stage.agentNow(first!);
    expect(idle).toMatchObject({ phase: 'ready', reason: null, callId: null });
  });

  it('rings with all others and nobody answers: all of them have missed it', async () => {
    const { scene: stage, plan } = scene();
    for (const agent of plan.all.agents) await stage.agent(agent, { does: 'ring' });
    const caller = await stage.caller(plan.all.number);
    for (const agent of plan.all.agents) await stage.agentIs(agent, 'notReady');
    await caller.sip.hears('sound');
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ agent_id: null, offers: 3, lost_reason: 'abandoned_in_queue' });
  });

  it('answers as the CANCEL arrives: it is hung up, the caller is with the next agent alone', async () => {
    const { scene: stage, box, plan } = scene();
    const [first, second] = plan.two.agents;
    const late = await stage.agent(first!, { does: 'cross' });
    await stage.agent(second!, ANSWERS);
    const caller = await stage.caller(plan.two.number);
    await late.isHungUp();
    await caller.sip.hears(900);
    expect((await box.api.status()).calls.list).toMatchObject([{ agentId: second!.id, phase: 'talking' }]);
    expect(await stage.agentNow(first!)).toMatchObject({ phase: 'notReady', callId: null });
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ agent_id: second!.id, offers: 2 });
  });

  it('hangs up: the caller is hung up, the record says that it was the agent', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.one.agents;
    const telephone = await stage.agent(agent!, ANSWERS);
    const caller = await stage.caller(plan.one.number);
    await caller.sip.hears(900);
    await telephone.hangsUp();
    await caller.sip.isOver();
    expect(caller.sip.saw('BYE')).toBe(true);
    expect(await caller.record()).toMatchObject({ ended_by: 'agent', cause_code: 16, lost_reason: null });
    await stage.agentIs(agent!, 'ready');
  });

  it('is the only free one and two calls come: one is offered, the other waits with music and is next', async () => {
    const { scene: stage, box, plan } = scene();
    const [agent] = plan.one.agents;
    const telephone = await stage.agent(agent!, ANSWERS);
    const callers = await Promise.all([stage.caller(plan.one.number), stage.caller(plan.one.number)]);
    const inOrder = callers.map(async (caller) => (await caller.reaches('queue.entered')).at);
    const [one, other] = (await Promise.all(inOrder)) as [number, number];
    const [first, second] = one <= other ? callers : callers.toReversed();
    await Promise.all([first!.sip.hears(900), second!.sip.hears('sound')]);
    expect(telephone.timesCalled).toBe(1);
    expect((await box.api.status()).queues).toContainEqual(
      expect.objectContaining({ number: plan.one.queueNumber, waiting: 1, ready: 0 }),
    );
    await first!.sip.hangsUp();
    await second!.sip.hears(900);
    await second!.sip.hangsUp();
    const [before, after] = [await first!.record(), await second!.record()];
    expect([before.agent_id, after.agent_id]).toEqual([agent!.id, agent!.id]);
    expect(Number(after.connected_at)).toBeGreaterThanOrEqual(Number(before.ended_at));
  });

  it('is left alone during wrap-up: the next caller waits until it is over', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.wrapUp.agents;
    await stage.agent(agent!, ANSWERS);
    const first = await stage.caller(plan.wrapUp.number);
    await first.sip.hears(900);
    await first.sip.hangsUp();
    await stage.agentIs(agent!, 'wrapUp');
    const second = await stage.caller(plan.wrapUp.number);
    await second.sip.hears(900);
    await second.sip.hangsUp();
    const [before, after] = [await first.record(), await second.record()];
    expect(Number(after.offered_at) - Number(before.ended_at)).toBeGreaterThanOrEqual(2000);
    await stage.agentIs(agent!, 'wrapUp');
    await stage.command(agent!, 'ready');
    expect((await stage.agentNow(agent!)).phase).toBe('ready');
  });

  it('belongs to nobody on duty: after the longest wait the overflow takes the caller', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.impatient.number);
    await caller.sip.hears(promptHz('farewell'));
    await caller.sip.isOver();
    const record = await caller.record();
    expect(record).toMatchObject({ ended_by: 'system', lost_reason: 'queue_timeout', offers: 0 });
    expect(Number(record.ended_at) - Number(record.queued_at)).toBeGreaterThanOrEqual(1000);
  });

  it('rings when the longest wait is over: it may still answer, and only then the overflow takes the caller', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.impatient.agents;
    const telephone = await stage.agent(agent!, { does: 'ring' });
    const caller = await stage.caller(plan.impatient.number);
    await telephone.isCancelled();
    await caller.sip.hears(promptHz('farewell'));
    await caller.sip.isOver();
    const record = await caller.record();
    expect(record).toMatchObject({ lost_reason: 'queue_timeout', offers: 1 });
    expect(Number(record.ended_at) - Number(record.queued_at)).toBeGreaterThanOrEqual(3000);
  });

  it('becomes ready while callers wait: who waited longest is connected first', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.one.agents;
    const first = await stage.caller(plan.one.number);
    await first.reaches('queue.entered');
    const second = await stage.caller(plan.one.number);
    await second.reaches('queue.entered');
    await stage.agent(agent!, ANSWERS);
    await first.sip.hears(900);
    await first.sip.hangsUp();
    await second.sip.hears(900);
    await second.sip.hangsUp();
    expect(Number((await second.record()).connected_at)).toBeGreaterThan(Number((await first.record()).connected_at));
  });

  it('is asked to go not ready during a call: the conversation goes on, afterwards no call comes', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.one.agents;
    await stage.agent(agent!, ANSWERS);
    const caller = await stage.caller(plan.one.number);
    await caller.sip.hears(900);
    await stage.command(agent!, 'not-ready');
    await caller.sip.hears(900);
    await caller.sip.hangsUp();
    await stage.agentIs(agent!, 'notReady');
  });
});
