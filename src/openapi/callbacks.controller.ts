import { Injectable } from '@nestjs/common';

import { AcdService } from '../acd/acd.service.js';
import type { CallbackNow } from '../kernel/live-status.js';
import { Gate } from '../platform/access/gate.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { LocalApiClient } from '../platform/local-api/local-api.client.js';
import { CallbackRecordsService } from '../reports/callback-records.service.js';
import type { CallbackRecordView } from '../reports/core/callback-record.js';
import {
  cancelCallback,
  listCallbacks,
  listEndedCallbacks,
  type CallbackBody,
  type EndedCallbackBody,
} from './dto/callbacks.js';
import { serve, type ApiController, type Asked, type Route } from './dto/operation.js';
import { isoText, maybeIsoText, USUAL_PAGE, type Paging } from './dto/schema.js';
import { EnginePresent } from './engine-present.js';
import { Cursors, pageOfRows, readRow } from './http/cursor.js';
import { Witnessed } from './witnessed.js';

/** Instants of 13 digits sort as texts do. */
const INSTANT_DIGITS = 15;

/** Who asked to be called back: those who wait are the engine's, the others are in the database. */
@Injectable()
export class CallbacksController implements ApiController {
  constructor(
    private readonly gate: Gate,
    private readonly acd: AcdService,
    private readonly records: CallbackRecordsService,
    private readonly engine: EnginePresent,
    private readonly localApi: LocalApiClient,
    private readonly witnessed: Witnessed,
  ) {}

  readonly routes: readonly Route[] = [
    serve(listCallbacks, (asked) => this.list(asked)),
    serve(cancelCallback, (asked) => this.cancel(asked)),
    serve(listEndedCallbacks, (asked) => this.listEnded(asked)),
  ];

  private async list({ actor, tenantCode, query }: Asked<Paging, null>) {
    const cursors = new Cursors('callbacks', query);
    const after = cursors.read(query.cursor, 2);
    const waiting = await this.engine.callbacksOf(tenantCode);
    const queues = await this.gate.read(actor, listCallbacks.permission, (session) => this.acd.allQueues(session));
    const numbers = new Map<string, string>(queues.map(({ id, number }) => [id, number]));
    const position = ({ askedAt, callbackId }: CallbackNow) => [
      String(askedAt).padStart(INSTANT_DIGITS, '0'),
      callbackId,
    ];
    const { items, next } = pageOfRows(waiting, position, { limit: query.limit ?? USUAL_PAGE, after });
    return {
      body: {
        items: items.map((one) => waitingBody(one, numbers.get(one.queueId) ?? null)),
        nextCursor: cursors.write(next),
      },
    };
  }

  /** A callback that is not there is no act: nothing is kept of it. */
  private async cancel({ tenantCode, params, ...asked }: Asked<unknown, unknown>) {
    const id = params.id ?? '';
    const callback = (await this.engine.callbacksOf(tenantCode)).find(({ callbackId }) => callbackId === id);
    if (callback === undefined) throw new NotFound();
    await this.witnessed.perform({
      asked,
      permission: cancelCallback.permission,
      prepare: () => {
        const about = { objectType: 'callback', objectId: id, objectLabel: callback.number };
        return Promise.resolve({ thing: id, act: { action: 'cancel', ...about, after: {} } });
      },
      act: () => this.localApi.cancelCallback(tenantCode, id),
    });
    return { body: { id } };
  }

  private async listEnded({ actor, query }: Asked<Paging, null>) {
    const cursors = new Cursors('ended-callbacks', query);
    const after = readRow(cursors, query.cursor);
    return this.gate.read(actor, listEndedCallbacks.permission, async (session) => {
      const { items, next } = await this.records.after(session, after, query.limit ?? USUAL_PAGE);
      const nextCursor = next === null ? null : cursors.write([next.atUs, next.id]);
      return { body: { items: items.map(endedBody), nextCursor } };
    });
  }
}

function waitingBody(callback: CallbackNow, queue: string | null): CallbackBody {
  const { callbackId, number, phase, place, since, askedAt, expiresAt, tries, callId } = callback;
  return {
    ...{ id: callbackId, number, queue, phase, place, tries, callId },
    ...{ since: isoText(since), askedAt: isoText(askedAt), expiresAt: isoText(expiresAt) },
  };
}

function endedBody(record: CallbackRecordView): EndedCallbackBody {
  const { callId: id, number, queueNumber: queue, outcome, askedAt, endedAt, missed, reachedBy: callId } = record;
  return {
    ...{ id, number, queue, outcome, missed, callId },
    ...{ askedAt: maybeIsoText(askedAt), endedAt: isoText(endedAt) },
  };
}
