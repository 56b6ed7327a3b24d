import { HallStory, IN_QUEUE } from '../../../../test/fixtures/hall-story.js';
import { demonstration, outboundLine, queue } from '../../../../test/fixtures/node-config.js';
import { ALWAYS, type QueueCallback } from '../../../acd/core/queue-callback.js';
import { ONLY_MUSIC } from '../../../acd/core/queue-waiting.js';
import type { CallId, TenantId } from '../../../kernel/ids.js';
import type { NodeConfigLists } from '../node-config.js';

const RULES: QueueCallback = { key: '9', fromS: 10, hours: ALWAYS, expiryS: 3600, tries: 2, pauseS: 300 };

/** The demonstration, whose queue calls back. */
function callingBack(rules: Partial<QueueCallback> = {}, change: Partial<NodeConfigLists> = {}): HallStory {
  const callback = { ...RULES, ...rules };
  return new HallStory(
    demonstration({
      queues: [
        queue('acme', '2000', { maxWaitS: 600, wrapUpS: 20, callback, waiting: { ...ONLY_MUSIC, tellsEveryS: 30 } }),
      ],
      tenantTrunks: [outboundLine('acme', 'carrier')],
      ...change,
    }),
  );
}

/** The first of two callers asks for it and has hung up. */
const ASKED = `${IN_QUEUE}
  22 timer c1 say
  23 caller1 presses 9
  24 caller1 presses 1
  25 caller1 hangs up
  26 caller2 arrives
  27 caller2 presses 1`;

/** What became of it, as the steps of the call by which it was asked for tell it. */
function fateOf(story: HallStory, callId = 'c1'): string[] {
  return story.world.journal.facts.flatMap((fact) =>
    fact.kind === 'call.step' && fact.callId === callId && fact.step.startsWith('callback.')
      ? [[fact.at / 1000, fact.step.slice('callback.'.length), ...Object.values(fact.detail)].join(' ')]
      : [],
  );
}

const phaseOf = (story: HallStory, callId = 'c1') =>
  story.world.hall.callbacks.byId.get(callId as CallId)?.phase ?? 'gone';
const READS = Array.from(
  '13800000001',
  (digit) => `prompts/zh/${digit === '1' ? 'digit-one' : `number-${digit}`}`,
).join(' ');

