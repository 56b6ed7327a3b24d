import { Injectable } from '@nestjs/common';

import { AcdService } from '../acd/acd.service.js';
import { AgentsService } from '../agents/agents.service.js';
import type { CallNow } from '../kernel/live-status.js';
import { LinesService } from '../lines/lines.service.js';
import { Gate } from '../platform/access/gate.js';
import { newId } from '../platform/database/new-id.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { LocalApiClient } from '../platform/local-api/local-api.client.js';
import { ReportsService } from '../reports/reports.service.js';
import { getCall, hangUpCall, listCalls, placeCall, type CallBody } from './dto/calls.js';
import { getCallRecord } from './dto/call-records.js';
import { serve, type Answered, type ApiController, type Asked, type Route } from './dto/operation.js';
import { isoText, maybeIsoText, USUAL_PAGE, type Paging } from './dto/schema.js';
import { EnginePresent } from './engine-present.js';
import { Cursors, pageOfRows } from './http/cursor.js';
import { API_PATH } from './http/problem.js';
import { CallOver, InvalidRequest } from './openapi.errors.js';
import { Witnessed } from './witnessed.js';

interface Placed {
  readonly agent: string;
  readonly to: string;
  readonly showing?: string | undefined;
}

/** Numbers by ids. */
interface Names {
  readonly queues: ReadonlyMap<string, string>;
  readonly agents: ReadonlyMap<string, string>;
  readonly extensions: ReadonlyMap<string, string>;
}

const NO_SUCH_AGENT = { zh: '没有这个工号的座席', en: 'There is no agent of this number' };
/** Instants of 13 digits sort as texts do. */
const INSTANT_DIGITS = 15;

/** The calls of now: they are the engine's; what is over is in the call records. */
@Injectable()
export class CallsController implements ApiController {
  constructor(
    private readonly gate: Gate,
    private readonly agents: AgentsService,
    private readonly acd: AcdService,
    private readonly lines: LinesService,
    private readonly reports: ReportsService,
    private readonly engine: EnginePresent,
    private readonly localApi: LocalApiClient,
    private readonly witnessed: Witnessed,
  ) {}

  readonly routes: readonly Route[] = [
    serve(listCalls, (asked) => this.list(asked)),
    serve(getCall, (asked) => this.one(asked)),
    serve(placeCall, (asked) => this.place(asked)),
    serve(hangUpCall, (asked) => this.hangUp(asked)),
  ];

  private async list({ actor, tenantCode, query }: Asked<Paging, null>) {
    const cursors = new Cursors('calls', query);
    const after = cursors.read(query.cursor, 2);
    const { calls } = await this.engine.presentOf(tenantCode);
    const names = await this.names(actor);
    const position = ({ arrivedAt, callId }: CallNow) => [String(arrivedAt).padStart(INSTANT_DIGITS, '0'), callId];
    const { items, next } = pageOfRows(calls, position, { limit: query.limit ?? USUAL_PAGE, after });
    return {
      body: {
        items: items.map((call) => toBody(call, names)),
        nextCursor: cursors.write(next),
      },
    };
  }

  private async one({ actor, tenantCode, params }: Asked<unknown, unknown>): Promise<Answered<CallBody>> {
    const id = params.id ?? '';
    const call = await this.engine.callOf(tenantCode, id);
    if (call !== undefined) return { body: toBody(call, await this.names(actor)) };
    if (!actor.permissions.has(getCallRecord.permission)) throw new NotFound();
    const record = await this.gate.read(actor, getCallRecord.permission, (session) =>
      this.reports.callRecordFact(session, id),
    );
    throw record === undefined ? new NotFound() : new CallOver(`${API_PATH}/call-records/${encodeURIComponent(id)}`);
  }

  /** Ordered again it is the same call: also where nobody was told of the first one. */
  private async place({ tenantCode, body, ...asked }: Asked<unknown, Placed>) {
    const { agent: number, to, showing = null } = body;
    const callId = asked.once?.orderId ?? newId();
    const isRetry = asked.once?.isRetry ?? false;
    const { result } = await this.witnessed.perform({
      asked,
      permission: placeCall.permission,
      prepare: async (session) => {
        const agent = await this.agents.findAgentByNumber(session, number);
        if (agent === undefined) throw new InvalidRequest([{ in: 'body', field: 'agent', text: NO_SUCH_AGENT }]);
        const after = { agent: number, to, ...(showing === null ? {} : { showing }) };
        const about = { objectType: 'call', objectId: null, objectLabel: `${number} → ${to}` };
        const isOver = isRetry && (await this.reports.callRecordFact(session, callId)) !== undefined;
        return { thing: { isOver }, act: { action: 'placeCall', ...about, after } };
      },
      act: async ({ isOver }) =>
        isOver ? { callId } : this.localApi.placeCall({ tenantCode, number }, { to, showing, callId }),
    });
    return { body: { id: result.callId }, location: `/calls/${encodeURIComponent(result.callId)}` };
  }

  /** A call that is not there is no act: nothing is kept of it. */
  private async hangUp({ tenantCode, params, ...asked }: Asked<unknown, unknown>) {
    const id = params.id ?? '';
    const call = await this.engine.callOf(tenantCode, id);
    if (call === undefined) throw new NotFound();
    await this.witnessed.perform({
      asked,
      permission: hangUpCall.permission,
      prepare: () => {
        const objectLabel = `${call.caller} → ${call.called}`;
        return Promise.resolve({
          thing: id,
          act: { action: 'hangUp', objectType: 'call', objectId: id, objectLabel, after: {} },
        });
      },
      act: () => this.localApi.hangUpOf(tenantCode, id),
    });
    return { body: { id } };
  }

  private names(actor: Asked<unknown, unknown>['actor']): Promise<Names> {
    return this.gate.read(actor, listCalls.permission, async (session) => ({
      queues: new Map((await this.acd.allQueues(session)).map(({ id, number }) => [id, number])),
      agents: new Map((await this.agents.agentProfiles(session)).map(({ id, number }) => [id, number])),
      extensions: new Map((await this.lines.listExtensions(session)).map(({ id, dn }) => [id, dn])),
    }));
  }
}

function toBody(call: CallNow, { queues, agents, extensions }: Names): CallBody {
  const agentId = call.agentId ?? call.partyAgentId;
  return {
    id: call.callId,
    direction: call.direction,
    phase: call.phase as CallBody['phase'],
    since: isoText(call.since),
    caller: call.caller,
    called: call.called,
    queue: queues.get(call.queueId ?? '') ?? null,
    agent: agents.get(agentId ?? '') ?? null,
    arrivedAt: isoText(call.arrivedAt),
    queuedAt: maybeIsoText(call.queuedAt),
    connectedAt: maybeIsoText(call.connectedAt),
    held: call.talk?.held ?? false,
    muted: call.talk?.muted ?? false,
    inFlow: call.talk?.inFlow ?? false,
    found: call.talk?.found ?? {},
    recording: call.talk?.recording ?? 'none',
    members: (call.talk?.members ?? []).map(({ agentId: asked, extensionId, ...member }) => ({
      ...member,
      agent: agents.get(asked ?? '') ?? null,
      extension: extensions.get(extensionId ?? '') ?? null,
    })),
  };
}
