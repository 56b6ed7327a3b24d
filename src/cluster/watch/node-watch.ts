import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { systemClock, type Instant } from '../../kernel/clock.js';
import { Databases } from '../../platform/database/databases.js';
import { LinkClient } from '../../platform/link/link.client.js';
import { Settings } from '../../platform/settings/settings.js';
import { alarmsOf, newerOf, NOTHING_SEEN, see, stateOf, type NodeSeen } from '../core/node-health.js';
import type { NodeStatus } from '../core/node-status.js';
import type { StandingAlarm } from '../core/node-view.js';
import { nodeStatus } from '../dto/node-status.js';
import { NodeFigures } from './node-figures.js';
import { STATUS_PATH } from './node-status.route.js';
import { OwnStatus } from './own-status.js';
import { WatchRepository, type WatchedNode } from './watch.repository.js';

const LOOK_EVERY_MS = 3_000;
/** Two looks after one another may share an answer of the own engine. */
const FRESH_MS = 1_000;

/**
 * Asks every node of the cluster again and again how it is; on the admin node. A box that is alone is looked at when
 * somebody wants to know, and nobody else is asked.
 */
@Injectable()
export class NodeWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('nodes');
  private readonly seenById = new Map<string, NodeSeen>();
  private readonly asking = new Set<string>();
  private nodes: readonly WatchedNode[] = [];
  private timer: NodeJS.Timeout | undefined;
  private over = false;
  private lookedAt: Instant = 0;

  constructor(
    private readonly settings: Settings,
    private readonly databases: Databases,
    private readonly link: LinkClient,
    private readonly own: OwnStatus,
    private readonly repository: WatchRepository,
    private readonly figures: NodeFigures,
  ) {}

  onApplicationBootstrap(): void {
    if (this.isAlone) return;
    this.figures.show();
    void this.lookOn();
  }

  onModuleDestroy(): void {
    this.over = true;
    clearTimeout(this.timer);
  }

  get isAlone(): boolean {
    return this.settings.cluster.bind === '';
  }

  /** What has been seen of a node; of the own one of a box that is alone, after having looked. */
  async seenOf(id: string): Promise<NodeSeen> {
    const isDue = systemClock.now() - this.lookedAt > FRESH_MS;
    if (this.isAlone && id === this.settings.nodeName && isDue) await this.lookAt(id, () => this.own.look());
    return this.seenById.get(id) ?? NOTHING_SEEN;
  }

  /** Of all nodes that take part, the worst first. */
  alarms(): readonly StandingAlarm[] {
    return [...this.seenById].flatMap(([nodeId, seen]) => alarmsOf(seen).map((alarm) => ({ nodeId, ...alarm })));
  }

  private async lookOn(): Promise<void> {
    try {
      this.nodes = await this.databases.snapshot('operator', (session) => this.repository.watchedNodes(session));
    } catch (error) {
      // the nodes known so far are watched on
      this.logger.warn(error instanceof Error ? error.message : error);
    }
    if (this.over) return;
    this.forgetOthers();
    this.timer = setTimeout(() => void this.lookOn(), LOOK_EVERY_MS);
    for (const node of this.nodes) this.lookAtNode(node);
  }

  /** One that takes its time is not asked again before, and keeps no other waiting. */
  private lookAtNode(node: WatchedNode): void {
    const { id, state, address, linkPort } = node;
    if (state === 'left' || this.asking.has(id)) return;
    if (id === this.settings.nodeName) {
      this.askOnce(id, () => this.own.look());
      return;
    }
    if (address === null || linkPort === null) return;
    this.askOnce(id, async () =>
      nodeStatus.parse(await this.link.request({ id, address, linkPort }, 'GET', STATUS_PATH)),
    );
  }

  private askOnce(id: string, ask: () => Promise<NodeStatus>): void {
    this.asking.add(id);
    void this.lookAt(id, ask).finally(() => this.asking.delete(id));
  }

  private async lookAt(id: string, ask: () => Promise<NodeStatus>): Promise<void> {
    const askedAt = systemClock.now();
    let status: NodeStatus | null = null;
    try {
      status = await ask();
    } catch (error) {
      this.logger.debug(`node ${id}: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (this.over) return;
    const at = systemClock.now();
    this.lookedAt = at;
    const { seen, began, ended } = see(this.seenById.get(id) ?? NOTHING_SEEN, { askedAt, at, status }, this.newest());
    this.seenById.set(id, seen);
    for (const alarm of began) this.logger.warn(`node ${id}: alarm ${alarm}`);
    for (const alarm of ended) this.logger.log(`node ${id}: alarm ${alarm} is over`);
    if (this.isAlone) return;
    const row = this.nodes.find((node) => node.id === id);
    this.figures.tell(id, stateOf(row?.state ?? 'active', seen), seen);
  }

  private newest(): string | null {
    return [...this.seenById.values()].reduce<string | null>(
      (newest, { status }) => newerOf(newest, status?.version ?? null),
      null,
    );
  }

  /** Of nodes that have left or are not there any more nothing is told. */
  private forgetOthers(): void {
    const watched = new Set(this.nodes.filter(({ state }) => state !== 'left').map(({ id }) => id));
    for (const id of this.seenById.keys()) {
      if (watched.has(id)) continue;
      this.seenById.delete(id);
      this.figures.forget(id);
    }
  }
}
