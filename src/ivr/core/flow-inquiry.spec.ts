import { worldWith } from '../../../test/fixtures/random-flows.js';
import type { ConnectionId, PromptId } from '../../kernel/ids.js';
import type { Answer } from '../../kernel/question.js';
import { faultsOf } from './flow-check.js';
import { decideFlow, enterFlow } from './flow.js';
import type { FlowGraph, FlowNode } from './flow-graph.js';
import type { FlowDecision, FlowEvent } from './flow-state.js';

const WAYS = { next: 'tell', nothing: 'unknown', otherwise: 'end' } as const;
const END: FlowNode = { kind: 'go', destination: { to: 'hangUp' } };
const CRM = 'crm' as ConnectionId;

const line = (inquiry: FlowNode): FlowGraph => ({
  start: 'number',
  nodes: {
    number: {
      ...{ kind: 'collect', into: 'number', least: 1, most: 20, terminator: '#', digitTimeoutMs: 3000, masked: false },
      ...{ say: [{ prompt: 'which' as PromptId }], keyTimeoutMs: 5000, attempts: 2, otherwise: 'end' },
      next: 'ask',
    },
    ask: inquiry,
    tell: { kind: 'play', say: [{ text: '办件{number}：{state}' }], interruptible: true, next: 'end' },
    unknown: { kind: 'play', say: [{ text: 'Not known' }], interruptible: true, next: 'number' },
    end: END,
  },
});
const REQUEST: FlowNode = {
  ...{ kind: 'request', connectionId: CRM, method: 'POST', path: '/cases/{number}?by={caller}' },
  ...{ headers: { 'X-Case': '{number}' }, body: '{"of":"{odd}"}', timeoutMs: 3000, take: { state: '/state' } },
  ...WAYS,
};
const QUERY: FlowNode = {
  ...{ kind: 'query', connectionId: CRM, sql: 'SELECT state FROM cases WHERE no = $1', parameters: ['{number}'] },
  ...{ timeoutMs: 3000, take: { state: 'state' } },
  ...WAYS,
};
const world = worldWith({ line: line(REQUEST), query: line(QUERY) });

function asked(flow = 'line', variables: Readonly<Record<string, string>> = {}): FlowDecision {
  let decision = enterFlow(world, flow, variables);
  for (const key of '12#') decision = tell(decision, { type: 'keyPressed', key });
  return decision;
}

function tell({ progress }: FlowDecision, event: FlowEvent): FlowDecision {
  if (progress === null) throw new Error('has left');
  return decideFlow(world, progress, event);
}

const answered = (of: FlowDecision, answer: Answer, number = of.progress?.entered ?? 0): FlowDecision =>
  tell(of, { type: 'answered', number, answer });

test('a request: its variables are filled in, none gets out of its place', () => {
  const { effects, progress } = asked('line', { odd: '"}\n\\' });
  expect(progress).toMatchObject({ node: 'ask', stage: 'inquiring' });
  expect(effects.at(-1)).toEqual({
    effect: 'inquire',
    number: 2,
    question: {
      ...{ kind: 'request', connectionId: CRM, method: 'POST', path: '/cases/12?by=13800000000' },
      ...{
        headers: { 'X-Case': '12' },
        body: String.raw`{"of":"\"}\n\\"}`,
        timeoutMs: 3000,
        take: { state: '/state' },
      },
    },
  });
});

test('a value in a path is one part of it', () => {
  const graph = line({ ...REQUEST, path: '/{odd}', headers: { a: '{odd}' } });
  const { effects } = enterFlow(worldWith({ x: { ...graph, start: 'ask' } }), 'x', { odd: '../a?b\r\nc' });
  expect(effects.at(-1)).toMatchObject({ question: { path: '/..%2Fa%3Fb%0D%0Ac', headers: { a: '../a?b  c' } } });
});

test('a query: what varies are its parameters', () => {
  expect(asked('query').effects.at(-1)).toMatchObject({
    effect: 'inquire',
    question: { kind: 'query', sql: 'SELECT state FROM cases WHERE no = $1', parameters: ['12'] },
  });
});

// answer -> what is said then
test.each<[Answer, string]>([
  [{ got: 'values', values: { state: '已办结' } }, '办件12：已办结'],
  [{ got: 'nothing' }, 'Not known'],
])('%j: %s', (answer, text) => {
  expect(answered(asked(), answer).effects.at(-1)).toEqual({ effect: 'say', notice: null, say: [{ text }] });
});

test.each<[string, FlowEvent]>([
  ['it failed', { type: 'answered', number: 2, answer: { got: 'failed' } }],
  ['it is silent', { type: 'keyTimedOut' }],
])('%s: the way otherwise', (_why, event) => {
  expect(tell(asked(), event).effects).toEqual([
    { effect: 'enter', flow: 'line', node: 'end', by: 'otherwise' },
    { effect: 'go', destination: { to: 'hangUp' }, exhausted: false, back: null },
  ]);
});

test('the answer to an earlier question, or one that comes when nobody asks, means nothing', () => {
  const waiting = asked();
  expect(answered(waiting, { got: 'nothing' }, 1)).toEqual({ progress: waiting.progress, effects: [] });
  const told = answered(waiting, { got: 'nothing' });
  expect(answered(told, { got: 'failed' }, 2)).toEqual({ progress: told.progress, effects: [] });
});

test('keys pressed meanwhile are for what asks next', () => {
  const pressed = tell(asked(), { type: 'keyPressed', key: '7' });
  expect(pressed.progress).toMatchObject({ stage: 'inquiring', ahead: '7' });
  expect(answered(pressed, { got: 'nothing' }).progress).toMatchObject({ node: 'number', typed: '7' });
});

test('after an outage it is asked again', () => {
  expect(tell(asked(), { type: 'resumed' }).effects).toMatchObject([{ effect: 'inquire', number: 2 }]);
});

test('values are cut to what a variable holds', () => {
  const values = { state: 'x'.repeat(5_000) };
  expect(answered(asked(), { got: 'values', values }).progress?.variables.state).toHaveLength(1_000);
});

test('the check: what is taken is known after, what is not is told; a circle of questions is endless', () => {
  const around = { flowId: null, graphOf: () => undefined, known: new Set(['caller']) };
  expect(faultsOf(line(REQUEST), around)).toEqual([{ fault: 'unknown_variable', node: 'ask', what: 'odd' }]);
  const circle = line({ ...QUERY, nothing: 'ask', next: 'tell', otherwise: 'unknown' });
  expect(faultsOf(circle, around)).toEqual([{ fault: 'endless_loop', node: 'ask' }]);
});
