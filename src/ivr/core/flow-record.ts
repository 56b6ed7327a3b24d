import type { FlowId, TenantId } from '../../kernel/ids.js';
import type { FlowGraph } from './flow-graph.js';
import type { FlowRef } from './flow-state.js';

/** A flow as the engine has it. */
export interface Flow {
  readonly id: FlowId;
  readonly tenantId: TenantId;
  /** The version that new callers get. */
  readonly published: FlowRef;
  /** That one, and those before it which callers may still be in. */
  readonly versions: readonly { readonly id: FlowRef; readonly graph: FlowGraph }[];
}
