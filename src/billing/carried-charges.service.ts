import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { Databases } from '../platform/database/databases.js';
import type { DbSession } from '../platform/database/transaction.js';
import { Settings } from '../platform/settings/settings.js';
import { Rounds } from '../platform/timers/rounds.js';
import { CarriedChargesRepository } from './carried-charges.repository.js';

const EVERY_MS = 5_000;

/**
 * Tells the home of each tenant what other nodes have charged it: where it was at home before, and while calls go on there.
 * Of the admin node, where all charges arrive; the sums travel with the configuration.
 */
@Injectable()
export class CarriedCharges implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('billing');
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.sweepOnce(),
    (error) => this.complain(error),
  );
  private failing = false;

  constructor(
    private readonly databases: Databases,
    private readonly carried: CarriedChargesRepository,
    private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    const { isAdmin, cluster } = this.settings;
    // a box that is alone has no other nodes
    if (isAdmin && cluster.bind !== '') this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
  }

  /** Of one tenant, in the transaction in which its home changes. Sums are raised only, never lowered. */
  async refresh(session: DbSession, tenantId: string): Promise<void> {
    await this.carried.raise(session, tenantId);
  }

  /** Of all tenants. @returns how many sums have changed */
  sweep(): Promise<number> {
    return this.databases.transaction('operator', (session) => this.carried.raise(session, null));
  }

  private async sweepOnce(): Promise<void> {
    await this.sweep();
    this.failing = false;
  }

  /** Once, however often it is tried. */
  private complain(error: unknown): void {
    if (!this.failing) this.logger.warn(`what other nodes have charged is told later: ${String(error)}`);
    this.failing = true;
  }
}
