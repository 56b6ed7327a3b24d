import { Injectable } from '@nestjs/common';

import type { FlowId, TenantId } from '../kernel/ids.js';
import { listing, type Listing } from '../platform/database/listing.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { mustBeThere } from '../platform/references/reference-input.js';
import { References } from '../platform/references/references.js';
import { thingOf, type Thing } from '../platform/references/thing.js';
import { validInput } from '../platform/validation/valid-input.js';
import { faultsOf, type FlowFault, type FlowSurroundings } from './core/flow-check.js';
import type { FlowGraph, FlowNode } from './core/flow-graph.js';
import { KNOWN_OF_CALLS } from './core/flow-known.js';
import type { Flow } from './core/flow-record.js';
import { LONGEST_STAY_MS } from './core/flow-state.js';
import { FIRST_DRAFT, type FlowDesign, type FlowRecord, type FlowVersion } from './core/flow-version.js';
import { flowGraph, flowInput, flowName } from './dto/flow-input.js';
import type { FlowVersionEntity } from './entities/flow-version.entity.js';
import type { FlowEntity } from './entities/flow.entity.js';
import { FlowsRepository } from './flows.repository.js';
import { FlowExists, FlowHasFaults } from './ivr.errors.js';

/** A call may have come into a flow by a configuration that its engine was slow to renew. */
const KEPT_MS = 2 * LONGEST_STAY_MS;

/** Flows of tenants: a draft that people work on, versions that callers walk. */
@Injectable()
export class FlowsService {
  constructor(
    private readonly flows: FlowsRepository,
    private readonly references: References,
  ) {
    references.register({
      kind: 'flow',
      label: async (session, id) => (await this.flows.flowById(session, id))?.name,
      usesOf: async (session, thing) => {
        const flows = await this.flows.flowsNaming(session, thing.id);
        return flows
          .filter(({ id }) => id !== thing.id)
          .map(({ id, name }) => ({ kind: 'flow', id, label: name }) as const);
      },
    });
  }

  /** For the engine: flows that were published, with every version that a caller may be in. */
  async listFlows(session: DbSession, now: Date): Promise<Listing<Flow>> {
    const flows = await this.flows.flows(session);
    const versions = await this.flows.versionsInUse(session, new Date(now.getTime() - KEPT_MS));
    const { items, rejected } = listing('flow_version', versions, (row) => ({
      id: row.id,
      flowId: row.flowId,
      graph: flowGraph.parse(row.graph),
    }));
    const byFlow = Map.groupBy(items, ({ flowId }) => flowId);
    return {
      items: flows.flatMap(({ id, tenantId, publishedId }) => {
        if (publishedId === null) return [];
        const own = (byFlow.get(id) ?? []).map((version) => ({ id: version.id, graph: version.graph }));
        return [{ id: id as FlowId, tenantId: tenantId as TenantId, published: publishedId, versions: own }];
      }),
      rejected,
    };
  }

  async pageOfFlows(session: DbSession, query: ListQuery): Promise<Page<FlowRecord>> {
    const { items, total } = await this.flows.pageOfFlows(session, query);
    return { items: items.map(toRecord), total };
  }

