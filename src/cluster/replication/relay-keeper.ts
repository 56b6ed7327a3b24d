import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';

import type { CopyPlan } from './place.js';
import { PACE, ReplicationKeeper } from './replication-keeper.js';

/** Keeps the relay's copy, on an admin node that has one. */
export class RelayKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly keeper: ReplicationKeeper | null;

  constructor(plan: CopyPlan | null) {
    this.keeper = plan === null ? null : new ReplicationKeeper(plan, PACE);
  }

  onApplicationBootstrap(): void {
    this.keeper?.onApplicationBootstrap();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.keeper?.onApplicationShutdown();
  }
}
