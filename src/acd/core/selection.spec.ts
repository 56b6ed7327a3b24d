import fc from 'fast-check';

import type { AgentId, CallId, QueueId, TenantId } from '../../kernel/ids.js';
import { newAgent, type AgentState } from './agent.js';
import { AcdIndex } from './selection.js';

const call = (id: string): CallId => id as CallId;
const queue = (id: string): QueueId => id as QueueId;

function agent(id: string, queues: readonly string[], idleSince: number, ready = true): AgentState {
  const state = newAgent(id as AgentId, 't1' as TenantId, 0);
  return { ...state, phase: ready ? 'ready' : 'notReady', idleSince, queueIds: queues.map(queue) };
}

test('nobody waits or nobody is ready: no match', () => {
  const acd = new AcdIndex();
  expect(acd.matchIn(queue('q1'))).toBeNull();
  acd.callWaits(call('c1'), queue('q1'), 1);
  expect(acd.matchIn(queue('q1'))).toBeNull();
  acd.agentIs(agent('a1', ['q2'], 1));
  expect(acd.matchIn(queue('q1'))).toBeNull();
});

test('the longest waiting caller gets the longest idle agent', () => {
  const acd = new AcdIndex();
  acd.callWaits(call('c2'), queue('q1'), 20);
  acd.callWaits(call('c1'), queue('q1'), 10);
  acd.agentIs(agent('a1', ['q1'], 9));
  acd.agentIs(agent('a2', ['q1'], 8));
  expect(acd.matchIn(queue('q1'))).toEqual({ queueId: 'q1', callId: 'c1', agentId: 'a2' });
});

test('who waits is known with the instant; who does not, is not', () => {
  const acd = new AcdIndex();
  acd.callWaits(call('c1'), queue('q1'), 20);
  expect([acd.waitsSince(call('c1')), acd.waitsSince(call('c2'))]).toEqual([20, undefined]);
  acd.callLeaves(call('c1'));
  expect(acd.waitsSince(call('c1'))).toBeUndefined();
});

test('callers who came in the same millisecond stand by their ids', () => {
  const acd = new AcdIndex();
  acd.callWaits(call('c2'), queue('q1'), 10);
  acd.callWaits(call('c1'), queue('q1'), 10);
  expect(acd.waitingIn(queue('q1'))).toEqual(['c1', 'c2']);
});

test('a caller who comes back with the old instant has the old place', () => {
  const acd = new AcdIndex();
  acd.callWaits(call('c1'), queue('q1'), 10);
  acd.callWaits(call('c2'), queue('q1'), 20);
  acd.callLeaves(call('c1'));
  expect(acd.waitingIn(queue('q1'))).toEqual(['c2']);
  acd.callWaits(call('c1'), queue('q1'), 10);
  expect(acd.waitingIn(queue('q1'))).toEqual(['c1', 'c2']);
});

test('a caller who goes to another queue is in the first no more', () => {
  const acd = new AcdIndex();
  acd.callWaits(call('c1'), queue('q1'), 10);
  acd.callWaits(call('c1'), queue('q2'), 10);
  expect([acd.waitingIn(queue('q1')), acd.waitingIn(queue('q2'))]).toEqual([[], ['c1']]);
});

test('an agent who is not ready, or in other queues now, is in no old line', () => {
  const acd = new AcdIndex();
  acd.agentIs(agent('a1', ['q1', 'q2'], 1));
  acd.agentIs(agent('a1', ['q2', 'q3'], 1));
  expect(['q1', 'q2', 'q3'].map((id) => acd.readyIn(queue(id)).length)).toEqual([0, 1, 1]);
  acd.agentIs(agent('a1', ['q2', 'q3'], 1, false));
  expect(['q1', 'q2', 'q3'].map((id) => acd.readyIn(queue(id)).length)).toEqual([0, 0, 0]);
});

test('whatever came and went, the index says what the states say', () => {
  const queues = fc.subarray(['q1', 'q2', 'q3']);
  const step = fc.oneof(
    fc.record({ call: fc.constantFrom('c1', 'c2', 'c3', 'c4'), queue: fc.constantFrom('q1', 'q2'), since: fc.nat(5) }),
    fc.record({ leaves: fc.constantFrom('c1', 'c2', 'c3', 'c4') }),
    fc.record({ agent: fc.constantFrom('a1', 'a2', 'a3'), queues, since: fc.nat(5), ready: fc.boolean() }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100, size: 'max' }), (steps) => {
      const acd = new AcdIndex();
      const waiting = new Map<string, { queue: string; since: number }>();
      const ready = new Map<string, { queues: readonly string[]; since: number }>();
      for (const one of steps) {
        if ('call' in one) {
          acd.callWaits(call(one.call), queue(one.queue), one.since);
          waiting.set(one.call, one);
        } else if ('leaves' in one) {
          acd.callLeaves(call(one.leaves));
          waiting.delete(one.leaves);
        } else {
          acd.agentIs(agent(one.agent, one.queues, one.since, one.ready));
          if (one.ready) ready.set(one.agent, one);
          else ready.delete(one.agent);
        }
      }
      for (const id of ['q1', 'q2', 'q3']) {
        const calls = [...waiting].filter(([, at]) => at.queue === id);
        const agents = [...ready].filter(([, at]) => at.queues.includes(id));
        expect(acd.waitingIn(queue(id))).toEqual(inOrder(calls));
        expect(acd.readyIn(queue(id))).toEqual(inOrder(agents));
      }
    }),
  );
});

function inOrder(entries: readonly (readonly [string, { readonly since: number }])[]): string[] {
  return [...entries].sort(([a, x], [b, y]) => x.since - y.since || (a < b ? -1 : 1)).map(([id]) => id);
}
