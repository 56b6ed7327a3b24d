import { faultsOf } from '../../../ivr/core/flow-check.js';
import type { FlowGraph, NodeKey } from '../../../ivr/core/flow-graph.js';
import { KNOWN_OF_CALLS } from '../../../ivr/core/flow-known.js';
import { FAULT_WORDS } from '../../../ivr/core/flow-words.js';
import type { FlowId } from '../../../kernel/ids.js';
import type { OtherFlow } from '../../flows/flow-views.js';
import { unfinishedIn } from './edits.js';
import { FIELDS_OF } from './node-kinds.js';
import { textIn, wayName, wordOf } from './words.js';

/** Something that is wrong, in words. */
export interface Told {
  /** null: with the flow as a whole. */
  readonly node: NodeKey | null;
  readonly text: string;
}

export interface Checked {
  readonly told: readonly Told[];
  /** The room would not take it as a draft. */
  readonly unfinished: boolean;
}

/** All that keeps a draft from being published, as the room says it (ivr/core/flow-check.ts), and fields not filled in. */
export function checkOf(
  graph: FlowGraph,
  flowId: string,
  others: readonly OtherFlow[],
  language: 'zh' | 'en',
): Checked {
  const graphs = new Map(others.map(({ id, graph: other }) => [id, other]));
  const unfinished = unfinishedIn(graph).map(({ node, field }): Told => {
    const as = FIELDS_OF[graph.nodes[node]?.kind ?? 'return'].find(({ name }) => name === field)?.as;
    const word = as === 'number' || as === 'seconds' ? 'badNumber' : 'notChosen';
    return { node, text: textIn(language, word, { node, field: textIn(language, wordOf('field', field)) }) };
  });
  const faults = faultsOf(graph, {
    flowId: flowId as FlowId,
    graphOf: (id) => graphs.get(id),
    known: new Set<string>(KNOWN_OF_CALLS),
  });
  const told = faults.map(({ fault, node, what = '' }): Told => {
    const named = fault === 'missing_branch' ? wayName((word, values) => textIn(language, word, values), what) : what;
    return { node, text: FAULT_WORDS[fault][language](node ?? '', named) };
  });
  return { told: [...unfinished, ...told], unfinished: unfinished.length > 0 };
}
