import { Injectable } from '@nestjs/common';

import type { Actor } from '../platform/access/actor.js';
import type { DbSession } from '../platform/database/transaction.js';
import type { LiveReach } from './core/live/live-picture.js';
import type { DatabaseState, SystemState } from './core/live/system-state.js';
import { FiguresReach } from './figures-reach.service.js';
import { LiveViewers, type NewViewer, type Watching } from './live/live-viewers.js';
import { SystemRepository } from './live/system.repository.js';
import { SystemWatch } from './live/system-watch.js';

export type { Watching } from './live/live-viewers.js';

/** What is so at this moment, for people who may see it. */
@Injectable()
export class LiveService {
  constructor(
    private readonly viewers: LiveViewers,
    private readonly system: SystemWatch,
    private readonly database: SystemRepository,
    private readonly reach: FiguresReach,
  ) {}

  /**
   * Sends the present to the viewer as events, and then its changes, until the sink closes.
   *
   * @throws TooManyViewers
   */
  watch(viewer: NewViewer): Watching {
    return this.viewers.add(viewer);
  }

  /** What of the present a person may see; null: all of it. */
  reachOf(session: DbSession, actor: Actor): Promise<LiveReach | null> {
    return this.reach.ofActor(session, actor);
  }

  /** How this node is now; parts that do not answer are told as down. */
  systemState(): Promise<SystemState> {
    return this.system.look();
  }

  databaseState(session: DbSession): Promise<DatabaseState> {
    return this.database.databaseState(session);
  }
}
