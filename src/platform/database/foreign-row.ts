import { Socket } from 'node:net';

import { Client, type QueryConfig } from 'pg';

/** A PostgreSQL that is not ours. */
export interface ForeignDatabase {
  /** The very address that is connected to; nothing is looked up. */
  readonly address: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** serverName: as it is told, and looked for in the certificate where that is verified. */
  readonly encryption: { readonly verified: boolean; readonly serverName: string } | null;
}

/** Columns of one row as the database writes them; null: there is none. */
export type ForeignRow = Readonly<Record<string, string | null>> | null;

const AS_WRITTEN = { getTypeParser: () => (value: string | Buffer) => value };

/**
 * The first row of a query, read in a transaction that can change nothing, on a connection of its own that is cut off
 * when the signal says so.
 *
 * @throws the signal's reason, or what the database says
 */
export async function foreignRow(
  where: ForeignDatabase,
  sql: string,
  parameters: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ForeignRow> {
  const socket = new Socket();
  const { address, port, database, user, password, encryption } = where;
  const client = new Client({
    ...{ host: address, port, database, user, password, application_name: 'callrack' },
    ssl: encryption !== null && { rejectUnauthorized: encryption.verified, servername: encryption.serverName },
    stream: () => socket,
    types: AS_WRITTEN,
  });
  const broken = new Promise<never>((_resolve, reject) => {
    client.on('error', reject);
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([readOne(client, oneRowOf(sql, parameters), timeoutMs), broken]);
  } finally {
    socket.destroy();
  }
}

async function readOne(client: Client, query: QueryConfig, timeoutMs: number): Promise<ForeignRow> {
  await client.connect();
  await client.query('BEGIN READ ONLY');
  await client.query(`SET LOCAL statement_timeout = ${String(Math.trunc(timeoutMs))}`);
  const { rows } = await client.query<Record<string, string | null>>(query);
  await client.query('ROLLBACK');
  return rows[0] ?? null;
}

/** As a part of a SELECT it is one statement, and a SELECT itself. */
function oneRowOf(sql: string, parameters: readonly string[]): QueryConfig & { readonly queryMode: 'extended' } {
  const query = sql.replace(/;\s*$/, '');
  return { text: `SELECT * FROM (${query}\n) AS asked LIMIT 1`, values: [...parameters], queryMode: 'extended' };
}
