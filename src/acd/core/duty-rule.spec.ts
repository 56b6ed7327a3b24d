import fc from 'fast-check';

import type { AgentId, ExtensionId, QueueId, TenantId } from '../../kernel/ids.js';
import { newAgent, type AgentState } from './agent.js';
import type { WeekHours } from '../../kernel/working-times.js';
import { dutyCalls, dutyRuleOf, endOfDuty, isOnDuty, nextLook, ownTimes, type DutyRule } from './duty-rule.js';

const SHANGHAI = 'Asia/Shanghai';
const BERLIN = 'Europe/Berlin';
const HOUR = 3_600_000;
const WORKDAYS: WeekHours = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

const at = (text: string): number => Date.parse(text);
const hours = (...spans: readonly WeekHours[]): Pick<DutyRule, 'times' | 'zone' | 'shift'> => ({
  times: ownTimes(spans, []),
  zone: null,
  shift: null,
});
const RULE = {
  ...{ id: 'r', tenantId: 't1' as TenantId, name: 'r', priority: 1, queueIds: [], agents: [] },
};

describe('whether a rule holds', () => {
  // 2026-11-23 is a Monday
  const MONDAY = at('2026-11-23T12:00:00+08:00');
  const shifts = [
    { name: 'early', weekdays: [1], from: '06:00', to: '14:00' },
    { name: 'late', weekdays: [1], from: '11:00', to: '20:00' },
  ];

  test('in its hours by the clock of the tenant, not on dates that are excepted', () => {
    expect(isOnDuty(hours(WORKDAYS), SHANGHAI, MONDAY)).toBe(true);
    expect(isOnDuty(hours(WORKDAYS), 'America/New_York', MONDAY)).toBe(false);
    const rest = { ...hours(WORKDAYS), times: ownTimes([WORKDAYS], ['2026-11-23']) };
    expect(isOnDuty(rest, SHANGHAI, MONDAY)).toBe(false);
  });

  test('by a calendar: by its clock, in the shift that is named', () => {
    const by = (shift: string | null, zone: string | null = null) => ({ times: { shifts, days: [] }, zone, shift });
    expect(['early', 'late', 'night', null].map((shift) => isOnDuty(by(shift), SHANGHAI, MONDAY))).toEqual([
      ...[true, true, false, true],
    ]);
    expect(isOnDuty(by('early'), SHANGHAI, at('2026-11-23T15:00:00+08:00'))).toBe(false);
    expect(isOnDuty(by('early', 'America/New_York'), SHANGHAI, at('2026-11-23T20:00:00+08:00'))).toBe(true);
  });

  test('as an older build kept it', () => {
    const kept = dutyRuleOf({ ...RULE, hours: [WORKDAYS], exceptDates: ['2026-11-24'] });
    expect(isOnDuty(kept, SHANGHAI, MONDAY)).toBe(true);
    expect(isOnDuty(kept, SHANGHAI, MONDAY + 24 * HOUR)).toBe(false);
  });
});

describe('when to look again', () => {
  test('at the next edge of any rule, each by its own clock', () => {
    const here = hours({ weekdays: EVERY_DAY, from: '13:00', to: '18:00' });
    const there = { ...hours({ weekdays: EVERY_DAY, from: '05:30', to: '18:00' }), zone: BERLIN };
    const noon = at('2026-11-23T12:00:00+08:00');
    expect(nextLook([here], SHANGHAI, noon)).toBe(at('2026-11-23T13:00:00+08:00'));
    expect(nextLook([here, there], SHANGHAI, noon)).toBe(at('2026-11-23T05:30:00+01:00'));
  });

  test('who sits out does so until the hours end', () => {
    expect(endOfDuty(hours(WORKDAYS), SHANGHAI, at('2026-11-23T17:00:00+08:00'))).toBe(at('2026-11-23T18:00:00+08:00'));
    const always = hours({ weekdays: EVERY_DAY, from: '00:00', to: '00:00' });
    const now = at('2026-11-23T17:00:00+08:00');
    expect(endOfDuty(always, SHANGHAI, now) - now).toBeLessThanOrEqual(48 * HOUR);
  });
});

