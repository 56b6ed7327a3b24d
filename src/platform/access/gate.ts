import { Injectable } from '@nestjs/common';

import type { TenantId } from '../../kernel/ids.js';
import { systemClock } from '../../kernel/clock.js';
import { Databases } from '../database/databases.js';
import { newId } from '../database/new-id.js';
import type { DbSession } from '../database/transaction.js';
import { NotPermitted, NotSignedIn, TooBusy } from './access.errors.js';
import { endingOf, permissionsOf } from './actor-loader.js';
import type { Actor } from './actor.js';
import { ActorsRepository } from './actors.repository.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { permissionsOfKey } from './api-keys.service.js';
import { AuditRepository } from './audit.repository.js';
import { changedFields } from './core/changed-fields.js';
import { NamedTurns } from './core/named-turns.js';
import type { Permission } from './core/permissions.js';
import { storable, storableText } from './core/storable.js';
import type { AuditEntryEntity } from './entities/audit-entry.entity.js';

/** What the audit log is told of an act. */
export interface Act {
  /** "create", "update", "delete", "listen", "export", … */
  readonly action: string;
  /** Name of the resource, as in permissions. */
  readonly objectType: string;
  readonly objectId: string | null;
  /** What people call it. */
  readonly objectLabel: string;
  /** The thing before and after; of both only the fields that differ are kept, secrets never. */
  readonly before?: object | null;
  readonly after?: object | null;
  /** Whose log it goes to; the actor's own when left out. For acts of the platform on a tenant. */
  readonly tenantId?: TenantId | null;
}

export type Tell = (act: Act) => void;

const CHANGES_WAITING = 50;
const READS_AT_ONCE = 2;
const READS_WAITING = 100;
/** Of programs one change and one read are under way, each in a line of its own before that of all: people are never sent away for them. */
const PROGRAMS_WAITING = 50;
const full = (): Error => new TooBusy();

/**
 * The one way from people to data: whether they may, as whom the database sees them, and what the audit log keeps. A
 * change and its entries are one transaction, so neither is ever there without the other.
 */
@Injectable()
export class Gate {
  // Turns are taken before a connection is: whoever waits for their own company must not keep another's people waiting.
  private readonly changes = new NamedTurns({ atOnce: 1, longest: 1 + CHANGES_WAITING, full });
  private readonly reads = new NamedTurns({ atOnce: READS_AT_ONCE, longest: READS_AT_ONCE + READS_WAITING, full });

  private readonly programs = new Map(
    [this.changes, this.reads].map((turns) => [
      turns,
      new NamedTurns({ atOnce: 1, longest: 1 + PROGRAMS_WAITING, full }),
    ]),
  );

  constructor(
    private readonly databases: Databases,
    private readonly audit: AuditRepository,
    private readonly actors: ActorsRepository,
    private readonly keys: ApiKeysRepository,
  ) {}

  /** @throws NotPermitted */
  require(actor: Actor, permission: Permission): void {
    if (!actor.permissions.has(permission)) throw new NotPermitted();
  }

  /**
   * Reads as the actor: a tenant's person sees the tenant's rows, an operator of the platform sees the platform's.
   *
   * @throws NotPermitted, TooBusy
   */
  async read<T>(actor: Actor, permission: Permission, fn: (session: DbSession) => Promise<T>): Promise<T> {
    this.require(actor, permission);
    return this.asActor(this.reads, actor, fn);
  }

  /**
   * Changes as the actor, one change of a tenant at a time. `tell` is called once for each thing that was changed (or
   * looked at, where looking is to be kept). Nothing is changed for who may not any more by then: the person was
   * recognised before the body of their request was read, and that can be long ago.
   *
   * @throws NotPermitted, NotSignedIn, ApiKeyRefused, TenantNotOpen, TooBusy
   */
  async change<T>(
    actor: Actor,
    permission: Permission,
    fn: (session: DbSession, tell: Tell) => Promise<T>,
  ): Promise<T> {
    this.require(actor, permission);
    return this.asActor(this.changes, actor, async (session) => {
      // other processes change things too
      await this.audit.lockTenant(session, actor.tenantId);
      await this.refuseIfOver(session, actor);
      const acts: Act[] = [];
      const result = await fn(session, (act) => acts.push(act));
      await this.audit.insert(
        session,
        acts.map((act) => entryOf(actor, act)),
      );
      return result;
    });
  }

  /** Keeps an act that changes nothing, such as listening to a recording. @throws NotPermitted, NotSignedIn, ApiKeyRefused, TenantNotOpen, TooBusy */
  async witness(actor: Actor, permission: Permission, act: Act): Promise<void> {
    this.require(actor, permission);
    await this.asActor(this.reads, actor, async (session) => {
      await this.refuseIfOver(session, actor);
      await this.audit.insert(session, [entryOf(actor, act)]);
    });
  }

  /** Keeps what became of an act that was kept before: it is no longer a question of rights. @throws TooBusy */
  async conclude(actor: Actor, act: Act): Promise<void> {
    await this.asActor(this.reads, actor, (session) => this.audit.insert(session, [entryOf(actor, act)]));
  }

  /** Whoever has lost any right since they were recognised asks again: what follows goes by the rights of then. */
  private async refuseIfOver(session: DbSession, actor: Actor): Promise<void> {
    if (actor.epoch === null) return;
    const now = new Set(
      actor.isProgram === true
        ? permissionsOfKey(await this.keys.findKnown(session, actor.operatorId))
        : await this.permissionsNow(session, actor.operatorId, actor.epoch),
    );
    for (const permission of actor.permissions) if (!now.has(permission)) throw new NotPermitted();
  }

  private async permissionsNow(session: DbSession, operatorId: string, epoch: number): Promise<readonly Permission[]> {
    const row = await this.actors.find(session, operatorId);
    const ending = row === undefined ? 'ended' : endingOf(row, epoch);
    if (row === undefined || ending !== undefined) throw new NotSignedIn(ending);
    return permissionsOf(row);
  }

  private asActor<T>(turns: NamedTurns, actor: Actor, fn: (session: DbSession) => Promise<T>): Promise<T> {
    const { tenantId } = actor;
    const whose = tenantId ?? 'platform';
    const work = (): Promise<T> =>
      turns.take(whose, () =>
        tenantId === null ? this.databases.transaction('operator', fn) : this.databases.asTenant(tenantId, fn),
      );
    const first = actor.isProgram === true ? this.programs.get(turns) : undefined;
    return first === undefined ? work() : first.take(whose, work);
  }
}

/** Who an entry is about; without an id where nobody has signed in. */
export interface Doer {
  readonly operatorId: string | null;
  readonly login: string;
  readonly name: string;
  readonly tenantId: string | null;
  readonly address: string;
}

/** An act as a row of the audit log, which takes it whatever people have typed: no act escapes the log by its words. */
export function entryOf(actor: Doer, act: Act): AuditEntryEntity {
  const { before, after } = changedFields(
    (act.before ?? null) as Record<string, unknown> | null,
    (act.after ?? null) as Record<string, unknown> | null,
  );
  return {
    id: newId(),
    at: new Date(systemClock.now()),
    tenantId: act.tenantId === undefined ? actor.tenantId : act.tenantId,
    operatorId: actor.operatorId,
    operatorLogin: storableText(actor.login),
    operatorName: storableText(actor.name),
    address: storableText(actor.address),
    action: storableText(act.action),
    objectType: storableText(act.objectType),
    objectId: act.objectId === null ? null : storableText(act.objectId),
    objectLabel: storableText(act.objectLabel),
    before: storable(before) as object | null,
    after: storable(after) as object | null,
  };
}
