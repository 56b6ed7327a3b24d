import { Injectable } from '@nestjs/common';

import type { Destination } from '../kernel/destination.js';
import type { AccessNumberId, TenantId } from '../kernel/ids.js';
import type { Language } from '../kernel/language.js';
import { listing, storedDestination, type Listing } from '../platform/database/listing.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isForeignKeyViolation, isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { mustBeThere, notThere } from '../platform/references/reference-input.js';
import { References } from '../platform/references/references.js';
import { thingOf, type Thing, type Use } from '../platform/references/thing.js';
import { validInput } from '../platform/validation/valid-input.js';
import type { AccessNumber } from './core/route.js';
import { numberInput, ownerInput, useInput } from './dto/access-number-input.js';
import type { AccessNumberEntity } from './entities/access-number.entity.js';
import { AccessNumberTaken } from './routing.errors.js';
import { RoutingRepository } from './routing.repository.js';

/** A number of a tenant that is at home on another node. */
export interface NumberElsewhere {
  readonly number: string;
  readonly nodeId: string;
  readonly tenantId: TenantId;
}

export interface AccessNumberRecord {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly tenantId: TenantId;
  readonly language: Language;
  readonly destination: Destination;
  readonly headStartS: number;
  readonly skill: string;
  /** 0: what the queue asks for. */
  readonly skillLevel: number;
}

/** Nothing special for its callers. */
const AS_ALL = { headStartS: 0, skill: '', skillLevel: 0 };

const HANG_UP: Destination = { to: 'hangUp' };

/** Where a destination keeps the id of a thing of that kind; things of other kinds are no destination. */
const DESTINATION_KEYS = {
  queue: 'queueId',
  menu: 'menuId',
  flow: 'flowId',
  extension: 'extensionId',
  prompt: 'promptId',
  mailbox: 'mailboxId',
  ring_group: 'ringGroupId',
  queue_share: 'shareId',
} as const;

/** Access numbers: the platform hands them out to tenants, the tenant says where its callers go. */
@Injectable()
export class RoutingService {
  constructor(
    private readonly routing: RoutingRepository,
    private readonly references: References,
  ) {
    references.register({
      kind: 'access_number',
      label: async (session, id) => (await this.findAccessNumber(session, id))?.number,
      usesOf: (session, thing) => this.usesOf(session, thing),
    });
  }

  /** For the engine. */
  async listAccessNumbers(session: DbSession): Promise<Listing<AccessNumber>> {
    return listing('access_number', await this.routing.accessNumbers(session), (row) => ({
      id: row.id as AccessNumberId,
      number: row.number,
      tenantId: row.tenantId as TenantId,
      destination: storedDestination.parse(row.destination),
      language: row.language,
      headStartS: row.headStartS,
      need: row.skillLevel === 0 ? null : { skill: row.skill, level: row.skillLevel },
    }));
  }

  /** For the engine: numbers of tenants that are at home on other nodes, with those tenants and nodes. */
  async numbersElsewhere(session: DbSession, nodeId: string): Promise<readonly NumberElsewhere[]> {
    const rows = await this.routing.numbersElsewhere(session, nodeId);
    return rows.map((row) => ({ ...row, tenantId: row.tenantId as TenantId }));
  }

  async pageOfAccessNumbers(session: DbSession, query: ListQuery): Promise<Page<AccessNumberRecord>> {
    const { items, total } = await this.routing.pageOfAccessNumbers(session, query);
    return { items: items.map(toRecord), total };
  }

  async findAccessNumber(session: DbSession, id: string): Promise<AccessNumberRecord | undefined> {
    const row = await this.routing.accessNumber(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** Where the number leads is not checked here. @throws AccessNumberTaken */
  async createAccessNumber(session: DbSession, accessNumber: AccessNumber): Promise<AccessNumberRecord> {
    const { headStartS = 0, need = null, ...number } = accessNumber;
    const special = { headStartS, skill: need?.skill ?? '', skillLevel: need?.level ?? 0 };
    const row: AccessNumberEntity = { ...number, ...special, id: newId(), version: 1 };
    try {
      await this.routing.insertAccessNumber(session, row);
    } catch (error) {
      if (isForeignKeyViolation(error)) throw notThere('tenantId');
      throw isUniqueViolation(error) ? new AccessNumberTaken(accessNumber.number) : error;
    }
    return toRecord(row);
  }

  /** The tenant says where callers go, and in which language they are spoken to. @throws NotFound, InvalidInput, ChangedMeanwhile */
  async updateAccessNumber(
    session: DbSession,
    id: string,
    version: number,
    input: unknown,
  ): Promise<AccessNumberRecord> {
    const before = await this.findAccessNumber(session, id);
    if (before === undefined) throw new NotFound();
    const use = validInput(useInput, { ...before, ...(input as object) });
    await mustBeThere(this.references, session, { destination: thingOf(use.destination) });
    await this.routing.updateAccessNumber(session, id, version, use);
    return { ...before, ...use, version: version + 1 };
  }

  /** The platform hands a number out; its callers are hung up on until the tenant says where they go. @throws InvalidInput, AccessNumberTaken */
  async handOutNumber(session: DbSession, input: unknown): Promise<AccessNumberRecord> {
    const number = validInput(numberInput, input);
    return this.createAccessNumber(session, { ...number, destination: HANG_UP });
  }

  /**
   * The platform gives a number to another tenant, or changes its language. What the former tenant had said of it is
   * forgotten with the change of hands.
   *
   * @throws NotFound, InvalidInput, ChangedMeanwhile
   */
  async updateNumber(session: DbSession, id: string, version: number, input: unknown): Promise<AccessNumberRecord> {
    const before = await this.findAccessNumber(session, id);
    if (before === undefined) throw new NotFound();
    const owner = validInput(ownerInput, { ...before, ...(input as object) });
    const values = owner.tenantId === before.tenantId ? owner : { ...owner, ...AS_ALL, destination: HANG_UP };
    try {
      await this.routing.updateAccessNumber(session, id, version, values);
    } catch (error) {
      throw isForeignKeyViolation(error) ? notThere('tenantId') : error;
    }
    return { ...before, ...values, version: version + 1 };
  }

  /** Callers who are in stay in. @throws NotFound, InUse */
  async withdrawNumber(session: DbSession, id: string): Promise<void> {
    const number = await this.findAccessNumber(session, id);
    if (number === undefined) throw new NotFound();
    await this.references.refuseIfUsed(session, { kind: 'access_number', id: number.id });
    await this.routing.deleteAccessNumber(session, id);
  }

  private async usesOf(session: DbSession, { kind, id }: Thing): Promise<Use[]> {
    if (!(kind in DESTINATION_KEYS)) return [];
    const key = DESTINATION_KEYS[kind as keyof typeof DESTINATION_KEYS];
    const rows = await this.routing.accessNumbersTo(session, { [key]: id.toLowerCase() });
    return rows.map((row) => ({ kind: 'access_number', id: row.id, label: row.number }));
  }
}

function toRecord(row: AccessNumberEntity): AccessNumberRecord {
  return {
    id: row.id,
    version: row.version,
    number: row.number,
    tenantId: row.tenantId as TenantId,
    language: row.language,
    // the engine leaves out what makes no sense; people see it as it is and can mend it
    destination: row.destination as Destination,
    headStartS: row.headStartS,
    skill: row.skill,
    skillLevel: row.skillLevel,
  };
}