  async findFlow(session: DbSession, id: string): Promise<FlowRecord | undefined> {
    const row = await this.flows.flowById(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws NotFound */
  async design(session: DbSession, id: string): Promise<FlowDesign> {
    const flow = await this.mustFind(session, id);
    const versions = await this.flows.versionsOf(session, id);
    return { flow, versions: versions.map(toVersion), faults: await this.faults(session, flow.id, flow.draft) };
  }

  /** A flow of a name, with the first draft. @throws InvalidInput, FlowExists */
  async createFlow(session: DbSession, tenantId: TenantId, input: unknown): Promise<FlowRecord> {
    const { name } = validInput(flowName, input);
    const row: FlowEntity = { id: newId(), tenantId, version: 1, name, draft: FIRST_DRAFT, publishedId: null };
    await orExists(name, this.flows.insertFlow(session, row));
    return toRecord(row);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, FlowExists */
  async renameFlow(session: DbSession, id: string, version: number, input: unknown): Promise<FlowRecord> {
    const { name } = validInput(flowName, input);
    const flow = await this.mustFind(session, id);
    await orExists(name, this.flows.updateFlow(session, flow.id, version, { name }));
    return { ...flow, name, version: version + 1 };
  }

  /** Keeps the draft, faults and all; what it names must be there. @throws InvalidInput, NotFound, ChangedMeanwhile, FlowExists */
  async saveDraft(session: DbSession, id: string, version: number, input: unknown): Promise<FlowRecord> {
    const { name, draft } = validInput(flowInput, input);
    const flow = await this.mustFind(session, id);
    await mustBeThere(this.references, session, thingsIn(draft));
    await orExists(name, this.flows.updateFlow(session, flow.id, version, { name, draft }));
    return { ...flow, name, draft, version: version + 1 };
  }

  /** New callers get the draft from now on. @throws NotFound, ChangedMeanwhile, FlowHasFaults */
  async publish(session: DbSession, id: string, version: number, by: string, now: Date): Promise<FlowRecord> {
    const { tenantId, ...flow } = await this.mustFindRow(session, id);
    const graph = flowGraph.parse(flow.draft);
    const faults = await this.faults(session, flow.id as FlowId, graph);
    if (faults.length > 0) throw new FlowHasFaults(faults);
    const [last] = await this.flows.versionsOf(session, flow.id);
    const publishedId = newId();
    await this.flows.updateFlow(session, flow.id, version, { publishedId });
    await this.flows.insertVersion(session, {
      ...{ id: publishedId, tenantId, flowId: flow.id, number: (last?.number ?? 0) + 1, graph },
      ...{ publishedAt: now, publishedBy: by, replacedAt: null },
    });
    return toRecord({ ...flow, tenantId, publishedId, version: version + 1 });
  }

  /** The draft becomes what that version is; callers notice when it is published. @throws NotFound, ChangedMeanwhile */
  async restore(session: DbSession, id: string, version: number, versionId: string): Promise<FlowRecord> {
    const flow = await this.mustFind(session, id);
    const kept = (await this.flows.versionsOf(session, flow.id)).find((one) => one.id === versionId);
    if (kept === undefined) throw new NotFound();
    const draft = flowGraph.parse(kept.graph);
    await this.flows.updateFlow(session, flow.id, version, { draft });
    return { ...flow, draft, version: version + 1 };
  }

  /** @throws NotFound, InUse */
  async removeFlow(session: DbSession, id: string): Promise<void> {
    const flow = await this.mustFind(session, id);
    await this.references.refuseIfUsed(session, { kind: 'flow', id: flow.id });
    await this.flows.deleteFlow(session, flow.id);
  }

  /** The tenant's other flows, as they are published, by name. */
  async publishedBeside(
    session: DbSession,
    flowId: FlowId,
  ): Promise<{ readonly id: FlowId; readonly name: string; readonly graph: FlowGraph }[]> {
    const published = await this.publishedGraphs(session);
    const flows = (await this.flows.flows(session)).filter(({ id }) => id !== flowId);
    return flows
      .flatMap(({ id, name }) => {
        const graph = published.get(id as FlowId);
        return graph === undefined ? [] : [{ id: id as FlowId, name, graph }];
      })
      .sort((one, other) => one.name.localeCompare(other.name));
  }

  private async surroundings(session: DbSession, flowId: FlowId): Promise<FlowSurroundings> {
    const published = await this.publishedGraphs(session);
    return { flowId, graphOf: (id) => published.get(id), known: new Set<string>(KNOWN_OF_CALLS) };
  }

  private async publishedGraphs(session: DbSession): Promise<ReadonlyMap<FlowId, FlowGraph>> {
    const { items } = await this.listFlows(session, new Date());
    return new Map(
      items.flatMap(({ id, published, versions }) => {
        const version = versions.find((one) => one.id === published);
        return version === undefined ? [] : [[id, version.graph] as const];
      }),
    );
  }

  private async faults(session: DbSession, flowId: FlowId, graph: FlowGraph): Promise<readonly FlowFault[]> {
    return faultsOf(graph, await this.surroundings(session, flowId));
  }

  private async mustFind(session: DbSession, id: string): Promise<FlowRecord> {
    return toRecord(await this.mustFindRow(session, id));
  }

  private async mustFindRow(session: DbSession, id: string): Promise<FlowEntity> {
    const row = await this.flows.flowById(session, id);
    if (row === null) throw new NotFound();
    return row;
  }
}

/** What a draft names, by the field under which people are told of it. */
function thingsIn({ nodes }: FlowGraph): Record<string, Thing | null> {
  return Object.fromEntries(
    Object.entries(nodes).flatMap(([key, node]) =>
      thingsOf(node).map(([field, thing]) => [`draft.nodes.${key}.${field}`, thing] as const),
    ),
  );
}

function thingsOf(node: FlowNode): readonly (readonly [string, Thing | null])[] {
  switch (node.kind) {
    case 'play':
    case 'menu':
    case 'collect':
    case 'evaluate':
    case 'dial':
      return node.say.flatMap((saying, index) =>
        'prompt' in saying ? [[`say.${String(index)}`, { kind: 'prompt', id: saying.prompt }] as const] : [],
      );
    case 'request':
    case 'query':
      return [['connectionId', { kind: 'connection', id: node.connectionId }]];
    case 'calendar':
      return [['calendarId', { kind: 'calendar', id: node.calendarId }]];
    case 'flow':
      return [['flowId', { kind: 'flow', id: node.flowId }]];
    case 'connect':
    case 'go':
      return [['destination', thingOf(node.destination)]];
    case 'condition':
    case 'set':
    case 'language':
    case 'return':
      return [];
  }
}

function toRecord({ id, version, name, draft, publishedId }: FlowEntity): FlowRecord {
  return { id: id as FlowId, version, name, draft: draft as FlowGraph, publishedId };
}

function toVersion({ id, number, graph, publishedAt, publishedBy }: FlowVersionEntity): FlowVersion {
  return { id, number, graph: graph as FlowGraph, publishedAt: publishedAt.getTime(), publishedBy };
}

async function orExists(name: string, change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw isUniqueViolation(error) ? new FlowExists(name) : error;
  }
}
