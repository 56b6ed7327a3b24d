import { pipeline } from 'node:stream/promises';

import type { Client } from 'pg';
import { from, to } from 'pg-copy-streams';

import { MIGRATOR_LOCK } from '../../platform/database/migrator/migrator-lock.js';
import { publishedBy, refuseHalf, type AdminSlot } from './admin-slot.repository.js';
import {
  COLUMNS,
  columnsByTable,
  connect,
  connectToAdmin,
  cut,
  literal,
  quoted,
  type ColumnsRow,
} from './connection.repository.js';
import { lackingHere, type TableColumns } from './core/keeper.js';
import { DROP_SUBSCRIPTION } from './local-copy.repository.js';
import { CONFIG_COPY, type WayToAdmin } from './place.js';

/** A copy of which nothing is heard for so long is given up: on a cut link nothing else says so. */
const SILENCE_MS = 30_000;
/** The copy's own watch does better: it knows what goes on. */
const NO_TIMEOUT = { query_timeout: 0 };

/**
 * Copies everything afresh: the slot is made first and shows one moment of the admin node; all tables as they were then,
 * and the subscription that goes on from there, come in one transaction here. Whoever reads sees the old configuration
 * until it is committed, and nothing is left of one that was interrupted but the slot, which the next one drops.
 */
export async function copyAfresh(
  ownerUrl: string,
  way: WayToAdmin,
  admin: AdminSlot,
  stop: AbortSignal,
): Promise<void> {
  const copy = new Connections(stop);
  try {
    const local = await copy.keep(connect({ connectionString: ownerUrl, ...NO_TIMEOUT }));
    await stopFollowing(local);
    await admin.dropSlots(way, await systemIdentifierOf(local));
    const slots = await copy.keep(connectToAdmin(way, { replication: 'database', ...NO_TIMEOUT }));
    const snapshot = await makeSlot(slots, way.slot);
    const source = await copy.keep(connectToAdmin(way, NO_TIMEOUT));
    await source.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    await source.query(`SET TRANSACTION SNAPSHOT ${literal(snapshot)}`);
    await refuseHalf(source, way);
    await takeOver(local, source, way, copy);
  } catch (error) {
    throw copy.brokenOff ?? error;
  } finally {
    copy.close();
  }
}

/** All connections of one copy: they are cut together, when it ends, is to stop, or nothing is heard of it. */
class Connections {
  brokenOff: Error | undefined;
  private readonly clients: Client[] = [];
  private readonly onStop = (): void => {
    this.breakOff('this program ends');
  };
  private silence: NodeJS.Timeout | undefined;

  constructor(private readonly stop: AbortSignal) {
    stop.addEventListener('abort', this.onStop);
    if (stop.aborted) this.onStop();
    this.heard();
  }

  async keep(connecting: Promise<Client>): Promise<Client> {
    const client = await connecting;
    this.clients.push(client);
    // one that waits for another would not notice that it waits in vain
    client.once('error', (error: Error) => {
      this.breakOff(error.message);
    });
    if (this.brokenOff !== undefined) cut(client);
    this.heard();
    return client;
  }

  heard(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.breakOff(`nothing was heard of the copy for ${SILENCE_MS / 1000} s`);
    }, SILENCE_MS);
  }

  close(): void {
    clearTimeout(this.silence);
    this.stop.removeEventListener('abort', this.onStop);
    this.clients.forEach(cut);
  }

  private breakOff(why: string): void {
    this.brokenOff ??= new Error(why);
    this.clients.forEach(cut);
  }
}

/**
 * From here on a new slot may stand where the old one stood, and what came between them is known to neither: until this
 * copy is whole, there is none.
 */
async function stopFollowing(local: Client): Promise<void> {
  if (await isSubscribed(local)) await local.query(`ALTER SUBSCRIPTION ${CONFIG_COPY} DISABLE`);
  await local.query('DELETE FROM live.replicated_from');
}

