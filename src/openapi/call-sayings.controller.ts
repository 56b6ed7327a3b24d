import { Injectable } from '@nestjs/common';

import { AcdService } from '../acd/acd.service.js';
import { DispositionsService } from '../acd/dispositions.service.js';
import { NotReadyReasonsService } from '../acd/not-ready-reasons.service.js';
import { AgentsService } from '../agents/agents.service.js';
import { Gate } from '../platform/access/gate.js';
import { newId } from '../platform/database/new-id.js';
import type { DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { InvalidInput } from '../platform/validation/validation.errors.js';
import { CallSayingsService, type Saying, type SpokenOf } from '../reports/call-sayings.service.js';
import { serve, type Answered, type ApiController, type Asked, type Route } from './dto/operation.js';
import { listDispositions, listNotReadyReasons, sayOfCall } from './dto/wrap-up.js';
import { InvalidRequest } from './openapi.errors.js';
import { Witnessed } from './witnessed.js';

interface Said {
  readonly disposition?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly agent?: string | undefined;
}

const NO_SUCH_AGENT = { zh: '没有这个工号', en: 'There is no such agent' };
const NO_SUCH_DISPOSITION = { zh: '没有这个小结代码', en: 'There is no disposition of this code' };

/** What agents may choose from, and what they say of calls. */
@Injectable()
export class CallSayingsController implements ApiController {
  constructor(
    private readonly gate: Gate,
    private readonly reasons: NotReadyReasonsService,
    private readonly dispositions: DispositionsService,
    private readonly acd: AcdService,
    private readonly agents: AgentsService,
    private readonly sayings: CallSayingsService,
    private readonly witnessed: Witnessed,
  ) {}

  readonly routes: readonly Route[] = [
    serve(listNotReadyReasons, (asked) => this.listReasons(asked)),
    serve(listDispositions, (asked) => this.listDispositions(asked)),
    serve(sayOfCall, (asked) => this.say(asked)),
  ];

  private listReasons({ actor }: Asked<unknown, null>) {
    return this.gate.read(actor, listNotReadyReasons.permission, async (session) => {
      const all = await this.reasons.reasonsOfTenant(session);
      return {
        body: {
          items: all.map(({ code, key, name, paid, active }) => ({
            code,
            reason: key,
            name: { ...name },
            paid,
            active,
          })),
        },
      };
    });
  }

  private listDispositions({ actor }: Asked<unknown, null>) {
    return this.gate.read(actor, listDispositions.permission, async (session) => {
      const numbers = new Map((await this.acd.allQueues(session)).map(({ id, number }) => [id, number]));
      const all = await this.dispositions.listDispositions(session);
      return {
        body: {
          items: all.map(({ code, name, queueIds, active }) => ({
            ...{ code, name: { ...name }, active },
            queues: queueIds.flatMap((id) => numbers.get(id) ?? []).toSorted(),
          })),
        },
      };
    });
  }

  /** Kept first who says it; asked again with the same idempotency key it is said once. */
  private async say({ tenantCode, params, body, ...asked }: Asked<unknown, Said>): Promise<Answered<{ id: string }>> {
    const { agent = null } = body;
    const who = { id: asked.once?.orderId ?? newId(), agent, by: agent ?? asked.actor.name };
    const { found } = await this.witnessed.perform({
      asked,
      permission: sayOfCall.permission,
      prepare: async (session) => {
        const call = await this.sayings.spokenOf(session, tenantCode, params.id ?? '');
        if (call === undefined) throw new NotFound();
        if (agent !== null && (await this.agents.findAgentByNumber(session, agent)) === undefined)
          throw new InvalidRequest([{ in: 'body', field: 'agent', text: NO_SUCH_AGENT }]);
        const saying = await this.judged(session, call, body);
        const { disposition, note } = saying;
        const after = {
          ...(disposition === undefined ? {} : { disposition }),
          ...(note === undefined ? {} : { note }),
        };
        const about = { objectType: 'call', objectId: call.id, objectLabel: call.label };
        return { thing: { call, saying }, act: { action: 'say', ...about, after: { ...after, by: who.by } } };
      },
      act: ({ call, saying }) => this.sayings.say(tenantCode, call, who, saying),
    });
    return { body: { id: found.call.id } };
  }

  /** By its code. @throws InvalidRequest */
  private async judged(session: DbSession, call: SpokenOf, { disposition: code, note }: Said): Promise<Saying> {
    const chosen =
      code === undefined || code === null
        ? code
        : (await this.dispositions.listDispositions(session)).find((one) => one.code === code)?.id;
    if (typeof code === 'string' && chosen === undefined)
      throw new InvalidRequest([{ in: 'body', field: 'disposition', text: NO_SUCH_DISPOSITION }]);
    try {
      return await this.sayings.judged(session, call, { dispositionId: chosen, note });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      throw new InvalidRequest(
        Object.entries(error.fields).map(([field, text]) => ({
          in: 'body' as const,
          field: field === 'dispositionId' ? 'disposition' : field,
          text,
        })),
      );
    }
  }
}
