import { branchesOf, type FlowGraph } from '../../../ivr/core/flow-graph.js';
import {
  addNode,
  changeNode,
  duplicateNode,
  freshName,
  mapWays,
  nameFault,
  removeNode,
  renameNode,
  unfinishedIn,
} from './edits.js';
import { blankOf, FIELDS_OF, KINDS, NOWHERE_KEY, valueOf } from './node-kinds.js';

const ID = '0198a000-0000-7000-8000-000000000001';
const LINE: FlowGraph = {
  start: 'welcome',
  nodes: {
    welcome: { kind: 'play', say: [], interruptible: true, next: 'menu' },
    menu: {
      ...{ kind: 'menu', say: [], keyTimeoutMs: 5_000, attempts: 3 },
      ...{ keys: { 1: 'end', 2: 'welcome' }, otherwise: 'end' },
    },
    choice: { kind: 'condition', cases: [{ all: [], next: 'menu' }], otherwise: 'end' },
    end: { kind: 'go', destination: { to: 'hangUp' } },
  },
};
const ways = ({ nodes }: FlowGraph): object =>
  Object.fromEntries(Object.entries(nodes).map(([key, node]) => [key, branchesOf(node).map(({ to }) => to)]));

test.each(KINDS)('a new node "%s" has the fields of its kind, and each of its ways is one of them', (kind) => {
  const node = blankOf(kind);
  for (const { name } of FIELDS_OF[kind]) expect(valueOf(node, name)).toBeDefined();
  expect(Object.keys(node).sort()).toEqual(['kind', ...FIELDS_OF[kind].map(({ name }) => name)].sort());
  const led = mapWays(node, (_to, by) => `by ${by}`);
  expect(branchesOf(led)).toEqual(branchesOf(node).map(({ by }) => ({ by, to: `by ${by}` })));
});

test('things and destinations that are half chosen are told', () => {
  const of = (destination: object): object[] => [
    ...unfinishedIn(changeNode(LINE, 'end', { kind: 'go', destination: destination as never })),
  ];
  const told = [{ node: 'end', field: 'destination' }];
  for (const half of [{}, { to: 'queue' }, { to: 'external' }, { to: 'external', number: '' }])
    expect(of(half)).toEqual(told);
  for (const whole of [{ to: 'queue', queueId: ID }, { to: 'hangUp' }, { to: 'voicemail' }]) {
    expect(of(whole)).toEqual([]);
  }
});

test('a node is renamed with all ways to it', () => {
  const renamed = renameNode(LINE, 'welcome', 'hello');
  expect(renamed.start).toBe('hello');
  expect(ways(renamed)).toEqual({
    hello: ['menu'],
    menu: ['end', 'hello', 'end'],
    choice: ['menu', 'end'],
    end: [],
  });
  expect(nameFault(LINE, 'menu', 'end')).toBe('nameTaken');
  expect(nameFault(LINE, 'menu', 'menu')).toBeNull();
  expect(nameFault(LINE, 'menu', '')).toBe('nameEmpty');
  expect(nameFault(LINE, 'menu', NOWHERE_KEY)).toBe('nameEmpty');
  expect(nameFault(LINE, 'menu', 'x'.repeat(41))).toBe('nameLong');
});

test('ways to a node that is taken away lead nowhere', () => {
  const without = removeNode(LINE, 'end');
  expect(ways(without)).toEqual({ welcome: ['menu'], menu: ['?', 'welcome', '?'], choice: ['menu', '?'] });
});

test('a node is added where the chosen one has a way that leads nowhere', () => {
  const open = removeNode(LINE, 'end');
  const grown = addNode(open, 'play', 'bye', 'menu');
  expect(ways(grown)).toEqual({ welcome: ['menu'], menu: ['bye', 'welcome', '?'], choice: ['menu', '?'], bye: ['?'] });
  expect(addNode(LINE, 'return', 'back', 'menu').nodes.menu).toEqual(LINE.nodes.menu);
  expect(addNode({ start: 'gone', nodes: {} }, 'play', 'first', null).start).toBe('first');
});

test('copies and new nodes have a name of their own', () => {
  expect(freshName(LINE, 'menu')).toBe('menu 2');
  expect(freshName(duplicateNode(LINE, 'menu', 'menu 2'), 'menu')).toBe('menu 3');
  expect(freshName(LINE, 'other')).toBe('other');
  expect(freshName(LINE, 'x'.repeat(50)).length).toBeLessThanOrEqual(40);
  expect(duplicateNode(LINE, 'menu', 'menu 2').nodes['menu 2']).toEqual(LINE.nodes.menu);
});
