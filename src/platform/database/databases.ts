import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource } from 'typeorm';

import type { TenantId } from '../../kernel/ids.js';
import { Settings } from '../settings/settings.js';
import { createDataSource, type DatabaseRole } from './data-sources.js';
import { inTransaction, withTenant, type DbSession } from './transaction.js';

const FAREWELL_MS = 2_000;

/**
 * The database, by role. Nothing connects before it is needed and no start waits for it: a call to any method fails
 * within seconds while PostgreSQL is away or hangs, and works again once it is back.
 */
@Injectable()
export class Databases implements OnApplicationShutdown {
  private readonly sources = new Map<DatabaseRole, DataSource>();
  private readonly connecting = new Map<DatabaseRole, Promise<DataSource>>();

  constructor(private readonly settings: Settings) {}

  /** One moment of what the role may see, read only. */
  async snapshot<T>(role: DatabaseRole, fn: (session: DbSession) => Promise<T>): Promise<T> {
    return inTransaction(await this.source(role), 'SNAPSHOT', fn);
  }

  async transaction<T>(role: 'node' | 'operator', fn: (session: DbSession) => Promise<T>): Promise<T> {
    return inTransaction(await this.source(role), 'READ WRITE', fn);
  }

  /** As the application, for one tenant; see withTenant. */
  async asTenant<T>(tenantId: TenantId, fn: (session: DbSession) => Promise<T>): Promise<T> {
    return withTenant(await this.source('app'), tenantId, fn);
  }

  /** One moment of what a tenant has, read only: for what takes many statements, such as an export. */
  async snapshotOfTenant<T>(tenantId: TenantId, fn: (session: DbSession) => Promise<T>): Promise<T> {
    return withTenant(await this.source('app'), tenantId, fn, 'SNAPSHOT');
  }

  /** Resolves when the database answers this role. */
  async ping(role: DatabaseRole): Promise<void> {
    await (await this.source(role)).query('SELECT 1');
  }

  url(role: DatabaseRole): string {
    const { appUrl, nodeUrl, operatorUrl } = this.settings.database;
    const url = { app: appUrl, node: nodeUrl, operator: operatorUrl }[role];
    if (url === '') throw new Error(`this program has no DATABASE_${role.toUpperCase()}_URL`);
    return url;
  }

  async close(): Promise<void> {
    const open = [...this.sources.values()];
    this.sources.clear();
    const closed = Promise.allSettled(open.map((source) => source.destroy()));
    // a server that hangs never answers the farewell
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref())]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  private source(role: DatabaseRole): Promise<DataSource> {
    const source = this.sources.get(role);
    if (source !== undefined) return Promise.resolve(source);
    let attempt = this.connecting.get(role);
    if (attempt === undefined) {
      attempt = createDataSource(this.url(role), `callrack ${this.settings.nodeName}`)
        .initialize()
        .then((connected) => {
          this.sources.set(role, connected);
          return connected;
        })
        .finally(() => this.connecting.delete(role));
      this.connecting.set(role, attempt);
    }
    return attempt;
  }
}
