import { Injectable } from '@nestjs/common';

import type { AgentId, TenantId } from '../kernel/ids.js';
import type { Actor } from '../platform/access/actor.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound, QuotaReached } from '../platform/errors/record.errors.js';
import { notThere } from '../platform/references/reference-input.js';
import { References } from '../platform/references/references.js';
import { validInput } from '../platform/validation/valid-input.js';
import { AgentGroupsRepository } from './agent-groups.repository.js';
import { AgentGroupExists, NotInYourGroups } from './agents.errors.js';
import { AgentsRepository } from './agents.repository.js';
import { agentGroupInput } from './dto/agent-group-input.js';
import type { AgentGroupEntity } from './entities/agent-group.entity.js';

/** A group of agents as people see and edit one. */
export interface AgentGroupRecord {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly agentIds: readonly AgentId[];
}

export const MOST_GROUPS = 500;
const GROUPS = { zh: '班组数', en: 'groups of agents' } as const;

/** Groups of agents, by which it is said whom a supervisor looks after. */
@Injectable()
export class AgentGroupsService {
  constructor(
    private readonly groups: AgentGroupsRepository,
    private readonly agents: AgentsRepository,
    private readonly references: References,
  ) {
    references.register({
      kind: 'agent_group',
      label: async (session, id) => (await this.groups.groupById(session, id))?.name,
      usesOf: () => Promise.resolve([]),
    });
  }

  async pageOfGroups(session: DbSession, query: ListQuery): Promise<Page<AgentGroupRecord>> {
    const { items, total } = await this.groups.pageOfGroups(session, query);
    return { items: await this.withMembers(session, items), total };
  }

  async findGroup(session: DbSession, id: string): Promise<AgentGroupRecord | undefined> {
    const row = await this.groups.groupById(session, id);
    return row === null ? undefined : (await this.withMembers(session, [row]))[0];
  }

  /** @throws InvalidInput, AgentGroupExists, QuotaReached */
  async createGroup(session: DbSession, tenantId: TenantId, input: unknown): Promise<AgentGroupRecord> {
    const { name, agentIds = [] } = validInput(agentGroupInput, input);
    await this.mustBeAgents(session, agentIds);
    if ((await this.groups.countGroups(session, tenantId)) >= MOST_GROUPS) throw new QuotaReached(GROUPS, MOST_GROUPS);
    const id = newId();
    await orExists(name, this.groups.insertGroup(session, { id, tenantId, version: 1, name }));
    await this.groups.insertMembers(session, tenantId, id, agentIds);
    return this.mustFind(session, id);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, AgentGroupExists */
  async updateGroup(session: DbSession, id: string, version: number, input: unknown): Promise<AgentGroupRecord> {
    const { name, agentIds } = validInput(agentGroupInput, input);
    const before = await this.groups.groupById(session, id);
    if (before === null) throw new NotFound();
    await this.mustBeAgents(session, agentIds ?? []);
    await orExists(name, this.groups.updateGroup(session, before.id, version, name));
    if (agentIds !== undefined) {
      const own = (await this.groups.members(session, [before.id])).map((member) => member.agentId);
      const wanted = new Set<string>(agentIds);
      const known = new Set(own);
      await this.groups.deleteMembers(
        session,
        before.id,
        own.filter((agentId) => !wanted.has(agentId)),
      );
      const added = agentIds.filter((agentId) => !known.has(agentId));
      await this.groups.insertMembers(session, before.tenantId, before.id, added);
    }
    return this.mustFind(session, before.id);
  }

  /** One that a supervisor is limited to stays, else they would be limited no more. @throws NotFound, InUse */
  async removeGroup(session: DbSession, id: string): Promise<void> {
    const group = await this.groups.groupById(session, id);
    if (group === null) throw new NotFound();
    await this.references.refuseIfUsed(session, { kind: 'agent_group', id: group.id });
    await this.groups.deleteGroup(session, group.id);
  }

  /** Whom the actor looks after; undefined: everybody of the tenant. */
  async reachOf(session: DbSession, { groupIds }: Pick<Actor, 'groupIds'>): Promise<ReadonlySet<string> | undefined> {
    if (groupIds === undefined) return undefined;
    return new Set((await this.groups.members(session, groupIds)).map(({ agentId }) => agentId));
  }

  /**
   * One of the agents must be of the groups that the actor is limited to, if they are.
   *
   * @throws NotInYourGroups
   */
  async mustReach(session: DbSession, actor: Actor, agentIds: readonly string[]): Promise<void> {
    const reach = await this.reachOf(session, actor);
    if (reach !== undefined && !agentIds.some((id) => reach.has(id))) throw new NotInYourGroups();
  }

  private async mustBeAgents(session: DbSession, agentIds: readonly AgentId[]): Promise<void> {
    if ((await this.agents.agentsByIds(session, agentIds)).length < agentIds.length) throw notThere('agentIds');
  }

  private async withMembers(session: DbSession, rows: readonly AgentGroupEntity[]): Promise<AgentGroupRecord[]> {
    const ids = rows.map(({ id }) => id);
    const members = Map.groupBy(await this.groups.members(session, ids), ({ groupId }) => groupId);
    return rows.map(({ id, version, name }) => ({
      id,
      version,
      name,
      agentIds: (members.get(id) ?? []).map(({ agentId }) => agentId as AgentId),
    }));
  }

  private async mustFind(session: DbSession, id: string): Promise<AgentGroupRecord> {
    const record = await this.findGroup(session, id);
    if (record === undefined) throw new NotFound();
    return record;
  }
}

async function orExists(name: string, change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw isUniqueViolation(error) ? new AgentGroupExists(name) : error;
  }
}
