import type { Instant } from '../../kernel/clock.js';
import type { NodeAlarm, NodeState } from './node-health.js';
import type { NodeStatus } from './node-status.js';

/** A node as people see it: what was said of it, and what it told last. */
export interface NodeView {
  readonly id: string;
  readonly name: string;
  readonly role: 'single' | 'admin' | 'switch';
  readonly state: NodeState;
  /** As people have said. */
  readonly standing: 'active' | 'leaving' | 'left';
  readonly isHere: boolean;
  readonly address: string | null;
  readonly sipAddress: string | null;
  readonly joinedAt: Date | null;
  /** A leg whose media has been silent for so long has vanished, seconds; ten times as long on hold. */
  readonly rtpTimeoutS: number;
  /** At home there. */
  readonly tenants: number;
  readonly tenantCodes: readonly string[];
  /** Of its software. */
  readonly build: string | null;
  readonly lagS: number | null;
  readonly calls: number | null;
  readonly agents: number | null;
  readonly load: string | null;
  readonly alarms: readonly NodeAlarm[];
}

/** For the page of one node, which is looked at again and again. */
export interface NodeNow {
  readonly at: Instant;
  readonly id: string;
  readonly state: NodeState;
  readonly alarms: readonly { readonly alarm: NodeAlarm; readonly since: Instant }[];
  readonly answeredAt: Instant | null;
  readonly clockOffMs: number | null;
  readonly status: NodeStatus | null;
  readonly tenantCodes: readonly string[];
}

/** A standing alarm of a node. */
export interface StandingAlarm {
  readonly nodeId: string;
  readonly alarm: NodeAlarm;
  readonly since: Instant;
}
