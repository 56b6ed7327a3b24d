import { Injectable } from '@nestjs/common';

import { fitsQueues } from '../acd/core/disposition.js';
import { DispositionsService, type DispositionRecord } from '../acd/dispositions.service.js';
import type { DbSession } from '../platform/database/transaction.js';
import { LocalApiClient, type SayingOrder } from '../platform/local-api/local-api.client.js';
import { EngineRefused } from '../platform/local-api/local-api.errors.js';
import { validInput } from '../platform/validation/valid-input.js';
import { InvalidInput } from '../platform/validation/validation.errors.js';
import { sayingInput } from './dto/saying-input.js';
import { ReportsService } from './reports.service.js';

/** A call that something may be said of: it runs, has just ended, or is a record. */
export interface SpokenOf {
  readonly id: string;
  /** What people call it. */
  readonly label: string;
  readonly queueId: string | null;
  readonly agentIds: readonly string[];
}

/** What is said; `disposition` for the audit log. */
export interface Saying extends Pick<SayingOrder, 'dispositionId' | 'note'> {
  readonly disposition?: string | null;
}

const NOTHING = { zh: '请选择小结或填写备注', en: 'Choose a disposition, or write a note' };
const NOT_FITTING = {
  zh: '该小结不存在、已停用，或不适用于此通话的队列',
  en: 'There is no such disposition, it is not in use, or it is not for the queue of this call',
};

/** What agents and others say of calls: during a call, in the wrap-up, and later. The engine makes the fact. */
@Injectable()
export class CallSayingsService {
  constructor(
    private readonly reports: ReportsService,
    private readonly dispositions: DispositionsService,
    private readonly localApi: LocalApiClient,
  ) {}

  /** undefined: the session's tenant has no such call. */
  async spokenOf(session: DbSession, tenantCode: string, id: string): Promise<SpokenOf | undefined> {
    const record = await this.reports.findCallRecord(session, id);
    if (record !== undefined) {
      const { caller, called, queue, agent } = record;
      const agentIds = agent === null ? [] : [agent.id];
      return { id, label: labelOf(caller, called), queueId: queue?.id ?? null, agentIds };
    }
    try {
      const { caller, called, queueId, agentIds } = await this.localApi.spokenOf(tenantCode, id);
      return { id, label: labelOf(caller, called), queueId, agentIds };
    } catch (error) {
      if (error instanceof EngineRefused && error.httpStatus === 404) return undefined;
      throw error;
    }
  }

  /** Dispositions that may be said of the call, by code. */
  async choicesFor(session: DbSession, { queueId }: Pick<SpokenOf, 'queueId'>) {
    const queueIds = queueId === null ? [] : [queueId];
    return (await this.dispositions.listDispositions(session)).filter((one) => fitsQueues(one, queueIds));
  }

  /** @throws InvalidInput (`dispositionId`, `note`) */
  async judged(session: DbSession, call: SpokenOf, input: unknown): Promise<Saying> {
    const { dispositionId, note } = validInput(sayingInput, input);
    if (dispositionId === undefined && note === undefined) throw new InvalidInput({ note: NOTHING });
    const said = note === undefined ? {} : { note };
    if (dispositionId === undefined) return said;
    if (dispositionId === null) return { ...said, dispositionId, disposition: null };
    const disposition = await this.fitting(session, call, dispositionId);
    return { ...said, dispositionId, disposition: `${disposition.code} ${disposition.nameZh}` };
  }

  /** Says it; the same order again says nothing more. */
  async say(
    tenantCode: string,
    call: Pick<SpokenOf, 'id'>,
    who: Pick<SayingOrder, 'id' | 'agent' | 'by'>,
    { dispositionId, note }: Saying,
  ): Promise<void> {
    await this.localApi.sayOfCall(tenantCode, call.id, {
      ...who,
      ...(dispositionId === undefined ? {} : { dispositionId }),
      ...(note === undefined ? {} : { note }),
    });
  }

  /** @throws InvalidInput */
  private async fitting(session: DbSession, { queueId }: SpokenOf, id: string): Promise<DispositionRecord> {
    const found = await this.dispositions.findDisposition(session, id);
    if (found !== undefined && fitsQueues(found, queueId === null ? [] : [queueId])) return found;
    throw new InvalidInput({ dispositionId: NOT_FITTING });
  }
}

function labelOf(caller: string, called: string): string {
  return `${caller} → ${called}`;
}
