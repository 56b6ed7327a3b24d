import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound } from '../platform/errors/record.errors.js';
import { TenancyService, type Tenant, type TenantHome } from '../platform/tenancy/tenancy.service.js';
import { nodeName, validInput } from '../platform/validation/valid-input.js';
import { spreadTenants, suggestNode } from './core/placement.js';
import type { MoveKind, MovePhase } from './core/tenant-move.js';
import { PlacesRepository, type NodePlace } from './doors/places.repository.js';
import {
  MovesAlready,
  NodeAnswers,
  NoHomeForTenants,
  NowhereToGo,
  SameHome,
  TooLateToCancel,
  UnknownNode,
} from './moves.errors.js';
import type { TenantMoveEntity } from './moves/entities/tenant-move.entity.js';
import { MovesRepository, type NewMove } from './moves/moves.repository.js';
import { NodeLooks } from './moves/node-looks.js';

/** A move as people see it. */
export interface MoveRecord {
  readonly id: string;
  readonly tenantId: string;
  readonly fromNodeId: string;
  readonly toNodeId: string;
  readonly kind: MoveKind;
  readonly phase: MovePhase;
  readonly askedByName: string;
  readonly askedAt: Date;
  readonly phaseAt: Date;
  /** null while it goes on. */
  readonly finishedAt: Date | null;
  /** Why it failed; core/move-words.ts has words for it. null otherwise. */
  readonly why: string | null;
}

/** Who takes in the tenants of a dead node. */
export interface TakeOverPlan {
  readonly nodeId: string;
  /** The one node that takes in all; null: by load. */
  readonly to: string | null;
  /** Node by id of tenant. */
  readonly homes: ReadonlyMap<string, string>;
}

const moveInput = z.object({ toNodeId: nodeName });
const takeOverInput = z.object({
  nodeId: nodeName,
  to: z.preprocess((value) => (value === '' || value === undefined ? null : value), nodeName.nullable()),
  force: z.boolean().default(false),
});

const BEFORE_FLIP: readonly MovePhase[] = ['asked', 'pausing', 'copying'];

/** Tenants from node to node: asked for here, done by the mover. */
@Injectable()
export class MovesService {
  constructor(
    private readonly moves: MovesRepository,
    private readonly places: PlacesRepository,
    private readonly tenancy: TenancyService,
    private readonly looks: NodeLooks,
  ) {}

  async pageOfMoves(session: DbSession, query: ListQuery): Promise<Page<MoveRecord>> {
    const { items, total } = await this.moves.pageOfMoves(session, query);
    return { items: items.map(toRecord), total };
  }

  async findMove(session: DbSession, id: string): Promise<MoveRecord | undefined> {
    const row = await this.moves.moveById(session, id);
    return row === null ? undefined : toRecord(row);
  }

  async openMoves(session: DbSession): Promise<MoveRecord[]> {
    return (await this.moves.openMoves(session)).map(toRecord);
  }

  /**
   * @param input `toNodeId`
   * @throws NotFound, InvalidInput, UnknownNode, NoHomeForTenants, SameHome, MovesAlready
   */
  async move(session: DbSession, tenantId: string, input: unknown, askedByName: string): Promise<MoveRecord> {
    const { toNodeId } = validInput(moveInput, input);
    const tenant = await this.tenancy.tenantById(session, tenantId);
    if (tenant.homeNodeId === toNodeId) throw new SameHome(toNodeId);
    await this.mustTakeIn(session, toNodeId);
    const move = newMove(tenant, toNodeId, 'move', askedByName);
    await this.insert(session, [move], tenant);
    return this.mustFind(session, move.id);
  }

  /** @throws NotFound, TooLateToCancel */
  async cancel(session: DbSession, id: string): Promise<MoveRecord> {
    const { phase, tenantId, fromNodeId } = await this.mustFind(session, id);
    const isEarly = BEFORE_FLIP.includes(phase);
    const end = { phase: 'cancelled', why: null } as const;
    if (!isEarly || !(await this.moves.endMove(session, id, phase, end))) throw new TooLateToCancel();
    await this.tenancy.giveUpMove(session, tenantId, fromNodeId);
    return this.mustFind(session, id);
  }

  /** A new tenant may be at home there; of a node that is not there at all whoever writes it is told. @throws NoHomeForTenants */
  async mustBeHome(session: DbSession, nodeId: unknown): Promise<void> {
    const place = (await this.places.nodePlaces(session)).find(({ id }) => id === nodeId);
    if (place !== undefined && !takesIn(place)) throw new NoHomeForTenants(place.id);
  }

  /** The node that has least to do now, `except` left out; null where there is none in reach. */
  async suggestHome(except: string | null = null): Promise<string | null> {
    return suggestNode((await this.looks.burdens()).filter(({ id }) => id !== except));
  }

