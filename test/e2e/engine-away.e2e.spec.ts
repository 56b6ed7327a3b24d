import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox, type CallerInScene } from '../fixtures/box/scene.js';
import type { Telephone } from '../fixtures/sip/telephone.js';

describe('the engine is killed with kill -9', () => {
  const scene = useBox('engine-away', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    const menuId = await config.menu(tenant, 'welcome', await config.prompt(tenant, 'welcome'), {
      kind: 'keys',
      keys: { '9': { to: 'play', promptId: await config.prompt(tenant, 'farewell') } },
      keyTimeoutMs: 20_000,
      attempts: 3,
      otherwise: { to: 'hangUp' },
    });
    return {
      menu: await config.accessNumber(tenant, { to: 'menu', menuId }),
      busy: await config.hotline(tenant, 5, { record: true }),
      one: await config.hotline(tenant, 1),
    };
  });

  /** Gone without a word, as pm2 finds it. */
  async function killEngine(): Promise<void> {
    await scene().box.engine.signal('SIGKILL');
  }

  /** As pm2 starts it again; it is in control when it has Asterisk. */
  async function engineReturns(): Promise<void> {
    const { box } = scene();
    box.engine.start();
    await box.engineIsUp();
  }

  it('during five conversations and with two callers waiting: conversations go on, places are kept, records are whole', async () => {
    const { scene: stage, box, plan } = scene();
    const telephones: Telephone[] = [];
    for (const agent of plan.busy.agents) telephones.push(await stage.agent(agent, { does: 'answer', after: 0 }));
    const talking: CallerInScene[] = [];
    while (talking.length < telephones.length) talking.push(await stage.caller(plan.busy.number));
    await Promise.all(talking.map((caller) => caller.reaches('party.connected')));
    await Promise.all(talking.map((caller) => caller.sip.hears(900)));
    const waiting: CallerInScene[] = [];
    for (let i = 0; i < 2; i += 1) {
      const caller = await stage.caller(plan.busy.number);
      await caller.reaches('queue.entered');
      waiting.push(caller);
    }
    await Promise.all(waiting.map((caller) => caller.sip.hears('sound')));
    const before = await box.heldByAsterisk();

    await killEngine();
    await Promise.all([
      ...talking.map((caller) => caller.sip.hears(900, 500)),
      ...telephones.map((telephone) => telephone.hears(400, 500)),
      ...waiting.map((caller) => caller.sip.hears('sound', 500)),
    ]);
    expect(await box.heldByAsterisk()).toEqual(before);
    await engineReturns();

    expect(await box.heldByAsterisk()).toEqual(before);
    const status = await box.api.status();
    expect(status.calls.list.map(({ phase }) => phase).sort()).toEqual([
      ...['talking', 'talking', 'talking', 'talking', 'talking', 'waiting', 'waiting'],
    ]);
    expect(status.agents.filter(({ phase }) => phase === 'talking')).toHaveLength(5);
    await Promise.all([...talking, ...waiting].map((caller) => caller.sip.hears('sound')));

    // The agent who is free first gets the caller who has waited longest, the next one the other.
    for (const [index, served] of waiting.entries()) {
      await talking[index]!.sip.hangsUp();
      await served.reaches('party.connected');
      await served.sip.hears(900);
      const others = waiting.slice(index + 1);
      for (const other of others) expect(await other.steps()).not.toContain('agent.offered');
    }
    await Promise.all([...talking.slice(2), ...waiting].map((caller) => caller.sip.hangsUp()));
    for (const caller of [...talking, ...waiting]) {
      const record = await caller.record();
      expect(record).toMatchObject({
        ended_by: 'caller',
        lost_reason: null,
        connected_at: expect.any(Date),
        agent_id: expect.any(String),
        recorded: true,
        ended_at_is_late: false,
      });
      await stage.rows('SELECT file FROM facts.recording WHERE call_id = $1', [record.call_id]);
    }
  });

  it('keys pressed meanwhile are lost: the menu repeats its prompt and takes the next key', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.menu, { says: 's5000 | D9 s5000 | D9 s5000' });
    await caller.sip.hears(promptHz('welcome'), 500);
    await killEngine();
    await caller.sip.goesOn();
    const repeats = caller.sip.hears(promptHz('welcome'), 500);
    await engineReturns();
    await repeats;
    expect(await caller.steps()).not.toContain('key.pressed');
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('farewell'));
    await caller.sip.isOver();
    expect(await caller.record()).toMatchObject({ ended_by: 'system', lost_reason: null });
  });

  it('a call that arrives meanwhile waits with music, unanswered, and gets in when the engine is back', async () => {
    const { scene: stage, plan } = scene();
    await stage.agent(plan.one.agents[0]!, { does: 'answer', after: 0 });
    await killEngine();
    const caller = await stage.caller(plan.one.number);
    await caller.sip.hears('sound', 500);
    expect(caller.sip.isAnswered).toBe(false);
    await engineReturns();
    await caller.sip.hears(900);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ agent_id: plan.one.agents[0]!.id, lost_reason: null });
  });

  it('callers who hang up meanwhile, waiting or talking: their records are written, and say that they are late', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.one.agents;
    const telephone = await stage.agent(agent!, { does: 'answer', after: 0 });
    const talking = await stage.caller(plan.one.number);
    await talking.sip.hears(900);
    const waiting = await stage.caller(plan.one.number);
    await waiting.reaches('queue.entered');
    await waiting.sip.hears('sound');
    await killEngine();
    await Promise.all([talking.sip.hangsUp(), waiting.sip.hangsUp()]);
    await engineReturns();
    expect(await talking.record()).toMatchObject({
      ended_at_is_late: true,
      connected_at: expect.any(Date),
      lost_reason: null,
    });
    expect(await waiting.record()).toMatchObject({ ended_at_is_late: true, lost_reason: 'abandoned_in_queue' });
    await telephone.isHungUp();
    await stage.agentIs(agent!, 'ready');
  });

  it('an agent who answers meanwhile is connected when the engine is back', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.one.agents;
    const telephone = await stage.agent(agent!, { does: 'answer', after: 'cue' });
    const caller = await stage.caller(plan.one.number);
    await caller.reaches('agent.ringing');
    await killEngine();
    await telephone.answers();
    await engineReturns();
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ agent_id: agent!.id, offers: 1, lost_reason: null });
  });

  it('an agent who hangs up meanwhile: the caller is hung up when the engine is back', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.one.agents;
    const telephone = await stage.agent(agent!, { does: 'answer', after: 0 });
    const caller = await stage.caller(plan.one.number);
    await caller.sip.hears(900);
    await killEngine();
    await telephone.hangsUp();
    await engineReturns();
    await caller.sip.isOver();
    expect(await caller.record()).toMatchObject({ ended_at_is_late: true, agent_id: agent!.id, lost_reason: null });
    await stage.agentIs(agent!, 'ready');
  });

  it('is stopped in order and started again: the conversation goes on', async () => {
    const { scene: stage, box, plan } = scene();
    await stage.agent(plan.one.agents[0]!, { does: 'answer', after: 0 });
    const caller = await stage.caller(plan.one.number);
    await caller.sip.hears(900);
    await box.engine.stop();
    await caller.sip.hears(900, 500);
    await engineReturns();
    await caller.sip.hears(900);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ ended_by: 'caller', ended_at_is_late: false });
  });
});
