import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

import { systemClock } from '../../kernel/clock.js';
import type { TenantId } from '../../kernel/ids.js';
import { Databases } from '../../platform/database/databases.js';
import { FiguresKeeper } from '../figures-keeper.js';
import { TodayService } from '../today.service.js';
import { LiveFeed } from './live-feed.js';
import { LiveViewers } from './live-viewers.js';

/** What comes together is reckoned together. */
const GATHER_MS = 300;
/** A new day begins without any event. */
const AGAIN_MS = 60_000;

/** The figures of today in the picture of the present: of tenants that somebody looks at, whenever facts have come. */
@Injectable()
export class TodayFigures implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('today');
  private watched: ReadonlySet<string> = new Set();
  private readonly due = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private running = Promise.resolve();
  private over = false;
  private readonly again: NodeJS.Timeout;

  constructor(
    private readonly databases: Databases,
    private readonly today: TodayService,
    private readonly keeper: FiguresKeeper,
    private readonly feed: LiveFeed,
    private readonly viewers: LiveViewers,
  ) {
    this.again = setInterval(() => {
      this.want(this.watched);
    }, AGAIN_MS);
    this.again.unref();
  }

  onModuleInit(): void {
    this.viewers.onWatched((tenants) => {
      const before = this.watched;
      this.watched = tenants;
      this.want([...tenants].filter((tenantId) => !before.has(tenantId)));
    });
    this.keeper.onTaken((tenants) => {
      this.want(tenants);
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.over = true;
    clearInterval(this.again);
    clearTimeout(this.timer);
    await this.running;
  }

  private want(tenants: Iterable<string>): void {
    for (const tenantId of tenants) if (this.watched.has(tenantId)) this.due.add(tenantId);
    if (this.due.size === 0 || this.timer !== undefined || this.over) return;
    this.timer = setTimeout(() => {
      this.running = this.reckon().finally(() => {
        this.timer = undefined;
        this.want([]);
      });
    }, GATHER_MS);
    this.timer.unref();
  }

  private async reckon(): Promise<void> {
    const due = [...this.due];
    this.due.clear();
    for (const tenantId of due) {
      try {
        const figures = await this.databases.snapshotOfTenant(tenantId as TenantId, (session) =>
          this.today.ofQueues(session, tenantId as TenantId, systemClock.now()),
        );
        this.feed.putToday(tenantId, figures);
      } catch (error) {
        // what was shown stays; with the next facts, or in a minute, it is reckoned anew
        this.logger.warn(`the figures of today cannot be reckoned now: ${String(error)}`);
      }
    }
  }
}
