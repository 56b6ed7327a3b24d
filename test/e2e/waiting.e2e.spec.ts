import { join } from 'node:path';

import { OTHER_HZ, promptHz } from '../fixtures/box/prompt-tones.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { decodeOpus, reportOf } from '../fixtures/sip/sound.js';

describe('a caller who waits', () => {
  const scene = useBox('waiting', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    const farewell = await config.prompt(tenant, 'farewell');
    const otherPlace = await config.hotline(tenant, 1);
    const jingle = await config.prompt(tenant, 'second-menu');
    return {
      told: await config.hotline(tenant, 1, { waiting: { tells: 'position', tellsFromS: 2, tellsEveryS: 2 } }),
      unstaffed: await config.hotline(tenant, 1, { waiting: { whenNobody: { to: 'play', promptId: farewell } } }),
      full: await config.hotline(tenant, 1, {
        waiting: { fullAt: 1, whenFull: { to: 'queue', queueId: otherPlace.queueId } },
      }),
      otherPlace,
      message: await config.hotline(tenant, 1, { waiting: { whenNobody: { to: 'voicemail' } } }),
      own: await config.hotline(tenant, 1, { waiting: { musicPromptId: jingle } }),
      announced: await config.hotline(tenant, 1, { waiting: { announcesAgent: true } }),
    };
  });

  it('hears music, then the place in line, and the agent at once, though words are being said', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.told.number);
    await caller.reaches('queue.entered');
    await caller.sip.hears('sound');
    await caller.sip.hears(promptHz('position-is'));
    await caller.sip.hears(promptHz('number-1'), 100);
    await caller.sip.hears(promptHz('position-end'), 100);
    await caller.sip.hears(promptHz('position-is'), 100);
    const telephone = await stage.agent(plan.told.agents[0]!, { does: 'answer', after: 0 });
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ agent_id: plan.told.agents[0]!.id, offers: 1, lost_reason: null });
  });

  it('hears the music of the queue again and again, until an agent answers', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.own.number);
    // longer than the sound, which is heard without an end
    await caller.sip.hears(promptHz('second-menu'), 2500);
    const telephone = await stage.agent(plan.own.agents[0]!, { does: 'answer', after: 0 });
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    await caller.sip.hangsUp();
    expect(await caller.record()).toMatchObject({ lost_reason: null });
  });

  it('hears with the agent whose number it is, and only then do they talk', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.announced.number);
    await caller.reaches('queue.entered');
    const telephone = await stage.agent(plan.announced.agents[0]!, { does: 'answer', after: 0 });
    await Promise.all([caller.sip.hears(promptHz('agent-number-is')), telephone.hears(promptHz('agent-number-is'))]);
    await Promise.all([caller.sip.hears(OTHER_HZ), telephone.hears(OTHER_HZ)]);
    await Promise.all([caller.sip.hears(900), telephone.hears(400)]);
    await caller.sip.hangsUp();
    const record = await caller.record();
    expect(record).toMatchObject({ agent_id: plan.announced.agents[0]!.id, lost_reason: null });
    // Three words at least were said between the answer and the talk.
    expect(Number(record.connected_at) - Number(record.offered_at)).toBeGreaterThan(2400);
  });

  it('is sent elsewhere where nobody is logged in', async () => {
    const { scene: stage, plan } = scene();
    const caller = await stage.caller(plan.unstaffed.number);
    await caller.sip.hears(promptHz('farewell'));
    expect((await caller.reaches('queue.left')).detail).toMatchObject({ why: 'nobody_logged_in' });
    expect(await caller.record()).toMatchObject({ lost_reason: 'queue_unstaffed', queue_id: plan.unstaffed.queueId });
  });

  it('leaves a message, which is kept with the record', async () => {
    const { scene: stage, box, plan } = scene();
    const caller = await stage.caller(plan.message.number, { says: 's60000 | t400:1500 D# s60000' });
    await caller.sip.hears(promptHz('leave-a-message'));
    await caller.reaches('recording.started');
    await caller.sip.goesOn();
    await caller.sip.hears(promptHz('message-kept'));
    const record = await caller.record();
    expect(record).toMatchObject({ lost_reason: 'message_left', recorded: true, agent_id: null });
    const [made] = await stage.rows<{ file: string }>('SELECT file FROM facts.recording WHERE call_id = $1', [
      record.call_id,
    ]);
    const said = reportOf(await decodeOpus(join(box.home, 'recordings', made!.file)), 0, 400, 1000);
    expect(said.toMs - said.fromMs).toBeGreaterThan(1000);
    expect(said.steady).toBeGreaterThan(0.9);
  });

  it('is sent to another queue where the line is full', async () => {
    const { scene: stage, plan } = scene();
    const first = await stage.caller(plan.full.number);
    await first.reaches('queue.entered');
    const telephone = await stage.agent(plan.otherPlace.agents[0]!, { does: 'answer', after: 0 });
    const second = await stage.caller(plan.full.number);
    await Promise.all([second.sip.hears(900), telephone.hears(400)]);
    expect((await second.reaches('queue.left')).detail).toMatchObject({ why: 'full' });
    await first.sip.hangsUp();
    await second.sip.hangsUp();
    expect(await second.record()).toMatchObject({ agent_id: plan.otherPlace.agents[0]!.id, lost_reason: null });
  });
});
