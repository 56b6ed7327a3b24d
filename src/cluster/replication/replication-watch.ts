import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { Databases } from '../../platform/database/databases.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { OwnerNotSuperuser } from './replication.errors.js';
import { ReplicationRepository, type NodeSlot } from './replication.repository.js';

/** By it nodes know how old their configuration is. */
const BEAT_EVERY_MS = 5_000;

/** The admin node's side of the configuration's way: its beat, and what it keeps for each node. */
@Injectable()
export class ReplicationWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('replication');
  private timer: NodeJS.Timeout | undefined;
  private failed = false;
  private stopped = false;

  constructor(
    private readonly databases: Databases,
    private readonly replication: ReplicationRepository,
  ) {}

  onApplicationBootstrap(): void {
    void this.beat();
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** What the admin node keeps for the nodes that have joined. */
  slots(session: DbSession): Promise<NodeSlot[]> {
    return this.replication.slots(session);
  }

  /** @throws OwnerNotSuperuser */
  async admitNode(session: DbSession, nodeId: string): Promise<void> {
    try {
      await this.replication.admitNode(session, nodeId);
    } catch (error) {
      if (error instanceof Error && error.message.includes('cluster.owner_not_superuser')) {
        throw new OwnerNotSuperuser(error);
      }
      throw error;
    }
  }

  /**
   * Nothing is left of a node here. A live one would come back between the end of its connections and that of its slot:
   * that it may not is committed before, by itself, and taken back where the rest fails.
   */
  async dismissNode(session: DbSession, nodeId: string): Promise<void> {
    await this.databases.transaction('operator', (own) => this.replication.barNode(own, nodeId));
    try {
      await this.replication.dismissNode(session, nodeId);
    } catch (error) {
      await this.databases.transaction('operator', (own) => this.replication.admitNode(own, nodeId));
      throw error;
    }
  }

  /** One after another: a database that hangs is not asked twice at a time. */
  private async beat(): Promise<void> {
    try {
      await this.databases.transaction('operator', (session) => this.replication.beat(session));
      if (this.failed) this.logger.log('the beat for the nodes goes on');
      this.failed = false;
    } catch (error) {
      if (!this.failed)
        this.logger.warn(`no beat for the nodes: ${error instanceof Error ? error.message : String(error)}`);
      this.failed = true;
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.beat(), BEAT_EVERY_MS);
  }
}
