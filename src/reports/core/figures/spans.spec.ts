import { holdsOf, offersOf, spansOf, visitsOf, type StepOfAgent, type StepOfCall, type TellingStep } from './spans.js';

type Told = readonly [seconds: number, step: TellingStep, detail?: StepOfCall['detail']];

const steps = (...told: readonly Told[]): StepOfCall[] =>
  told.map(([s, step, detail = {}], seq) => ({ callId: 'c', seq, at: s * 1000, step, detail }));
const visits = (...told: readonly Told[]): string[] =>
  visitsOf(steps(...told)).map(({ queueId, enteredAt, leftAt, outcome, agentId }) =>
    `${queueId} ${enteredAt / 1000}-${leftAt === null ? '' : leftAt / 1000} ${outcome ?? 'waits'} ${agentId ?? ''}`.trim(),
  );
const offers = (...told: readonly Told[]): string[] =>
  offersOf(steps(...told)).map(
    ({ agentId, offeredAt, overAt, outcome }) =>
      `${agentId} ${offeredAt / 1000}-${overAt === null ? '' : overAt / 1000} ${outcome ?? 'rings'}`,
  );

const entered = (s: number, queueId = 'q'): Told => [s, 'queue.entered', { queueId }];
const connected = (s: number, agentId = 'a'): Told => [s, 'party.connected', { agentId }];
const offered = (s: number, agentId = 'a'): Told => [s, 'agent.offered', { agentId }];
const missed = (s: number, why: string, agentId = 'a'): Told => [s, 'agent.missed', { agentId, why }];
const ended = (s: number, lostReason: string | null = null): Told => [s, 'call.ended', { lostReason }];

describe('visits to queues', () => {
  it.each<[string, readonly Told[], readonly string[]]>([
    ['answered by an agent', [entered(1), offered(2), connected(5), ended(60)], ['q 1-5 answered a']],
    [
      'missed, then answered by another',
      [entered(1), missed(9, 'no_answer'), connected(12, 'b'), ended(20)],
      ['q 1-12 answered b'],
    ],
    ['hung up while waiting', [entered(1), ended(8, 'abandoned_in_queue')], ['q 1-8 abandoned']],
    ['hung up while it rang', [entered(1), offered(2), ended(8, 'abandoned_while_ringing')], ['q 1-8 abandoned']],
    ['wishes to be called back', [entered(1), ended(8, 'callback_requested')], ['q 1-8 callback']],
    ['ended by the system', [entered(1), ended(8, 'system_failure')], ['q 1-8 lost']],
    [
      'waited too long',
      [entered(1), [31, 'queue.left', { queueId: 'q', why: 'max_wait' }], ended(40)],
      ['q 1-31 overflowed'],
    ],
    ['the queue was deleted', [entered(1), [3, 'queue.left', { queueId: 'q', why: 'queue_deleted' }]], ['q 1-3 lost']],
    [
      'goes on to another queue',
      [entered(1), entered(9, 'r'), connected(10)],
      ['q 1-9 overflowed', 'r 9-10 answered a'],
    ],
    [
      'transferred to another queue',
      [entered(1), connected(2), entered(30, 'r'), ended(40, 'abandoned_in_queue')],
      ['q 1-2 answered a', 'r 30-40 abandoned'],
    ],
    ['still waits', [entered(1), offered(3)], ['q 1- waits']],
    ['never in a queue', [connected(3), ended(9)], []],
  ])('%s', (_name, told, expected) => {
    expect(visits(...told)).toEqual(expected);
    expect(visitsOf(steps(...told).toReversed())).toEqual(visitsOf(steps(...told)));
  });
});

