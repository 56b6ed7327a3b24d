import { Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';

import { systemClock } from '../../kernel/clock.js';
import { Databases } from '../../platform/database/databases.js';
import type { DbSession } from '../../platform/database/transaction.js';
import { NotFound } from '../../platform/errors/record.errors.js';
import { EngineRefused } from '../../platform/local-api/local-api.errors.js';
import { NodeEngine } from '../../platform/local-api/node-engine.js';
import {
  tenantMoveStatus,
  tenantPresent,
  type TenantMoveStatus,
  type TenantPresent,
} from '../../platform/local-api/present-status.js';
import { TenancyService, type Tenant } from '../../platform/tenancy/tenancy.service.js';
import { nextAct, type MoveState, type NextAct, type Seen } from '../core/tenant-move.js';
import { ClusterEngineDoors } from '../doors/cluster-engine-doors.js';
import { WorkNotUnderstood } from '../moves.errors.js';
import type { TravellingWork } from '../work/tenant-work.js';
import { WorkOfNodes } from '../work/work-of-nodes.js';
import type { TenantMoveEntity } from './entities/tenant-move.entity.js';
import { MoveAccounting } from '../move-accounting.service.js';
import { MovesRepository } from './moves.repository.js';
import { NodeLooks } from './node-looks.js';

const NOT_FOUND = 404;
/** What the new home says of an agent whose call goes on at the old one. */
const MOVED = 'moved';
/** An engine that does not know the tenant has nothing of it. */
const NOTHING_THERE: TenantMoveStatus = { place: 'left', calls: 0, agentsInCall: [] };

/** Somebody else has done it, or has changed what it was to be done to. */
class Overtaken extends Error {}

interface Sight {
  readonly seen: Seen;
  readonly tenant: Tenant | null;
  readonly atSource: TenantMoveStatus | null;
  readonly keptAgents: TenantPresent['agents'];
}

/** One step of one move: look, decide, do. Whatever has happened before, the next step goes on from what the row says. */
@Injectable()
export class MoveSteps {
  private readonly logger = new Logger('moves');

  constructor(
    private readonly databases: Databases,
    private readonly moves: MovesRepository,
    private readonly tenancy: TenancyService,
    private readonly doors: ClusterEngineDoors,
    private readonly work: WorkOfNodes,
    private readonly looks: NodeLooks,
    private readonly accounting: MoveAccounting,
  ) {}

  /** @throws what keeps it from being done now; it is to be tried again */
  async step(row: TenantMoveEntity): Promise<NextAct['act']> {
    const sight = await this.look(row);
    const next = nextAct(stateOf(row), sight.seen);
    try {
      await this.perform(row, next, sight);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
    if (next.act !== 'wait') this.logger.log(`tenant ${sight.tenant?.code ?? row.tenantId}: ${next.act}`);
    return next.act;
  }

  private async perform(row: TenantMoveEntity, next: NextAct, sight: Sight): Promise<void> {
    switch (next.act) {
      case 'wait':
        await this.letAgentsGo(row, sight);
        return;
      case 'pause':
        await this.write(async (session) => {
          must(await this.moves.enterPhase(session, row.id, 'asked', 'pausing'));
          must(await this.tenancy.beginMove(session, row.tenantId, row.fromNodeId, row.toNodeId));
        });
        return;
      case 'begin_copy':
        await this.write(async (session) => {
          must(await this.moves.enterPhase(session, row.id, 'pausing', 'copying'));
        });
        return;
      case 'copy_and_flip':
        await this.copy(row);
        await this.flip(row, row.fromNodeId);
        return;
      case 'take_over':
        await this.bringKept(row);
        await this.flip(row, stillLeaving(row, sight.tenant));
        return;
      case 'finish':
        await this.write(async (session) => {
          must(await this.moves.endMove(session, row.id, row.phase, { phase: 'done', why: null }));
          const left = drainingNode(row, sight.tenant);
          if (left !== null) await this.tenancy.endLeaving(session, row.tenantId, left);
        });
        return;
      case 'fail':
        await this.write(async (session) => {
          must(await this.moves.endMove(session, row.id, row.phase, { phase: 'failed', why: next.why }));
          await this.tenancy.giveUpMove(session, row.tenantId, row.fromNodeId);
        });
        return;
    }
  }

  private async look(row: TenantMoveEntity): Promise<Sight> {
    const tenant = await this.databases
      .snapshot('operator', (session) => this.tenancy.tenantById(session, row.tenantId))
      .catch((error: unknown) => {
        if (error instanceof NotFound) return null;
        throw error;
      });
    const draining = drainingNode(row, tenant);
    const [source, target, atSource, atTarget] = await Promise.all([
      this.looks.look(draining ?? row.fromNodeId),
      this.looks.look(row.toNodeId),
      draining !== null && tenant !== null ? this.atSource(draining, tenant.code) : null,
      row.phase === 'draining' && tenant !== null ? this.atTarget(row.toNodeId, tenant.code) : null,
    ]);
    const keptAgents = (atTarget?.agents ?? []).filter(({ phase, reason }) => phase === 'notReady' && reason === MOVED);
    return {
      tenant,
      atSource,
      keptAgents,
      seen: {
        now: systemClock.now(),
        homeNodeId: tenant?.homeNodeId ?? null,
        leavingNodeId: tenant?.leavingNodeId ?? null,
        source: source.seen,
        engine: atSource,
        target: target.seen,
        keptAgents: atTarget === null ? null : keptAgents.length,
      },
    };
  }

  private async atSource(nodeId: string, code: string): Promise<TenantMoveStatus | null> {
    try {
      const engine = new NodeEngine(await this.doors.doorOfNode(nodeId));
      return await engine.get(`/v1/tenants/${encodeURIComponent(code)}/move`, tenantMoveStatus);
    } catch (error) {
      return isUnknown(error) ? NOTHING_THERE : null;
    }
  }

  /** null: it does not answer, or does not serve the tenant yet. */
  private async atTarget(nodeId: string, code: string): Promise<TenantPresent | null> {
    try {
      const engine = new NodeEngine(await this.doors.doorOfNode(nodeId));
      return await engine.get(`/v1/tenants/${encodeURIComponent(code)}/present`, tenantPresent);
    } catch {
      return null;
    }
  }

  /** Whoever had a call at the old home is ready at the new one when it is over there. */
  private async letAgentsGo(row: TenantMoveEntity, { tenant, atSource, keptAgents }: Sight): Promise<void> {
    const isSourceKnown = row.kind === 'take_over' || atSource !== null;
    if (tenant === null || row.phase !== 'draining' || !isSourceKnown || keptAgents.length === 0) return;
    const inCall = new Set(atSource?.agentsInCall ?? []);
    const engine = new NodeEngine(await this.doors.doorOfNode(row.toNodeId));
    for (const { id, number } of keptAgents) {
      if (inCall.has(id)) continue;
      const path = `/v1/agents/${encodeURIComponent(tenant.code)}/${encodeURIComponent(number)}/ready`;
      await engine.post(path, {}, z.looseObject({})).catch((error: unknown) => {
        // who has logged out meanwhile is not made ready
        if (!(error instanceof EngineRefused)) throw error;
      });
    }
  }

  private async copy({ tenantId, fromNodeId, toNodeId }: TenantMoveEntity): Promise<void> {
    const work = await this.work.take(fromNodeId, tenantId);
    if (work === null) throw new Error('no work was answered, though none was known');
    await this.work.put(toNodeId, tenantId, work);
    // should the new home die at once, this is what it is taken over with
    if (!this.work.isHere(toNodeId)) await this.keepCopy(tenantId, work, fromNodeId);
  }

  /** Work of a build later than this node's goes along all the same, as it is not kept here at other times either. */
  private async keepCopy(tenantId: string, work: TravellingWork, fromNodeId: string): Promise<void> {
    try {
      await this.work.keep(tenantId, work, fromNodeId, 'move');
    } catch (error) {
      if (!(error instanceof WorkNotUnderstood)) throw error;
      this.logger.warn(`no copy of the work of ${tenantId} is kept here: ${error.message}`);
    }
  }

  /** Of a tenant that comes to the admin node itself the copy is where it belongs. */
  private async bringKept({ tenantId, toNodeId }: TenantMoveEntity): Promise<void> {
    if (!this.work.isHere(toNodeId)) await this.work.put(toNodeId, tenantId, await this.work.kept(tenantId));
  }

  private async flip(row: TenantMoveEntity, leaving: string | null): Promise<void> {
    const { id, tenantId, fromNodeId, toNodeId, phase } = row;
    await this.write(async (session) => {
      must(await this.moves.enterPhase(session, id, phase, 'draining'));
      must(await this.tenancy.changeHome(session, tenantId, fromNodeId, toNodeId, leaving));
      await this.accounting.homeChanged(session, tenantId);
    });
  }

  private write(fn: (session: DbSession) => Promise<void>): Promise<void> {
    return this.databases.transaction('operator', fn);
  }
}

function stateOf({ kind, phase, fromNodeId, toNodeId, phaseAt }: TenantMoveEntity): MoveState {
  return { kind, phase, from: fromNodeId, to: toNodeId, phaseAt: phaseAt.getTime() };
}

/** Where calls of before may go on; of a dead node nothing is asked. */
function drainingNode({ kind, fromNodeId }: TenantMoveEntity, tenant: Tenant | null): string | null {
  return kind === 'move' ? fromNodeId : (tenant?.leavingNodeId ?? null);
}

/** Whoever was leaving another node when its new home died is leaving that one still. */
function stillLeaving({ fromNodeId, toNodeId }: TenantMoveEntity, tenant: Tenant | null): string | null {
  const leaving = tenant?.leavingNodeId ?? null;
  return leaving === fromNodeId || leaving === toNodeId ? null : leaving;
}

/** @throws Overtaken, which undoes the transaction */
function must(done: boolean): void {
  if (!done) throw new Overtaken();
}

function isUnknown(error: unknown): boolean {
  return error instanceof EngineRefused && error.httpStatus === NOT_FOUND;
}
