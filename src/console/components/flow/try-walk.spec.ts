import type { FlowGraph } from '../../../ivr/core/flow-graph.js';
import { nodeTried, numberDialled, stepped, taken, tried, type TryCall, type TryWalk } from './try-walk.js';

const CALL: TryCall = {
  caller: '13800000001',
  called: '4001',
  language: 'zh',
  date: '2026-11-23',
  time: '09:30',
  vip: 'no',
  calendar: 'rest',
};
const say = [{ prompt: 'p1' as never }];
const asking = { say, keyTimeoutMs: 1_000, attempts: 2, otherwise: 'end' };
const GRAPH: FlowGraph = {
  start: 'monday',
  nodes: {
    monday: {
      kind: 'condition',
      cases: [{ all: [{ left: '{weekday}', is: 'is', right: '1' }], next: 'menu' }],
      otherwise: 'end',
    },
    menu: { kind: 'menu', keys: { 1: 'card', 2: 'other', 3: 'dial', 4: 'english' }, ...asking },
    card: {
      ...{ kind: 'collect', into: 'card', least: 2, most: 2, terminator: '#', digitTimeoutMs: 1_000, masked: false },
      ...{ ...asking, next: 'end' },
    },
    other: { kind: 'flow', flowId: 'f2' as never, next: 'end' },
    dial: { kind: 'dial', most: 3, digitTimeoutMs: 1_000, ...asking },
    english: { kind: 'language', language: 'en', next: 'menu' },
    end: { kind: 'go', destination: { to: 'hangUp' } },
  },
};
const OTHER: FlowGraph = {
  start: 'hello',
  nodes: { hello: { kind: 'play', say, interruptible: true, next: 'back' }, back: { kind: 'return' } },
};
const FLOWS = { graph: GRAPH, others: [{ id: 'f2', name: 'other', graph: OTHER }] };
const press = (walk: TryWalk, keys: string): TryWalk =>
  Array.from(keys).reduce((now, key) => stepped(now, { type: 'keyPressed', key }, null), walk);
const effects = ({ log }: TryWalk): string[] => log.flatMap((one) => (one.did === 'effect' ? [one.effect.effect] : []));

const nodes = ({ log }: TryWalk): string[] => log.flatMap((one) => (one.did === 'node' ? [one.node] : []));

test('a test call is asked, typed into and led to its end, and each step is told', () => {
  const begun = tried(FLOWS, CALL);
  expect(nodeTried(begun)).toBe('menu');
  expect(effects(begun)).toEqual(['enter', 'enter', 'say']);
  const waiting = stepped(begun, { type: 'promptEnded' }, null);
  expect(effects(waiting).at(-1)).toBe('awaitKey');
  const done = press(waiting, '142');
  expect(done.progress).toBeNull();
  expect(done.log).toContainEqual({ did: 'variables', changed: { card: '42' } });
  expect(nodes(done)).toEqual(['monday', 'menu', 'card', 'end']);
  expect(done.log.at(-1)).toEqual({
    did: 'effect',
    effect: { effect: 'go', destination: { to: 'hangUp' }, exhausted: false, back: null },
  });
  expect(press(done, '1')).toBe(done);
});

test('on another day of the week it is another way', () => {
  expect(tried(FLOWS, { ...CALL, date: '2026-11-22' }).progress).toBeNull();
});

test('another flow is walked as it is published, and comes back', () => {
  const within = press(tried(FLOWS, CALL), '2');
  expect(within.progress?.flow).toBe('f2');
  const back = stepped(within, { type: 'promptEnded' }, null);
  expect(back.progress).toBeNull();
  expect(nodes(back)).toEqual(['monday', 'menu', 'other', 'hello', 'back', 'end']);
});

test('a number is looked for once it is complete, and leads where it is said to', () => {
  const dialling = press(tried(FLOWS, CALL), '3');
  expect(numberDialled(dialling, { type: 'keyPressed', key: '8' })).toBeNull();
  const typed = press(dialling, '80');
  expect(numberDialled(typed, { type: 'keyPressed', key: '0' })).toBe('800');
  expect(numberDialled(typed, { type: 'keyPressed', key: '#' })).toBe('80');
  expect(numberDialled(typed, { type: 'keyTimedOut' })).toBe('80');
  expect(numberDialled(tried(FLOWS, CALL), { type: 'keyPressed', key: '0' })).toBeNull();
  const reached = stepped(typed, { type: 'keyTimedOut' }, { to: 'queue', queueId: 'q1' as never });
  expect(effects(reached).at(-1)).toBe('go');
  expect(effects(press(typed, '0')).at(-1)).toBe('say');
});

test('the language of the call is what the flow has made it', () => {
  expect(press(tried(FLOWS, CALL), '4').call.language).toBe('en');
});

test('what a system says is typed by whoever tries the flow', () => {
  const ask: FlowGraph = {
    start: 'ask',
    nodes: {
      ask: {
        ...{ kind: 'query', connectionId: 'c1' as never, sql: 'SELECT 1', parameters: ['{caller}'], timeoutMs: 1_000 },
        ...{ take: { state: 'state' }, next: 'tell', nothing: 'end', otherwise: 'end' },
      },
      tell: { kind: 'play', say: [{ text: 'It is {state}' }], interruptible: true, next: 'end' },
      end: { kind: 'go', destination: { to: 'hangUp' } },
    },
  };
  const asked = tried({ graph: ask, others: [] }, CALL);
  expect(taken(asked)).toEqual(['state']);
  const number = asked.progress?.entered ?? 0;
  const told = stepped(asked, { type: 'answered', number, answer: { got: 'values', values: { state: 'open' } } }, null);
  expect(told.log).toContainEqual({ did: 'variables', changed: { state: 'open' } });
  expect(told.log).toContainEqual({
    did: 'effect',
    effect: { effect: 'say', notice: null, say: [{ text: 'It is open' }] },
  });
  expect(stepped(asked, { type: 'answered', number, answer: { got: 'nothing' } }, null).progress).toBeNull();
});
