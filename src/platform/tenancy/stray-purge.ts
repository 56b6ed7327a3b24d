import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { systemClock } from '../../kernel/clock.js';
import { Databases } from '../database/databases.js';
import { isId } from '../database/paging.js';
import { Settings } from '../settings/settings.js';
import { Rounds } from '../timers/rounds.js';
import { StrayPurgeRepository } from './stray-purge.repository.js';
import { TENANT_FOLDERS } from './tenant-purge.js';

const EVERY_MS = 3_600_000;
const FIRST_AFTER_MS = 120_000;
/** Of a tenant that has just been deleted something may still be written. */
const PATIENCE_MS = 24 * 3_600_000;

/**
 * The purge of tenants is the admin node's; a switch node learns of it when they are gone from the configuration. What it
 * has kept of them, sound and facts, goes a day later: an hourly job of its `web`.
 */
@Injectable()
export class StrayPurge implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('tenant purge');
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.run(),
    (error) => this.logger.warn(`deleted tenants cannot be looked for now: ${String(error)}`),
  );

  constructor(
    private readonly databases: Databases,
    private readonly strays: StrayPurgeRepository,
    private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start(FIRST_AFTER_MS);
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
  }

  /** Does nothing while it is not sure which tenants there are. @returns rows and folders deleted */
  async run(): Promise<{ readonly rows: number; readonly folders: number }> {
    const tenants = await this.databases.snapshot('operator', (session) => this.strays.tenants(session));
    if (tenants === null) return { rows: 0, folders: 0 };
    const folders = await this.deleteFolders(tenants);
    const rows = await this.databases.transaction('operator', (session) => this.strays.deleteRows(session));
    if (rows + folders > 0) this.logger.log(`deleted of tenants that are no more: ${rows} rows, ${folders} folders`);
    return { rows, folders };
  }

  private async deleteFolders(tenants: ReadonlySet<string>): Promise<number> {
    let deleted = 0;
    for (const folder of TENANT_FOLDERS) {
      const path = join(this.settings.home, folder);
      for (const name of await readdir(path).catch(() => [])) {
        if (!isId(name) || tenants.has(name) || !(await isOld(join(path, name)))) continue;
        await rm(join(path, name), { recursive: true, force: true });
        deleted += 1;
      }
    }
    return deleted;
  }
}

async function isOld(path: string): Promise<boolean> {
  return systemClock.now() - (await stat(path)).mtimeMs > PATIENCE_MS;
}
