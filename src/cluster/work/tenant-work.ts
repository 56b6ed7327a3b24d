import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { Databases } from '../../platform/database/databases.js';
import { isId } from '../../platform/database/paging.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { Settings } from '../../platform/settings/settings.js';
import { TenancyService, type TenantHome } from '../../platform/tenancy/tenancy.service.js';
import { AtHomeAlready, WorkNotUnderstood } from '../moves.errors.js';
import { WorkRepository, type WorkTables } from './work.repository.js';

/** As it travels between nodes. */
export const travellingWork = z.object({
  /** Of the tables: the same hash, the same work. */
  hash: z.string(),
  tables: z.record(z.string(), z.string()),
});
export type TravellingWork = z.output<typeof travellingWork>;

/** What this node keeps of tenants' work, taken out and put in. */
@Injectable()
export class TenantWork {
  constructor(
    private readonly databases: Databases,
    private readonly repository: WorkRepository,
    private readonly tenancy: TenancyService,
    private readonly settings: Settings,
  ) {}

  /** @throws NotFound where that is no id */
  async take(tenantId: string): Promise<TravellingWork> {
    if (!isId(tenantId)) throw new NotFound();
    const tables = await this.databases.snapshot('operator', (session) =>
      this.repository.exportWork(session, tenantId),
    );
    return { hash: hashOf(tables), tables };
  }

  /**
   * What was there is replaced, as a whole or not at all.
   *
   * @param work TravellingWork
   * @throws NotFound, WorkNotUnderstood, AtHomeAlready where this node writes it itself
   */
  async put(tenantId: string, work: unknown): Promise<void> {
    const tables = understood(tenantId, work);
    await this.databases.transaction('operator', async (session) => {
      if ((await this.home(session, tenantId))?.homeNodeId === this.settings.nodeName) throw new AtHomeAlready();
      await this.repository.importWork(session, tenantId, tables);
    });
  }

  /**
   * Kept as a copy of what its home has; what a former home says has no weight.
   *
   * @param copiedFor copy: of a tenant that stays; the work of one that moves is the mover's to keep
   * @returns false where it is not kept: it is at home elsewhere by now, or here, or moves
   * @throws NotFound, WorkNotUnderstood
   */
  async keep(tenantId: string, work: unknown, fromNodeId: string, copiedFor: 'copy' | 'move'): Promise<boolean> {
    const tables = understood(tenantId, work);
    return this.databases.transaction('operator', async (session) => {
      const home = await this.home(session, tenantId);
      if (fromNodeId === this.settings.nodeName || home?.homeNodeId !== fromNodeId) return false;
      if (copiedFor === 'copy' && home.movingToNodeId !== null) return false;
      await this.repository.importWork(session, tenantId, tables);
      return true;
    });
  }

  private async home(session: DbSession, tenantId: string): Promise<TenantHome | undefined> {
    return (await this.tenancy.homes(session)).find(({ id }) => id === tenantId);
  }
}

/** @throws NotFound, WorkNotUnderstood */
function understood(tenantId: string, work: unknown): WorkTables {
  if (!isId(tenantId)) throw new NotFound();
  const parsed = travellingWork.safeParse(work);
  if (!parsed.success) throw new WorkNotUnderstood(parsed.error.message);
  const { hash, tables } = parsed.data;
  if (hash !== hashOf(tables)) throw new WorkNotUnderstood('the hash is another');
  return tables;
}

function hashOf(tables: WorkTables): string {
  const sorted = Object.entries(tables).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
