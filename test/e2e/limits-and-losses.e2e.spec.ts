import { promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';

const NARROW_TRUNK_ADDRESS = '127.0.0.4';
const RTP_TIMEOUT_S = 3;

describe('more calls than lines, queues that go, parties that vanish', () => {
  const scene = useBox(
    'limits-and-losses',
    async (config) => {
      const tenant = await config.tenant('demo');
      const small = await config.tenant('small', { channelLimit: 1 });
      await config.trunk('city', TRUNK_ADDRESS);
      await config.trunk('narrow', NARROW_TRUNK_ADDRESS, 1);
      return {
        small: await config.hotline(small, 0),
        hotline: await config.hotline(tenant, 1, { record: true }),
        hasty: await config.hotline(tenant, 1, { ringTimeoutS: 1 }),
        doomed: await config.hotline(tenant, 1),
      };
    },
    { rtpTimeoutS: RTP_TIMEOUT_S },
  );

  it('a tenant over its channel limit: busy for the caller, recorded; who is in already is not disturbed', async () => {
    const { scene: stage, plan } = scene();
    const first = await stage.caller(plan.small.number);
    await first.reaches('queue.entered');
    const second = await stage.caller(plan.small.number);
    expect(await second.sip.refused()).toBe('486');
    expect(await second.record()).toMatchObject({
      tenant_id: plan.small.tenant.id,
      answered_at: null,
      ended_by: 'system',
      cause_code: 17,
      lost_reason: 'no_channel',
    });
    await first.sip.hears('sound');
    await first.sip.hangsUp();
    expect(await first.record()).toMatchObject({ lost_reason: 'abandoned_in_queue' });
    const third = await stage.caller(plan.small.number);
    await third.reaches('queue.entered');
    await third.sip.hangsUp();
  });

  it('a trunk over its channel limit: no circuit for the caller on it, one on another trunk gets in', async () => {
    const { scene: stage, plan } = scene();
    const first = await stage.caller(plan.hotline.number, { address: NARROW_TRUNK_ADDRESS });
    await first.reaches('queue.entered');
    const second = await stage.caller(plan.hotline.number, { address: NARROW_TRUNK_ADDRESS });
    expect(await second.sip.refused()).toBe('503');
    expect(await second.record()).toMatchObject({ cause_code: 34, lost_reason: 'no_channel' });
    const elsewhere = await stage.caller(plan.hotline.number);
    await elsewhere.reaches('queue.entered');
    await Promise.all([first.sip.hangsUp(), elsewhere.sip.hangsUp()]);
  });

  it('an address that is no trunk: refused by Asterisk, the engine never hears of it', async () => {
    const { scene: stage, plan } = scene();
    const stranger = await stage.caller(plan.hotline.number, { address: '127.0.0.5' });
    expect(await stranger.sip.refused()).toMatch(/^(401|403)$/);
  });

  it('a queue is deleted while one caller waits and another rings an agent: both are told, the agent is free', async () => {
    const { scene: stage, box, plan } = scene();
    const [agent] = plan.doomed.agents;
    const telephone = await stage.agent(agent!, { does: 'ring' });
    const ringing = await stage.caller(plan.doomed.number);
    await ringing.reaches('agent.ringing');
    const waiting = await stage.caller(plan.doomed.number);
    await waiting.reaches('queue.entered');
    await box.query('DELETE FROM config.queue WHERE id = $1', [plan.doomed.queueId]);
    await Promise.all([ringing, waiting].map((caller) => caller.sip.hears(promptHz('all-agents-busy'))));
    await telephone.isCancelled();
    for (const caller of [ringing, waiting]) {
      await caller.sip.isOver();
      expect(await caller.record()).toMatchObject({
        queue_id: plan.doomed.queueId,
        ended_by: 'system',
        lost_reason: 'queue_deleted',
      });
    }
    expect(await stage.agentNow(agent!)).toMatchObject({ phase: 'ready', queues: [] });

    const tooLate = await stage.caller(plan.doomed.number);
    await tooLate.sip.hears(promptHz('all-agents-busy'));
    await tooLate.sip.isOver();
    expect(await tooLate.record()).toMatchObject({ queue_id: null, lost_reason: 'queue_deleted' });
  });

  it('the caller vanishes from the conversation: the silence ends the call, the agent is hung up and ready', async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.hotline.agents;
    const telephone = await stage.agent(agent!, { does: 'answer', after: 0 });
    const caller = await stage.caller(plan.hotline.number);
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    await caller.sip.vanishes();
    const vanishedAt = Date.now();
    await telephone.isHungUp();
    const record = await caller.record();
    expect(record).toMatchObject({ ended_by: 'caller', agent_id: agent!.id, recorded: true });
    expect(Number(record.ended_at) - vanishedAt).toBeLessThan((RTP_TIMEOUT_S + 2) * 1000);
    await stage.agentIs(agent!, 'ready');
    await stage.rows('SELECT file FROM facts.recording WHERE call_id = $1', [record.call_id]);
  });

  it("the agent's telephone vanishes from the conversation: the caller is hung up", async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.hotline.agents;
    const telephone = await stage.agent(agent!, { does: 'answer', after: 0 });
    const caller = await stage.caller(plan.hotline.number);
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    await telephone.vanishes();
    await caller.sip.isOver();
    expect(caller.sip.saw('BYE')).toBe(true);
    expect(await caller.record()).toMatchObject({ ended_by: 'agent', agent_id: agent!.id, lost_reason: null });
  });

  it('the caller vanishes while waiting: the place in the queue is given up', async () => {
    const { scene: stage, box, plan } = scene();
    const caller = await stage.caller(plan.hotline.number);
    await caller.reaches('queue.entered');
    await caller.sip.hears('sound');
    await caller.sip.vanishes();
    expect(await caller.record()).toMatchObject({ ended_by: 'caller', lost_reason: 'abandoned_in_queue' });
    expect((await box.api.status()).queues).toContainEqual(
      expect.objectContaining({ number: plan.hotline.queueNumber, waiting: 0 }),
    );
  });

  it("the agent's telephone vanishes before it is called: the call goes on waiting, the agent is off duty", async () => {
    const { scene: stage, plan } = scene();
    const [agent] = plan.hasty.agents;
    const telephone = await stage.agent(agent!, { does: 'ring' });
    await telephone.vanishes();
    const caller = await stage.caller(plan.hasty.number);
    expect((await caller.reaches('agent.missed')).detail).toEqual({ agentId: agent!.id, why: 'no_answer' });
    expect(await stage.agentNow(agent!)).toMatchObject({ phase: 'notReady', reason: 'no_answer' });
    await caller.sip.hears('sound');
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: 'abandoned_in_queue', offers: 1, ringing_at: null });
  });
});
