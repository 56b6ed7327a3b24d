import type { AcdService } from '../../acd/acd.service.js';
import type { AgentGroupsService } from '../../agents/agent-groups.service.js';
import type { AgentRecord } from '../../agents/core/agent-record.js';
import type { AgentsService } from '../../agents/agents.service.js';
import type { LinesService } from '../../lines/lines.service.js';
import type { Actor } from '../../platform/access/actor.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import type { LocalApiClient } from '../../platform/local-api/local-api.client.js';
import type { TenancyService } from '../../platform/tenancy/tenancy.service.js';

/** The rooms that agents of the console are made of. */
export interface RoomsOfAgents {
  readonly agents: AgentsService;
  readonly acd: AcdService;
  readonly lines: LinesService;
  readonly tenancy: TenancyService;
  readonly localApi: LocalApiClient;
  readonly groups: AgentGroupsService;
}

/** An agent whom the actor looks after. @throws NotFound, NotInYourGroups */
export async function agentInReach(
  { agents, groups }: Pick<RoomsOfAgents, 'agents' | 'groups'>,
  session: DbSession,
  actor: Actor,
  id: string,
): Promise<AgentRecord> {
  const agent = await agents.findAgent(session, id);
  if (agent === undefined) throw new NotFound();
  await groups.mustReach(session, actor, [agent.id]);
  return agent;
}
