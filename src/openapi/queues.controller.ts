import { Injectable } from '@nestjs/common';

import { AcdService } from '../acd/acd.service.js';
import { systemClock } from '../kernel/clock.js';
import { Gate } from '../platform/access/gate.js';
import {
  averageSpeedOfAnswerMs,
  serviceLevel,
  NO_QUEUE_FIGURES,
  type QueueToday,
} from '../reports/core/figures/figures.js';
import { TodayService } from '../reports/today.service.js';
import { serve, type ApiController, type Asked, type Route } from './dto/operation.js';
import { listQueues } from './dto/queues.js';
import { USUAL_PAGE, type Paging } from './dto/schema.js';
import { EnginePresent } from './engine-present.js';
import { byNumber, Cursors, pageOfRows } from './http/cursor.js';

/** Queues, who is in them now, and how their day has been. */
@Injectable()
export class QueuesController implements ApiController {
  constructor(
    private readonly gate: Gate,
    private readonly acd: AcdService,
    private readonly engine: EnginePresent,
    private readonly today: TodayService,
  ) {}

  readonly routes: readonly Route[] = [serve(listQueues, (asked) => this.list(asked))];

  private async list({ actor, tenantId, tenantCode, query }: Asked<Paging, null>) {
    const cursors = new Cursors('queues', query);
    const after = cursors.read(query.cursor, 2);
    const { queues: now } = await this.engine.presentOf(tenantCode);
    const states = new Map(now.map((row) => [row.id, row]));
    const { queues, days } = await this.gate.read(actor, listQueues.permission, async (session) => ({
      queues: await this.acd.allQueues(session),
      days: await this.today.ofQueues(session, tenantId, systemClock.now()),
    }));
    const limit = query.limit ?? USUAL_PAGE;
    const { items, next } = pageOfRows(queues, ({ number }) => byNumber(number), { limit, after });
    return {
      body: {
        items: items.map(({ id, number, name }) => {
          const state = states.get(id);
          const day = todayBody(days.get(id) ?? NO_QUEUE_FIGURES);
          return { number, name, waiting: state?.waiting ?? 0, ready: state?.ready ?? 0, today: day };
        }),
        nextCursor: cursors.write(next),
      },
    };
  }
}

function todayBody(day: QueueToday) {
  const { offered, answered, abandoned } = day;
  return {
    offered,
    answered,
    abandoned,
    serviceLevel: serviceLevel(day),
    speedOfAnswerMs: averageSpeedOfAnswerMs(day),
  };
}
