import type { EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';

import { ChangedMeanwhile, NotFound } from '../errors/record.errors.js';
import { isId } from './paging.js';
import type { DbSession } from './transaction.js';

interface Versioned extends ObjectLiteral {
  readonly id: string;
  readonly version: number;
}

/** A row by its id; null where the session sees none, or where the text is no id at all. */
export async function rowById<E extends Versioned>(
  session: DbSession,
  entity: EntityTarget<E>,
  id: string,
): Promise<E | null> {
  return isId(id) ? session.findOneBy(entity, { id } as FindOptionsWhere<E>) : null;
}

/**
 * Changes a row if it still is as the person saw it.
 *
 * @param version of the row as the person saw it
 * @throws NotFound where the session sees no such row
 * @throws ChangedMeanwhile where somebody else has changed it since
 */
export async function updateVersion<E extends Versioned>(
  session: DbSession,
  entity: EntityTarget<E>,
  id: string,
  version: number,
  values: Omit<Partial<E>, 'id' | 'version'>,
): Promise<void> {
  if (!isId(id)) throw new NotFound();
  const where = { id, version } as FindOptionsWhere<E>;
  const changed = { ...values, version: version + 1 } as unknown as QueryDeepPartialEntity<E>;
  const { affected } = await session.update(entity, where, changed);
  if (affected === 1) return;
  throw (await session.existsBy(entity, { id } as FindOptionsWhere<E>)) ? new ChangedMeanwhile() : new NotFound();
}
