import type { FlowGraph, FlowNode, FlowNodeKind, NodeKey } from '../../../ivr/core/flow-graph.js';
import { addNode, changeNode, freshName, mapWays } from './edits.js';
import type { NodeField } from './node-kinds.js';
import type { Titles } from './use-titles.js';

/** What forms do to a flow. */
export interface Editing {
  readonly graph: FlowGraph;
  readonly titles: Titles;
  /** @param of edits of the same are taken back together; null: each by itself */
  readonly change: (graph: FlowGraph, of: string | null) => void;
  readonly select: (key: NodeKey | null) => void;
  /** What a node of a kind is called at first. */
  readonly nameFor: (kind: FlowNodeKind) => string;
}

/** What the form of one field gets. */
export interface FieldProps {
  readonly editing: Editing;
  readonly nodeKey: NodeKey;
  readonly node: FlowNode;
  readonly field: NodeField;
  readonly id: string;
  readonly onChange: (value: unknown, of?: string | null) => void;
}

export function lead({ graph, change }: Editing, key: NodeKey, by: string, to: NodeKey): void {
  const node = graph.nodes[key];
  if (node === undefined) return;
  change(
    changeNode(
      graph,
      key,
      mapWays(node, (before, one) => (one === by ? to : before)),
    ),
    null,
  );
}

/** To a node that is made for it. */
export function leadToNew(editing: Editing, key: NodeKey, by: string, kind: FlowNodeKind): void {
  const { graph, nameFor } = editing;
  const name = freshName(graph, nameFor(kind));
  lead({ ...editing, graph: addNode(graph, kind, name, null) }, key, by, name);
}
