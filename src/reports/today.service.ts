import { Injectable } from '@nestjs/common';

import { AccountsService } from '../billing/accounts.service.js';
import type { Instant } from '../kernel/clock.js';
import type { TenantId } from '../kernel/ids.js';
import type { DbSession } from '../platform/database/transaction.js';
import { dayBegan } from './core/figures/asked.js';
import { todayOf, type QueueToday } from './core/figures/figures.js';
import { FiguresService } from './figures.service.js';

/** How the day has been so far, in the tenant's own zone. */
@Injectable()
export class TodayService {
  constructor(
    private readonly figures: FiguresService,
    private readonly accounts: AccountsService,
  ) {}

  /** By queue; one in which nothing happened is left out. */
  async ofQueues(session: DbSession, tenantId: TenantId, now: Instant): Promise<ReadonlyMap<string, QueueToday>> {
    const { timeZone } = await this.accounts.accountOf(session, tenantId);
    const from = dayBegan(timeZone, now);
    const lines = await this.figures.ofQueues(session, tenantId, { from, to: now + 1 }, [from]);
    return new Map(lines.map(({ id, figures }) => [id, todayOf(figures)]));
  }
}
