import { Injectable } from '@nestjs/common';

import type { AccessNumberId, AgentId, ExtensionId, QueueId, TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import { isId, type ListQuery, type Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound, QuotaReached } from '../platform/errors/record.errors.js';
import { References } from '../platform/references/references.js';
import { mustBeThere, notThere } from '../platform/references/reference-input.js';
import type { Thing, Use } from '../platform/references/thing.js';
import { TenancyService } from '../platform/tenancy/tenancy.service.js';
import { TenantUsage } from '../platform/tenancy/tenant-usage.js';
import { namedNumbersText, type NamedNumber } from '../platform/validation/named-numbers.js';
import { validInput } from '../platform/validation/valid-input.js';
import { AgentExists, AgentsExist } from './agents.errors.js';
import { AgentsRepository } from './agents.repository.js';
import type { AgentProfile } from './core/agent-profile.js';
import type { AgentRecord } from './core/agent-record.js';
import { agentInput, type AgentInput } from './dto/agent-input.js';
import { agentRangeInput, type AgentRange } from './dto/agent-range-input.js';
import type { AgentEntity } from './entities/agent.entity.js';
import type { QueueAgentEntity } from './entities/queue-agent.entity.js';
import { hashOfPin, isRightPin, newPin } from './pins.js';

const AGENTS = { zh: '座席数', en: 'agents' } as const;

@Injectable()
export class AgentsService {
  constructor(
    private readonly agents: AgentsRepository,
    private readonly tenancy: TenancyService,
    private readonly references: References,
    usage: TenantUsage,
  ) {
    usage.register('agents', (session, tenantId) => this.agents.countAgents(session, tenantId));
    references.register({
      kind: 'agent',
      label: async (session, id) => {
        const agent = await this.agents.agentById(session, id);
        return agent === null ? undefined : labelOf(agent);
      },
      usesOf: (session, thing) => this.usesOf(session, thing),
    });
  }

  /** For the engine, which alone may read by what PINs are compared. */
  async listAgents(session: DbSession): Promise<AgentProfile[]> {
    const pins = new Map((await this.agents.pinHashes(session)).map(({ id, pinHash }) => [id, pinHash]));
    return (await this.agentProfiles(session)).map((profile) => ({ ...withPin(pins.get(profile.id)), ...profile }));
  }

  /** Without their PINs. */
  async agentProfiles(session: DbSession): Promise<AgentProfile[]> {
    const agents = await this.agents.agents(session);
    const memberships = Map.groupBy(await this.agents.memberships(session), (membership) => membership.agentId);
    return agents.map((row) => ({
      id: row.id as AgentId,
      tenantId: row.tenantId as TenantId,
      number: row.number,
      name: row.name,
      extensionId: row.extensionId as ExtensionId,
      queueIds: (memberships.get(row.id) ?? []).map((membership) => membership.queueId as QueueId),
      skills: row.skills,
      areas: row.areas,
      callerNumberIds: row.callerNumberIds as AccessNumberId[],
      openLine: row.openLine,
      memberships: saidOf(memberships.get(row.id) ?? []),
    }));
  }

  /** Filters: number, name, extensionId, and queueIds for who serves that queue. */
  async pageOfAgents(session: DbSession, query: ListQuery): Promise<Page<AgentRecord>> {
    const { queueIds: queueId, ...filter } = query.filter;
    const ofQueue = typeof queueId === 'string' && queueId !== '' ? await this.agentIdsOfQueue(session, queueId) : null;
    if (ofQueue?.length === 0) return { items: [], total: 0 };
    const among = ofQueue === null ? {} : { id: ofQueue.join(',') };
    const page = await this.agents.pageOfAgents(session, { ...query, filter: { ...filter, ...among } });
    return { items: await this.withQueues(session, page.items), total: page.total };
  }

  async findAgent(session: DbSession, id: string): Promise<AgentRecord | undefined> {
    const row = await this.agents.agentById(session, id);
    return row === null ? undefined : (await this.withQueues(session, [row]))[0];
  }

  /** @param session of the tenant */
  async findAgentByNumber(session: DbSession, number: string): Promise<AgentRecord | undefined> {
    const row = await this.agents.agentByNumber(session, number);
    return row === null ? undefined : (await this.withQueues(session, [row]))[0];
  }

  /** @throws InvalidInput, AgentExists, QuotaReached */
  async createAgent(session: DbSession, tenantId: TenantId, input: unknown): Promise<AgentRecord> {
    const agent = validInput(agentInput, input);
    await this.mustHaveItsThings(session, agent);
    await this.refuseOverQuota(session, tenantId, 1);
    const [record] = await this.insert(session, tenantId, [agent], () => new AgentExists(agent.number));
    if (record === undefined) throw new NotFound();
    return record;
  }

  /**
   * The agents that people want to make in one go, none of which is there yet.
   *
   * @throws InvalidInput, AgentsExist naming all numbers that are taken, QuotaReached
   */
  async newRange(session: DbSession, tenantId: TenantId, input: unknown): Promise<AgentRange> {
    const range = validInput(agentRangeInput, input);
    await this.queuesMustBeThere(session, range.queueIds);
    const taken = await this.agents.numbersTaken(session, tenantId, range.numbers);
    if (taken.length > 0) throw new AgentsExist(taken);
    await this.refuseOverQuota(session, tenantId, range.numbers.length);
    return range;
  }

  /**
   * Makes all agents of a range that `newRange` has given in this session, or none.
   *
   * @param extensionOf the telephone of each number
   */
  createRange(
    session: DbSession,
    tenantId: TenantId,
    { numbers, namePrefix, queueIds }: AgentRange,
    extensionOf: (number: string) => ExtensionId,
  ): Promise<AgentRecord[]> {
    const agents = numbers.map((number) => ({
      number,
      name: `${namePrefix} ${number}`,
      extensionId: extensionOf(number),
      queueIds,
    }));
    return this.insert(session, tenantId, agents, () => new AgentsExist(numbers));
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, AgentExists */
  async updateAgent(session: DbSession, id: string, version: number, input: unknown): Promise<AgentRecord> {
    const { queueIds, skills, areas, callerNumberIds, openLine, ...values } = validInput(agentInput, input);
    const before = await this.agents.agentById(session, id);
    if (before === null) throw new NotFound();
    await this.mustHaveItsThings(session, { ...values, queueIds, callerNumberIds });
    try {
      await this.agents.updateAgent(session, before.id, version, {
        ...values,
        ...(skills === undefined ? {} : { skills: byName(skills) }),
        ...(areas === undefined ? {} : { areas }),
        ...(callerNumberIds === undefined ? {} : { callerNumberIds }),
        ...(openLine === undefined ? {} : { openLine }),
      });
    } catch (error) {
      throw isUniqueViolation(error) ? new AgentExists(values.number) : error;
    }
    const own = (await this.agents.membershipsOf(session, [before.id])).map((membership) => membership.queueId);
    const { added, removed } = difference(own, queueIds ?? own);
    await this.agents.deleteMemberships(session, removed, [before.id]);
    await this.agents.insertMemberships(
      session,
      added.map((queueId) => ({ tenantId: before.tenantId, queueId, agentId: before.id })),
    );
    return this.mustFind(session, before.id);
  }

  /**
   * A new PIN, by which the agent signs in at any telephone; the former one is worth nothing from now on.
   *
   * @returns the PIN, which is kept nowhere
   * @throws NotFound
   */
  async renewPin(session: DbSession, id: string): Promise<{ readonly agent: AgentRecord; readonly pin: string }> {
    const pin = newPin();
    if (!(await this.agents.updatePinHash(session, id, await hashOfPin(pin)))) throw new NotFound();
    return { agent: await this.mustFind(session, id), pin };
  }

  /** From now on the agent logs in at their own telephone alone. @throws NotFound */
  async removePin(session: DbSession, id: string): Promise<AgentRecord> {
    if (!(await this.agents.updatePinHash(session, id, null))) throw new NotFound();
    return this.mustFind(session, id);
  }

  /** For the engine; off the event loop. */
  isRightPin(pinHash: string, pin: string): Promise<boolean> {
    return isRightPin(pinHash, pin);
  }

  /** An agent who is talking goes on talking; their memberships of queues go with them. @throws NotFound, InUse */
  async removeAgent(session: DbSession, id: string): Promise<void> {
    const agent = await this.agents.agentById(session, id);
    if (agent === null) throw new NotFound();
    await this.references.refuseIfUsed(session, { kind: 'agent', id: agent.id });
    await this.agents.deleteAgent(session, agent.id);
  }

  /** Who serves the queue, by number. */
  async agentIdsOfQueue(session: DbSession, queueId: string): Promise<AgentId[]> {
    return isId(queueId) ? ((await this.agents.agentIdsOfQueue(session, queueId)) as AgentId[]) : [];
  }

  /**
   * Says who serves a queue, and nobody else does.
   *
   * @param field under which people are told that one of the agents is not there
   * @throws InvalidInput
   */
  async setAgentsOfQueue(
    session: DbSession,
    tenantId: TenantId,
    queueId: QueueId,
    agentIds: readonly AgentId[],
    field: string,
  ): Promise<void> {
    if ((await this.agents.agentsByIds(session, agentIds)).length < agentIds.length) throw notThere(field);
    const { added, removed } = difference(await this.agentIdsOfQueue(session, queueId), agentIds);
    await this.agents.deleteMemberships(session, [queueId], removed);
    await this.agents.insertMemberships(
      session,
      added.map((agentId) => ({ tenantId, queueId, agentId })),
    );
    await this.agents.countVersionsUp(session, [...added, ...removed]);
  }

  private async usesOf(session: DbSession, thing: Thing): Promise<Use[]> {
    if (thing.kind !== 'extension' && thing.kind !== 'access_number') return [];
    const agents =
      thing.kind === 'extension'
        ? await this.agents.agentsAt(session, thing.id)
        : await this.agents.agentsShowing(session, thing.id);
    return agents.map((agent) => ({ kind: 'agent', id: agent.id, label: labelOf(agent) }));
  }

  private async mustHaveItsThings(session: DbSession, agent: Omit<AgentInput, 'number' | 'name'>): Promise<void> {
    await mustBeThere(this.references, session, { extensionId: { kind: 'extension', id: agent.extensionId } });
    await this.queuesMustBeThere(session, agent.queueIds ?? []);
    for (const id of agent.callerNumberIds ?? []) {
      await mustBeThere(this.references, session, { callerNumberIds: { kind: 'access_number', id } });
    }
  }

  private async queuesMustBeThere(session: DbSession, queueIds: readonly QueueId[]): Promise<void> {
    for (const id of queueIds) await mustBeThere(this.references, session, { queueIds: { kind: 'queue', id } });
  }

  private async refuseOverQuota(session: DbSession, tenantId: TenantId, more: number): Promise<void> {
    const { agentLimit } = await this.tenancy.tenantById(session, tenantId);
    if ((await this.agents.countAgents(session, tenantId)) + more > agentLimit)
      throw new QuotaReached(AGENTS, agentLimit);
  }

  private async insert(
    session: DbSession,
    tenantId: TenantId,
    agents: readonly AgentInput[],
    exists: () => Error,
  ): Promise<AgentRecord[]> {
    const records = agents.map(
      ({ queueIds = [], skills = [], areas = [], callerNumberIds = [], openLine = 'no', ...agent }) => ({
        ...agent,
        id: newId() as AgentId,
        version: 1,
        queueIds: queueIds.toSorted(),
        skills: skillsText(byName(skills)),
        areas: areas.join(', '),
        callerNumberIds,
        openLine,
      }),
    );
    const memberships = records.flatMap(({ id, queueIds }) =>
      queueIds.map((queueId) => ({ tenantId, queueId, agentId: id })),
    );
    try {
      await this.agents.insertAgents(
        session,
        records.map(({ id, version, number, name, extensionId, callerNumberIds, openLine }, at) => ({
          id,
          tenantId,
          version,
          number,
          name,
          extensionId,
          skills: byName(agents[at]?.skills ?? []),
          areas: agents[at]?.areas ?? [],
          callerNumberIds,
          openLine,
        })),
        memberships,
      );
    } catch (error) {
      throw isUniqueViolation(error) ? exists() : error;
    }
    return records;
  }

  private async withQueues(session: DbSession, rows: readonly AgentEntity[]): Promise<AgentRecord[]> {
    const ids = rows.map((row) => row.id);
    const memberships = Map.groupBy(await this.agents.membershipsOf(session, ids), (membership) => membership.agentId);
    return rows.map(({ id, version, number, name, extensionId, skills, areas, callerNumberIds, openLine }) => ({
      id: id as AgentId,
      version,
      number,
      name,
      extensionId: extensionId as ExtensionId,
      queueIds: (memberships.get(id) ?? []).map((membership) => membership.queueId as QueueId),
      skills: skillsText(skills),
      areas: areas.join(', '),
      callerNumberIds: callerNumberIds as AccessNumberId[],
      openLine,
    }));
  }

  private async mustFind(session: DbSession, id: string): Promise<AgentRecord> {
    const record = await this.findAgent(session, id);
    if (record === undefined) throw new NotFound();
    return record;
  }
}

function withPin(pinHash: string | undefined): Pick<AgentProfile, 'pinHash'> {
  return pinHash === undefined ? {} : { pinHash };
}

/** What is said of an agent in queues beside that they serve them. */
function saidOf(memberships: readonly QueueAgentEntity[]): NonNullable<AgentProfile['memberships']> {
  return Object.fromEntries(
    memberships
      .filter(({ level, penalty, group }) => level !== 0 || penalty !== 0 || group !== '')
      .map(({ queueId, level, penalty, group }) => [queueId, { level, penalty, group }]),
  );
}

/** As people type them, by name. */
function skillsText(skills: Readonly<Record<string, number>>): string {
  const entries = Object.entries(skills).map(([name, number]) => ({ name, number }));
  return namedNumbersText(entries.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

function byName(skills: readonly NamedNumber[]): Readonly<Record<string, number>> {
  return Object.fromEntries(skills.map(({ name, number }) => [name, number]));
}

function labelOf({ number, name }: { readonly number: string; readonly name: string }): string {
  return `${number} ${name}`;
}

function difference<T extends string>(
  before: readonly T[],
  after: readonly T[],
): { readonly added: readonly T[]; readonly removed: readonly T[] } {
  const [old, young] = [new Set(before), new Set(after)];
  return { added: after.filter((id) => !old.has(id)), removed: before.filter((id) => !young.has(id)) };
}
