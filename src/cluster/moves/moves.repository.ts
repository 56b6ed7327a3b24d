import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { isId, pageOf, type ListQuery, type Page } from '../../platform/database/paging.js';
import type { DbSession } from '../../platform/database/transaction.js';
import type { MovePhase } from '../core/tenant-move.js';
import { TenantMoveEntity } from './entities/tenant-move.entity.js';

export type NewMove = Pick<TenantMoveEntity, 'id' | 'tenantId' | 'fromNodeId' | 'toNodeId' | 'kind' | 'askedByName'>;

/** Where a move ends, and why. */
export interface MoveEnd {
  readonly phase: 'done' | 'failed' | 'cancelled';
  readonly why: string | null;
}

@Injectable()
export class MovesRepository {
  pageOfMoves(session: DbSession, query: ListQuery): Promise<Page<TenantMoveEntity>> {
    return pageOf(session, TenantMoveEntity, query, {
      tenantId: 'word',
      fromNodeId: 'word',
      toNodeId: 'word',
      kind: 'word',
      phase: 'word',
      askedAt: 'instant',
      finishedAt: 'instant',
    });
  }

  moveById(session: DbSession, id: string): Promise<TenantMoveEntity | null> {
    return isId(id) ? session.findOneBy(TenantMoveEntity, { id }) : Promise.resolve(null);
  }

  /** The oldest first. */
  openMoves(session: DbSession): Promise<TenantMoveEntity[]> {
    return session.find(TenantMoveEntity, { where: { finishedAt: IsNull() }, order: { id: 'ASC' } });
  }

  async insertMoves(session: DbSession, moves: readonly NewMove[]): Promise<void> {
    await session.insert(TenantMoveEntity, [...moves]);
  }

  /** @returns false where it was not in that phase any more: somebody else was faster */
  async enterPhase(session: DbSession, id: string, from: MovePhase, to: MovePhase): Promise<boolean> {
    const { affected } = await session.update(
      TenantMoveEntity,
      { id, phase: from },
      { phase: to, phaseAt: () => 'now()' },
    );
    return affected === 1;
  }

  /** @returns false where it was not in that phase any more */
  async endMove(session: DbSession, id: string, from: MovePhase, { phase, why }: MoveEnd): Promise<boolean> {
    const at = () => 'now()';
    const values = { phase, why, phaseAt: at, finishedAt: at };
    const { affected } = await session.update(TenantMoveEntity, { id, phase: from, finishedAt: IsNull() }, values);
    return affected === 1;
  }
}