describe('a caller asks to be called back', () => {
  test('is told of it, hears the number, confirms by 1, and has a record that is not one of giving up', () => {
    callingBack().given(IN_QUEUE).tells(`
    22     timer c1 say
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/callback-press prompts/zh/number-9 prompts/zh/callback-press-end
    23     caller1 presses 9
           * c1 key.pressed key=9
           > stop c1-p2
           > play c1-p3 to caller1: prompts/zh/callback-number-is ${READS} prompts/zh/callback-confirm
    24     caller1 presses 1
           * c1 callback.asked number=13800000001
           * c1 queue.left queueId=q2000 why=callback
           > stop c1-p3
           > play c1-p4 to caller1: prompts/zh/callback-noted
    27     c1-p4 ends
           > hang up caller1 16
    27.1   caller1 hangs up
           * c1 call.ended by=system causeCode=16 lostReason=callback_requested
           * c1 record: ended by system 16, lost=callback_requested tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 27
    `);
  });

  test('gives another number by keys: one that cannot be called is said to be so, * begins it again', () => {
    const story = callingBack().given(IN_QUEUE, '22 timer c1 say', '23 caller1 presses 9');
    story.tells(`
    24     caller1 presses 2
           > stop c1-p3
           > play c1-p4 to caller1: prompts/zh/callback-enter
    25     caller1 presses 1
           > stop c1-p4
    25.2   caller1 presses #
           > play c1-p5 to caller1: prompts/zh/callback-not-this prompts/zh/callback-enter
    26     caller1 presses 7
           > stop c1-p5
    26.1   caller1 presses *
    `);
    story.play(Array.from('13700000002#', (key, n) => `${String(27 + n / 100)} caller1 presses ${key}`).join('\n'));
    expect(story.world.hall.calls.get('c1' as CallId)?.asking).toEqual(
      expect.objectContaining({ asks: 'confirm', number: '13700000002' }),
    );
    story.play('29 caller1 presses 1');
    expect(fateOf(story)).toEqual(['29 asked 13700000002']);
  });

  test.each([
    ['another key', '24.5 caller1 presses 5'],
    ['no key', '24.5 c1-p3 ends\n32.5 timer c1 key'],
  ])('%s: the music again, and the place kept', (_how, keys) => {
    const story = callingBack().given(IN_QUEUE, '13 caller2 arrives', '14 caller2 presses 1');
    story.given('22 timer c1 say', '23 caller1 presses 9');
    story.given('24 timer c2 say');
    expect(story.play(keys)).toContain('> music default to caller1');
    expect([story.world.hall.matching.positionOf('c1' as CallId), fateOf(story)]).toEqual([0, []]);
    expect(story.play('33 agent 1001 logs in 2000')).toContain('a1001 ready -> offered in c1');
  });

  test('an agent is free meanwhile: the call is offered, what was asked is over, and nobody is called back', () => {
    callingBack().given(IN_QUEUE, '22 timer c1 say', '23 caller1 presses 9').tells(`
    24     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > stop c1-p3
           > music default to caller1
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    25     caller1 presses 1
    26     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('the waiting time runs out in the middle of it: not sent away before it is over', () => {
    const story = callingBack({}, { queues: [queue('acme', '2000', { maxWaitS: 12, callback: RULES })] });
    story.given(IN_QUEUE, '22 timer c1 say', '23 caller1 presses 9', '24 timer c1 maxWait', '24.5 caller1 presses 1');
    expect(fateOf(story)).toEqual(['24.5 asked 13800000001']);
  });

  test('too early, in a queue without it, outside its hours, by a number never called, the key means nothing', () => {
    const night = { hours: { ...ALWAYS, from: '22:00', to: '23:00' } };
    const blocked = { tenantId: 'acme' as TenantId, number: '1380', isPrefix: true };
    for (const [story, at] of [
      [callingBack(), 15],
      [callingBack({}, { queues: [queue('acme', '2000')] }), 30],
      [callingBack(night), 30],
      [callingBack({}, { blockedNumbers: [blocked] }), 30],
      [callingBack({}, { tenantTrunks: [] }), 30],
    ] as const) {
      story.given(IN_QUEUE);
      for (const timer of story.world.dueTimers()) if (timer.dueAt < at * 1000) story.play(`22 timer c1 ${timer.name}`);
      expect(story.play(`${String(at)} caller1 presses 9`)).toBe(`${String(at)} caller1 presses 9`);
    }
  });

  test('a number that is refused is never called back either; one that is let through is, whatever else says so', () => {
    const tenantId = 'acme' as TenantId;
    const refused = { tenantId, number: '1370', isPrefix: true, refused: true };
    const allowed = { tenantId, number: '13700000002' };
    const story = callingBack({}, { blockedNumbers: [refused], allowedNumbers: [allowed] });
    story.given('10 caller1 arrives as 0', '12 caller1 presses 1', '22 timer c1 say', '23 caller1 presses 9');
    const keys = (number: string, at: number): string =>
      Array.from(`${number}#`, (key, k) => `${String(at + k / 100)} caller1 presses ${key}`).join('\n');
    expect(story.play(keys('13700000003', 24))).toContain('callback-not-this');
    expect(story.play(keys('13700000002', 26))).not.toContain('callback-not-this');
  });

  test('a number that is blocked or abroad is not taken; a caller without a number is asked for one', () => {
    const blocked = { tenantId: 'acme' as TenantId, number: '13700000002', isPrefix: false };
    const story = callingBack({}, { blockedNumbers: [blocked] });
    story.given('10 caller1 arrives as 0', '12 caller1 presses 1', '22 timer c1 say');
    expect(story.play('23 caller1 presses 9')).toContain('callback-enter');
    for (const [n, number] of ['13700000002', '004420794600', '95001'].entries()) {
      const keys = Array.from(`${number}#`, (key, k) => `${String(24 + n + k / 100)} caller1 presses ${key}`).join(
        '\n',
      );
      expect(story.play(keys)).toMatch(n < 2 ? /callback-not-this/ : /music default/);
    }
  });
});

describe('their turn comes', () => {
  test('in the place they had: the agent first, then the customer; recorded and wrapped up as the queue says', () => {
    callingBack().given(ASKED).tells(`
    30     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * c1 callback.called callId=c1-k1 agentId=a1001
           * a1001 ready -> offered in c1-k1
           * c1-k1 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13800000001 callbackId=c1
           * c1-k1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c1-k1-a1 at acme-8001 for 13800000001, 25 s
    32     c1-k1-a1 answers
           * c1-k1 customer.dialled number=13800000001 trunkId=trunk-carrier
           * a1001 offered -> talking in c1-k1
           > ring c1-k1-a1
           > dial c1-k1-a2 at 13800000001@carrier for 95001, 65 s
    35     c1-k1-a2 answers
           * c1-k1 party.connected number=13800000001 agentId=a1001 agentNumber=1001
           > bridge c1-k1-b: c1-k1-a1 c1-k1-a2
           > record c1-k1-a2 into acme/c1-k1-caller.wav acme/c1-k1-agent.wav
    36     c1-k1-a2 ends 16
           * a1001 talking -> wrapUp in c1-k1
           > drop bridge c1-k1-b
           > hang up c1-k1-a1 16
    36.1   c1-k1-a1 ends 16
           * c1-k1 call.ended by=caller causeCode=16 lostReason=-
           * c1-k1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 30 answered 35 offered 30 connected 35 ended 36
           * c1 callback.ended why=reached callId=c1-k1
           encode c1-k1
    `);
  });

  test('positions of those who wait count them', () => {
    const { world } = callingBack().given(ASKED);
    expect(world.hall.matching.positionOf('c2' as CallId)).toBe(1);
  });

  test('the agent does not answer: off duty for it, and they have their place again, without a try', () => {
    const story = callingBack().given(ASKED, '30 agent 1001 logs in 2000', '37 timer c2 say');
    story.tells(`
    50     timer c1-k1 ring
           * c1-k1 agent.missed agentId=a1001 why=no_answer
           * a1001 offered -> notReady (no_answer) in c1-k1
           > hang up c1-k1-a1 19
    `);
    story.given('50.1 c1-k1-a1 ends 19', '57 agent 1002 logs in 2000');
    expect(fateOf(story)).toEqual([
      '24 asked 13800000001',
      '30 called c1-k1 a1001',
      '50.1 missed c1-k1 agent',
      '57 called c1-k2 a1002',
    ]);
    expect(story.world.hall.callbacks.byId.get('c1' as CallId)).toMatchObject({ tries: 0, calls: 2, phase: 'calling' });
  });

  test('the customer is not reached: again after the pause, as often as the queue says; meanwhile others are served', () => {
    const story = callingBack().given(`${ASKED}
      28 caller2 hangs up
      30 agent 1001 logs in 2000
      32 c1-k1-a1 answers
      40 c1-k1-a2 ends 17
      42 c1-k1-a1 ends 16`);
    expect(phaseOf(story)).toBe('resting');
    story.given('50 caller3 arrives', '51 caller3 presses 1', '52 c3-a1 ends 17', '53 caller3 hangs up');
    story.given('54 agent 1001 goes ready', '342 timer c1 look');
    expect(phaseOf(story)).toBe('calling');
    story.given('343 c1-k2-a1 answers', '350 c1-k2-a2 ends 17', '352 c1-k2-a1 ends 16');
    expect(fateOf(story).slice(1)).toEqual([
      '30 called c1-k1 a1001',
      '42 missed c1-k1 customer_unreachable',
      '342 called c1-k2 a1001',
      '352 missed c1-k2 customer_unreachable',
      '352 ended not_reached ',
    ]);
    expect(phaseOf(story)).toBe('gone');
  });
});

describe('it comes to nothing', () => {
  test('the time is over', () => {
    const story = callingBack({ expiryS: 60 }).given(ASKED, '28 caller2 hangs up', '84 timer c1 look');
    expect(fateOf(story)).toEqual(['24 asked 13800000001', '84 ended expired ']);
  });

  test('cancelled by people, but not while they are being called', () => {
    const story = callingBack().given(ASKED);
    expect(story.play('27.5 callback of c1 is cancelled\n27.6 callback of c1 is cancelled')).toContain(
      'refused calls.unknown_callback',
    );
    expect(fateOf(story).at(-1)).toBe('27.5 ended cancelled ');
    const called = callingBack().given(ASKED, '30 agent 1001 logs in 2000');
    expect(called.play('31 callback of c1 is cancelled')).toContain('refused calls.being_called_back');
  });

  test('the queue is deleted', () => {
    const story = callingBack().given(ASKED, '30 without queue 2000');
    expect(fateOf(story).at(-1)).toBe('30 ended queue_deleted ');
  });

  test('they call again and an agent answers: not called as well', () => {
    const story = callingBack().given(`${ASKED}
      28 caller2 hangs up
      29 caller3 arrives as 13800000001
      29.5 caller3 presses 1
      30 agent 1001 logs in 2000`);
    expect(phaseOf(story)).toBe('calling');
    const first = callingBack().given(`${ASKED}
      28 caller2 hangs up
      29 caller3 arrives as 13800000001
      29.5 caller3 presses 1
      30 agent 1001 does pickUp in c3
      30.1 agent 1001 logs in 2001
      31 agent 1001 does pickUp in c3
      32 c3-a1 answers`);
    expect(fateOf(first).at(-1)).toBe('32 ended served ');
  });

  test('asked for twice: the first place is kept, one call is made', () => {
    const story = callingBack().given(`${ASKED}
      28 caller2 hangs up
      29 caller3 arrives as 13800000001
      29.5 caller3 presses 1
      39.5 timer c3 say
      40 caller3 presses 9
      41 caller3 presses 1
      42 caller3 hangs up`);
    expect([...story.world.hall.callbacks.byId.keys()]).toEqual(['c1']);
  });
});

describe('whatever happens meanwhile', () => {
  test('the agent answers when the hours are over: the customer is not dialled, and keeps the place', () => {
    const hours = { ...ALWAYS, from: '00:00', to: '08:01' };
    const story = callingBack({ hours, expiryS: 100_000 }).given(ASKED, '28 caller2 hangs up');
    story.given('59 agent 1001 logs in 2000');
    const told = story.play('61 c1-k1-a1 answers');
    expect(told).toContain('customer.missed why=not_called_now');
    expect(told).not.toContain('dial c1-k1-a2');
    story.given('62 c1-k1-p1 at c1-k1-a1 ends', '62 c1-k1-a1 ends 16');
    expect(phaseOf(story)).toBe('resting');
  });

  test('outside the hours nobody is called; when they begin the place is there again', () => {
    // the story begins on a Thursday at eight in the morning, by the clock in Shanghai
    const story = callingBack({ hours: { ...ALWAYS, from: '07:00', to: '08:01' }, expiryS: 100_000 }).given(ASKED);
    story.given('28 caller2 hangs up', '60 timer c1 look');
    expect(phaseOf(story)).toBe('resting');
    story.given('70 agent 1001 logs in 2000');
    expect(phaseOf(story)).toBe('resting');
    const next = story.world.dueTimers().find(({ name }) => name === 'look')?.dueAt ?? 0;
    story.play(`${String(next / 1000)} timer c1 look`);
    const again = story.world.dueTimers().find(({ name }) => name === 'look')?.dueAt ?? 0;
    story.play(`${String(again / 1000)} timer c1 look`);
    expect([phaseOf(story), again / 3_600_000]).toEqual(['calling', 23]);
  });

  test('the engine dies while they wait, and while they are called: all goes on', () => {
    const story = callingBack().given(ASKED, '28 caller2 hangs up', '29 engine dies', '29 asterisk returns:');
    expect(story.play('30 agent 1001 logs in 2000')).toContain('c1 callback.called callId=c1-k1');
    story.given(
      '31 c1-k1-a1 answers',
      '32 engine dies',
      '32 asterisk returns: c1-k1-a1 c1-k1-a2?',
      '35 c1-k1-a2 answers',
    );
    story.given('40 c1-k1-a2 ends 16', '40 c1-k1-a1 ends 16');
    expect(fateOf(story).at(-1)).toBe('40 ended reached c1-k1');
  });

  test('no line is free for it: tried again after a minute, and the agent is offered the next caller', () => {
    const story = callingBack({}, { tenantTrunks: [outboundLine('acme', 'carrier', { channelLimit: 1 })] });
    story.given(ASKED);
    expect(story.play('30 agent 1001 logs in 2000')).toContain('a1001 ready -> offered in c2');
    expect(fateOf(story).at(-1)).toBe('30 missed  refused calls.no_channel');
  });

  test('a supervisor ends the call while the agent is rung: a try that was in vain, no circle', () => {
    const story = callingBack().given(ASKED, '30 agent 1001 logs in 2000', '31 hang up c1-k1', '32 c1-k1-a1 ends 16');
    expect([phaseOf(story), fateOf(story).at(-1)]).toEqual(['resting', '32 missed c1-k1 agent_unreachable']);
  });
});
