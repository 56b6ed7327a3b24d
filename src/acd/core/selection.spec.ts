import type { AgentId, CallId, QueueId, TenantId } from '../../kernel/ids.js';
import { newAgent, type AgentState } from './agent.js';
import { blankMemory, type QueueMemory } from './queue-memory.js';
import { asksLessAt, LONGEST_IDLE, needAfter, type QueueSelection, type Standing } from './queue-rules.js';
import { AcdIndex, type Wish } from './selection.js';

const call = (id: string): CallId => id as CallId;
const queue = (id: string): QueueId => id as QueueId;
const NOBODY_SPECIAL: Standing = { number: '', penalty: 0, level: 0, group: '', skills: {}, areas: [] };

function agent(id: string, queues: readonly string[], idleSince: number, change: Partial<AgentState> = {}): AgentState {
  const state = newAgent(id as AgentId, 't1' as TenantId, 0);
  return { ...state, phase: 'ready', idleSince, queueIds: queues.map(queue), ...change };
}

/** Of agents who have nothing special. */
function plainly(rules: Partial<QueueSelection> = {}): AcdIndex {
  return new AcdIndex(
    () => ({ rules: { ...LONGEST_IDLE, ...rules }, skills: [] }),
    () => NOBODY_SPECIAL,
  );
}

function wish(queueId: string, rank: number, change: Partial<Wish> = {}): Wish {
  return { queueId: queue(queueId), rank, need: { skill: '', level: 0 }, caller: '', agentId: null, ...change };
}

/** One queue q1 whose agents are told as `number: standing`, idle since their place in the list. */
class Desk {
  readonly acd: AcdIndex;
  memory: QueueMemory = blankMemory(queue('q1'));

  constructor(rules: Partial<QueueSelection>, agents: Readonly<Record<string, Partial<Standing>>>, skills = ['']) {
    this.acd = new AcdIndex(
      () => ({ rules: { ...LONGEST_IDLE, ...rules }, skills }),
      (agentId) => ({ ...NOBODY_SPECIAL, number: agentId.slice(1), ...agents[agentId.slice(1)] }),
    );
    for (const [at, number] of Object.keys(agents).entries()) this.acd.agentIs(agent(`a${number}`, ['q1'], at));
  }

  /** Who gets so many callers, one after the other, all of them staying ready; '-' nobody. */
  gives(times: number, asked: Partial<Wish> = {}): string {
    const given: string[] = [];
    for (let n = 0; n < times; n += 1) {
      this.acd.callWaits(call('c'), wish('q1', 0, asked));
      const next = this.acd.nextIn(queue('q1'));
      const picked = next === null ? null : this.acd.pickFor(next.callId, this.memory);
      given.push(picked === null ? '-' : picked.agentId.slice(1));
      this.memory = picked?.memory ?? this.memory;
    }
    this.acd.callLeaves(call('c'));
    return given.join(' ');
  }
}

const THREE = { '03': {}, '01': {}, '02': {} };

test.each<[string, Partial<QueueSelection>, Readonly<Record<string, Partial<Standing>>>, Partial<Wish>, string]>([
  ['longest idle: the first of those who are ready', {}, THREE, {}, '03 03 03'],
  ['linear: always by number', { strategy: 'linear' }, THREE, {}, '01 01 01'],
  ['linear: a lower penalty first', { strategy: 'linear' }, { ...THREE, '01': { penalty: 1 } }, {}, '02 02 02'],
  ['round robin: by number, on from the last', { strategy: 'round_robin' }, THREE, {}, '01 02 03 01 02'],
  [
    'round robin: among the lowest penalty only',
    { strategy: 'round_robin' },
    { '1': {}, '2': { penalty: 1 }, '3': {} },
    {},
    '1 3 1 3',
  ],
  ['penalties: the lowest first, whoever is idle longest', {}, { '1': { penalty: 2 }, '2': { penalty: 1 } }, {}, '2 2'],
  [
    'highest level first, then who is idle longest',
    { strategy: 'highest_level' },
    { '1': { level: 5 }, '2': { level: 9 }, '3': { level: 9 } },
    {},
    '2 2',
  ],
  [
    'a level is asked for: only who has it',
    {},
    { '1': { level: 4 }, '2': { level: 5 } },
    { need: { skill: '', level: 5 } },
    '2',
  ],
  ['nobody has the level: nobody', {}, { '1': { level: 4 } }, { need: { skill: '', level: 5 } }, '-'],
  [
    'a skill by name: the level in the queue says nothing',
    {},
    { '1': { level: 9 }, '2': { skills: { english: 3 } } },
    { need: { skill: 'english', level: 2 } },
    '2',
  ],
  [
    "the caller's area first, whoever is idle longest",
    { byArea: true },
    { '1': {}, '2': { areas: ['0755'] }, '3': { areas: ['010'] } },
    { caller: '01012345678' },
    '3',
  ],
  ['nobody of the area: anybody', { byArea: true }, { '1': {}, '2': { areas: ['0755'] } }, { caller: '0211' }, '1'],
  ['areas mean nothing where the queue does not ask', {}, { '1': {}, '2': { areas: ['02'] } }, { caller: '0211' }, '1'],
  [
    'weighted share: three to one, spread evenly',
    { strategy: 'weighted_share', shares: [{ group: 'x', weight: 3 }] },
    { '1': { group: 'y' }, '2': { group: 'x' } },
    {},
    '2 2 1 2 2 2 1 2',
  ],
])('%s', (_story, rules, agents, asked, given) => {
  expect(new Desk(rules, agents, ['', 'english']).gives(given.split(' ').length, asked)).toBe(given);
});

