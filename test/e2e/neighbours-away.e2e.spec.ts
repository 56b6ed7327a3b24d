import { eventually, TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import type { Behaviour } from '../fixtures/sip/telephone.js';

const ANSWERS: Behaviour = { does: 'answer', after: 0 };

describe('the engine beside a neighbour that is away', () => {
  const scene = useBox('neighbours-away', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    return { hotline: await config.hotline(tenant, 1) };
  });

  /** One call from the first ring to the record of the engine. */
  async function aCallGoesWell(): Promise<string> {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.hotline.number);
    await caller.sip.hears(900);
    await caller.sip.hangsUp();
    await caller.reaches('call.ended');
    return caller.callId();
  }

  async function healthOf(part: string): Promise<string | undefined> {
    return (await scene().box.health()).parts[part]?.status;
  }

  it('Asterisk is killed during a conversation and started again: the call is recorded, the next one goes through', async () => {
    const { scene: stage, box, plan } = scene();
    const [agent] = plan.hotline.agents;
    const telephone = await stage.agent(agent!, ANSWERS);
    const caller = await stage.caller(plan.hotline.number);
    await caller.sip.hears(900);
    await box.asterisk.signal('SIGKILL');
    await eventually('health says that Asterisk is away', async () =>
      (await healthOf('asterisk')) === 'down' ? true : null,
    );
    box.asterisk.start();
    await box.asteriskIsUp();
    await box.engineIsUp();
    expect(await caller.record()).toMatchObject({ ended_by: 'unknown', ended_at_is_late: true, lost_reason: null });
    await stage.agentIs(agent!, 'ready');
    await telephone.signsIn();
    await telephone.behaves(ANSWERS);
    await stage.record(await aCallGoesWell());
  });

  it('Asterisk freezes: health says so within 5 seconds, and that it is well again when it goes on', async () => {
    const { box } = scene();
    await box.asterisk.signal('SIGSTOP');
    const frozenAt = Date.now();
    await eventually('health says that Asterisk is away', async () =>
      (await healthOf('asterisk')) === 'down' ? true : null,
    );
    expect(Date.now() - frozenAt).toBeLessThan(5000);
    await box.asterisk.signal('SIGCONT');
    await box.engineIsUp();
  });

  it('the power fails: what was said of the calls until then is in their records, and the box serves again', async () => {
    const { scene: stage, box, plan } = scene();
    const [agent] = plan.hotline.agents;
    const telephone = await stage.agent(agent!, ANSWERS);
    const talking = await stage.caller(plan.hotline.number);
    await talking.sip.hears(900);
    const waiting = await stage.caller(plan.hotline.number);
    await waiting.reaches('queue.entered');
    await Promise.all([box.engine.signal('SIGKILL'), box.asterisk.signal('SIGKILL')]);
    box.engine.start();
    box.asterisk.start();
    await Promise.all([box.asteriskIsUp(), box.engineIsUp()]);
    expect(await talking.record()).toMatchObject({ ended_by: 'unknown', ended_at_is_late: true, agent_id: agent!.id });
    expect(await waiting.record()).toMatchObject({ ended_at_is_late: true, lost_reason: 'abandoned_in_queue' });
    await stage.agentIs(agent!, 'ready');
    await telephone.signsIn();
    await telephone.behaves(ANSWERS);
    await stage.record(await aCallGoesWell());
  });

  it('PostgreSQL is stopped: calls go on, their records arrive when it is back', async () => {
    const { scene: stage, box, plan } = scene();
    await stage.agent(plan.hotline.agents[0]!, ANSWERS);
    const first = await stage.caller(plan.hotline.number);
    await first.sip.hears(900);
    await box.postgres.stopServer();
    await first.sip.hears(900, 500);
    await first.sip.hangsUp();
    const second = await aCallGoesWell();
    await box.postgres.resume();
    expect(await first.record()).toMatchObject({ ended_by: 'caller', lost_reason: null });
    expect(await stage.record(second)).toMatchObject({ ended_by: 'caller', lost_reason: null });
    await box.engineIsUp();
  });

  it('PostgreSQL hangs: calls go on, their records arrive when it goes on', async () => {
    const { scene: stage, box, plan } = scene();
    await stage.agent(plan.hotline.agents[0]!, ANSWERS);
    await box.postgres.freeze();
    const callId = await aCallGoesWell();
    box.postgres.thaw();
    expect(await stage.record(callId)).toMatchObject({ ended_by: 'caller', lost_reason: null });
  });

  it('PostgreSQL is stopped and the engine is started: it serves by the configuration that it kept', async () => {
    const { scene: stage, box, plan } = scene();
    await stage.agent(plan.hotline.agents[0]!, ANSWERS);
    await box.postgres.stopServer();
    await box.engine.signal('SIGKILL');
    box.engine.start();
    const callId = await aCallGoesWell();
    await box.postgres.resume();
    expect(await stage.record(callId)).toMatchObject({ ended_by: 'caller', lost_reason: null });
    await box.engineIsUp();
  });

  it('web hangs, finds the engine gone and back, and is killed: calls never notice', async () => {
    const { scene: stage, box, plan } = scene();
    await stage.agent(plan.hotline.agents[0]!, ANSWERS);
    box.web.start();
    await box.webIsUp();
    await box.web.signal('SIGSTOP');
    await aCallGoesWell();
    await box.web.signal('SIGCONT');
    await box.webIsUp();

    await box.engine.signal('SIGKILL');
    await eventually('web says that the engine is away', async () => {
      const { parts } = await box.health(box.ports.web);
      return parts.calls?.status === 'up' ? null : true;
    });
    box.engine.start();
    await Promise.all([box.engineIsUp(), box.webIsUp()]);

    await box.web.signal('SIGKILL');
    await aCallGoesWell();
  });
});
