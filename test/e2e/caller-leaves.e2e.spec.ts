import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';

describe('the caller hangs up', () => {
  const scene = useBox('caller-leaves', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    const [welcome, farewell] = [await config.prompt(tenant, 'welcome'), await config.prompt(tenant, 'farewell')];
    const menuId = await config.menu(tenant, 'welcome', welcome, {
      kind: 'keys',
      keys: {},
      keyTimeoutMs: 20_000,
      attempts: 3,
      otherwise: { to: 'hangUp' },
    });
    const extension = await config.extension(tenant);
    return {
      menu: await config.accessNumber(tenant, { to: 'menu', menuId }),
      goodbye: await config.accessNumber(tenant, { to: 'play', promptId: farewell }),
      extension,
      extensionNumber: await config.accessNumber(tenant, { to: 'extension', extensionId: extension.id }),
      hotline: await config.hotline(tenant, 1),
      /** Callers wait here without having been answered. */
      unanswered: await config.hotline(tenant, 1, { answerBeforeAgent: false }),
    };
  });

  it('during the announcement, before any answer: counted by what the announcement was for', async () => {
    const { scene: stage } = scene();
    const caller = await stage.caller('99999999');
    await caller.sip.hears(promptHz('number-not-in-use'), 100);
    await caller.sip.hangsUp();
    expect(caller.sip.saw('487')).toBe(true);
    expect(await caller.record()).toMatchObject({
      ended_by: 'caller',
      lost_reason: 'unknown_number',
      answered_at: null,
    });
  });

  it('in the menu', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.menu);
    await caller.sip.hears(promptHz('welcome'), 100);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({
      ended_by: 'caller',
      lost_reason: 'abandoned_in_menu',
      cause_code: 16,
    });
  });

  it('while waiting with music', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.hotline.number);
    await caller.reaches('queue.entered');
    await caller.sip.hears('sound');
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({
      ended_by: 'caller',
      lost_reason: 'abandoned_in_queue',
      queue_id: plan.hotline.queueId,
      agent_id: null,
      offers: 0,
    });
  });

  it('while waiting unanswered: CANCEL, 487, no answer in the record', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.unanswered.number);
    await caller.reaches('queue.entered');
    await caller.sip.hangsUp();
    expect(caller.sip.saw('180')).toBe(true);
    expect(caller.sip.saw('487')).toBe(true);
    expect(await caller.record()).toMatchObject({
      ended_by: 'caller',
      lost_reason: 'abandoned_in_queue',
      answered_at: null,
    });
  });

  it.each(['hotline', 'unanswered'] as const)(
    "while the agent's telephone rings (%s): it stops ringing, the agent is ready again, as idle as before",
    async (which) => {
      const { scene: stage, plan } = scene();
      const line = plan[which];
      const [agent] = line.agents;
      const telephone = await stage.agent(agent!, { does: 'ring' });
      const caller = await stage.caller(line.number);
      await caller.reaches('agent.ringing');
      await caller.sip.hangsUp();
      await telephone.isCancelled();
      expect(await caller.record()).toMatchObject({
        ended_by: 'caller',
        lost_reason: 'abandoned_while_ringing',
        offers: 1,
        agent_id: null,
        connected_at: null,
      });
      expect(await stage.agentNow(agent!)).toMatchObject({ phase: 'ready', reason: null, callId: null });
    },
  );

  it('while an extension rings', async () => {
    const { scene: stage, plan } = scene();
    const telephone = await stage.telephone(plan.extension, { does: 'ring' });
    const caller = await stage.caller(plan.extensionNumber);
    await telephone.isCalled();
    await caller.reaches('extension.dialled');
    await caller.sip.hangsUp();
    await telephone.isCancelled();
    expect(await caller.record()).toMatchObject({ ended_by: 'caller', lost_reason: 'abandoned_while_ringing' });
  });

  it('in the conversation: the agent is hung up and ready again', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.hotline.agents;
    const telephone = await stage.agent(agent!, { does: 'answer', after: 0 });
    const caller = await stage.caller(plan.hotline.number);
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    await caller.sip.hangsUp();
    await telephone.isHungUp();
    expect(await caller.record()).toMatchObject({ ended_by: 'caller', lost_reason: null, agent_id: agent!.id });
    await stage.agentIs(agent!, 'ready');
  });

  it('during the last words', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.goodbye);
    await caller.sip.hears(promptHz('farewell'), 100);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ ended_by: 'caller', lost_reason: null });
  });

  it('with a CANCEL that crosses the answer: the conversation ends at once, the agent is ready again', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.unanswered.agents;
    const telephone = await stage.agent(agent!, { does: 'answer', after: 'cue' });
    const caller = await stage.caller(plan.unanswered.number, { cancelsAtAnswer: true });
    await caller.reaches('agent.ringing');
    await telephone.answers();
    await caller.sip.isOver();
    await telephone.isHungUp();
    expect(await caller.record()).toMatchObject({ ended_by: 'caller', answered_at: expect.any(Date) });
    await stage.agentIs(agent!, 'ready');
  });

  it('at the very moment the agent answers: one of both comes first, and nobody is left behind', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.hotline.agents;
    const telephone = await stage.agent(agent!, { does: 'answer', after: 'cue' });
    const caller = await stage.caller(plan.hotline.number);
    await caller.reaches('agent.ringing');
    await Promise.all([telephone.answers(), caller.sip.hangsUp()]);
    expect(await caller.record()).toMatchObject({ ended_by: 'caller' });
    await stage.agentIs(agent!, 'ready');
  });
});
