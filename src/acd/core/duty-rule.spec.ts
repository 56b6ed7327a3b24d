import fc from 'fast-check';

import type { AgentId, ExtensionId, QueueId, TenantId } from '../../kernel/ids.js';
import { newAgent, type AgentState } from './agent.js';
import { dutyCalls, endOfDuty, isOnDuty, nextLook, type DutyHours, type DutyRule } from './duty-rule.js';

const SHANGHAI = 'Asia/Shanghai';
const BERLIN = 'Europe/Berlin';
const HOUR = 3_600_000;
const WORKDAYS: DutyHours = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

const at = (text: string): number => Date.parse(text);
const hours = (...spans: readonly DutyHours[]): Pick<DutyRule, 'hours' | 'exceptDates'> => ({
  hours: spans,
  exceptDates: [],
});

describe('whether a rule holds', () => {
  // 2026-11-23 is a Monday
  test.each<[string, string, boolean]>([
    ['before the hours', '2026-11-23T08:59:59.999+08:00', false],
    ['from their first moment', '2026-11-23T09:00:00+08:00', true],
    ['to their last', '2026-11-23T17:59:59.999+08:00', true],
    ['not at their end', '2026-11-23T18:00:00+08:00', false],
    ['not on another weekday', '2026-11-22T12:00:00+08:00', false],
    ['by the clock of the tenant, not of the box', '2026-11-23T12:00:00Z', false],
  ])('%s', (_story, instant, holds) => {
    expect(isOnDuty(hours(WORKDAYS), SHANGHAI, at(instant))).toBe(holds);
  });

  test('hours past midnight belong to the day on which they begin', () => {
    const night = hours({ weekdays: [5], from: '22:00', to: '06:00' });
    expect(isOnDuty(night, SHANGHAI, at('2026-11-27T23:00:00+08:00'))).toBe(true);
    expect(isOnDuty(night, SHANGHAI, at('2026-11-28T05:59:00+08:00'))).toBe(true);
    expect(isOnDuty(night, SHANGHAI, at('2026-11-27T05:00:00+08:00'))).toBe(false);
  });

  test('from and to the same: the whole day', () => {
    const sunday = hours({ weekdays: [7], from: '00:00', to: '00:00' });
    expect(isOnDuty(sunday, SHANGHAI, at('2026-11-22T00:00:00+08:00'))).toBe(true);
    expect(isOnDuty(sunday, SHANGHAI, at('2026-11-23T00:00:00+08:00'))).toBe(false);
  });

  test('not on dates that are excepted, nor in the night that begins there', () => {
    const rule = { hours: [{ weekdays: EVERY_DAY, from: '22:00', to: '06:00' }], exceptDates: ['2026-10-01'] };
    expect(isOnDuty(rule, SHANGHAI, at('2026-10-01T05:00:00+08:00'))).toBe(true);
    expect(isOnDuty(rule, SHANGHAI, at('2026-10-01T23:00:00+08:00'))).toBe(false);
    expect(isOnDuty(rule, SHANGHAI, at('2026-10-02T05:00:00+08:00'))).toBe(false);
  });

  test('clocks that are put forward or back count as they show', () => {
    const early = hours({ weekdays: EVERY_DAY, from: '02:30', to: '03:30' });
    // 2026-03-29: 02:00 is 03:00 at once
    expect(isOnDuty(early, BERLIN, at('2026-03-29T01:00:00Z'))).toBe(true);
    expect(isOnDuty(early, BERLIN, at('2026-03-29T00:59:59Z'))).toBe(false);
    // 2026-10-25: 02:30 is shown twice
    expect(isOnDuty(early, BERLIN, at('2026-10-25T00:30:00Z'))).toBe(true);
    expect(isOnDuty(early, BERLIN, at('2026-10-25T01:15:00Z'))).toBe(false);
    expect(isOnDuty(early, BERLIN, at('2026-10-25T01:30:00Z'))).toBe(true);
  });
});

describe('when to look again', () => {
  test('whoever looks at each of those instants misses no change of any rule', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
    const span = fc.record({ weekdays: fc.subarray(EVERY_DAY), from: time, to: time });
    const rule = fc.record({ hours: fc.array(span, { maxLength: 3 }), exceptDates: fc.subarray(['2026-10-25']) });
    const from = fc.integer({ min: at('2026-10-23T00:00:00Z') / 1000, max: at('2026-10-27T00:00:00Z') / 1000 });
    fc.assert(
      fc.property(rule, from, fc.constantFrom(BERLIN, SHANGHAI), (some, second, zone) => {
        let now = second * 1000;
        for (let looks = 0; looks < 12; looks += 1) {
          const next = nextLook([some], zone, now);
          expect(next).toBeGreaterThan(now);
          const holds = isOnDuty(some, zone, now);
          for (let part = 1; part <= 10; part += 1) {
            expect(isOnDuty(some, zone, now + Math.floor(((next - now - 1) * part) / 10))).toBe(holds);
          }
          now = next;
        }
      }),
      { numRuns: 200 },
    );
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