test('fewest calls first, then who is idle longest', () => {
  const acd = plainly({ strategy: 'fewest_calls' });
  for (const [id, calls, idleSince] of [
    ['a1', 2, 1],
    ['a2', 1, 9],
    ['a3', 1, 8],
  ] as const) {
    acd.agentIs(agent(id, ['q1'], idleSince, { calls }));
  }
  acd.callWaits(call('c1'), wish('q1', 1));
  expect(acd.pickFor(call('c1'), blankMemory(queue('q1')))?.agentId).toBe('a3');
});

test('round robin goes on behind an agent who is not there any more', () => {
  const desk = new Desk({ strategy: 'round_robin' }, THREE);
  expect(desk.gives(2)).toBe('01 02');
  desk.acd.agentIs(agent('a02', ['q1'], 0, { phase: 'notReady' }));
  expect(desk.gives(3)).toBe('03 01 03');
});

test('random: the same state of a queue gives the same agents, and every agent has a part of them', () => {
  const agents = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [String(n), {}]));
  const [one, two] = [1, 2].map(() => new Desk({ strategy: 'random' }, agents).gives(1000));
  expect(one).toBe(two);
  for (const number of Object.keys(agents)) {
    const had = (one ?? '').split(' ').filter((given) => given === number).length;
    expect([number, had > 60 && had < 140]).toEqual([number, true]);
  }
});

describe('an agent who is back', () => {
  test('waits for by one caller: only that agent gets the caller, who has their place in the line', () => {
    const acd = plainly();
    acd.callWaits(call('c1'), wish('q1', 5, { agentId: 'a1' as AgentId }));
    acd.callWaits(call('c2'), wish('q1', 7));
    expect([acd.waitingIn(queue('q1')), acd.positionOf(call('c2'))]).toEqual([['c1', 'c2'], 1]);
    acd.agentIs(agent('a2', ['q1'], 0));
    expect(acd.nextIn(queue('q1'))).toEqual({ queueId: 'q1', callId: 'c2', rank: 7 });
    acd.agentIs(agent('a1', ['q1'], 0));
    expect(acd.nextIn(queue('q1'))).toEqual({ queueId: 'q1', callId: 'c1', rank: 5 });
    expect(acd.pickFor(call('c1'), blankMemory(queue('q1')))?.agentId).toBe('a1');
    acd.agentIs(agent('a1', ['q1'], 0, { phase: 'talking' }));
    expect([acd.nextIn(queue('q1'))?.callId, acd.pickFor(call('c1'), blankMemory(queue('q1')))]).toEqual(['c2', null]);
  });

  test('who came earlier comes first, also to the agent somebody else waits for', () => {
    const acd = plainly();
    acd.callWaits(call('c1'), wish('q1', 9, { agentId: 'a1' as AgentId }));
    acd.callWaits(call('c2'), wish('q1', 7));
    acd.agentIs(agent('a1', ['q1'], 0));
    expect(acd.nextIn(queue('q1'))?.callId).toBe('c2');
  });
});

describe('what is asked for', () => {
  const rules: QueueSelection = {
    ...LONGEST_IDLE,
    need: { skill: '', level: 8 },
    needSteps: [
      { afterS: 30, level: 5 },
      { afterS: 60, level: 0 },
    ],
    stickyS: 20,
  };

  test.each([
    [0, 8, 20],
    [20_000, 8, 30],
    [29_999, 8, 30],
    [30_000, 5, 60],
    [60_000, 0, null],
  ])('after %d ms level %d does; it is looked at again after %p s', (waitedMs, level, nextS) => {
    expect(needAfter(rules, null, waitedMs).level).toBe(level);
    expect(asksLessAt(rules, null, 1000, 1000 + waitedMs)).toBe(nextS === null ? null : 1000 + nextS * 1000);
  });

  test('a number that asks for less than a step is not made to ask for more', () => {
    const special = { skill: 'english', level: 3 };
    expect(needAfter(rules, special, 31_000)).toEqual(special);
    expect(needAfter(rules, special, 61_000)).toEqual({ skill: 'english', level: 0 });
    expect(asksLessAt(rules, special, 0, 20_000)).toBe(60_000);
  });
});

test('who is put into other lines, or called away, is in no old one', () => {
  const acd = plainly();
  acd.agentIs(agent('a1', ['q1', 'q2'], 1));
  acd.agentIs(agent('a1', ['q2', 'q3'], 1));
  expect(['q1', 'q2', 'q3'].map((id) => acd.readyIn(queue(id)).length)).toEqual([0, 1, 1]);
  acd.agentIs(agent('a1', ['q2', 'q3'], 1, { phase: 'notReady' }));
  expect(['q1', 'q2', 'q3'].map((id) => acd.readyIn(queue(id)).length)).toEqual([0, 0, 0]);
  acd.callWaits(call('c1'), wish('q1', 10));
  acd.callWaits(call('c1'), wish('q2', 10));
  expect([acd.waitingIn(queue('q1')), acd.waitingIn(queue('q2'))]).toEqual([[], ['c1']]);
  acd.callLeaves(call('c1'));
  expect([acd.waitingIn(queue('q2')), acd.positionOf(call('c1'))]).toEqual([[], undefined]);
});

test('ring all: everybody of the lowest penalty, who is idle longest first, also of different levels, twenty at most', () => {
  const people = Object.fromEntries(
    Array.from({ length: 30 }, (_, n) => [String(10 + n), { penalty: n < 3 ? 1 : 0, level: n % 2 }] as const),
  );
  const desk = new Desk({ strategy: 'ring_all' }, people);
  desk.acd.callWaits(call('c'), wish('q1', 0));
  const picked = desk.acd.pickFor(call('c'), desk.memory);
  expect([picked?.agentId, ...(picked?.others ?? [])]).toEqual(
    Array.from({ length: 20 }, (_, n) => `a${String(13 + n)}`),
  );
});
