import fc from 'fast-check';

import type { AgentId, CallId, QueueId, TenantId } from '../../kernel/ids.js';
import { drawInteger } from '../../kernel/random.js';
import { newAgent, type AgentState } from './agent.js';
import { blankMemory, diceOf, type QueueMemory } from './queue-memory.js';
import { LONGEST_IDLE, STRATEGIES, type QueueSelection, type Standing, type Strategy } from './queue-rules.js';
import type { NextCall } from './queue-index.js';
import { AcdIndex, type Wish } from './selection.js';

/** Whatever comes and goes, the index decides as somebody would who looks at everybody anew each time. */

const QUEUES = ['q1', 'q2'] as QueueId[];
const AGENTS = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'] as AgentId[];
const CALLS = ['c1', 'c2', 'c3', 'c4'] as CallId[];

const NOTHING: Standing = { number: '1', penalty: 0, level: 0, skills: {}, areas: [], group: '' };

interface Person {
  readonly state: AgentState;
  readonly stands: Standing;
}

// mostly as others are, so that several stand in one line
const standing = fc.record({
  number: fc.constantFrom('7', '12', '100', '2000'),
  penalty: fc.constantFrom(0, 0, 0, 1, 2),
  level: fc.constantFrom(2, 2, 2, 0, 1, 3),
  group: fc.constantFrom('', 'x', 'y'),
  skills: fc.constantFrom<Record<string, number>>({}, {}, { english: 1 }, { english: 3 }),
  areas: fc.constantFrom<string[]>([], [], ['0'], ['010', '1']),
});
const step = fc.oneof(
  fc.record({
    agentId: fc.constantFrom(...AGENTS),
    phase: fc.constantFrom('ready', 'ready', 'ready', 'talking', 'loggedOut'),
    queueIds: fc.subarray(QUEUES),
    idleSince: fc.nat(5),
    calls: fc.nat(3),
  }),
  fc.record({
    callId: fc.constantFrom(...CALLS),
    queueId: fc.constantFrom(...QUEUES),
    rank: fc.nat(5),
    need: fc.record({ skill: fc.constantFrom('', 'english'), level: fc.nat(3) }),
    caller: fc.constantFrom('0100', '1', ''),
    agentId: fc.option(fc.constantFrom(...AGENTS), { freq: 3 }),
  }),
  fc.record({ leaves: fc.constantFrom(...CALLS) }),
  fc.record({ match: fc.constantFrom(...QUEUES) }),
);
const rules = fc.record({
  byArea: fc.boolean(),
  shares: fc.constantFrom<QueueSelection['shares']>([], [{ group: 'x', weight: 3 }], [{ group: 'y', weight: 7 }]),
});

test.each(STRATEGIES)('%s decides as the plain reading of its rule', (strategy) => {
  fc.assert(
    fc.property(
      rules,
      fc.array(standing, { minLength: 6, maxLength: 6 }),
      fc.array(step, { maxLength: 80, size: 'max' }),
      (change, standings, steps) => {
        const selection = { ...LONGEST_IDLE, ...change, strategy };
        const standsAs = (agentId: AgentId): Standing => standings[AGENTS.indexOf(agentId)] ?? NOTHING;
        const acd = new AcdIndex(() => ({ rules: selection, skills: ['', 'english'] }), standsAs);
        const plain = new Plainly(selection);
        let memories = new Map(QUEUES.map((id) => [id, blankMemory(id)]));
        for (const one of steps) {
          if ('phase' in one) {
            const state = { ...newAgent(one.agentId, 't' as TenantId, 0), ...one } as AgentState;
            acd.agentIs(state);
            plain.people.set(one.agentId, { state, stands: standsAs(one.agentId) });
          } else if ('callId' in one) {
            acd.callWaits(one.callId, one);
            plain.waits.set(one.callId, one);
          } else if ('leaves' in one) {
            acd.callLeaves(one.leaves);
            plain.waits.delete(one.leaves);
          } else {
            const memory = memories.get(one.match) ?? blankMemory(one.match);
            const next = acd.nextIn(one.match);
            const picked = next === null ? null : acd.pickFor(next.callId, memory);
            const called = picked === null ? [] : [picked.agentId, ...(picked.others ?? [])];
            expect([next, called]).toEqual(plain.match(one.match, memory));
            if (picked !== null) memories = new Map([...memories, [one.match, picked.memory]]);
          }
          expect(acd.next(() => true)).toEqual(plain.next(memories));
          for (const id of QUEUES) {
            expect(acd.lengthOf(id)).toBe(plain.waitingIn(id).length);
            for (const [at, [callId]] of plain.waitingIn(id).entries()) expect(acd.positionOf(callId)).toBe(at);
            expect(acd.waitingIn(id)).toEqual(plain.waitingIn(id).map(([callId]) => callId));
            expect([...acd.readyIn(id)].sort()).toEqual(
              plain
                .readyIn(id)
                .map(({ state }) => state.agentId)
                .sort(),
            );
          }
        }
      },
    ),
  );
});

