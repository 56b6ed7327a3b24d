import { Injectable } from '@nestjs/common';

import type { DbSession } from '../database/transaction.js';

/** What a tenant has of that which is counted against its quotas. */
export type Counted = 'agents' | 'extensions' | 'promptBytes';

export type Usage = Readonly<Partial<Record<Counted, number>>>;
type Count = (session: DbSession, tenantId: string) => Promise<number>;

/** How much of its quotas a tenant uses: each room counts its own things and tells how when it starts. */
@Injectable()
export class TenantUsage {
  private readonly counts = new Map<Counted, Count>();

  register(what: Counted, count: Count): void {
    this.counts.set(what, count);
  }

  /** What no room of this process counts is left out. */
  async of(session: DbSession, tenantId: string): Promise<Usage> {
    const usage: Partial<Record<Counted, number>> = {};
    for (const [what, count] of this.counts) usage[what] = await count(session, tenantId);
    return usage;
  }
}
