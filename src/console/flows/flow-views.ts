import type { FlowFault } from '../../ivr/core/flow-check.js';
import type { FlowGraph } from '../../ivr/core/flow-graph.js';
import type { FlowRecord, FlowVersion } from '../../ivr/core/flow-version.js';

/** What the editor of a flow gets. */
export interface FlowDesignView {
  readonly flow: FlowRecord;
  /** The newest first. */
  readonly versions: readonly FlowVersion[];
  readonly faults: readonly FlowFault[];
  /** Other flows that are published: what a draft may lead to, and is tried with. */
  readonly others: readonly OtherFlow[];
}

export interface OtherFlow {
  readonly id: string;
  readonly name: string;
  readonly graph: FlowGraph;
}

/** What a change of a flow is answered: as it is now. */
export interface FlowChanged {
  readonly flow: FlowRecord;
}