  /**
   * Looks whether the node is dead, and who could take its tenants in. Takes some seconds, so it is done before the
   * transaction that takes over.
   *
   * @param input `nodeId`; `to`: one node for all; `force`: the node is not looked at
   * @throws InvalidInput, NodeAnswers, SameHome, NowhereToGo
   */
  async planTakeOver(input: unknown, homes: readonly TenantHome[]): Promise<TakeOverPlan> {
    const { nodeId, to, force } = validInput(takeOverInput, input);
    if (to === nodeId) throw new SameHome(nodeId);
    if (!force && !(await this.looks.isDead(nodeId))) throw new NodeAnswers(nodeId);
    const tenants = homes.filter(({ homeNodeId }) => homeNodeId === nodeId);
    if (to !== null) return { nodeId, to, homes: new Map(tenants.map(({ id }) => [id, to])) };
    const nodes = (await this.looks.burdens()).filter(({ id }) => id !== nodeId);
    if (nodes.length === 0) throw new NowhereToGo();
    // of what a dead node's tenants will ask for nothing is known but how many they are
    const burdens = tenants.map(({ id }) => ({ id, calls: 0, agents: 0 }));
    return { nodeId, to, homes: spreadTenants(burdens, nodes) };
  }

  async homes(session: DbSession): Promise<TenantHome[]> {
    return this.tenancy.homes(session);
  }

  /**
   * Brings up the tenants of a dead node elsewhere. Moves that were under way to or from it end.
   *
   * @throws UnknownNode, NoHomeForTenants
   */
  async takeOver(session: DbSession, plan: TakeOverPlan, askedByName: string): Promise<MoveRecord[]> {
    await this.mustExist(session, plan.nodeId);
    for (const to of new Set(plan.homes.values())) await this.mustTakeIn(session, to);
    await this.endMovesOf(session, plan.nodeId);
    const asked: NewMove[] = [];
    for (const tenant of await this.tenancy.homes(session)) {
      const to = plan.homes.get(tenant.id);
      if (to !== undefined && tenant.homeNodeId === plan.nodeId) {
        asked.push(newMove(tenant, to, 'take_over', askedByName));
      }
    }
    if (asked.length > 0) await this.moves.insertMoves(session, asked);
    return Promise.all(asked.map(({ id }) => this.mustFind(session, id)));
  }

  /** What a dead node was to do will not be done; what goes on at another goes on. */
  private async endMovesOf(session: DbSession, nodeId: string): Promise<void> {
    for (const { id, kind, phase, fromNodeId, toNodeId, tenantId } of await this.moves.openMoves(session)) {
      if (fromNodeId !== nodeId && toNodeId !== nodeId) continue;
      const hasMoved = phase === 'draining';
      // taken over from it already: what it still waits for is not there
      if (hasMoved && kind === 'take_over' && fromNodeId === nodeId) continue;
      const why = fromNodeId === nodeId ? 'source_unreachable' : 'target_unreachable';
      const end = hasMoved ? ({ phase: 'done', why: null } as const) : ({ phase: 'failed', why } as const);
      await this.moves.endMove(session, id, phase, end);
      if (hasMoved && fromNodeId === nodeId) await this.tenancy.endLeaving(session, tenantId, fromNodeId);
      if (!hasMoved) await this.tenancy.giveUpMove(session, tenantId, fromNodeId);
    }
  }

  private async insert(session: DbSession, moves: readonly NewMove[], { code }: Pick<Tenant, 'code'>): Promise<void> {
    try {
      await this.moves.insertMoves(session, moves);
    } catch (error) {
      throw isUniqueViolation(error) ? new MovesAlready(code) : error;
    }
  }

  private async mustTakeIn(session: DbSession, nodeId: string): Promise<void> {
    if (!takesIn(await this.mustExist(session, nodeId))) throw new NoHomeForTenants(nodeId);
  }

  private async mustExist(session: DbSession, nodeId: string): Promise<NodePlace> {
    const place = (await this.places.nodePlaces(session)).find(({ id }) => id === nodeId);
    if (place === undefined) throw new UnknownNode(nodeId);
    return place;
  }

  private async mustFind(session: DbSession, id: string): Promise<MoveRecord> {
    const move = await this.findMove(session, id);
    if (move === undefined) throw new NotFound();
    return move;
  }
}

function takesIn({ role, state }: NodePlace): boolean {
  return role !== 'admin' && state === 'active';
}

function newMove(
  { id: tenantId, homeNodeId: fromNodeId }: Pick<TenantHome, 'id' | 'homeNodeId'>,
  toNodeId: string,
  kind: MoveKind,
  askedByName: string,
): NewMove {
  return { id: newId(), tenantId, fromNodeId, toNodeId, kind, askedByName };
}

function toRecord(row: TenantMoveEntity): MoveRecord {
  return {
    id: row.id,
    tenantId: row.tenantId,
    fromNodeId: row.fromNodeId,
    toNodeId: row.toNodeId,
    kind: row.kind,
    phase: row.phase,
    askedByName: row.askedByName,
    askedAt: row.askedAt,
    phaseAt: row.phaseAt,
    finishedAt: row.finishedAt,
    why: row.why,
  };
}
