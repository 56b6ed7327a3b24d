import type { ReplicationStateName } from './core/keeper.js';

/** How this switch node's copy of the configuration is. */
export interface ReplicationState {
  readonly state: ReplicationStateName;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Age of the configuration here by the admin node's beat, seconds; null before the first. */
  readonly lagS: number | null;
  /** What is wrong, for people. */
  readonly lastError: string | null;
}
