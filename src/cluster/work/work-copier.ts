import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { Settings } from '../../platform/settings/settings.js';
import { ClusterPlaces } from '../places.service.js';
import { WorkOfNodes } from './work-of-nodes.js';

const EVERY_MS = 60_000;

/** Keeps a copy of every tenant's work on the admin node, not older than a minute while its home can be reached. */
@Injectable()
export class WorkCopier implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('work');
  /** Of what is kept here, by tenant. */
  private readonly hashes = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly settings: Settings,
    private readonly places: ClusterPlaces,
    private readonly work: WorkOfNodes,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.isAdmin && this.settings.cluster.bind !== '') this.later();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** From every node what has changed there since. */
  async run(): Promise<void> {
    const { byId } = await this.places.now();
    const tenants = new Map<string, string[]>();
    for (const { id, homeNodeId } of byId.values()) {
      if (homeNodeId !== this.settings.nodeName) tenants.set(homeNodeId, [...(tenants.get(homeNodeId) ?? []), id]);
    }
    await Promise.all([...tenants].map(([nodeId, ids]) => this.copyFrom(nodeId, ids)));
  }

  /** One tenant after the other; a node that does not answer is left until the next time. */
  private async copyFrom(nodeId: string, tenantIds: readonly string[]): Promise<void> {
    try {
      for (const tenantId of tenantIds) {
        if (this.stopped) return;
        const work = await this.work.take(nodeId, tenantId, this.hashes.get(`${nodeId} ${tenantId}`));
        if (work === null) continue;
        await this.work.keep(tenantId, work);
        this.hashes.set(`${nodeId} ${tenantId}`, work.hash);
      }
    } catch (error) {
      this.logger.warn(
        `the work on ${nodeId} is not copied now: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  private later(): void {
    this.timer = setTimeout(() => {
      this.running = this.run()
        .catch((error: unknown) => this.logger.warn(error instanceof Error ? error.message : error))
        .finally(() => {
          if (!this.stopped) this.later();
        });
    }, EVERY_MS);
    this.timer.unref();
  }
}
