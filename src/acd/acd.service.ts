import { Injectable } from '@nestjs/common';

import type { Destination } from '../kernel/destination.js';
import type { AccessNumberId, FlowId, QueueId, TenantId } from '../kernel/ids.js';
import { Databases } from '../platform/database/databases.js';
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
import { QueueExists, QueueShared } from './acd.errors.js';
import { AcdRepository } from './acd.repository.js';
import type { Queue } from './core/queue.js';
import type { QueueShare } from './core/queue-share.js';
import type { QueueRecord } from './core/queue-record.js';
import type { QueueWaiting } from './core/queue-waiting.js';
import { callbackFields, storedCallback, withCallback } from './dto/callback-input.js';
import { queueInput } from './dto/queue-input.js';
import { selectionFields, storedSelection, withSelection } from './dto/selection-input.js';
import { storedWaiting, thingsOfWaiting, waitingFields, withWaiting } from './dto/waiting-input.js';
import type { QueueEntity } from './entities/queue.entity.js';

/** Of queues without a prompt of their own to wait with: Asterisk's. */
const MUSIC = 'default';

@Injectable()
export class AcdService {
  constructor(
    private readonly acd: AcdRepository,
    private readonly references: References,
    private readonly databases: Databases,
  ) {
    references.register({
      kind: 'queue',
      label: async (session, id) => {
        const queue = await this.acd.queueById(session, id);
        return queue === null ? undefined : labelOf(queue);
      },
      usesOf: (session, thing) => this.usesOf(session, thing),
    });
  }

  /** For the engine. */
  async listQueues(session: DbSession): Promise<Listing<Queue>> {
    return listing('queue', await this.acd.queues(session), (row) => ({
      id: row.id as QueueId,
      tenantId: row.tenantId as TenantId,
      number: row.number,
      musicClass: row.musicClass,
      ringTimeoutS: row.ringTimeoutS,
      maxWaitS: row.maxWaitS,
      overflow: storedDestination.parse(row.overflow),
      wrapUpS: row.wrapUpS,
      dispositionRequired: row.dispositionRequired,
      record: row.record,
      answerBeforeAgent: row.answerBeforeAgent,
      callerNumberIds: row.callerNumberIds as AccessNumberId[],
      ...evaluationOf(row),
      ...(row.selection === null ? {} : { selection: storedSelection.parse(row.selection) }),
      ...(row.waiting === null ? {} : { waiting: storedWaiting.parse(row.waiting) }),
      ...(row.callback === null ? {} : { callback: storedCallback.parse(row.callback) }),
    }));
  }

  /** For the engine: leaves of which either tenant is of its node. */
  async sharesOfNode(session: DbSession): Promise<Omit<QueueShare, 'nodeId'>[]> {
    return (await this.acd.sharesOfNode(session)).map((row) => ({
      id: row.id,
      tenantId: row.tenant_id as TenantId,
      name: row.name,
      toTenantId: row.to_tenant_id as TenantId,
      toQueueId: row.to_queue_id as QueueId,
    }));
  }

  async pageOfQueues(session: DbSession, query: ListQuery): Promise<Page<QueueRecord>> {
    const page = await this.acd.pageOfQueues(session, query);
    return { items: page.items.map(toRecord), total: page.total };
  }

  /** All that the session sees, as people see them. */
  async allQueues(session: DbSession): Promise<QueueRecord[]> {
    return (await this.acd.queues(session)).map(toRecord);
  }

