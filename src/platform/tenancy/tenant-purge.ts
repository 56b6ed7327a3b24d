import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { AuditRepository } from '../access/audit.repository.js';
import { entryOf } from '../access/gate.js';
import { createDataSource } from '../database/data-sources.js';
import { Databases } from '../database/databases.js';
import { isId } from '../database/paging.js';
import { inTransaction, type DbSession } from '../database/transaction.js';
import { Settings } from '../settings/settings.js';
import { Rounds } from '../timers/rounds.js';
import { TenantPurgeRepository, type DueTenant } from './tenant-purge.repository.js';

const EVERY_MS = 3_600_000;
const FIRST_AFTER_MS = 60_000;
/** Years of calls are deleted in one go. */
const QUERY_TIMEOUT_MS = 1_800_000;

/** Folders that have a folder for each tenant, named by its id; relative to the home. */
export const TENANT_FOLDERS = ['recordings', 'exports', 'asterisk/media/tenants', 'asterisk/var/spool/recording'];

/** Nobody did it; the days were over. */
const NOBODY = { operatorId: '', login: 'callrack', name: 'CallRack', tenantId: null, address: '' } as const;

/** Deletes what closed tenants have left, once their days are over: an hourly job of the process `web`. */
@Injectable()
export class TenantPurge implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('tenant purge');
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.run(),
    (error) => this.logger.warn(`closed tenants cannot be looked for now: ${String(error)}`),
  );

  constructor(
    private readonly databases: Databases,
    private readonly purges: TenantPurgeRepository,
    private readonly audit: AuditRepository,
    private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start(FIRST_AFTER_MS);
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
  }

  /** Deletes every tenant that is due; one that fails is tried again with the next run. @returns codes of those deleted */
  async run(): Promise<string[]> {
    const purged: string[] = [];
    for (const tenant of await this.databases.transaction('operator', (session) => this.purges.due(session))) {
      if (this.rounds.over) break;
      try {
        if (await this.purge(tenant)) purged.push(tenant.code);
      } catch (error) {
        this.logger.error(`tenant ${tenant.code} could not be deleted, will be tried again: ${String(error)}`);
      }
    }
    return purged;
  }

  /** All rows and their entry in the audit log, or nothing; of the files, which go first, as many as went. */
  private async purge(tenant: DueTenant): Promise<boolean> {
    const source = createDataSource(this.databases.url('operator'), 'callrack purge', {
      queryTimeoutMs: QUERY_TIMEOUT_MS,
    });
    await source.initialize();
    try {
      return await inTransaction(source, 'READ WRITE', async (session) => {
        await this.audit.lockTenant(session, tenant.id);
        if (!(await this.purges.claim(session, tenant.id))) return false;
        await this.deleteFiles(tenant.id);
        await this.keepEntry(session, tenant, await this.purges.deleteEverything(session, tenant.id));
        this.logger.log(`tenant ${tenant.code} and everything it had is deleted`);
        return true;
      });
    } finally {
      await source.destroy();
    }
  }

  private async deleteFiles(tenantId: string): Promise<void> {
    if (!isId(tenantId)) throw new Error(`tenant ${tenantId} has no id that could be a folder's name`);
    for (const folder of TENANT_FOLDERS) {
      await rm(join(this.settings.home, folder, tenantId), { recursive: true, force: true });
    }
  }

  private async keepEntry(
    session: DbSession,
    { id, code, name }: DueTenant,
    rows: Readonly<Record<string, number>>,
  ): Promise<void> {
    const before = { code, name, ...Object.fromEntries(Object.entries(rows).filter(([, count]) => count > 0)) };
    const act = { action: 'purge', objectType: 'tenant', objectId: id, objectLabel: `${code} ${name}`, before };
    await this.audit.insert(session, [Object.assign(entryOf(NOBODY, act), { operatorId: null })]);
  }
}
