import { Client, type ClientConfig } from 'pg';

import { CONNECT_TIMEOUT_MS, QUERY_TIMEOUT_MS } from '../../platform/database/data-sources.js';
import type { WayToAdmin } from './place.js';

/** `replication` is known to pg and not to its types. */
interface ReplicationConfig extends ClientConfig {
  readonly replication?: 'database';
}

/** One connection of its own. Its loss shows in the next query; an error between two queries must not end the process. */
export async function connect(config: ReplicationConfig): Promise<Client> {
  const client = new Client({
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    application_name: 'callrack replication',
    keepAlive: true,
    ...config,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    cut(client);
    throw error;
  }
  return client;
}

export function connectToAdmin(way: WayToAdmin, more: ReplicationConfig = {}): Promise<Client> {
  const { host, port, database, user, password, tls } = way;
  return connect({ host, port, database, user, password, ssl: tls, ...more });
}

/** Ends it without waiting for an answer: a server that hangs never says farewell. */
export function cut(client: Client): void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: { destroy(): void } } })
    .connection;
  void client.end().catch(() => undefined);
  stream.destroy();
}

/** A name in a statement that takes no parameters. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Which columns a table of config has: those that may be written. */
export const COLUMNS = `SELECT c.relname AS "table",
    array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  WHERE n.nspname = 'config' AND c.relkind = 'r'`;

export interface ColumnsRow {
  readonly table: string;
  readonly columns: readonly string[];
}

export function columnsByTable(rows: readonly ColumnsRow[]): Record<string, readonly string[]> {
  return Object.fromEntries(rows.map(({ table, columns }) => [table, columns]));
}
