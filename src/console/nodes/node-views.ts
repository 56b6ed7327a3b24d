import type { MovePhase } from '../../cluster/core/tenant-move.js';
import type { NodeView } from '../../cluster/core/node-view.js';

/** A node that could be a tenant's home. */
export type HomeView = Pick<NodeView, 'id' | 'state' | 'calls' | 'agents' | 'load' | 'tenants'>;

export interface Homes {
  readonly homes: readonly HomeView[];
  /** The one that has least to do; null: none answers. */
  readonly suggested: string | null;
}

export interface TenantPlaceView {
  /** Where its telephones register; null: not known. */
  readonly sipHost: string | null;
  readonly homeNodeId: string;
  /** The latest, whether it is over or not. */
  readonly move: {
    readonly id: string;
    readonly fromNodeId: string;
    readonly toNodeId: string;
    readonly phase: MovePhase;
    readonly why: string | null;
  } | null;
}
