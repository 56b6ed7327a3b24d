import { branchesOf, type FlowGraph, type FlowNode } from '../../../ivr/core/flow-graph.js';
import { layoutOf, type Box, type Layout } from './layout.js';

const play = (next: string): FlowNode => ({ kind: 'play', say: [], interruptible: true, next });
const menu = (otherwise: string, ...keys: string[]): FlowNode => ({
  kind: 'menu',
  say: [],
  keys: Object.fromEntries(keys.map((to, index) => [String(index + 1), to])),
  keyTimeoutMs: 0,
  attempts: 1,
  otherwise,
});
const end: FlowNode = { kind: 'go', destination: { to: 'hangUp' } };
const boxOf = ({ boxes }: Layout, key: string): Box => {
  const found = boxes.find((box) => box.key === key);
  if (found === undefined) throw new Error(`no box of ${key}`);
  return found;
};

test('a node stands to the right of all that lead to it, but for ways back', () => {
  const layout = layoutOf({
    start: 'a',
    nodes: { c: end, b: play('c'), a: menu('c', 'b', 'd'), d: play('a') },
  });
  const x = (key: string): number => boxOf(layout, key).x;
  expect(x('a')).toBeLessThan(x('b'));
  expect(x('b')).toBe(x('d'));
  expect(x('b')).toBeLessThan(x('c'));
  const line = (from: string, by: string) => layout.lines.find((one) => one.from === from && one.by === by);
  expect(line('d', 'next')).toMatchObject({ back: true, to: 'a' });
  expect(line('a', '1')).toMatchObject({ back: false, to: 'b' });
  // past the layer of b and d
  expect(line('a', 'otherwise')?.points).toHaveLength(4);
  expect(boxOf(layout, 'b').y).toBeLessThan(boxOf(layout, 'd').y);
});

test('a way to nowhere is a stub; a node without a way to it is there as well; an empty flow is empty', () => {
  const layout = layoutOf({ start: 'a', nodes: { a: play('gone'), b: end } });
  expect(layout.lines).toEqual([expect.objectContaining({ from: 'a', to: null })]);
  expect(layout.boxes).toHaveLength(2);
  expect(layoutOf({ start: 'gone', nodes: {} }).boxes).toEqual([]);
});

test.each([1, 2, 3, 4, 5])(
  'drawn at random (%s), boxes do not overlap, lie in the picture, and all ways are there',
  (seed) => {
    let state = seed;
    const random = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const keys = Array.from({ length: 200 }, (_none, index) => `n${String(index)}`);
    const any = (): string => keys[random(keys.length)] ?? '';
    const nodes = keys.map((key) => [key, random(2) === 0 ? play(any()) : menu(any(), any(), any(), any())] as const);
    const graph: FlowGraph = { start: 'n0', nodes: Object.fromEntries(nodes) };
    const layout = layoutOf(graph);
    for (const [index, one] of layout.boxes.entries()) {
      expect(one.y).toBeGreaterThanOrEqual(0);
      expect(one.y + one.height).toBeLessThanOrEqual(layout.height);
      expect(one.x + one.width).toBeLessThanOrEqual(layout.width);
      for (const other of layout.boxes.slice(index + 1)) {
        expect(one.x !== other.x || one.y + one.height <= other.y || other.y + other.height <= one.y).toBe(true);
      }
    }
    const ways = Object.values(graph.nodes).reduce((sum, node) => sum + branchesOf(node).length, 0);
    expect(layout.lines).toHaveLength(ways);
  },
);
