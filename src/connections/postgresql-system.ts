import type { Answer, Question } from '../kernel/question.js';
import { foreignRow, type ForeignDatabase } from '../platform/database/foreign-row.js';
import { NotAnswered } from './connections.errors.js';
import type { Connection } from './core/connection.js';
import { asText } from './core/json-pointer.js';
import type { NetworkGuard } from './network-guard.js';

/**
 * Asks a PostgreSQL for one row.
 *
 * @throws NotAnswered, or what the database says
 */
export async function askPostgresql(
  { address, secret }: Connection,
  { sql, parameters, take, timeoutMs }: Extract<Question, { kind: 'query' }>,
  guard: NetworkGuard,
  signal: AbortSignal,
): Promise<Answer> {
  const url = new URL(address);
  const where: ForeignDatabase = {
    address: await guard.resolve(url.hostname),
    port: url.port === '' ? 5432 : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    password: secret ?? '',
    encryption: encryptionOf(url),
  };
  const row = await foreignRow(where, sql, parameters, timeoutMs, signal);
  if (row === null) return { got: 'nothing' };
  const missing = Object.values(take).find((column) => !Object.hasOwn(row, column));
  if (missing !== undefined) throw new NotAnswered(`its answer has no column ${missing}`);
  const values = Object.entries(take).map(([name, column]) => [name, asText(row[column])] as const);
  return { got: 'values', values: Object.fromEntries(values) };
}

/** As libpq understands `sslmode`, but that nothing said means none. */
function encryptionOf(url: URL): ForeignDatabase['encryption'] {
  const mode = url.searchParams.get('sslmode') ?? 'disable';
  return mode === 'disable' ? null : { verified: mode.startsWith('verify'), serverName: url.hostname };
}
