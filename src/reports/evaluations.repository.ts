import { Injectable } from '@nestjs/common';

import { pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { EvaluationDayEntity, EvaluationEntity } from './entities/evaluation.entity.js';

const NEWEST = { by: 'at', descending: true };
const LATEST_DAY = { by: 'day', descending: true };

/** What callers said of their agents, as the session's role sees it. */
@Injectable()
export class EvaluationsRepository {
  pageOfEvaluations(session: DbSession, query: ListQuery): Promise<Page<EvaluationEntity>> {
    const sorted = { ...query, sort: query.sort ?? NEWEST };
    return pageOf(session, EvaluationEntity, sorted, {
      ...{ at: 'instant', agentId: 'id', queueId: 'id', question: 'text', score: 'number', callId: 'text' },
    } as const);
  }

  evaluation(session: DbSession, id: string): Promise<EvaluationEntity | null> {
    return session.findOneBy(EvaluationEntity, { id });
  }

  pageOfDays(session: DbSession, query: ListQuery): Promise<Page<EvaluationDayEntity>> {
    const sorted = { ...query, sort: query.sort ?? LATEST_DAY };
    return pageOf(session, EvaluationDayEntity, sorted, {
      ...{ day: 'text', agentId: 'id', queueId: 'id', asked: 'number', answered: 'number' },
      ...{ scores: 'number', percent: 'number', low: 'number' },
    } as const);
  }

  dayOf(session: DbSession, id: string): Promise<EvaluationDayEntity | null> {
    return session.findOneBy(EvaluationDayEntity, { id });
  }
}
