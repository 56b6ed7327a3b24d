import { Injectable } from '@nestjs/common';

import type { ExtensionId, RingGroupId, TenantId } from '../kernel/ids.js';
import { listing, storedDestination, type Listing } from '../platform/database/listing.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { mustBeThere } from '../platform/references/reference-input.js';
import { References } from '../platform/references/references.js';
import { thingOf, type Thing, type Use } from '../platform/references/thing.js';
import { validInput } from '../platform/validation/valid-input.js';
import { InvalidInput } from '../platform/validation/validation.errors.js';
import type { RingGroup, RingGroupRecord } from './core/ring-group.js';
import { ringGroupInput } from './dto/ring-group-input.js';
import type { RingGroupEntity } from './entities/ring-group.entity.js';
import { RingGroupExists } from './lines.errors.js';
import { RingGroupsRepository } from './ring-groups.repository.js';

const INTO_ITSELF = {
  otherwise: {
    zh: '来电不能再转回本组，请选择其他去向',
    en: 'Callers cannot go to this same group again; choose another',
  },
};

/** Telephones that ring for the same number. The session decides whose. */
@Injectable()
export class RingGroupsService {
  constructor(
    private readonly groups: RingGroupsRepository,
    private readonly references: References,
  ) {
    references.register({
      kind: 'ring_group',
      label: async (session, id) => (await this.groups.ringGroup(session, id))?.name,
      usesOf: (session, thing) => this.usesOf(session, thing),
    });
  }

  /** For the engine. */
  async listRingGroups(session: DbSession): Promise<Listing<RingGroup>> {
    return listing('ring_group', await this.groups.ringGroups(session), (row) => ({
      ...{ id: row.id as RingGroupId, tenantId: row.tenantId as TenantId, name: row.name, number: row.number },
      ...{ way: row.way, ringS: row.ringS, members: row.memberIds as ExtensionId[] },
      otherwise: storedDestination.parse(row.otherwise),
    }));
  }

  async pageOfRingGroups(session: DbSession, query: ListQuery): Promise<Page<RingGroupRecord>> {
    const { items, total } = await this.groups.pageOfRingGroups(session, query);
    return { items: items.map(toRecord), total };
  }

  async findRingGroup(session: DbSession, id: string): Promise<RingGroupRecord | undefined> {
    const row = await this.groups.ringGroup(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput, RingGroupExists */
  async createRingGroup(session: DbSession, tenantId: TenantId, input: unknown): Promise<RingGroupRecord> {
    const { members, ...told } = await this.judged(session, input);
    const row = { ...told, memberIds: members, id: newId(), tenantId, version: 1 };
    await orExists(this.groups.insertRingGroup(session, row));
    return toRecord(row);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, RingGroupExists */
  async updateRingGroup(session: DbSession, id: string, version: number, input: unknown): Promise<RingGroupRecord> {
    const before = await this.groups.ringGroup(session, id);
    if (before === null) throw new NotFound();
    const { members, ...told } = await this.judged(session, input);
    const { otherwise } = told;
    if (otherwise.to === 'ringGroup' && otherwise.ringGroupId === before.id) throw new InvalidInput(INTO_ITSELF);
    const values = { ...told, memberIds: members };
    await orExists(this.groups.updateRingGroup(session, before.id, version, values));
    return toRecord({ ...values, id: before.id, version: version + 1 });
  }

  /** @throws NotFound, InUse */
  async removeRingGroup(session: DbSession, id: string): Promise<void> {
    const row = await this.groups.ringGroup(session, id);
    if (row === null) throw new NotFound();
    await this.references.refuseIfUsed(session, { kind: 'ring_group', id: row.id });
    await this.groups.deleteRingGroup(session, row.id);
  }

  private async usesOf(session: DbSession, thing: Thing): Promise<Use[]> {
    const groups = await this.groups.ringGroupsNaming(session, thing.id);
    return groups
      .filter(({ id }) => id !== thing.id)
      .map(({ id, name }) => ({ kind: 'ring_group', id, label: name }) as const);
  }

  private async judged(session: DbSession, input: unknown) {
    const group = validInput(ringGroupInput, input);
    for (const id of group.members) await mustBeThere(this.references, session, { members: { kind: 'extension', id } });
    await mustBeThere(this.references, session, { otherwise: thingOf(group.otherwise) });
    return group;
  }
}

async function orExists(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw isUniqueViolation(error) ? new RingGroupExists() : error;
  }
}

function toRecord({
  id,
  version,
  name,
  number,
  way,
  ringS,
  ...row
}: Omit<RingGroupEntity, 'tenantId'>): RingGroupRecord {
  return {
    ...{ id: id as RingGroupId, version, name, number, way, ringS },
    members: row.memberIds as ExtensionId[],
    otherwise: row.otherwise as RingGroupRecord['otherwise'],
  };
}
