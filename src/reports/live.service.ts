import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';
import type { DatabaseState, SystemState } from './core/live/system-state.js';
import { LiveViewers, type NewViewer } from './live/live-viewers.js';
import { SystemRepository } from './live/system.repository.js';
import { SystemWatch } from './live/system-watch.js';

/** What is so at this moment, for people who may see it. */
@Injectable()
export class LiveService {
  constructor(
    private readonly viewers: LiveViewers,
    private readonly system: SystemWatch,
    private readonly database: SystemRepository,
  ) {}

  /**
   * Sends the present to the viewer as events, and then its changes, until the sink closes.
   *
   * @returns ends it, telling why
   * @throws TooManyViewers
   */
  watch(viewer: NewViewer): (why: string) => void {
    return this.viewers.add(viewer);
  }

  /** How this node is now; parts that do not answer are told as down. */
  systemState(): Promise<SystemState> {
    return this.system.look();
  }

  databaseState(session: DbSession): Promise<DatabaseState> {
    return this.database.databaseState(session);
  }
}
