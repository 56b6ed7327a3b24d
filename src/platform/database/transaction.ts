import { QueryFailedError, type DataSource, type EntityManager, type QueryRunner } from 'typeorm';

import type { TenantId } from '../../kernel/ids.js';
import { DatabaseBusy } from './database.errors.js';

/** An open transaction, as repositories get it. Rooms above pass it on and do not look inside. */
export type DbSession = EntityManager;

/** SNAPSHOT sees one moment of the database and writes nothing. */
export type TransactionKind = 'READ WRITE' | 'SNAPSHOT';

/**
 * Runs `fn` in a transaction that sees and writes the rows of one tenant only; the tenant is forgotten with its end.
 *
 * @param dataSource signed in as callrack_app (or callrack_operator, who sees all tenants anyway)
 */
export async function withTenant<T>(
  dataSource: DataSource,
  tenantId: TenantId,
  fn: (session: DbSession) => Promise<T>,
  kind: TransactionKind = 'READ WRITE',
): Promise<T> {
  return inTransaction(dataSource, kind, async (session) => {
    await session.query("SELECT set_config('callrack.tenant_id', $1, true)", [tenantId]);
    return fn(session);
  });
}

/**
 * Commits when `fn` is done, rolls back when it throws. Unlike TypeORM's own transaction it never gives a connection
 * back to the pool that may still be inside one, as happens when the server hangs and the ROLLBACK times out too.
 *
 * @throws DatabaseBusy
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  kind: TransactionKind,
  fn: (session: DbSession) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const client = await connect(runner);
    try {
      await runner.startTransaction();
      if (kind === 'SNAPSHOT') await runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const result = await fn(runner.manager);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await leave(runner, client, error);
      throw error;
    }
  } finally {
    await runner.release();
  }
}

interface Connection {
  end(): Promise<void>;
}

async function connect(runner: QueryRunner): Promise<Connection> {
  try {
    return (await runner.connect()) as Connection;
  } catch (error) {
    // pg-pool gives no code
    const isPoolInUse = error instanceof Error && error.message === 'timeout exceeded when trying to connect';
    throw isPoolInUse ? new DatabaseBusy(error) : error;
  }
}

async function leave(runner: QueryRunner, client: Connection, error: unknown): Promise<void> {
  if (!lostTouch(error)) {
    try {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      return;
    } catch {
      // the connection is of no more use, and the first error says more than this one
    }
  }
  client.end().catch(() => undefined);
}

/** SQLSTATE of a failed query; undefined where the server did not answer or the error came from elsewhere. */
export function sqlStateOf(error: unknown): string | undefined {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'string' && /^[0-9A-Z]{5}$/.test(cause.code) ? cause.code : undefined;
}

/** The query failed without an answer of the server: time-out or broken connection. */
function lostTouch(error: unknown): boolean {
  return error instanceof QueryFailedError && sqlStateOf(error) === undefined;
}

/** A row with these values is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlStateOf(error) === '23505';
}

/** A row refers to one that is not there. */
export function isForeignKeyViolation(error: unknown): boolean {
  return sqlStateOf(error) === '23503';
}

/** Classes of SQLSTATE by which the server says that it cannot now: connection, authorisation, resources, operator. */
const NOT_NOW = /^(08|28|53|57)/;
/** As Node and pg tell of connections that are not there. */
const NO_CONNECTION = /^(ECONN|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/;

/** The server is away, is starting, is full, or takes too long; what was asked of it is not at fault. */
export function isDatabaseAway(error: unknown): boolean {
  if (lostTouch(error) || NOT_NOW.test(sqlStateOf(error) ?? '')) return true;
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string' && NO_CONNECTION.test(code)) return true;
  return typeof message === 'string' && /^(Connection terminated|timeout expired)/.test(message);
}
