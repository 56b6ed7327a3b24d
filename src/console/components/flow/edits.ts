import {
  branchesOf,
  type FlowGraph,
  type FlowNode,
  type FlowNodeKind,
  type NodeKey,
  type Saying,
} from '../../../ivr/core/flow-graph.js';
import { destinationOf, draftOf } from '../parts/destination.js';
import { blankOf, FIELDS_OF, NOWHERE_KEY, valueOf, withValue } from './node-kinds.js';

/** Whether a way leads to a node that is there. */
export function leadsOn(graph: FlowGraph, to: NodeKey): boolean {
  return Object.hasOwn(graph.nodes, to);
}

/** The node with each of its ways led elsewhere; `by` as in branchesOf. */
export function mapWays(node: FlowNode, led: (to: NodeKey, by: string) => NodeKey): FlowNode {
  return FIELDS_OF[node.kind].reduce((changed, { name, as }) => {
    const value = valueOf(node, name);
    if (as === 'way') return withValue(changed, name, led(value as NodeKey, name));
    if (as === 'keys') {
      const keys = Object.entries(value as Readonly<Record<string, NodeKey>>);
      return withValue(changed, name, Object.fromEntries(keys.map(([key, to]) => [key, led(to, key)])));
    }
    if (as === 'cases') {
      const cases = value as readonly { readonly next: NodeKey }[];
      return withValue(
        changed,
        name,
        cases.map((one, index) => ({ ...one, next: led(one.next, `case${String(index + 1)}`) })),
      );
    }
    return changed;
  }, node);
}

/** A name that no node has yet: "Menu", "Menu 2", … */
export function freshName(graph: FlowGraph, wanted: string): string {
  const base = wanted.slice(0, 36);
  let name = base;
  for (let count = 2; leadsOn(graph, name) || name === NOWHERE_KEY; count += 1) name = `${base} ${String(count)}`;
  return name;
}

export function changeNode(graph: FlowGraph, key: NodeKey, node: FlowNode): FlowGraph {
  return { ...graph, nodes: { ...graph.nodes, [key]: node } };
}

/** A node of its own; the first way of `after` that leads nowhere leads to it. */
export function addNode(graph: FlowGraph, kind: FlowNodeKind, key: NodeKey, after: NodeKey | null): FlowGraph {
  const grown = changeNode(graph, key, blankOf(kind));
  const before = after === null ? undefined : graph.nodes[after];
  if (!leadsOn(graph, graph.start)) return { ...grown, start: key };
  if (after === null || before === undefined) return grown;
  const open = branchesOf(before).find(({ to }) => !leadsOn(graph, to))?.by;
  return changeNode(
    grown,
    after,
    mapWays(before, (to, by) => (by === open ? key : to)),
  );
}

export function duplicateNode(graph: FlowGraph, key: NodeKey, copy: NodeKey): FlowGraph {
  const node = graph.nodes[key];
  return node === undefined ? graph : changeNode(graph, copy, node);
}

/** Ways to it lead nowhere. */
export function removeNode(graph: FlowGraph, key: NodeKey): FlowGraph {
  const kept = Object.entries(graph.nodes).filter(([one]) => one !== key);
  return { start: graph.start, nodes: led(kept, (to) => (to === key ? NOWHERE_KEY : to)) };
}

export function renameNode(graph: FlowGraph, key: NodeKey, name: NodeKey): FlowGraph {
  const renamed = (one: NodeKey): NodeKey => (one === key ? name : one);
  const nodes = Object.entries(graph.nodes).map(([one, node]) => [renamed(one), node] as const);
  return { start: renamed(graph.start), nodes: led(nodes, renamed) };
}

function led(nodes: readonly (readonly [NodeKey, FlowNode])[], to: (key: NodeKey) => NodeKey): FlowGraph['nodes'] {
  return Object.fromEntries(nodes.map(([key, node]) => [key, mapWays(node, to)]));
}

export type NameFault = 'nameEmpty' | 'nameLong' | 'nameTaken';

/** What keeps a node from being called so; null: nothing does. */
export function nameFault(graph: FlowGraph, key: NodeKey, name: string): NameFault | null {
  if (name === '' || name === NOWHERE_KEY) return 'nameEmpty';
  if (name.length > 40) return 'nameLong';
  return name !== key && leadsOn(graph, name) ? 'nameTaken' : null;
}

/** A field that the room takes in no draft until it is filled in. */
export interface Unfinished {
  readonly node: NodeKey;
  readonly field: string;
}

export function unfinishedIn({ nodes }: FlowGraph): readonly Unfinished[] {
  return Object.entries(nodes).flatMap(([key, node]) =>
    FIELDS_OF[node.kind]
      .filter((field) => {
        const value = valueOf(node, field.name);
        if (field.as === 'thing') return value === '';
        if (field.as === 'longText') return !field.mayBeEmpty && String(value).trim() === '';
        if (field.as === 'say')
          return (value as readonly Saying[]).some((one) => 'text' in one && one.text.trim() === '');
        if (field.as === 'destination') return isHalfChosen(value);
        if (field.as !== 'number' && field.as !== 'seconds') return false;
        const unit = field.as === 'seconds' ? 1_000 : 1;
        return typeof value !== 'number' || value < field.least * unit || value > field.most * unit;
      })
      .map(({ name }) => ({ node: key, field: name })),
  );
}

/** A mailbox may be left out: that is the company's own. */
function isHalfChosen(value: unknown): boolean {
  const { to, id } = draftOf(value);
  if (to === '' || destinationOf({ to, id }) === null) return true;
  const needsNone = to === 'hangUp' || to === 'agentService' || to === 'voicemail';
  return !needsNone && (id === null || id === '');
}
