import { Injectable } from '@nestjs/common';

import type { Destination } from '../../kernel/destination.js';
import type { DbSession } from '../database/transaction.js';
import { isId } from '../database/paging.js';
import { NotFound } from '../errors/record.errors.js';
import { InUse } from './references.errors.js';
import { thingOf, type Referable, type Thing, type Use } from './thing.js';

/** What a room tells of its things. */
export interface RoomReferences {
  readonly kind: Referable;
  /** Name for people; undefined where the session sees no such thing. */
  label(session: DbSession, id: string): Promise<string | undefined>;
  /** Its own things that use that one. */
  usesOf(session: DbSession, thing: Thing): Promise<readonly Use[]>;
}

/**
 * Who uses what, over all rooms: rooms of one floor do not meet, so each tells its part here when it starts. Asked within
 * the transaction of the change, under the tenant's lock that Gate takes.
 */
@Injectable()
export class References {
  private readonly rooms: RoomReferences[] = [];

  register(room: RoomReferences): void {
    this.rooms.push(room);
  }

  /** Nothing uses what has no id of ours. */
  async usesOf(session: DbSession, thing: Thing): Promise<readonly Use[]> {
    if (!isId(thing.id)) return [];
    const uses: Use[] = [];
    for (const room of this.rooms) uses.push(...(await room.usesOf(session, thing)));
    return uses;
  }

  /** @throws InUse naming the users */
  async refuseIfUsed(session: DbSession, thing: Thing): Promise<void> {
    const uses = await this.usesOf(session, thing);
    if (uses.length > 0) throw new InUse(uses);
  }

  /** @throws NotFound unless the session sees it: another tenant's thing does not exist */
  async mustExist(session: DbSession, thing: Thing): Promise<void> {
    if (!isId(thing.id)) throw new NotFound();
    for (const room of this.rooms) {
      if (room.kind === thing.kind && (await room.label(session, thing.id)) !== undefined) return;
    }
    throw new NotFound();
  }

  /** @throws NotFound unless the session sees what the destination leads to */
  async destinationMustExist(session: DbSession, destination: Destination): Promise<void> {
    const thing = thingOf(destination);
    if (thing !== null) await this.mustExist(session, thing);
  }
}