async function isSubscribed(local: Client): Promise<boolean> {
  const { rowCount } = await local.query(
    `SELECT FROM pg_subscription WHERE subname = '${CONFIG_COPY}'
       AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rowCount === 1;
}

async function systemIdentifierOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>('SELECT system_identifier::text AS id FROM pg_control_system()');
  return rows[0]?.id ?? '';
}

/** @returns the name of the snapshot, which lives as long as this connection is asked nothing more */
async function makeSlot(slots: Client, name: string): Promise<string> {
  const { rows } = await slots.query<{ snapshot_name: string }>(
    `CREATE_REPLICATION_SLOT ${quoted(name)} LOGICAL pgoutput (SNAPSHOT 'export')`,
  );
  const [slot] = rows;
  if (slot === undefined) throw new Error('the admin node made no slot');
  return slot.snapshot_name;
}

async function takeOver(local: Client, source: Client, way: WayToAdmin, copy: Connections): Promise<void> {
  await local.query('BEGIN');
  const { rows } = await local.query<{ free: boolean }>(
    `SELECT pg_try_advisory_xact_lock_shared(${MIGRATOR_LOCK}) AS free`,
  );
  if (rows[0]?.free !== true) throw new Error('this node is being migrated');
  const published = await publishedBy(source);
  await refuseWhatIsNotHere(local, published);
  // no triggers but those that say what has changed, and no references between rows that come one table after another
  await local.query('SET LOCAL session_replication_role = replica');
  for (const [table, columns] of Object.entries(published)) await copyTable(local, source, table, columns, copy);
  // last, because it holds up everything that has to do with subscriptions
  if (await isSubscribed(local)) await local.query(DROP_SUBSCRIPTION);
  await local.query(`CREATE SUBSCRIPTION ${CONFIG_COPY} CONNECTION ${literal(way.conninfo)} PUBLICATION ${CONFIG_COPY}
    WITH (slot_name = ${literal(way.slot)}, create_slot = false, copy_data = false)`);
  await refuseWhatCameSince(local, Object.keys(published));
  await writeDown(local, source);
  await local.query('COMMIT');
}

async function refuseWhatIsNotHere(local: Client, published: TableColumns): Promise<void> {
  const { rows } = await local.query<ColumnsRow>(`${COLUMNS} GROUP BY c.relname`);
  const lacking = lackingHere(published, columnsByTable(rows));
  if (lacking.length > 0) throw new Error(`not here yet: ${lacking.join(', ')}`);
}

async function copyTable(
  local: Client,
  source: Client,
  table: string,
  columns: readonly string[],
  copy: Connections,
): Promise<void> {
  const name = `config.${quoted(table)}`;
  // the type stands behind the name
  const names = columns.map((column) => quoted(column.slice(0, column.indexOf(' ')))).join(', ');
  await local.query(`DELETE FROM ${name}`);
  copy.heard();
  const reading = source.query(to(`COPY ${name} (${names}) TO STDOUT (FORMAT binary)`));
  const writing = local.query(from(`COPY ${name} (${names}) FROM STDIN (FORMAT binary)`));
  reading.on('data', () => {
    copy.heard();
  });
  await pipeline(reading, writing);
}

/** The subscription takes for copied what is published now; a table that came meanwhile was not. */
async function refuseWhatCameSince(local: Client, copied: readonly string[]): Promise<void> {
  const { rows } = await local.query<{ table: string }>(
    'SELECT relname AS "table" FROM pg_subscription_rel JOIN pg_class ON pg_class.oid = srrelid',
  );
  const since = rows.map(({ table }) => table).filter((table) => !copied.includes(table));
  if (since.length > 0) throw new Error(`published meanwhile: ${since.join(', ')}`);
}

async function writeDown(local: Client, source: Client): Promise<void> {
  const { rows } = await source.query<{ timeline: string }>(
    'SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) AS timeline',
  );
  await local.query(
    `INSERT INTO live.replicated_from (system_identifier, timeline) VALUES ($1, $2)
     ON CONFLICT (one) DO UPDATE SET system_identifier = excluded.system_identifier, timeline = excluded.timeline,
       copied_at = now()`,
    [await systemIdentifierOf(source), rows[0]?.timeline],
  );
}
