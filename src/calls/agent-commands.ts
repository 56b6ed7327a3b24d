import { z } from 'zod';

import { reasonMeant } from '../acd/core/not-ready-reason.js';
import type { AgentProfile } from '../agents/core/agent-profile.js';
import type { CallId, QueueId, TenantId } from '../kernel/ids.js';
import type { RoutableTenant } from '../routing/core/route.js';
import { BadCommand, UnknownAgent, UnknownQueue, UnknownReason, UnknownTenant } from './calls.errors.js';
import type { NodeConfig } from './core/node-config.js';
import { numbersOf } from './core/numbers.js';
import type { CallSaid } from './core/sayings.js';
import type { TurnEvent } from './core/turn-events.js';

export const AGENT_ACTIONS = ['login', 'logout', 'ready', 'not-ready', 'extend-wrap-up', 'end-wrap-up'] as const;
type AgentCommand = Extract<TurnEvent, { type: 'agent.commanded' }>['command'];

const body = z
  .strictObject({
    queues: z.array(z.string().max(20)).max(1000).optional(),
    reason: z.string().trim().min(1).max(100).optional(),
    /** By how much longer a wrap-up is to be. */
    seconds: z.int().min(1).max(3600).optional(),
  })
  .default({});

const placing = z.strictObject({
  to: z.string().trim().min(1).max(60),
  showing: z.string().trim().min(1).max(60).nullable().default(null),
  /** Given by whoever may have to order it again; version 7 tells since when. */
  callId: z.uuidv7().nullable().default(null),
});

/** Whom an agent wants to call, and the number to be shown there. @throws BadCommand for a body of another shape */
export function placingOf(given: unknown): z.output<typeof placing> {
  const parsed = placing.safeParse(given ?? {});
  if (!parsed.success) throw badBody(parsed.error);
  return parsed.data;
}

function badBody(error: z.ZodError): BadCommand {
  return new BadCommand({
    en: `The body is wrong: ${z.prettifyError(error)}`,
    zh: `请求内容有误：${z.prettifyError(error)}`,
  });
}

/** @throws UnknownTenant */
export function findTenant(config: NodeConfig, code: string): RoutableTenant {
  const tenant = [...config.tenants.values()].find((candidate) => candidate.code === code);
  if (tenant === undefined) throw new UnknownTenant(code);
  return tenant;
}

/** The agent with this number in the tenant of this code. @throws UnknownAgent */
export function findAgent(config: NodeConfig, tenantCode: string, number: string): AgentProfile {
  const tenant = [...config.tenants.values()].find((candidate) => candidate.code === tenantCode);
  if (tenant === undefined) throw new UnknownAgent(tenantCode, number);
  return findAgentOf(config, tenant.id, number);
}

/** The tenant's agent with this number. @throws UnknownAgent */
export function findAgentOf(config: NodeConfig, tenantId: TenantId, number: string): AgentProfile {
  const agent = numbersOf(config, tenantId).agents.get(number);
  if (agent === undefined) throw new UnknownAgent(config.tenants.get(tenantId)?.code ?? '', number);
  return agent;
}

/**
 * What an action and its body ask of the agent's state.
 *
 * @throws BadCommand for an unknown action or a body of another shape; UnknownQueue for a queue that is not the agent's
 */
export function agentCommand(config: NodeConfig, agent: AgentProfile, action: string, given: unknown): AgentCommand {
  const parsed = body.safeParse(given ?? {});
  if (!parsed.success) throw badBody(parsed.error);
  switch (action) {
    case 'login':
      return { type: 'login', queueIds: queuesOf(config, agent, parsed.data.queues) };
    case 'logout':
      return { type: 'logout' };
    case 'ready':
      return { type: 'goReady' };
    case 'not-ready':
      return { type: 'goNotReady', reason: reasonOf(config, agent, parsed.data.reason ?? null) };
    case 'extend-wrap-up':
      return { type: 'extendWrapUp', byS: parsed.data.seconds ?? 60 };
    case 'end-wrap-up':
      return { type: 'endWrapUp' };
    default:
      throw new BadCommand({
        en: `Unknown action ${action}; known: ${AGENT_ACTIONS.join(', ')}`,
        zh: `未知操作 ${action}；可用：${AGENT_ACTIONS.join('、')}`,
      });
  }
}

/** @param said code or key; null: the first. @throws UnknownReason */
function reasonOf({ notReadyReasons }: NodeConfig, { tenantId }: AgentProfile, said: string | null): string {
  const reason = reasonMeant(notReadyReasons.get(tenantId), said);
  if (reason === undefined) throw new UnknownReason(said ?? '');
  return reason.key;
}

const saying = z
  .strictObject({
    id: z.uuid(),
    agent: z.string().max(20).nullable(),
    by: z.string().min(1).max(200),
    dispositionId: z.uuid().nullable().optional(),
    note: z.string().max(2000).nullable().optional(),
    handled: z.boolean().optional(),
  })
  .refine(
    ({ dispositionId, note, handled }) => dispositionId !== undefined || note !== undefined || handled !== undefined,
    'nothing is said',
  );

/** What is said of a call of the tenant's. @throws BadCommand for a body of another shape, UnknownAgent */
export function sayingOf(config: NodeConfig, tenantId: TenantId, callId: CallId, given: unknown): CallSaid {
  const parsed = saying.safeParse(given ?? {});
  if (!parsed.success) throw badBody(parsed.error);
  const { agent, dispositionId, note, handled, ...said } = parsed.data;
  const agentId = agent === null ? null : findAgentOf(config, tenantId, agent).id;
  return {
    ...{ type: 'call.said', ...said, tenantId, callId, agentId },
    ...(dispositionId === undefined ? {} : { dispositionId }),
    ...(note === undefined ? {} : { note }),
    ...(handled === undefined ? {} : { handled }),
  };
}

/** The queues asked for by number, or all that the agent may serve. */
function queuesOf(config: NodeConfig, agent: AgentProfile, numbers: readonly string[] | undefined): QueueId[] {
  const own = agent.queueIds.flatMap((queueId) => config.queues.get(queueId) ?? []);
  if (numbers === undefined) return own.map((queue) => queue.id);
  return [...new Set(numbers)].map((number) => {
    const queue = own.find((candidate) => candidate.number === number);
    if (queue === undefined) throw new UnknownQueue(number);
    return queue.id;
  });
}
