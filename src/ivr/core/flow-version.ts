import type { Instant } from '../../kernel/clock.js';
import type { FlowId } from '../../kernel/ids.js';
import type { FlowFault } from './flow-check.js';
import type { FlowGraph } from './flow-graph.js';
import type { FlowRef } from './flow-state.js';

/** A flow as people see and edit one. */
export interface FlowRecord {
  readonly id: FlowId;
  readonly version: number;
  readonly name: string;
  readonly draft: FlowGraph;
  /** The version that callers get; null: none yet. */
  readonly publishedId: FlowRef | null;
}

/** What was published of a flow. */
export interface FlowVersion {
  readonly id: FlowRef;
  readonly number: number;
  readonly graph: FlowGraph;
  readonly publishedAt: Instant;
  readonly publishedBy: string;
}

/** All that its editor shows. */
export interface FlowDesign {
  readonly flow: FlowRecord;
  /** The newest first. */
  readonly versions: readonly FlowVersion[];
  /** What keeps the draft from being published. */
  readonly faults: readonly FlowFault[];
}

/** What a new flow begins as: the caller hears a prompt, and that is all. */
export const FIRST_DRAFT: FlowGraph = {
  start: 'welcome',
  nodes: {
    welcome: { kind: 'play', say: [], interruptible: true, next: 'end' },
    end: { kind: 'go', destination: { to: 'hangUp' } },
  },
};
