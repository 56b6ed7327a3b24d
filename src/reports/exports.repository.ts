import { Injectable } from '@nestjs/common';
import { In, LessThan, Not } from 'typeorm';

import { isId } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import type { ExportKind, ExportStatus } from './core/export.js';
import { ExportEntity } from './entities/export.entity.js';
import type { ExportFailure } from './reports.errors.js';

const UNFINISHED: ExportStatus[] = ['queued', 'running'];

/** Table live.export: what was asked for and how far it is. */
@Injectable()
export class ExportsRepository {
  async insertExport(session: DbSession, row: ExportEntity): Promise<void> {
    await session.insert(ExportEntity, row);
  }

  /** The newest first. */
  listExports(session: DbSession, kinds: readonly ExportKind[], most: number): Promise<ExportEntity[]> {
    return session.find(ExportEntity, {
      where: { kind: In([...kinds]) },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: most,
    });
  }

  async findExport(session: DbSession, id: string): Promise<ExportEntity | null> {
    return isId(id) ? session.findOneBy(ExportEntity, { id }) : null;
  }

  countUnfinished(session: DbSession): Promise<number> {
    return session.countBy(ExportEntity, { status: In(UNFINISHED) });
  }

  /** @returns false where it is not one that still runs: somebody has cancelled it */
  async noteProgress(session: DbSession, id: string, values: Partial<ExportEntity>): Promise<boolean> {
    if (!isId(id)) return false;
    const { affected } = await session.update(ExportEntity, { id, status: In(UNFINISHED) }, values);
    return affected === 1;
  }

  /** Those that a process of an earlier life has left behind. */
  async failThoseOfOthers(session: DbSession, worker: string, failure: ExportFailure, at: Date): Promise<number> {
    const { affected } = await session.update(
      ExportEntity,
      { status: In(UNFINISHED), worker: Not(worker) },
      { status: 'failed', failure, endedAt: at },
    );
    return affected ?? 0;
  }

  async deleteEndedBefore(session: DbSession, instant: Date): Promise<void> {
    await session.delete(ExportEntity, { endedAt: LessThan(instant) });
  }

  /** Finished ones, the newest first. */
  listFiles(session: DbSession): Promise<Pick<ExportEntity, 'id' | 'tenantId' | 'format' | 'bytes'>[]> {
    return session.find(ExportEntity, {
      select: { id: true, tenantId: true, format: true, bytes: true },
      where: { status: 'done' },
      order: { endedAt: 'DESC' },
    });
  }

  async deleteExport(session: DbSession, id: string): Promise<void> {
    if (isId(id)) await session.delete(ExportEntity, { id });
  }
}
