import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { Settings } from '../../platform/settings/settings.js';
import { Rounds } from '../../platform/timers/rounds.js';
import { ClusterPlaces } from '../places.service.js';
import { WorkOfNodes } from './work-of-nodes.js';

const EVERY_MS = 60_000;

/** Keeps a copy of every tenant's work on the admin node, not older than a minute while its home can be reached. */
@Injectable()
export class WorkCopier implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('work');
  /** Of what is kept here, by tenant, and of which node it is. */
  private readonly known = new Map<string, { readonly nodeId: string; readonly hash: string }>();
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.run(),
    (error) => this.logger.warn(error instanceof Error ? error.message : error),
  );

  constructor(
    private readonly settings: Settings,
    private readonly places: ClusterPlaces,
    private readonly work: WorkOfNodes,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.isAdmin && this.settings.cluster.bind !== '') this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
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
        if (this.rounds.over) return;
        const known = this.known.get(tenantId);
        const work = await this.work.take(nodeId, tenantId, known?.nodeId === nodeId ? known.hash : '');
        if (work === null) continue;
        if (await this.work.keep(tenantId, work, nodeId, 'copy')) this.known.set(tenantId, { nodeId, hash: work.hash });
        else this.known.delete(tenantId);
      }
    } catch (error) {
      this.logger.warn(
        `the work on ${nodeId} is not copied now: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
