import { unfinishedIn } from '../../src/console/components/flow/edits.js';
import { blankOf, FIELDS_OF, KINDS, withValue } from '../../src/console/components/flow/node-kinds.js';
import type { FlowNode, FlowNodeKind } from '../../src/ivr/core/flow-graph.js';
import { flowGraph } from '../../src/ivr/dto/flow-input.js';

const ID = '0198a000-0000-7000-8000-000000000001';
/** A new node with all filled in that a draft needs. */
const filledIn = (kind: FlowNodeKind): FlowNode =>
  FIELDS_OF[kind].reduce<FlowNode>((node, { name, as }) => {
    if (as === 'thing') return withValue(node, name, ID);
    return as === 'longText' ? withValue(node, name, 'SELECT 1') : node;
  }, blankOf(kind));

test.each(KINDS)('what a new node "%s" lacks for a draft is told, and nothing else', (kind) => {
  const graph = { start: 'one', nodes: { one: blankOf(kind) } };
  expect(flowGraph.safeParse(graph).success).toBe(unfinishedIn(graph).length === 0);
});

test('numbers out of the bounds of a draft are told as the room would', () => {
  for (const kind of KINDS) {
    for (const field of FIELDS_OF[kind]) {
      if (field.as !== 'number' && field.as !== 'seconds') continue;
      const unit = field.as === 'seconds' ? 1_000 : 1;
      const values = [field.least * unit, field.most * unit, field.least * unit - 1, field.most * unit + 1, 'x'];
      const fits = values.map((value) => {
        const graph = { start: 'one', nodes: { one: withValue(filledIn(kind), field.name, value) } };
        expect(flowGraph.safeParse(graph).success).toBe(unfinishedIn(graph).length === 0);
        return unfinishedIn(graph).length === 0;
      });
      expect(fits).toEqual([true, true, false, false, false]);
    }
  }
});
