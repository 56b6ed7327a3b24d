import { Injectable } from '@nestjs/common';

import { AcdService } from '../acd/acd.service.js';
import { Gate } from '../platform/access/gate.js';
import { serve, type ApiController, type Asked, type Route } from './dto/operation.js';
import { listQueues } from './dto/queues.js';
import { USUAL_PAGE, type Paging } from './dto/schema.js';
import { EnginePresent } from './engine-present.js';
import { byNumber, Cursors, pageOfRows } from './http/cursor.js';

/** Queues, and who is in them now. */
@Injectable()
export class QueuesController implements ApiController {
  constructor(
    private readonly gate: Gate,
    private readonly acd: AcdService,
    private readonly engine: EnginePresent,
  ) {}

  readonly routes: readonly Route[] = [serve(listQueues, (asked) => this.list(asked))];

  private async list({ actor, tenantCode, query }: Asked<Paging, null>) {
    const cursors = new Cursors('queues', query);
    const after = cursors.read(query.cursor, 2);
    const { queues: now } = await this.engine.presentOf(tenantCode);
    const states = new Map(now.map((row) => [row.id, row]));
    const queues = await this.gate.read(actor, listQueues.permission, (session) => this.acd.allQueues(session));
    const limit = query.limit ?? USUAL_PAGE;
    const { items, next } = pageOfRows(queues, ({ number }) => byNumber(number), { limit, after });
    return {
      body: {
        items: items.map(({ id, number, name }) => {
          const state = states.get(id);
          return { number, name, waiting: state?.waiting ?? 0, ready: state?.ready ?? 0 };
        }),
        nextCursor: cursors.write(next),
      },
    };
  }
}