describe('holding', () => {
  const acted = (s: number, act: string): Told => [s, 'call.acted', { act, agentId: 'a' }];
  const holds = (...told: readonly Told[]): string[] =>
    holdsOf(steps(...told)).map(
      ({ agentId, beganAt, overAt }) => `${agentId ?? ''} ${beganAt / 1000}-${overAt === null ? '' : overAt / 1000}`,
    );
  const left = (s: number, step: 'member.left' | 'member.missed', part: string): Told => [s, step, { part }];

  it.each<[string, readonly Told[], readonly string[]]>([
    ['held and taken back', [connected(2), acted(5, 'hold'), acted(9, 'retrieve'), ended(20)], ['a 5-9']],
    ['held until the caller hangs up', [connected(2), acted(5, 'hold'), ended(20)], ['a 5-20']],
    ['still held', [connected(2), acted(5, 'hold')], ['a 5-']],
    ['muted is not held', [connected(2), acted(5, 'mute'), ended(20)], []],
    [
      'waits beside a consultation, but for the time between two swaps',
      [connected(2), acted(5, 'consult'), acted(8, 'swap'), acted(10, 'swap'), acted(12, 'completeTransfer')],
      ['a 5-8', 'a 10-12'],
    ],
    [
      'held, then a consultation: one stretch',
      [connected(2), acted(4, 'hold'), acted(6, 'consult'), acted(9, 'conference')],
      ['a 4-9'],
    ],
    [
      'whoever was consulted does not answer',
      [connected(2), acted(5, 'consult'), left(9, 'member.missed', 'consulted'), ended(20)],
      ['a 5-9'],
    ],
    [
      'a supervisor who goes changes nothing',
      [connected(2), acted(5, 'hold'), left(9, 'member.left', 'listening'), acted(11, 'retrieve')],
      ['a 5-11'],
    ],
    [
      'transferred to another agent, who holds too',
      [connected(2), acted(5, 'hold'), acted(6, 'transfer'), connected(9, 'b'), acted(12, 'hold'), ended(13)],
      ['a 5-6', 'b 12-13'],
    ],
  ])('%s', (_name, told, expected) => {
    expect(holds(...told)).toEqual(expected);
    expect(holdsOf(steps(...told).toReversed())).toEqual(holdsOf(steps(...told)));
  });
});

describe('offers to agents', () => {
  it.each<[string, readonly Told[], readonly string[]]>([
    ['answered', [offered(1), connected(4), ended(9)], ['a 1-4 answered']],
    [
      'missed, then another answers',
      [offered(1), missed(9, 'no_answer'), offered(9, 'b'), connected(11, 'b')],
      ['a 1-9 missed', 'b 9-11 answered'],
    ],
    ['lost in an outage', [offered(1), missed(9, 'lost')], ['a 1-9 withdrawn']],
    ['the caller leaves', [offered(1), ended(3)], ['a 1-3 withdrawn']],
    ['all ring, one answers', [offered(1), offered(1, 'b'), connected(3, 'b')], ['a 1-3 withdrawn', 'b 1-3 answered']],
    ['still rings', [offered(1)], ['a 1- rings']],
  ])('%s', (_name, told, expected) => {
    expect(offers(...told)).toEqual(expected);
  });
});

describe('what an agent was doing', () => {
  const spans = (
    ...told: readonly (readonly [number, StepOfAgent['to'], (string | null)?, (string | null)?])[]
  ): string[] =>
    spansOf(
      told.map(([s, to, callId = null, reason = null], seq) => ({
        agentId: 'a',
        seq,
        at: s * 1000,
        to,
        reason,
        callId,
      })),
    ).map(({ phase, beganAt, overAt, callId, reason }) =>
      `${phase} ${beganAt / 1000}-${overAt === null ? '' : overAt / 1000} ${callId ?? reason ?? ''}`.trim(),
    );

  it('a day with a call and a break', () => {
    expect(
      spans(
        [0, 'ready'],
        [5, 'offered', 'c'],
        [8, 'talking', 'c'],
        [20, 'wrapUp', 'c'],
        [30, 'ready'],
        [40, 'notReady', null, 'lunch'],
        [90, 'loggedOut'],
      ),
    ).toEqual([
      'ready 0-5',
      'offered 5-8 c',
      'talking 8-20 c',
      'wrapUp 20-30 c',
      'ready 30-40',
      'notReady 40-90 lunch',
    ]);
  });

  it('a wrap-up that a call of the own interrupts goes on as that of the call before', () => {
    expect(
      spans([0, 'wrapUp', 'c'], [3, 'offered', 'own'], [4, 'talking', 'own'], [9, 'wrapUp', 'own'], [12, 'ready']),
    ).toEqual(['wrapUp 0-3 c', 'offered 3-4 own', 'talking 4-9 own', 'wrapUp 9-12 c', 'ready 12-']);
  });
});