  async findQueue(session: DbSession, id: string): Promise<QueueRecord | undefined> {
    const row = await this.acd.queueById(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput, QueueExists */
  async createQueue(session: DbSession, tenantId: TenantId, input: unknown): Promise<QueueRecord> {
    const valid = withCallback(withWaiting(withSelection(validInput(queueInput, input))));
    const { callerNumberIds = [], ...queue } = valid;
    await this.allMustBeThere(session, { ...queue, callerNumberIds });
    const row: QueueEntity = { ...queue, callerNumberIds, musicClass: MUSIC, id: newId(), tenantId, version: 1 };
    try {
      await this.acd.insertQueue(session, row);
    } catch (error) {
      throw isUniqueViolation(error) ? new QueueExists(queue.number) : error;
    }
    return toRecord(row);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, QueueExists */
  async updateQueue(session: DbSession, id: string, version: number, input: unknown): Promise<QueueRecord> {
    const valid = withCallback(withWaiting(withSelection(validInput(queueInput, input))));
    const before = await this.acd.queueById(session, id);
    if (before === null) throw new NotFound();
    const queue = { ...valid, callerNumberIds: valid.callerNumberIds ?? before.callerNumberIds };
    refuseItself(before.id, queue);
    await this.allMustBeThere(session, queue);
    try {
      await this.acd.updateQueue(session, before.id, version, queue);
    } catch (error) {
      throw isUniqueViolation(error) ? new QueueExists(queue.number) : error;
    }
    const { tenantId, musicClass } = before;
    return toRecord({ ...queue, id: before.id, tenantId, musicClass, version: version + 1 });
  }

  /** Agents serve it no longer; callers who wait in it are told that nobody is free. @throws NotFound, InUse, QueueShared */
  async removeQueue(session: DbSession, id: string): Promise<void> {
    const queue = await this.acd.queueById(session, id);
    if (queue === null) throw new NotFound();
    await this.references.refuseIfUsed(session, { kind: 'queue', id: queue.id });
    // the tenant sees only what it is led to itself; whose callers come here is the platform's
    const isShared = await this.databases.snapshot('operator', (platform) => this.acd.isShared(platform, queue.id));
    if (isShared) throw new QueueShared();
    await this.acd.deleteQueue(session, queue.id);
  }

  /** The agents of these queues have been changed elsewhere than at the queues. */
  async agentsChanged(session: DbSession, queueIds: readonly QueueId[]): Promise<void> {
    if (queueIds.length > 0) await this.acd.countVersionsUp(session, queueIds);
  }

  private async usesOf(session: DbSession, thing: Thing): Promise<Use[]> {
    const queues =
      thing.kind === 'access_number'
        ? await this.acd.queuesShowing(session, thing.id)
        : await this.acd.queuesLeadingTo(session, thing.id);
    return queues
      .filter((queue) => queue.id !== thing.id)
      .map((queue) => ({ kind: 'queue', id: queue.id, label: labelOf(queue) }));
  }

  private async allMustBeThere(session: DbSession, told: LeadsOn): Promise<void> {
    const { overflow, waiting, callerNumberIds, evaluationFlowId } = told;
    for (const id of callerNumberIds) {
      await mustBeThere(this.references, session, { callerNumberIds: { kind: 'access_number', id } });
    }
    await mustBeThere(this.references, session, {
      evaluationFlowId: evaluationFlowId === null ? null : { kind: 'flow', id: evaluationFlowId },
      ...{ overflow: thingOf(overflow), ...thingsOfWaiting(waiting) },
    });
  }
}

/** Where callers of a queue may go. */
interface LeadsOn {
  readonly overflow: Destination;
  readonly waiting: QueueWaiting;
  readonly callerNumberIds: readonly string[];
  readonly evaluationFlowId: string | null;
}

/** Nobody goes from a queue into the same queue. @throws InvalidInput */
function refuseItself(
  id: string,
  { overflow, waiting: { whenFull, whenNobody, whenOnBreak } }: Pick<LeadsOn, 'overflow' | 'waiting'>,
): void {
  const own = Object.entries({ overflow, whenFull, whenNobody, whenOnBreak }).filter(
    ([, destination]) => destination?.to === 'queue' && destination.queueId === id,
  );
  if (own.length > 0) throw new InvalidInput(Object.fromEntries(own.map(([field]) => [field, INTO_ITSELF])));
}

const INTO_ITSELF = {
  zh: '来电不能再转回本队列，请选择其他去向',
  en: 'Callers cannot go to this same queue again; choose another destination',
};

function evaluationOf({ evaluationFlowId, evaluationFromS }: QueueEntity): Pick<Queue, 'evaluation'> {
  if (evaluationFlowId === null) return {};
  return { evaluation: { flowId: evaluationFlowId as FlowId, fromS: evaluationFromS } };
}

function labelOf({ number, name }: { readonly number: string; readonly name: string }): string {
  return `${number} ${name}`;
}

function toRecord({ tenantId: _, musicClass: __, selection, waiting, callback, ...row }: QueueEntity): QueueRecord {
  const said = { ...selectionFields(selection), ...waitingFields(waiting), ...callbackFields(callback) };
  const shown = {
    callerNumberIds: row.callerNumberIds as AccessNumberId[],
    evaluationFlowId: row.evaluationFlowId as FlowId | null,
  };
  return { ...row, ...said, id: row.id as QueueId, overflow: row.overflow as Destination, ...shown };
}
