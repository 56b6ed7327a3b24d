import { Injectable } from '@nestjs/common';

import type { ListQuery, Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { isKeepable } from '../platform/validation/keepable-text.js';
import type { Evaluation, EvaluationDay } from './core/evaluation.js';
import type { EvaluationDayEntity, EvaluationEntity } from './entities/evaluation.entity.js';
import { EvaluationsRepository } from './evaluations.repository.js';

/** What callers said of their agents. The session decides whose. */
@Injectable()
export class EvaluationsService {
  constructor(private readonly evaluations: EvaluationsRepository) {}

  /** The newest first, if nothing else is asked for. */
  async pageOfEvaluations(session: DbSession, query: ListQuery): Promise<Page<Evaluation>> {
    const { items, total } = await this.evaluations.pageOfEvaluations(session, query);
    return { items: items.map(toView), total };
  }

  /** undefined: the session sees none. */
  async findEvaluation(session: DbSession, id: string): Promise<Evaluation | undefined> {
    const row = isKeepable(id) ? await this.evaluations.evaluation(session, id) : null;
    return row === null ? undefined : toView(row);
  }

  /** The latest day first, if nothing else is asked for. */
  async pageOfDays(session: DbSession, query: ListQuery): Promise<Page<EvaluationDay>> {
    const { items, total } = await this.evaluations.pageOfDays(session, query);
    return { items: items.map(toView), total };
  }

  /** undefined: the session sees none. */
  async findDay(session: DbSession, id: string): Promise<EvaluationDay | undefined> {
    const row = isKeepable(id) ? await this.evaluations.dayOf(session, id) : null;
    return row === null ? undefined : toView(row);
  }
}

function toView<E extends EvaluationEntity | EvaluationDayEntity>({ tenantId: _, ...row }: E): Omit<E, 'tenantId'> {
  return row;
}
