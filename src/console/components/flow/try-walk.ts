import { decideFlow, enterFlow, goOnIn } from '../../../ivr/core/flow.js';
import type { FlowGraph, FlowNode, NodeKey } from '../../../ivr/core/flow-graph.js';
import { KNOWN_OF_CALLS } from '../../../ivr/core/flow-known.js';
import type { FlowDecision, FlowEffect, FlowEvent, FlowProgress, FlowWorld } from '../../../ivr/core/flow-state.js';
import type { Destination } from '../../../kernel/destination.js';
import type { FlowId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import type { TimeNow } from '../../../kernel/working-times.js';
import type { OtherFlow } from '../../flows/flow-views.js';

/** What is known of a call that nobody makes, as calls have it (calls/core/flow/known.ts); the weekday follows from the date. */
export type TryCall = Partial<Record<(typeof KNOWN_OF_CALLS)[number], string>> & {
  readonly language: Language;
  /** "2026-11-23" */
  readonly date: string;
  /** By whatever calendar. */
  readonly calendar: TimeNow['is'];
};

/** What the test call walks: the draft, and other flows as they are published. */
export interface TryFlows {
  readonly graph: FlowGraph;
  readonly others: readonly OtherFlow[];
}

export type TryStep =
  | { readonly did: 'event'; readonly event: FlowEvent['type']; readonly key: string }
  /** flow: DRAFT, or the id of another */
  | { readonly did: 'node'; readonly flow: string; readonly node: NodeKey; readonly kind: FlowNode['kind'] }
  /** Whoever the caller was connected with has hung up. */
  | { readonly did: 'cameBack' }
  | { readonly did: 'variables'; readonly changed: Readonly<Record<string, string>> }
  | { readonly did: 'effect'; readonly effect: FlowEffect };

/** A test call so far; progress null: it is over, or with people from whom it comes back. */
export interface TryWalk {
  readonly flows: TryFlows;
  readonly call: TryCall;
  readonly progress: FlowProgress | null;
  readonly back: FlowProgress | null;
  readonly log: readonly TryStep[];
}

/** The draft among other flows. */
export const DRAFT = '';

/** The draft is entered. */
export function tried(flows: TryFlows, call: TryCall): TryWalk {
  const walk: TryWalk = { flows, call, progress: null, back: null, log: [] };
  return after(walk, [], null, (world) => enterFlow(world, DRAFT));
}

/** @param dialled whom the number reaches that is typed by then */
export function stepped(walk: TryWalk, event: FlowEvent, dialled: Destination | null): TryWalk {
  const { progress } = walk;
  if (progress === null) return walk;
  const told: TryStep = { did: 'event', event: event.type, key: event.type === 'keyPressed' ? event.key : '' };
  return after(walk, [told], dialled, (world) => decideFlow(world, progress, event));
}

/** Whoever the caller was connected with hangs up. */
export function cameBack(walk: TryWalk): TryWalk {
  const { back } = walk;
  return back === null ? walk : after(walk, [{ did: 'cameBack' }], null, (world) => goOnIn(world, back));
}

/** The number that is complete by an event, where the caller dials; null: none is. */
export function numberDialled({ flows, progress }: TryWalk, event: FlowEvent): string | null {
  if (progress === null) return null;
  const node = graphIn(flows, progress.flow)?.nodes[progress.node];
  if (node?.kind !== 'dial' || (event.type !== 'keyPressed' && event.type !== 'keyTimedOut')) return null;
  if (event.type === 'keyTimedOut' || event.key === '#') return progress.typed;
  return progress.typed.length + 1 >= node.most ? progress.typed + event.key : null;
}

/** The variables that the system tells which is asked now. */
export function taken({ flows, progress }: TryWalk): readonly string[] {
  const node = progress === null ? undefined : graphIn(flows, progress.flow)?.nodes[progress.node];
  return node?.kind === 'request' || node?.kind === 'query' ? Object.keys(node.take) : [];
}

/** The node of the draft in which the call is. */
export function nodeTried({ progress }: TryWalk): NodeKey | null {
  if (progress === null) return null;
  return progress.flow === DRAFT ? progress.node : (progress.returns.find(({ flow }) => flow === DRAFT)?.node ?? null);
}

function after(
  { flows, call, progress: from, log }: TryWalk,
  before: readonly TryStep[],
  dialled: Destination | null,
  decide: (world: FlowWorld) => FlowDecision,
): TryWalk {
  const passed: Extract<TryStep, { did: 'node' }>[] = [];
  const { progress, effects } = decide(worldOf(flows, call, dialled, (step) => passed.push(step)));
  // where the caller has been already is looked up once more, first
  if (from !== null) passed.shift();
  const held = decide(worldOf({ ...flows, graph: withoutEnds(flows.graph) }, call, dialled, () => undefined)).progress;
  const changed = Object.entries(held?.variables ?? {}).filter(([name, value]) => from?.variables[name] !== value);
  const steps: TryStep[] = [
    ...before,
    ...passed,
    ...(changed.length === 0 ? [] : [{ did: 'variables', changed: Object.fromEntries(changed) } as const]),
    ...effects.map((effect) => ({ did: 'effect', effect }) as const),
  ];
  const back = effects.find((effect) => effect.effect === 'go')?.back ?? null;
  const language = effects.findLast((effect) => effect.effect === 'language')?.language ?? call.language;
  return { flows, call: { ...call, language }, progress, back, log: [...log, ...steps] };
}

/** The caller stays where the flow would have been left, so that variables can still be read. */
function withoutEnds({ start, nodes }: FlowGraph): FlowGraph {
  const stays = (node: FlowNode, next: NodeKey): FlowNode =>
    node.kind === 'go' || node.kind === 'connect' ? { kind: 'play', say: [], interruptible: false, next } : node;
  return {
    start,
    nodes: Object.fromEntries(Object.entries(nodes).map(([key, node]) => [key, stays(node, key)])),
  };
}

function graphIn({ graph, others }: TryFlows, ref: string): FlowGraph | undefined {
  return ref === DRAFT ? graph : others.find(({ id }) => id === ref)?.graph;
}

/** @param pass is told of each node that is looked up, which is each that the call comes through */
function worldOf(
  flows: TryFlows,
  call: TryCall,
  dialled: Destination | null,
  pass: (step: Extract<TryStep, { did: 'node' }>) => void,
): FlowWorld {
  return {
    now: 0,
    graph: (ref) => {
      const graph = graphIn(flows, ref);
      if (graph === undefined) return undefined;
      const get = (nodes: FlowGraph['nodes'], key: string): FlowNode | undefined => {
        const node = Object.hasOwn(nodes, key) ? nodes[key] : undefined;
        if (node !== undefined) pass({ did: 'node', flow: ref, node: key, kind: node.kind });
        return node;
      };
      return { start: graph.start, nodes: new Proxy(graph.nodes, { get }) };
    },
    published: (flowId: FlowId) => flows.others.find(({ id }) => id === flowId)?.id,
    known: (name) => knownOf(name, call),
    dialled: () => dialled,
    calendar: () => call.calendar,
  };
}

function knownOf(name: string, call: TryCall): string | undefined {
  const known = KNOWN_OF_CALLS.find((one) => one === name);
  if (known === undefined) return undefined;
  // 1 is Monday
  if (known === 'weekday') return String(new Date(`${call.date}T00:00:00Z`).getUTCDay() || 7);
  return call[known];
}
