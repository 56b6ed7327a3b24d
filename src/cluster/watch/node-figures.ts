import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';

import { Metrics } from '../../platform/metrics/metrics.js';
import { alarmsOf, NODE_ALARMS, type NodeSeen, type NodeState } from '../core/node-health.js';

interface Gauges {
  readonly up: Gauge<'node'>;
  readonly lag: Gauge<'node'>;
  readonly backlog: Gauge<'node'>;
  readonly alarm: Gauge<'node' | 'alarm'>;
}

/** How the nodes are, in the metrics of the admin node's `web`. */
@Injectable()
export class NodeFigures {
  private gauges: Gauges | null = null;

  constructor(private readonly metrics: Metrics) {}

  /** From now on; a box that is alone has none of them. */
  show(): void {
    const registers = [this.metrics.registry];
    const [node, alarm] = ['node', 'alarm'] as const;
    this.gauges = {
      up: new Gauge({
        ...{ name: 'callrack_node_up', labelNames: [node], registers },
        help: 'Whether the node answers the admin node.',
      }),
      lag: new Gauge({
        ...{ name: 'callrack_node_lag_seconds', labelNames: [node], registers },
        help: "Age of the node's copy of the configuration.",
      }),
      backlog: new Gauge({
        ...{ name: 'callrack_node_backlog_facts', labelNames: [node], registers },
        help: 'Facts of the node that the admin node has not got yet.',
      }),
      alarm: new Gauge({
        ...{ name: 'callrack_alarm', labelNames: [node, alarm], registers },
        help: 'Whether the alarm stands.',
      }),
    };
  }

  tell(node: string, state: NodeState, seen: NodeSeen): void {
    if (this.gauges === null) return;
    const { up, lag, backlog, alarm } = this.gauges;
    up.set({ node }, state === 'unreachable' || state === 'joining' ? 0 : 1);
    const lagS = seen.status?.replication?.lagS ?? null;
    if (lagS === null) lag.remove({ node });
    else lag.set({ node }, lagS);
    const facts = seen.status?.backlogs.find(({ to }) => to === 'admin')?.facts;
    if (facts === undefined) backlog.remove({ node });
    else backlog.set({ node }, facts);
    const standing = new Set(alarmsOf(seen).map((one) => one.alarm));
    for (const name of NODE_ALARMS) alarm.set({ node, alarm: name }, standing.has(name) ? 1 : 0);
  }

  forget(node: string): void {
    if (this.gauges === null) return;
    const { up, lag, backlog, alarm } = this.gauges;
    for (const gauge of [up, lag, backlog]) gauge.remove({ node });
    for (const name of NODE_ALARMS) alarm.remove({ node, alarm: name });
  }
}
