import { isToPeople, type Destination } from '../../kernel/destination.js';
import type { FlowId } from '../../kernel/ids.js';
import { branchesOf, isSilent, type FlowGraph, type FlowNode, type NodeKey, type Template } from './flow-graph.js';
import { variablesIn, VARIABLE_NAME } from './values.js';

export const FLOW_FAULTS = [
  /** The flow has no first node. */
  'no_start',
  /** A way out leads nowhere. */
  'missing_branch',
  /** No way leads to the node. */
  'unreachable',
  /** Nothing is said where callers are to do something. */
  'missing_prompt',
  /** A menu without keys. */
  'no_keys',
  /** Round and round with nothing said, asked or waited for. */
  'endless_loop',
  /** The flow leads to itself as a flow within it. */
  'calls_itself',
  /** A text names what no node sets. */
  'unknown_variable',
  /** Not a name for a variable, or one that the product has taken. */
  'bad_variable',
  /** Callers are to come back from where nobody comes back. */
  'no_way_back',
  /** Fewer keys are taken at most than are needed at least. */
  'bad_length',
] as const;
export type FlowFaultName = (typeof FLOW_FAULTS)[number];

/** What is wrong, and where; node null: with the flow as a whole. */
export interface FlowFault {
  readonly fault: FlowFaultName;
  readonly node: NodeKey | null;
  /** The branch or variable. */
  readonly what?: string;
}

/** What the check knows of beside the graph. */
export interface FlowSurroundings {
  /** The flow's own id; null: it has none yet. */
  readonly flowId: FlowId | null;
  /** As other flows are published. */
  graphOf(flowId: FlowId): FlowGraph | undefined;
  /** Variables that each call has. */
  readonly known: ReadonlySet<string>;
}

/** All that keeps a flow from being published; empty: nothing does. A flow without faults cannot hold a call for ever. */
export function faultsOf(graph: FlowGraph, around: FlowSurroundings): readonly FlowFault[] {
  if (graph.nodes[graph.start] === undefined) return [{ fault: 'no_start', node: null }];
  const nodes = Object.entries(graph.nodes);
  const reached = reachedFrom(graph);
  const given = new Set([
    ...around.known,
    ...nodes.flatMap(([, node]) => variablesSetBy(node)),
    ...setWithin(graph, around),
  ]);
  return [
    ...nodes.flatMap(([key, node]) => [
      ...missingBranches(graph, key, node),
      ...(reached.has(key) ? [] : [{ fault: 'unreachable', node: key } as const]),
      ...faultsWithin(key, node, around, given),
      ...(callsItself(node, around) ? [{ fault: 'calls_itself', node: key } as const] : []),
    ]),
    ...silentCircles(graph).map((node) => ({ fault: 'endless_loop', node }) as const),
  ];
}

function missingBranches(graph: FlowGraph, key: NodeKey, node: FlowNode): readonly FlowFault[] {
  return branchesOf(node)
    .filter(({ to }) => !Object.hasOwn(graph.nodes, to))
    .map(({ by }) => ({ fault: 'missing_branch', node: key, what: by }));
}

function reachedFrom(graph: FlowGraph): ReadonlySet<NodeKey> {
  const reached = new Set<NodeKey>();
  const next = [graph.start];
  for (let key = next.pop(); key !== undefined; key = next.pop()) {
    const node = graph.nodes[key];
    if (node === undefined || reached.has(key)) continue;
    reached.add(key);
    next.push(...branchesOf(node).map(({ to }) => to));
  }
  return reached;
}

function faultsWithin(
  key: NodeKey,
  node: FlowNode,
  { known }: FlowSurroundings,
  given: ReadonlySet<string>,
): readonly FlowFault[] {
  const faults: FlowFault[] = [];
  const isPrompted =
    node.kind === 'play' ||
    node.kind === 'menu' ||
    node.kind === 'collect' ||
    node.kind === 'dial' ||
    node.kind === 'evaluate';
  if (isPrompted && node.say.length === 0) faults.push({ fault: 'missing_prompt', node: key });
  if (node.kind === 'menu' && Object.keys(node.keys).length === 0) faults.push({ fault: 'no_keys', node: key });
  if (node.kind === 'collect' && node.least > node.most) faults.push({ fault: 'bad_length', node: key });
  if (node.kind === 'connect' && !comesBackFrom(node.destination)) faults.push({ fault: 'no_way_back', node: key });
  for (const name of variablesSetBy(node)) {
    if (!VARIABLE_NAME.test(name) || known.has(name)) faults.push({ fault: 'bad_variable', node: key, what: name });
  }
  for (const name of new Set(templatesIn(node).flatMap(variablesIn))) {
    if (!given.has(name)) faults.push({ fault: 'unknown_variable', node: key, what: name });
  }
  return faults;
}

