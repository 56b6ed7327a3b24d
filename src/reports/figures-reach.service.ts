import { Injectable } from '@nestjs/common';

import { AgentGroupsService } from '../agents/agent-groups.service.js';
import { AgentsService } from '../agents/agents.service.js';
import type { Actor } from '../platform/access/actor.js';
import type { DbSession } from '../platform/database/transaction.js';
import type { Asked } from './core/call-filter.js';
import type { ExportKind } from './core/export.js';
import type { FiguresOfWhat } from './core/figures/asked.js';
import type { LiveReach } from './core/live/live-picture.js';

/** In no line: where nobody is in reach, nobody's figures are asked for, and not everybody's. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Whose figures, and whose present, a supervisor reads who is limited to groups: those of their agents, and of the queues that these serve. */
@Injectable()
export class FiguresReach {
  constructor(
    private readonly groups: AgentGroupsService,
    private readonly agents: AgentsService,
  ) {}

  /**
   * @param ids of queues or agents that are asked for; none: all
   * @returns those of them in reach; none: all, to who is limited to no groups
   */
  async within(
    session: DbSession,
    actor: Actor,
    what: FiguresOfWhat,
    ids: readonly string[],
  ): Promise<readonly string[]> {
    const reach = await this.groups.reachOf(session, actor);
    if (reach === undefined) return ids;
    const own = what === 'agents' ? [...reach] : await this.queuesOf(session, reach);
    const asked = new Set(ids);
    const found = asked.size === 0 ? own : own.filter((id) => asked.has(id));
    return found.length === 0 ? [NOBODY] : found;
  }

  /** The filter of a list or a file, narrowed to what is in reach; paths of callers are nobody's in particular. */
  async narrowed(session: DbSession, actor: Actor, kind: ExportKind, filter: Asked): Promise<Asked> {
    if (kind === 'call_record' || kind === 'path_figures' || actor.groupIds === undefined) return filter;
    const field = kind === 'agent_record' ? 'agentId' : 'ids';
    const said = filter[field];
    const ids = typeof said === 'string' ? said.split(',').filter((id) => id !== '') : [];
    const what = kind === 'queue_figures' ? 'queues' : 'agents';
    return { ...filter, [field]: (await this.within(session, actor, what, ids)).join(',') };
  }

  /** null: all, to who is limited to no groups. */
  async ofActor(session: DbSession, actor: Actor): Promise<LiveReach | null> {
    const agents = await this.groups.reachOf(session, actor);
    return agents === undefined ? null : { agents, queues: new Set(await this.queuesOf(session, agents)) };
  }

  private async queuesOf(session: DbSession, agentIds: ReadonlySet<string>): Promise<readonly string[]> {
    const agents = await this.agents.agentProfiles(session);
    return [...new Set(agents.filter(({ id }) => agentIds.has(id)).flatMap(({ queueIds }) => queueIds))];
  }
}