test('every share is kept to: of a hundred callers each group has its part, however the agents come and go', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 }), (weights) => {
      const shares = weights.map((weight, n) => ({ group: `g${String(n)}`, weight }));
      const acd = new AcdIndex(
        () => ({ rules: { ...LONGEST_IDLE, strategy: 'weighted_share', shares }, skills: [] }),
        (agentId) => ({ ...NOTHING, group: agentId }),
      );
      for (const { group } of shares) {
        const state = { ...newAgent(group as AgentId, 't' as TenantId, 0), phase: 'ready' as const, queueIds: QUEUES };
        acd.agentIs(state);
      }
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const had = new Map<string, number>();
      let memory = blankMemory('q1' as QueueId);
      acd.callWaits('c' as CallId, {
        queueId: 'q1' as QueueId,
        rank: 0,
        need: LONGEST_IDLE.need,
        caller: '',
        agentId: null,
      });
      for (let n = 0; n < total * 3; n += 1) {
        const picked = acd.pickFor('c' as CallId, memory);
        memory = picked?.memory ?? memory;
        had.set(picked?.agentId ?? '-', (had.get(picked?.agentId ?? '-') ?? 0) + 1);
      }
      for (const { group, weight } of shares) expect([group, had.get(group)]).toEqual([group, weight * 3]);
    }),
  );
});

/** The rules as they are told to people: sort all, take the first. */
class Plainly {
  readonly people = new Map<AgentId, Person>();
  readonly waits = new Map<CallId, Wish>();

  constructor(private readonly rules: QueueSelection) {}

  waitingIn(queueId: QueueId): [CallId, Wish][] {
    return [...this.waits]
      .filter(([, one]) => one.queueId === queueId)
      .sort(([a, x], [b, y]) => x.rank - y.rank || by(a, b));
  }

  readyIn(queueId: QueueId): Person[] {
    return [...this.people.values()].filter(({ state }) => state.phase === 'ready' && state.queueIds.includes(queueId));
  }

  match(queueId: QueueId, memory: QueueMemory): readonly [NextCall | null, readonly (AgentId | undefined)[]] {
    for (const [callId, asked] of this.waitingIn(queueId)) {
      const able = this.readyIn(queueId).filter(({ state, stands }) =>
        asked.agentId === null
          ? levelOf(stands, asked.need.skill) >= asked.need.level
          : state.agentId === asked.agentId,
      );
      const near = able.filter(({ stands }) => stands.areas.some((area) => asked.caller.startsWith(area)));
      const chosen = this.rules.byArea && asked.agentId === null && near.length > 0 ? near : able;
      const lowest = Math.min(...chosen.map(({ stands }) => stands.penalty));
      const agentIds = this.of(
        chosen.filter(({ stands }) => stands.penalty === lowest),
        asked,
        memory,
      );
      if (agentIds.length > 0) return [{ queueId, callId, rank: asked.rank }, agentIds];
    }
    return [null, []];
  }

  /** Of all who can be served whoever waits longest. */
  next(memories: ReadonlyMap<QueueId, QueueMemory>): NextCall | null {
    const all = [...memories].flatMap(([queueId, memory]) => this.match(queueId, memory)[0] ?? []);
    return all.sort((a, b) => a.rank - b.rank || by(a.callId, b.callId))[0] ?? null;
  }

  private of(people: readonly Person[], asked: Wish, memory: QueueMemory): readonly (AgentId | undefined)[] {
    if (people.length === 0 || asked.agentId !== null) return people.slice(0, 1).map(({ state }) => state.agentId);
    const numbered = [...people].sort(order(({ stands }) => Number(stands.number)));
    const longest = (some: readonly Person[]): readonly Person[] =>
      [...some].sort(order(({ state }) => state.idleSince));
    const ways: Readonly<Record<Strategy, () => readonly (Person | undefined)[]>> = {
      longest_idle: () => longest(people),
      fewest_calls: () => [...longest(people)].sort((a, b) => a.state.calls - b.state.calls),
      linear: () => numbered,
      round_robin: () => {
        const { last } = memory;
        if (last === null) return numbered;
        const isBehind = ({ stands, state }: Person): boolean =>
          Number(stands.number) > Number(last.number) ||
          (Number(stands.number) === Number(last.number) && state.agentId > last.agentId);
        return [...numbered.filter(isBehind), ...numbered];
      },
      ring_all: () => longest(people),
      random: () => [this.drawn(people, asked, memory)],
      highest_level: () =>
        [...longest(people)].sort((a, b) => levelOf(b.stands, asked.need.skill) - levelOf(a.stands, asked.need.skill)),
      weighted_share: () => {
        const due = (group: string): number =>
          (memory.due[group] ?? 0) + (this.rules.shares.find((share) => share.group === group)?.weight ?? 1);
        const groups = [...new Set(people.map(({ stands }) => stands.group))].sort(
          (a, b) => due(b) - due(a) || by(a, b),
        );
        return longest(people.filter(({ stands }) => stands.group === groups[0]));
      },
    };
    const inOrder = ways[this.rules.strategy]().map((one) => one?.state.agentId);
    return this.rules.strategy === 'ring_all' ? inOrder : inOrder.slice(0, 1);
  }

  /** The dice count through those who are alike, in the order in which the alike are told apart. */
  private drawn(people: readonly Person[], _asked: Wish, memory: QueueMemory): Person | undefined {
    const key = ({ stands }: Person): string =>
      JSON.stringify([
        stands.level,
        '',
        this.rules.byArea ? stands.areas : [],
        [stands.level, stands.skills.english ?? 0].map((level, n) => (n === 0 ? 0 : level)),
      ]);
    const all = [...people].sort(
      (a, b) =>
        by(key(a), key(b)) || Number(a.stands.number) - Number(b.stands.number) || by(a.state.agentId, b.state.agentId),
    );
    return all[drawInteger(diceOf(memory), 0, all.length - 1).value];
  }
}

function levelOf({ level, skills }: Standing, skill: string): number {
  return skill === '' ? level : (skills[skill] ?? 0);
}

function order(rank: (person: Person) => number) {
  return (a: Person, b: Person): number => rank(a) - rank(b) || by(a.state.agentId, b.state.agentId);
}

function by(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
