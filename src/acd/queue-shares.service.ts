import { Injectable } from '@nestjs/common';

import type { QueueId, TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isForeignKeyViolation, isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { notThere } from '../platform/references/reference-input.js';
import { References } from '../platform/references/references.js';
import { validInput } from '../platform/validation/valid-input.js';
import { InvalidInput } from '../platform/validation/validation.errors.js';
import { QueueShareExists } from './acd.errors.js';
import { newQueueShareInput, queueShareInput } from './dto/queue-share-input.js';
import type { QueueShareEntity } from './entities/queue-share.entity.js';
import { QueueSharesRepository } from './queue-shares.repository.js';

/** A share as the platform's operators see it. */
export interface QueueShareRecord {
  readonly id: string;
  readonly version: number;
  readonly tenantId: TenantId;
  readonly name: string;
  readonly toTenantId: TenantId;
  readonly toQueueId: QueueId;
  /** As its tenant has numbered and named it; '' where the session sees no such queue. */
  readonly toQueueNumber: string;
  readonly toQueueName: string;
}

/** A share as the tenant sees it whose callers go on: its name. */
export interface NamedShare {
  readonly id: string;
  readonly version: number;
  readonly name: string;
}

/** Queues that callers of other tenants may go on to, by the platform's leave. */
@Injectable()
export class QueueSharesService {
  constructor(
    private readonly shares: QueueSharesRepository,
    private readonly references: References,
  ) {
    references.register({
      kind: 'queue_share',
      label: async (session, id) => (await this.shares.namedShare(session, id))?.name,
      usesOf: () => Promise.resolve([]),
    });
  }

  async pageOfQueueShares(session: DbSession, query: ListQuery): Promise<Page<QueueShareRecord>> {
    const { items, total } = await this.shares.pageOfQueueShares(session, query);
    const records: QueueShareRecord[] = [];
    for (const row of items) records.push(await this.toRecord(session, row));
    return { items: records, total };
  }

  async findQueueShare(session: DbSession, id: string): Promise<QueueShareRecord | undefined> {
    const row = await this.shares.queueShare(session, id);
    return row === null ? undefined : this.toRecord(session, row);
  }

  /** For the tenant's own forms. */
  async pageOfNamedShares(session: DbSession, query: ListQuery): Promise<Page<NamedShare>> {
    const { items, total } = await this.shares.pageOfNamedShares(session, query);
    return { items: items.map(({ id, version, name }) => ({ id, version, name })), total };
  }

  async findNamedShare(session: DbSession, id: string): Promise<NamedShare | undefined> {
    const row = await this.shares.namedShare(session, id);
    return row === null ? undefined : { id: row.id, version: row.version, name: row.name };
  }

  /** @throws InvalidInput, QueueShareExists */
  async createQueueShare(session: DbSession, input: unknown): Promise<QueueShareRecord> {
    const { toQueueNumber, ...share } = validInput(newQueueShareInput, input);
    const toQueueId = await this.queueIdOf(session, share.tenantId, share.toTenantId, toQueueNumber);
    const row: QueueShareEntity = { ...share, toQueueId, id: newId(), version: 1 };
    try {
      await this.shares.insertQueueShare(session, row);
    } catch (error) {
      if (isForeignKeyViolation(error)) throw notThere('tenantId');
      throw isUniqueViolation(error) ? new QueueShareExists() : error;
    }
    return this.toRecord(session, row);
  }

  /** @throws NotFound, InvalidInput, ChangedMeanwhile, QueueShareExists */
  async updateQueueShare(session: DbSession, id: string, version: number, input: unknown): Promise<QueueShareRecord> {
    const before = await this.findQueueShare(session, id);
    if (before === undefined) throw new NotFound();
    const { toQueueNumber, ...share } = validInput(queueShareInput, { ...before, ...(input as object) });
    const toQueueId = await this.queueIdOf(session, before.tenantId, share.toTenantId, toQueueNumber);
    try {
      await this.shares.updateQueueShare(session, before.id, version, { ...share, toQueueId });
    } catch (error) {
      throw isUniqueViolation(error) ? new QueueShareExists() : error;
    }
    return this.toRecord(session, { ...before, ...share, toQueueId, version: version + 1 });
  }

  /** @throws NotFound, InUse */
  async removeQueueShare(session: DbSession, id: string): Promise<void> {
    await this.references.refuseIfUsed(session, { kind: 'queue_share', id });
    if (!(await this.shares.deleteQueueShare(session, id))) throw new NotFound();
  }

  private async queueIdOf(session: DbSession, tenantId: string, toTenantId: string, number: string): Promise<string> {
    if (tenantId === toTenantId) {
      const text = { zh: '企业自己的队列不需要共享', en: 'A tenant needs no leave for its own queues' };
      throw new InvalidInput({ toTenantId: text });
    }
    const queue = await this.shares.queueOfNumber(session, toTenantId, number);
    if (queue !== null) return queue.id;
    const text = { zh: '该企业没有这个队列', en: 'That tenant has no such queue' };
    throw new InvalidInput({ toQueueNumber: text });
  }

  private async toRecord(session: DbSession, row: QueueShareEntity): Promise<QueueShareRecord> {
    const queue = await this.shares.queueOfShare(session, row);
    return {
      ...{ id: row.id, version: row.version, name: row.name, tenantId: row.tenantId as TenantId },
      ...{ toTenantId: row.toTenantId as TenantId, toQueueId: row.toQueueId as QueueId },
      ...{ toQueueNumber: queue?.number ?? '', toQueueName: queue?.name ?? '' },
    };
  }
}
