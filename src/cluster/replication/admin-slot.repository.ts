import type { Client } from 'pg';

import { COLUMNS, columnsByTable, connectToAdmin, cut, literal, type ColumnsRow } from './connection.repository.js';
import type { AdminSeen, TableColumns } from './core/keeper.js';
import { CONFIG_COPY, type WayToAdmin } from './place.js';

interface AdminRow {
  readonly systemIdentifier: string;
  readonly timeline: string;
  readonly lsn: string;
  readonly lost: boolean | null;
  readonly confirmed: string | null;
}

/** The timeline that is written on now; that of the last checkpoint may be an older one. */
const LOOK = `SELECT (SELECT system_identifier FROM pg_control_system())::text AS "systemIdentifier",
    substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) AS timeline,
    (pg_current_wal_lsn() - '0/0')::text AS lsn,
    wal_status = 'lost' AS lost, (confirmed_flush_lsn - '0/0')::text AS confirmed
  FROM (VALUES (1)) AS one LEFT JOIN pg_replication_slots ON slot_name = `;

const PUBLISHED = `${COLUMNS} AND c.relname IN
    (SELECT tablename FROM pg_publication_tables WHERE pubname = '${CONFIG_COPY}' AND schemaname = 'config')
  GROUP BY c.relname`;

/** A relay that has no whole copy yet has nothing to give: what it holds would empty a copy that serves. */
export async function refuseHalf(client: Client, way: WayToAdmin): Promise<void> {
  if (!way.isRelay) return;
  const { rowCount } = await client.query('SELECT FROM live.replicated_from');
  if (rowCount === 0) throw new Error('the relay of the admin node has no whole copy yet');
}

/** What is published, as this connection's transaction sees it. */
export async function publishedBy(client: Client): Promise<TableColumns> {
  const { rows } = await client.query<ColumnsRow>(PUBLISHED);
  if (rows.length === 0) throw new Error(`the admin node publishes no ${CONFIG_COPY}`);
  return columnsByTable(rows);
}

/** Where the configuration comes from, as the role that copies it. */
export class AdminSlot {
  private open: { readonly client: Client; readonly key: string } | undefined;

  constructor(private readonly name: string) {}

  async look(way: WayToAdmin): Promise<AdminSeen> {
    const client = await this.client(way);
    try {
      const [row] = (await client.query<AdminRow>(LOOK + literal(way.slot))).rows;
      if (row === undefined) throw new Error('the admin node does not know itself');
      await refuseHalf(client, way);
      const { systemIdentifier, timeline, lsn, lost, confirmed } = row;
      return {
        origin: { systemIdentifier, timeline },
        lsn: BigInt(lsn),
        slot: lost === null ? null : { lost, confirmedLsn: BigInt(confirmed ?? 0) },
        columns: await publishedBy(client),
      };
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /**
   * Drops our slot where there is one, whoever of us still reads it, and those that an interrupted first copy of single
   * tables has left.
   *
   * @param systemIdentifier of this node's own PostgreSQL, which is part of their names
   */
  async dropSlots(way: WayToAdmin, systemIdentifier: string): Promise<void> {
    const client = await this.client(way);
    const ours = `database = current_database()
      AND (slot_name = ${literal(way.slot)} OR slot_name ~ ${literal(`^pg_[0-9]+_sync_[0-9]+_${systemIdentifier}$`)})`;
    try {
      await client.query(`SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots
        WHERE active_pid IS NOT NULL AND ${ours}`);
      await client.query(`SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE ${ours}`);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    const { open } = this;
    this.open = undefined;
    if (open !== undefined) cut(open.client);
  }

  private async client(way: WayToAdmin): Promise<Client> {
    const key = `${way.conninfo} ${way.tls === false ? '' : String(way.tls.cert)}`;
    if (this.open?.key !== key) {
      this.close();
      const client = await connectToAdmin(way, { application_name: `callrack ${this.name} keeper` });
      client.once('error', () => {
        if (this.open?.client === client) this.close();
      });
      this.open = { client, key };
    }
    return this.open.client;
  }
}
