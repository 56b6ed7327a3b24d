import { join } from 'node:path';

import type { Fact } from '../../src/kernel/domain-events.js';
import { TRUNK_ADDRESS, useBox } from '../fixtures/box/scene.js';
import { eventually } from '../fixtures/eventually.js';
import { hearEachOther, saying, TONES, type Hearing } from '../fixtures/sip/hearing.js';
import { decodeOpus, reportOf } from '../fixtures/sip/sound.js';

const [FIRST, SECOND, THIRD] = TONES;

/** Keys, then the tone that the telephone says. */
const pressing = (keys: string): string =>
  `${keys
    .split('')
    .map((key) => `s250 D${key}`)
    .join(' ')} ${saying(FIRST)}`;

describe('an agent dials a colleague', () => {
  const scene = useBox('inside', async (config) => {
    const tenant = await config.tenant('demo');
    await config.trunk('city', TRUNK_ADDRESS);
    return { hotline: await config.hotline(tenant, 3) };
  });

  /** The first agent dials the second; the third has a telephone that answers. */
  async function talking(says: (third: string) => string) {
    const { scene: stage, box, plan } = scene();
    const [one, two, three] = [plan.hotline.agents[0]!, plan.hotline.agents[1]!, plan.hotline.agents[2]!];
    const second = await stage.agent(two, { does: 'answer', after: 0, says: saying(SECOND) });
    const third = await stage.agent(three, { does: 'answer', after: 0, says: saying(THIRD) });
    const first = await stage.agent(one, { does: 'ring' });
    await first.dials(two.number, says(three.number));
    const talkers = {
      first: { ear: first.ear, hz: FIRST },
      second: { ear: second.ear, hz: SECOND },
      third: { ear: third.ear, hz: THIRD },
    };
    const hear = (expected: Hearing) => hearEachOther(talkers, { first: [], second: [], third: [], ...expected });
    await hear(TWO);
    const { callId } = await stage.agentIs(one, 'ready');
    const ask = async (agent: string, act: object): Promise<unknown> => {
      const path = `/v1/tenants/${one.tenantCode}/calls/${callId ?? 'none'}/acts`;
      const { status, body } = await box.api.ask('POST', path, { by: { agent }, act });
      return status === 200 ? null : body;
    };
    const isInNoCall = (agent: typeof one) =>
      eventually(async () => {
        expect(await stage.agentNow(agent)).toMatchObject({ phase: 'ready', callId: null });
      });
    return { stage, one, two, three, first, second, third, callId, hear, ask, isInNoCall };
  }

  const TWO = { first: ['second'], second: ['first'] };

  it('by REST: their own telephone rings first, then the colleague’s, and both hear each other', async () => {
    const { scene: stage, box, plan } = scene();
    const [one, two] = [plan.hotline.agents[0]!, plan.hotline.agents[1]!];
    const second = await stage.agent(two, { does: 'answer', after: 'cue', says: saying(SECOND) });
    const first = await stage.agent(one, { does: 'answer', after: 0, says: saying(FIRST) });
    const path = `/v1/agents/${one.tenantCode}/${one.number}/calls`;
    const placed = await box.api.ask('POST', path, { to: two.number, showing: null });
    expect(placed).toEqual({ status: 200, body: { callId: expect.any(String) } });
    await first.isCalled();
    await second.isCalled();
    await first.hears('sound', 500);
    await second.answers();
    const talkers = { first: { ear: first.ear, hz: FIRST }, second: { ear: second.ear, hz: SECOND } };
    await hearEachOther(talkers, TWO);
    await second.hangsUp();
    const { callId } = placed.body as { callId: string };
    expect(await stage.record(callId)).toMatchObject({
      direction: 'internal',
      caller: one.number,
      called: two.number,
      lost_reason: null,
      connected_at: expect.any(Date),
    });
  });

  it('and holds, comes back, asks a third, comes back, and sends the colleague on to them, by keys', async () => {
    const { stage, two, three, first, second, third, one, callId, hear, ask, isInNoCall } = await talking((number) =>
      [saying(FIRST), ...['*1', '*2', `*4${number}#`, '*6', `*4${number}#`, '*5'].map(pressing)].join(' | '),
    );
    await first.goesOn();
    await hear({ second: ['else'] });
    await first.goesOn();
    await hear(TWO);
    await first.goesOn();
    await hear({ first: ['third'], second: ['else'], third: ['first'] });
    await stage.agentIs(three, 'talking');
    await first.goesOn();
    await hear(TWO);
    await stage.agentIs(three, 'ready');
    await first.goesOn();
    await hear({ first: ['third'], second: ['else'], third: ['first'] });
    await first.goesOn();
    await hear({ second: ['third'], third: ['second'] });
    await first.isHungUp();
    await isInNoCall(one);
    expect(await stage.agentIs(three, 'talking')).toMatchObject({ callId });
    expect(await stage.agentIs(two, 'ready')).toMatchObject({ callId });
    expect(await ask(two.number, { act: 'hold' })).toBeNull();
    await hear({ third: ['else'] });
    expect(await ask(two.number, { act: 'retrieve' })).toBeNull();
    await hear({ second: ['third'], third: ['second'] });
    expect(await ask(two.number, { act: 'disconnect' })).toBeNull();
    await Promise.all([second.isHungUp(), third.isHungUp()]);
    await isInNoCall(two);
    expect(await stage.record(callId ?? '')).toMatchObject({
      ...{ direction: 'internal', caller: one.number, called: two.number, agent_id: three.id },
      ...{ ended_by: 'agent', lost_reason: null },
    });
  });

  it('is recorded as one call, of whom the other holds too', async () => {
    const { stage, one, two, callId, hear, ask } = await talking(() => saying(FIRST));
    const recorded = (parts: number) =>
      eventually(() => {
        const isIt = (fact: Fact): boolean =>
          fact.kind === 'call.step' && fact.callId === callId && fact.step === 'recording.started';
        expect(scene().box.api.facts.filter(isIt)).toHaveLength(parts);
      });
    expect(await ask(one.number, { act: 'startRecording' })).toBeNull();
    await recorded(1);
    await hear(TWO);
    expect(await ask(one.number, { act: 'hold' })).toBeNull();
    await recorded(2);
    await hear({ second: ['else'] });
    expect(await ask(one.number, { act: 'retrieve' })).toBeNull();
    await hear(TWO);
    expect(await ask(two.number, { act: 'disconnect' })).toBeNull();
    expect(await stage.record(callId ?? '')).toMatchObject({ recorded: true });
    const sql = 'SELECT file FROM facts.recording WHERE call_id = $1';
    const [made] = await stage.rows<{ file: string }>(sql, [callId]);
    const sound = await decodeOpus(join(scene().box.home, 'recordings', made!.file));
    // In the beginning who was called leads, then who dialled: the first channel is the other's.
    const [before, after] = [reportOf(sound, 0, FIRST, SECOND), reportOf(sound, 0, SECOND, FIRST)];
    expect(before.toMs).toBeGreaterThan(0);
    expect(after.fromMs).toBeGreaterThanOrEqual(before.toMs);
    expect(after.toMs).toBeGreaterThan(after.fromMs);
  });

  it('and by REST either of the two is silent, holds, and sends the other on', async () => {
    const { one, two, three, first, second, third, hear, ask, isInNoCall } = await talking(() => saying(FIRST));
    expect(await ask(one.number, { act: 'mute' })).toBeNull();
    await hear({ first: ['second'] });
    expect(await ask(two.number, { act: 'hold' })).toBeNull();
    await hear({ first: ['else'] });
    expect(await ask(one.number, { act: 'hold' })).toMatchObject({ code: 'calls.not_now' });
    expect(await ask(two.number, { act: 'retrieve' })).toBeNull();
    expect(await ask(one.number, { act: 'unmute' })).toBeNull();
    await hear(TWO);
    expect(await ask(one.number, { act: 'transfer', to: { agent: three.number } })).toBeNull();
    await hear({ second: ['third'], third: ['second'] });
    await first.isHungUp();
    await isInNoCall(one);
    expect(await ask(two.number, { act: 'disconnect' })).toBeNull();
    await Promise.all([second.isHungUp(), third.isHungUp()]);
  });
});
