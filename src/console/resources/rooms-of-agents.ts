import type { AcdService } from '../../acd/acd.service.js';
import type { AgentGroupsService } from '../../agents/agent-groups.service.js';
import type { AgentsService } from '../../agents/agents.service.js';
import type { LinesService } from '../../lines/lines.service.js';
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
