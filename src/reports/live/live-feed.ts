import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { systemClock, type Instant } from '../../kernel/clock.js';
import type { AsteriskNow, Notice, Present } from '../../kernel/live-status.js';
import { EachEngine, type Kept } from '../../platform/local-api/each-engine.js';
import { EngineDoors, type EngineDoor } from '../../platform/local-api/engine-doors.js';
import { NodeEngine } from '../../platform/local-api/node-engine.js';
import { NoticeFollower, type PresentListener } from '../../platform/local-api/notice-follower.js';
import type { QueueToday } from '../core/figures/figures.js';
import type { LivePicture } from '../core/live/live-picture.js';
import { NodesPicture } from '../core/live/nodes-picture.js';

/** Whether the picture is kept up to date; while it is not, it stays as it was. */
export interface EngineHeard {
  readonly heard: boolean;
  readonly since: Instant;
  /** The SIP server, as the engine has it; null until the engine was heard, and where there are several. */
  readonly asterisk: AsteriskNow | null;
  /** Nodes whose part of the picture is not kept up to date; only where there are several nodes. */
  readonly away?: readonly string[];
}

interface NodeState {
  readonly heard: boolean;
  readonly since: Instant;
}

/** Keeps the picture of the present by the engines' word. */
@Injectable()
export class LiveFeed implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('live');
  private readonly nodes: NodesPicture;
  private readonly feeds: EachEngine<NodeFeed>;
  private readonly states = new Map<string, NodeState>();
  private readonly begunAt = systemClock.now();
  /** As it was told last, by tenant. */
  private readonly told = new Map<string | null, EngineHeard>();
  private listener: () => void = () => undefined;

  constructor(private readonly doors: EngineDoors) {
    this.nodes = new NodesPicture((tenantId) => doors.homeOf(tenantId));
    this.feeds = new EachEngine(
      doors,
      (door) => new NodeFeed(door, this),
      (nodeId) => {
        this.drop(nodeId);
      },
    );
    doors.onHomes(() => {
      this.nodes.rebuild();
      this.listener();
    });
  }

  get picture(): LivePicture {
    return this.nodes.picture;
  }

  /** What a tenant's viewers depend on, or the platform's (null): another object with every change. */
  engineOf(tenantId: string | null): EngineHeard {
    const now = this.engineNow(tenantId);
    const known = this.told.get(tenantId);
    if (known !== undefined && isSame(known, now)) return known;
    this.told.set(tenantId, now);
    return now;
  }

  /** Who shows the picture. One listener. */
  onChange(listener: () => void): void {
    this.listener = listener;
  }

  onApplicationBootstrap(): void {
    this.feeds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.feeds.stop();
  }

  /** A node's part as a whole. */
  replace(nodeId: string, present: Present): void {
    this.nodes.replace(nodeId, present);
    this.listener();
  }

  take(nodeId: string, notice: Notice): void {
    this.nodes.take(nodeId, notice);
    this.listener();
  }

  /** How the day of a tenant's queues has been so far. */
  putToday(tenantId: string, figures: ReadonlyMap<string, QueueToday>): void {
    this.picture.putToday(tenantId, figures);
    this.listener();
  }

  /** A node's part is kept up to date, or is not any more. */
  connected(nodeId: string, up: boolean, why: string): void {
    const known = this.states.get(nodeId);
    if (known?.heard === up) return;
    this.states.set(nodeId, { heard: up, since: systemClock.now() });
    const where = nodeId === this.doors.own?.nodeId ? '' : ` of ${nodeId}`;
    if (up) this.logger.log(`the present${where} is known`);
    else this.logger.warn(`the present${where} is not known any more: ${why}`);
    this.listener();
  }

  private drop(nodeId: string): void {
    this.nodes.drop(nodeId);
    this.states.delete(nodeId);
    this.listener();
  }

  private engineNow(tenantId: string | null): EngineHeard {
    const known = [...this.states.keys()];
    const home = tenantId === null ? undefined : this.doors.homeOf(tenantId);
    const single = known.length === 1 && home === undefined ? known[0] : known.find((id) => id === home);
    const state = single === undefined ? undefined : this.states.get(single);
    if (single !== undefined && state !== undefined) {
      return { ...state, asterisk: this.nodes.asteriskOf(single) };
    }
    const since = Math.max(this.begunAt, ...[...this.states.values()].map((one) => one.since));
    // a home that has not been tried yet; a box whose own engine has not
    const isUntried = home !== undefined || (known.length === 0 && this.doors.own !== null);
    if (isUntried) return { heard: false, since, asterisk: null };
    const away = known.filter((id) => this.states.get(id)?.heard !== true);
    return { heard: away.length === 0, since, asterisk: null, away };
  }
}

/** Follows one node's engine. */
class NodeFeed implements PresentListener, Kept {
  private readonly follower: NoticeFollower;
  private readonly engine: NodeEngine;

  constructor(
    private readonly door: EngineDoor,
    private readonly feed: LiveFeed,
  ) {
    this.engine = new NodeEngine(door);
    this.follower = new NoticeFollower(door, this);
    this.follower.start();
  }

  async stop(): Promise<void> {
    await this.follower.stop();
  }

  async refresh(): Promise<number> {
    const { present, noticesAt } = await this.engine.present();
    this.feed.replace(this.door.nodeId, present);
    return noticesAt;
  }

  take(notice: Notice): void {
    this.feed.take(this.door.nodeId, notice);
  }

  connected(up: boolean, why: string): void {
    this.feed.connected(this.door.nodeId, up, why);
  }
}

function isSame(one: EngineHeard, other: EngineHeard): boolean {
  return (
    one.heard === other.heard &&
    one.since === other.since &&
    one.asterisk === other.asterisk &&
    one.away?.join() === other.away?.join()
  );
}
