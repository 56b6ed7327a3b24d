import { spreadTenants, suggestNode, type NodeBurden } from './placement.js';

const node = (id: string, burden: Partial<NodeBurden> = {}): NodeBurden => ({
  id,
  calls: 0,
  agents: 0,
  tenants: 0,
  load: 0,
  cpus: 4,
  ...burden,
});

describe('the node that has least to do', () => {
  test.each<[string, readonly NodeBurden[], string | null]>([
    ['there is none', [], null],
    ['nobody has anything to do: the first by name', [node('b'), node('a')], 'a'],
    ['fewer tenants', [node('a', { tenants: 3 }), node('b', { tenants: 2 })], 'b'],
    ['fewer calls', [node('a', { calls: 200 }), node('b', { calls: 100 })], 'b'],
    ['fewer agents', [node('a', { agents: 800 }), node('b', { agents: 400 })], 'b'],
    ['a busy machine, though no calls are known', [node('a', { load: 3.5 }), node('b', { calls: 100 })], 'b'],
    ['the same load on more CPUs', [node('a', { load: 2, cpus: 2 }), node('b', { load: 2, cpus: 8 })], 'b'],
    ['a machine without a number of CPUs', [node('a', { load: 1, cpus: 0 }), node('b', { load: 1, cpus: 4 })], 'b'],
  ])('%s', (_name, nodes, expected) => {
    expect(suggestNode(nodes)).toBe(expected);
  });
});

describe('many tenants at once', () => {
  const tenants = (...calls: number[]) => calls.map((count, index) => ({ id: `t${index}`, calls: count, agents: 0 }));

  test('are spread, the largest first', () => {
    const placed = spreadTenants(tenants(100, 900, 450, 440), [node('a'), node('b')]);
    expect(Object.fromEntries(placed)).toEqual({ t1: 'a', t2: 'b', t3: 'b', t0: 'b' });
  });

  test('of which nothing is known are spread by their number', () => {
    const placed = [...spreadTenants(tenants(0, 0, 0, 0, 0), [node('a'), node('b', { tenants: 1 })]).values()];
    expect(placed.toSorted()).toEqual(['a', 'a', 'a', 'b', 'b']);
  });

  test('with nowhere to go are placed nowhere', () => {
    expect(spreadTenants(tenants(1), []).size).toBe(0);
  });
});
