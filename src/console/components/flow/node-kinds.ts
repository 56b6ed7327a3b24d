import type { FlowNode, FlowNodeKind, NodeKey } from '../../../ivr/core/flow-graph.js';
import { HTTP_METHODS } from '../../../kernel/question.js';

/** How a field of a node is edited. Seconds are milliseconds in the node. */
export type NodeField =
  | {
      readonly name: string;
      readonly as: 'way' | 'keys' | 'cases' | 'values' | 'say' | 'yesNo' | 'destination' | 'lines';
    }
  | { readonly name: string; readonly as: 'text'; readonly longest: number }
  /** Over several lines; what is empty is null, or not filled in yet. */
  | { readonly name: string; readonly as: 'longText'; readonly longest: number; readonly mayBeEmpty: boolean }
  | { readonly name: string; readonly as: 'number' | 'seconds'; readonly least: number; readonly most: number }
  | { readonly name: string; readonly as: 'choice'; readonly choices: readonly (string | number | null)[] }
  | { readonly name: string; readonly as: 'thing'; readonly resource: string };

const SAY: NodeField = { name: 'say', as: 'say' };
const NEXT: NodeField = { name: 'next', as: 'way' };
const OTHERWISE: NodeField = { name: 'otherwise', as: 'way' };
const BETWEEN_DIGITS: NodeField = { name: 'digitTimeoutMs', as: 'seconds', least: 0.5, most: 60 };
const ASKING: readonly NodeField[] = [
  { name: 'keyTimeoutMs', as: 'seconds', least: 0, most: 60 },
  { name: 'attempts', as: 'number', least: 1, most: 20 },
  OTHERWISE,
];

const INQUIRING: readonly NodeField[] = [
  { name: 'take', as: 'values' },
  { name: 'timeoutMs', as: 'seconds', least: 0.1, most: 30 },
  NEXT,
  { name: 'nothing', as: 'way' },
  OTHERWISE,
];
const CONNECTION: NodeField = { name: 'connectionId', as: 'thing', resource: 'connection' };

/** What the form of a node asks, in its order; bounds as the room has them (ivr/dto/flow-input.ts). */
export const FIELDS_OF: Readonly<Record<FlowNodeKind, readonly NodeField[]>> = {
  play: [SAY, { name: 'interruptible', as: 'yesNo' }, NEXT],
  menu: [SAY, { name: 'keys', as: 'keys' }, ...ASKING],
  collect: [
    SAY,
    { name: 'into', as: 'text', longest: 40 },
    { name: 'least', as: 'number', least: 0, most: 32 },
    { name: 'most', as: 'number', least: 1, most: 32 },
    { name: 'terminator', as: 'choice', choices: ['#', '*', null] },
    { name: 'masked', as: 'yesNo' },
    NEXT,
    BETWEEN_DIGITS,
    ...ASKING,
  ],
  evaluate: [
    SAY,
    { name: 'question', as: 'text', longest: 60 },
    { name: 'most', as: 'choice', choices: [5, 10] },
    { name: 'into', as: 'text', longest: 40 },
    NEXT,
    ...ASKING,
  ],
  dial: [SAY, { name: 'most', as: 'number', least: 1, most: 10 }, BETWEEN_DIGITS, ...ASKING],
  condition: [{ name: 'cases', as: 'cases' }, OTHERWISE],
  set: [{ name: 'values', as: 'values' }, NEXT],
  language: [{ name: 'language', as: 'choice', choices: ['zh', 'en'] }, NEXT],
  calendar: [
    { name: 'calendarId', as: 'thing', resource: 'calendar' },
    { name: 'working', as: 'way' },
    { name: 'rest', as: 'way' },
    { name: 'holiday', as: 'way' },
  ],
  request: [
    CONNECTION,
    { name: 'method', as: 'choice', choices: HTTP_METHODS },
    { name: 'path', as: 'text', longest: 1_000 },
    { name: 'headers', as: 'values' },
    { name: 'body', as: 'longText', longest: 4_000, mayBeEmpty: true },
    ...INQUIRING,
  ],
  query: [
    CONNECTION,
    { name: 'sql', as: 'longText', longest: 4_000, mayBeEmpty: false },
    { name: 'parameters', as: 'lines' },
    ...INQUIRING,
  ],
  flow: [{ name: 'flowId', as: 'thing', resource: 'flow' }, NEXT],
  return: [],
  connect: [{ name: 'destination', as: 'destination' }, NEXT],
  go: [{ name: 'destination', as: 'destination' }],
};

/** In the order they are offered. */
export const KINDS = Object.keys(FIELDS_OF) as readonly FlowNodeKind[];

/** Where a way leads that leads nowhere yet: the name of no node. */
export const NOWHERE_KEY: NodeKey = '?';

const ASKED = { say: [], keyTimeoutMs: 5_000, attempts: 3, otherwise: NOWHERE_KEY } as const;

const INQUIRED = {
  connectionId: '' as never,
  take: {},
  timeoutMs: 3_000,
  next: NOWHERE_KEY,
  nothing: NOWHERE_KEY,
  otherwise: NOWHERE_KEY,
} as const;

const BLANKS: { readonly [K in FlowNodeKind]: Extract<FlowNode, { kind: K }> } = {
  play: { kind: 'play', say: [], interruptible: true, next: NOWHERE_KEY },
  menu: { kind: 'menu', keys: {}, ...ASKED },
  collect: {
    kind: 'collect',
    into: 'input',
    least: 1,
    most: 20,
    terminator: '#',
    digitTimeoutMs: 5_000,
    masked: false,
    next: NOWHERE_KEY,
    ...ASKED,
  },
  evaluate: { kind: 'evaluate', question: 'Q1', into: 'score', most: 5, next: NOWHERE_KEY, ...ASKED },
  dial: { kind: 'dial', most: 4, digitTimeoutMs: 3_000, ...ASKED },
  condition: {
    kind: 'condition',
    cases: [{ all: [{ left: '{caller}', is: 'is', right: '' }], next: NOWHERE_KEY }],
    otherwise: NOWHERE_KEY,
  },
  set: { kind: 'set', values: { value: '' }, next: NOWHERE_KEY },
  language: { kind: 'language', language: 'en', next: NOWHERE_KEY },
  calendar: {
    kind: 'calendar',
    calendarId: '' as never,
    ...{ working: NOWHERE_KEY, rest: NOWHERE_KEY, holiday: NOWHERE_KEY },
  },
  request: { kind: 'request', method: 'GET', path: '', headers: {}, body: null, ...INQUIRED },
  query: { kind: 'query', sql: '', parameters: [], ...INQUIRED },
  flow: { kind: 'flow', flowId: '' as never, next: NOWHERE_KEY },
  return: { kind: 'return' },
  connect: { kind: 'connect', destination: { to: 'queue', queueId: '' as never }, next: NOWHERE_KEY },
  go: { kind: 'go', destination: { to: 'hangUp' } },
};

/** What a node of a kind begins as. */
export function blankOf(kind: FlowNodeKind): FlowNode {
  return BLANKS[kind];
}

/** A node's field as it is, whatever its kind. */
export function valueOf(node: FlowNode, name: string): unknown {
  return (node as unknown as Readonly<Record<string, unknown>>)[name];
}

export function withValue(node: FlowNode, name: string, value: unknown): FlowNode {
  return { ...node, [name]: value };
}
