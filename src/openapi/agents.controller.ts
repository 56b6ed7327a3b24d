import { Injectable } from '@nestjs/common';

import { AcdService } from '../acd/acd.service.js';
import { AgentsService } from '../agents/agents.service.js';
import type { AgentRecord } from '../agents/core/agent-record.js';
import type { AgentNow } from '../kernel/live-status.js';
import { Gate } from '../platform/access/gate.js';
import type { DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { LocalApiClient, type AgentCommand } from '../platform/local-api/local-api.client.js';
import {
  getAgent,
  listAgents,
  logInAgent,
  logOutAgent,
  makeAgentNotReady,
  makeAgentReady,
  type AgentBody,
} from './dto/agents.js';
import { serve, type Answered, type ApiController, type Asked, type Route } from './dto/operation.js';
import { endWrapUp, extendWrapUp } from './dto/wrap-up.js';
import { maybeIsoText, USUAL_PAGE, type Paging } from './dto/schema.js';
import { EnginePresent } from './engine-present.js';
import { byNumber, Cursors, pageOfRows } from './http/cursor.js';
import { Witnessed } from './witnessed.js';

type Commanded = Asked<
  unknown,
  { queues?: readonly string[] | undefined; reason?: string | undefined; seconds?: number | undefined }
>;

/** Agents as they are configured, with what they do now. */
@Injectable()
export class AgentsController implements ApiController {
  constructor(
    private readonly gate: Gate,
    private readonly agents: AgentsService,
    private readonly acd: AcdService,
    private readonly engine: EnginePresent,
    private readonly localApi: LocalApiClient,
    private readonly witnessed: Witnessed,
  ) {}

  readonly routes: readonly Route[] = [
    serve(listAgents, (asked) => this.list(asked)),
    serve(getAgent, (asked) => this.one(asked)),
    serve(logInAgent, (asked) => this.command(asked, 'login', 'logIn')),
    serve(logOutAgent, (asked) => this.command(asked, 'logout', 'logOut')),
    serve(makeAgentReady, (asked) => this.command(asked, 'ready', 'goReady')),
    serve(makeAgentNotReady, (asked) => this.command(asked, 'not-ready', 'goNotReady')),
    serve(extendWrapUp, (asked) => this.command(asked, 'extend-wrap-up', 'extendWrapUp')),
    serve(endWrapUp, (asked) => this.command(asked, 'end-wrap-up', 'endWrapUp')),
  ];

  private async list({ actor, tenantCode, query }: Asked<Paging, null>) {
    const cursors = new Cursors('agents', query);
    const after = cursors.read(query.cursor, 2);
    const { agents: now } = await this.engine.presentOf(tenantCode);
    const states = new Map(now.map((row) => [row.id, row]));
    return this.gate.read(actor, listAgents.permission, async (session) => {
      const profiles = await this.agents.agentProfiles(session);
      const limit = query.limit ?? USUAL_PAGE;
      const { items, next } = pageOfRows(profiles, ({ number }) => byNumber(number), { limit, after });
      const numbers = await this.queueNumbers(session);
      return {
        body: {
          items: items.map((profile) => toBody(profile, numbers, states.get(profile.id))),
          nextCursor: cursors.write(next),
        },
      };
    });
  }

  private async one({ actor, tenantCode, params }: Asked<unknown, unknown>): Promise<Answered<AgentBody>> {
    const number = params.number ?? '';
    const now = await this.engine.agentNow({ tenantCode, number });
    return this.gate.read(actor, getAgent.permission, async (session) => {
      const { profile, numbers } = await this.find(session, number);
      return { body: toBody(profile, numbers, now?.id === profile.id ? now : undefined) };
    });
  }

  /** Kept first who did it, then done, as at the console. */
  private async command(
    { tenantCode, params, body, ...asked }: Commanded,
    command: AgentCommand,
    action: string,
  ): Promise<Answered<AgentBody>> {
    const number = params.number ?? '';
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const { found, result } = await this.witnessed.perform({
      asked,
      permission: logInAgent.permission,
      prepare: async (session) => {
        const found = await this.find(session, number);
        const { id, name } = found.profile;
        return {
          thing: found,
          act: { action, objectType: 'agent', objectId: id, objectLabel: `${number} ${name}`, after: given },
        };
      },
      act: () => this.localApi.commandAgent({ tenantCode, number }, command, given),
    });
    return { body: toBody(found.profile, found.numbers, result as unknown as AgentNow) };
  }

  private async find(
    session: DbSession,
    number: string,
  ): Promise<{ readonly profile: AgentRecord; readonly numbers: ReadonlyMap<string, string> }> {
    const profile = number.includes('\0') ? undefined : await this.agents.findAgentByNumber(session, number);
    if (profile === undefined) throw new NotFound();
    return { profile, numbers: await this.queueNumbers(session) };
  }

  private async queueNumbers(session: DbSession): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.acd.allQueues(session)).map(({ id, number }) => [id, number]));
  }
}

function toBody(
  { number, name, queueIds }: Pick<AgentRecord, 'number' | 'name' | 'queueIds'>,
  numbers: ReadonlyMap<string, string>,
  now: AgentNow | undefined,
): AgentBody {
  return {
    number,
    name,
    queues: queueIds.flatMap((id) => numbers.get(id) ?? []).toSorted(),
    state: {
      phase: (now?.phase ?? 'loggedOut') as AgentBody['state']['phase'],
      since: maybeIsoText(now?.since ?? null),
      reason: now?.reason ?? null,
      reasonName: now?.reasonName ?? null,
      wrapUpEndsAt: maybeIsoText(now?.wrapUpEndsAt ?? null),
      dispositionAsked: now?.dispositionAsked ?? false,
      queues: [...(now?.queues ?? [])],
      callId: now?.callId ?? null,
    },
  };
}