describe('whom rules want', () => {
  const [Q1, Q2] = ['q1' as QueueId, 'q2' as QueueId];
  const NOON = at('2026-11-23T12:00:00+08:00');
  const rule = (id: string, queueIds: readonly QueueId[], agentIds: readonly string[], priority = 1): DutyRule => ({
    id,
    tenantId: 't1' as TenantId,
    name: id,
    priority,
    queueIds,
    agents: agentIds.map((agentId) => ({ agentId: agentId as AgentId, extensionId: 'x9' as ExtensionId })),
    ...hours(WORKDAYS),
  });
  const agent = (agentId: string, change: Partial<AgentState> = {}): AgentState => ({
    ...newAgent(agentId as AgentId, 't1' as TenantId, 0),
    ...change,
  });
  const byHand = (agentId: string, queueIds: readonly QueueId[]): AgentState =>
    agent(agentId, { phase: 'notReady', queueIds });
  const wanted = (rules: readonly DutyRule[], agents: readonly AgentState[], now = NOON): Record<string, string> =>
    Object.fromEntries(
      [...dutyCalls(rules, SHANGHAI, agents, now)].map(([id, call]) => [id, `${call.ruleId} ${call.queueIds.join()}`]),
    );

  test.each<[string, readonly DutyRule[], readonly AgentState[], Record<string, string>]>([
    ['nobody is there: its agents', [rule('r', [Q1], ['a', 'b'])], [], { a: 'r q1', b: 'r q1' }],
    ['somebody is there by hand, on a break: nobody', [rule('r', [Q1], ['a'])], [byHand('z', [Q1])], {}],
    ['of two queues the one that nobody serves', [rule('r', [Q1, Q2], ['a'])], [byHand('z', [Q1])], { a: 'r q2' }],
    [
      'who is there by rule keeps nobody away',
      [rule('r', [Q1], ['a'])],
      [agent('a', { phase: 'ready', byRule: 'r', queueIds: [Q1] })],
      { a: 'r q1' },
    ],
    ['who is there by hand for another queue is let alone', [rule('r', [Q1], ['a'])], [byHand('a', [Q2])], {}],
    [
      'of two rules for a queue the one of the lower number',
      [rule('r', [Q1], ['a'], 2), rule('s', [Q1], ['b'], 1)],
      [],
      { b: 's q1' },
    ],
    [
      'who is wanted by two serves the first',
      [rule('r', [Q1], ['a']), rule('s', [Q2], ['a', 'b'])],
      [],
      { a: 'r q1', b: 's q2' },
    ],
    [
      'who sits out is not asked',
      [rule('r', [Q1], ['a', 'b'])],
      [agent('a', { sitsOutUntil: NOON + 1 })],
      { b: 'r q1' },
    ],
    [
      'a rule whose agents sit out leaves the queue to the next',
      [rule('r', [Q1], ['a']), rule('s', [Q1], ['b'])],
      [agent('a', { sitsOutUntil: NOON + 1 })],
      { b: 's q1' },
    ],
    ['who sat out is', [rule('r', [Q1], ['a'])], [agent('a', { sitsOutUntil: NOON })], { a: 'r q1' }],
  ])('%s', (_story, rules, agents, calls) => {
    expect(wanted(rules, agents)).toEqual(calls);
  });

  test('a rule whose agents are gone, or serve the queue no more, leaves it to the next', () => {
    const rules = [rule('r', [Q1, Q2], ['a', 'gone']), rule('s', [Q1, Q2], ['b'])];
    const serves = (agentId: AgentId, queueId: QueueId): boolean =>
      agentId === 'b' || (agentId === 'a' && queueId === Q2);
    expect([...dutyCalls(rules, SHANGHAI, [], NOON, serves)].map(([id, call]) => [id, call.queueIds])).toEqual([
      ['a', [Q2]],
      ['b', [Q1]],
    ]);
  });

  test('only who is named needs to be looked at, where the others who are there by hand are counted', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const queueIds = fc.subarray([Q1, Q2]);
    const person = fc.record({
      agentId: fc.constantFrom(...ids) as fc.Arbitrary<AgentId>,
      phase: fc.constantFrom('loggedOut', 'ready', 'notReady'),
      byRule: fc.constantFrom(null, null, 'r'),
      sitsOutUntil: fc.constantFrom(null, NOON - 1, NOON + 1),
      queueIds,
    });
    const rules = fc.array(
      fc.record({ id: fc.constantFrom('r', 's'), queueIds, agents: fc.subarray(ids), priority: fc.nat(1) }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(rules, fc.uniqueArray(person, { selector: ({ agentId }) => agentId }), (drawn, people) => {
        const all = drawn.map((one) => rule(one.id, one.queueIds, one.agents, one.priority));
        const states = people.map(({ agentId, ...change }) => agent(agentId, change as Partial<AgentState>));
        const named = states.filter(({ agentId }) => drawn.some(({ agents }) => agents.includes(agentId)));
        const isServed = (queueId: QueueId): boolean =>
          states.some((one) => one.phase !== 'loggedOut' && one.byRule === null && one.queueIds.includes(queueId));
        expect([...dutyCalls(all, SHANGHAI, named, NOON, () => true, isServed)]).toEqual([
          ...dutyCalls(all, SHANGHAI, states, NOON),
        ]);
      }),
      { numRuns: 300 },
    );
  });

  test('outside of the hours nobody', () => {
    expect(wanted([rule('r', [Q1], ['a'])], [], at('2026-11-23T18:00:00+08:00'))).toEqual({});
  });
});