/** Another company's people do not send callers back. */
function comesBackFrom(destination: Destination): boolean {
  return isToPeople(destination) && destination.to !== 'share';
}

function variablesSetBy(node: FlowNode): readonly string[] {
  switch (node.kind) {
    case 'collect':
    case 'evaluate':
      return [node.into];
    case 'set':
      return Object.keys(node.values);
    case 'request':
    case 'query':
      return Object.keys(node.take);
    case 'play':
    case 'menu':
    case 'dial':
    case 'condition':
    case 'language':
    case 'calendar':
    case 'flow':
    case 'return':
    case 'connect':
    case 'go':
      return [];
  }
}

function templatesIn(node: FlowNode): readonly Template[] {
  switch (node.kind) {
    case 'play':
    case 'menu':
    case 'collect':
    case 'evaluate':
    case 'dial':
      return node.say.flatMap((one) => ('text' in one ? [one.text] : 'value' in one ? [one.value] : []));
    case 'condition':
      return node.cases.flatMap(({ all }) => all.flatMap(({ left, right }) => [left, right]));
    case 'set':
      return Object.values(node.values);
    case 'request':
      return [node.path, ...Object.values(node.headers), ...(node.body === null ? [] : [node.body])];
    case 'query':
      return node.parameters;
    case 'language':
    case 'calendar':
    case 'flow':
    case 'return':
    case 'connect':
    case 'go':
      return [];
  }
}

/** Flows within it, and within those. */
function flowsWithin(graph: FlowGraph, around: FlowSurroundings): ReadonlySet<FlowId> {
  const found = new Set<FlowId>();
  const next: FlowGraph[] = [graph];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    for (const node of Object.values(one.nodes)) {
      if (node.kind !== 'flow' || found.has(node.flowId)) continue;
      found.add(node.flowId);
      const within = around.graphOf(node.flowId);
      if (within !== undefined) next.push(within);
    }
  }
  return found;
}

function setWithin(graph: FlowGraph, around: FlowSurroundings): readonly string[] {
  const within = [...flowsWithin(graph, around)].flatMap((flowId) =>
    Object.values(around.graphOf(flowId)?.nodes ?? {}),
  );
  return within.flatMap(variablesSetBy);
}

function callsItself(node: FlowNode, around: FlowSurroundings): boolean {
  if (node.kind !== 'flow' || around.flowId === null) return false;
  if (node.flowId === around.flowId) return true;
  const graph = around.graphOf(node.flowId);
  return graph !== undefined && flowsWithin(graph, around).has(around.flowId);
}

/**
 * Nodes from which callers would go round without a word: those left when every node is taken away that has a silent
 * way to nowhere but to such as are taken away (Kahn 1962, read backwards).
 */
function silentCircles({ nodes }: FlowGraph): readonly NodeKey[] {
  const silent = new Map(Object.entries(nodes).filter(([, node]) => isSilent(node)));
  const ways = new Map(
    [...silent].map(([key, node]) => [key, branchesOf(node).flatMap(({ to }) => (silent.has(to) ? [to] : []))]),
  );
  for (let taken = true; taken;) {
    taken = false;
    for (const [key, to] of ways) {
      if (to.some((one) => ways.has(one))) continue;
      ways.delete(key);
      taken = true;
    }
  }
  const onCircle = (key: NodeKey): boolean => {
    const seen = new Set<NodeKey>();
    const next = [...(ways.get(key) ?? [])];
    for (let one = next.pop(); one !== undefined; one = next.pop()) {
      if (one === key) return true;
      if (seen.has(one)) continue;
      seen.add(one);
      next.push(...(ways.get(one) ?? []));
    }
    return false;
  };
  return [...ways.keys()].filter(onCircle);
}
