import type { Instant } from '../../kernel/clock.js';
import type { AlarmSeen, NodeAlarm, NodeState } from './node-health.js';
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
  readonly alarms: readonly AlarmSeen[];
  readonly answeredAt: Instant | null;
  readonly clockOffMs: number | null;
  readonly status: NodeStatus | null;
  readonly tenantCodes: readonly string[];
  /** What the admin node keeps for it of changes of the configuration; null: nothing, it is no switch node that has joined. */
  readonly slot: KeptPlace | null;
}

/** A node's place in the admin node's log. */
export interface KeptPlace {
  /** As PostgreSQL says it; null: there is none. */
  readonly walStatus: string | null;
  /** Not fetched yet. */
  readonly behindBytes: number | null;
  /** How much more may be written before it is lost; null: without limit. */
  readonly safeBytes: number | null;
}

/** A standing alarm of a node. */
export interface StandingAlarm extends AlarmSeen {
  readonly nodeId: string;
}
