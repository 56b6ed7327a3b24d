import { Injectable } from '@nestjs/common';

import type { Actor } from '../../platform/access/actor.js';
import { Gate, type Act } from '../../platform/access/gate.js';
import type { ListQuery } from '../../platform/database/paging.js';
import { CallRackError } from '../../platform/errors/callrack-error.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { NotPermitted } from '../../platform/access/access.errors.js';
import { ConsoleRegister } from '../console-register.js';
import type { ActionResult, Change, ConsoleAction, ConsoleRecord, ConsoleResource } from '../resources/resource.js';
import { titlesOf, type Titles } from './titles.js';

export interface Found {
  readonly record: ConsoleRecord;
  readonly titles: Titles;
}

export interface FoundPage {
  readonly found: readonly Found[];
  readonly total: number;
}

type Input = Readonly<Record<string, unknown>>;

/** What the console does with records: through Gate, as the person, with its entry in the audit log. */
@Injectable()
export class ConsoleRecords {
  constructor(
    private readonly gate: Gate,
    private readonly register: ConsoleRegister,
  ) {}

  /**
   * @param query null: nothing can match it, see listQueryOf
   * @throws NotPermitted
   */
  async page(resource: ConsoleResource, actor: Actor, query: ListQuery | null): Promise<FoundPage> {
    if (query === null) {
      this.gate.require(actor, resource.permissions.read);
      return { found: [], total: 0 };
    }
    return this.gate.read(actor, resource.permissions.read, async (session) => {
      const page = await resource.page(session, query, actor);
      const titles = await titlesOf(this.register, resource, page.items, session, actor);
      return { found: page.items.map((record, index) => ({ record, titles: titles[index] ?? {} })), total: page.total };
    });
  }

  /** undefined: there is none that the actor may see. */
  async find(resource: ConsoleResource, actor: Actor, id: string): Promise<Found | undefined> {
    const [found] = await this.findMany(resource, actor, [id]);
    return found;
  }

  /** Those of them that are there; none for who may not read them. */
  async findMany(resource: ConsoleResource, actor: Actor, ids: readonly string[]): Promise<Found[]> {
    if (!actor.permissions.has(resource.permissions.read)) return [];
    return this.gate.read(actor, resource.permissions.read, async (session) => {
      const records: ConsoleRecord[] = [];
      for (const id of ids) {
        const record = await resource.find(session, id, actor);
        if (record !== undefined) records.push(record);
      }
      const titles = await titlesOf(this.register, resource, records, session, actor);
      return records.map((record, index) => ({ record, titles: titles[index] ?? {} }));
    });
  }

  /** @throws NotPermitted, InvalidInput, QuotaReached and what else the room says */
  async create(resource: ConsoleResource, actor: Actor, input: Input): Promise<Change> {
    const { permissions } = resource;
    if (resource.create === undefined || permissions.create === undefined) throw new NotPermitted();
    return this.gate.change(actor, permissions.create, async (session, tell) => {
      const change = await resource.create?.(session, input, actor);
      if (change === undefined) throw new NotPermitted();
      tell(actOf(resource, 'create', null, change.record));
      return change;
    });
  }

  /** @throws NotPermitted, NotFound, ChangedMeanwhile, InvalidInput and what else the room says */
  async update(resource: ConsoleResource, actor: Actor, id: string, version: number, input: Input): Promise<Change> {
    const { permissions } = resource;
    if (resource.update === undefined || permissions.update === undefined) throw new NotPermitted();
    return this.gate.change(actor, permissions.update, async (session, tell) => {
      const before = await resource.find(session, id, actor);
      if (before === undefined) throw new NotFound();
      const change = await resource.update?.(session, id, version, input, actor);
      if (change === undefined) throw new NotPermitted();
      tell(actOf(resource, 'update', before, change.record));
      return change;
    });
  }

  /** @throws NotPermitted, NotFound, InUse */
  async remove(resource: ConsoleResource, actor: Actor, id: string): Promise<void> {
    const { permissions } = resource;
    if (resource.remove === undefined || permissions.delete === undefined) throw new NotPermitted();
    await this.gate.change(actor, permissions.delete, async (session, tell) => {
      const before = await resource.find(session, id, actor);
      if (before === undefined) throw new NotFound();
      await resource.remove?.(session, id, actor);
      tell(actOf(resource, 'delete', before, null));
    });
  }

  /** @throws NotPermitted, NotFound where it does not apply to the record, and what else the action says */
  async perform(
    resource: ConsoleResource,
    action: ConsoleAction,
    actor: Actor,
    id: string,
    input: Input,
  ): Promise<ActionResult> {
    const result = await this.gate.change(actor, action.permission, async (session, tell) => {
      if (action.on === 'record') {
        const record = await resource.find(session, id, actor);
        if (record === undefined || action.appliesTo?.(record) === false) throw new NotFound();
      }
      const result = await action.perform(session, action.on === 'record' ? id : '', input, actor);
      for (const told of result.told) {
        tell({ ...actTold(resource, action, told), before: told.before ?? null, after: told.after ?? null });
      }
      return result;
    });
    await this.finish(resource, action, actor, result);
    return result;
  }

  /** What is left to do once the entries of an action are kept. */
  private async finish(
    resource: ConsoleResource,
    action: ConsoleAction,
    actor: Actor,
    { told, afterCommit }: ActionResult,
  ): Promise<void> {
    try {
      await afterCommit?.();
    } catch (error) {
      const failure = error instanceof CallRackError ? error.code : 'failed';
      for (const one of told) {
        await this.gate.witness(actor, action.permission, { ...actTold(resource, action, one), after: { failure } });
      }
      throw error;
    }
  }
}

function actTold(resource: ConsoleResource, action: ConsoleAction, told: ActionResult['told'][number]): Act {
  return {
    action: action.name,
    objectType: told.objectType ?? resource.id,
    objectId: told.id,
    objectLabel: told.label,
    ...(told.tenantId === undefined ? {} : { tenantId: told.tenantId }),
  };
}

function actOf(
  resource: ConsoleResource,
  action: 'create' | 'update' | 'delete',
  before: ConsoleRecord | null,
  after: ConsoleRecord | null,
): Act {
  const record = after ?? before;
  return {
    action,
    objectType: resource.id,
    objectId: record?.id ?? null,
    objectLabel: record === null ? '' : resource.title(record),
    before,
    after,
  };
}
