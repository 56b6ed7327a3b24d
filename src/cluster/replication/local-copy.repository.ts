import type { Client } from 'pg';

import { MIGRATOR_LOCK } from '../../platform/database/migrator/migrator-lock.js';
import { COLUMNS, columnsByTable, connect, cut, literal, type ColumnsRow } from './connection.repository.js';
import type { LocalSeen, Origin, Subscription } from './core/keeper.js';
import { CONFIG_COPY, type WayToAdmin } from './place.js';

interface LocalRow {
  readonly migrating: boolean;
  readonly systemIdentifier: string | null;
  readonly timeline: string | null;
  readonly enabled: boolean | null;
  readonly slot: string | null;
  readonly conninfo: string | null;
  readonly errors: string | null;
  readonly applied: string | null;
  readonly tables: readonly string[] | null;
  readonly unready: string | null;
  readonly beatAt: number | null;
}

const LOOK = `SELECT
    EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND mode = 'ExclusiveLock'
      AND database = d.oid AND classid = ${MIGRATOR_LOCK >> 31} AND objid = ${MIGRATOR_LOCK}) AS migrating,
    copy.system_identifier AS "systemIdentifier", copy.timeline,
    s.subenabled AS enabled, s.subslotname AS slot, s.subconninfo AS conninfo,
    (stats.apply_error_count + stats.sync_error_count)::text AS errors,
    (origin.remote_lsn - '0/0')::text AS applied,
    (SELECT array_agg(c.relname::text) FROM pg_subscription_rel r JOIN pg_class c ON c.oid = r.srrelid
      WHERE r.srsubid = s.oid) AS tables,
    (SELECT count(*) FROM pg_subscription_rel r WHERE r.srsubid = s.oid AND r.srsubstate <> 'r') AS unready,
    (SELECT extract(epoch FROM at)::float8 * 1000 FROM config.beat) AS "beatAt"
  FROM pg_database d
    LEFT JOIN live.replicated_from copy ON true
    LEFT JOIN pg_subscription s ON s.subdbid = d.oid AND s.subname = '${CONFIG_COPY}'
    LEFT JOIN pg_stat_subscription_stats stats ON stats.subid = s.oid
    LEFT JOIN pg_show_replication_origin_status() origin ON origin.external_id = 'pg_' || s.oid
  WHERE d.datname = current_database()`;

export interface LocalLook extends LocalSeen {
  /** The admin node's clock as it came by replication, milliseconds; null before the first. */
  readonly beatAt: number | null;
  /** The subscription is there under its name, whatever it reads. */
  readonly subscribed: boolean;
}

/** This node's own database, as its owner. One connection, made anew where it was lost. */
export class LocalCopy {
  private client: Client | undefined;

  constructor(
    private readonly ownerUrl: string,
    private readonly onChange: () => void,
  ) {}

  async look(way: WayToAdmin | null): Promise<LocalLook> {
    const [row] = await this.rows<LocalRow>(LOOK);
    if (row === undefined) throw new Error('the database does not know itself');
    const columns = columnsByTable(await this.rows<ColumnsRow>(`${COLUMNS} GROUP BY c.relname`));
    return {
      migrating: row.migrating,
      copyOf: originOf(row),
      subscription: subscriptionOf(row, way),
      columns,
      filled: await this.filledOf(Object.keys(columns).filter((table) => !(row.tables ?? []).includes(table))),
      beatAt: row.beatAt,
      subscribed: row.enabled !== null,
    };
  }

  /** Without a word to the admin node, which may be away. */
  async leave(): Promise<void> {
    await this.disable();
    await this.rows(`BEGIN; ${DROP_SUBSCRIPTION}; DELETE FROM live.replicated_from; COMMIT`);
  }

  async enable(): Promise<void> {
    await this.rows(`ALTER SUBSCRIPTION ${CONFIG_COPY} ENABLE`);
  }

  /** @returns whether there was one */
  async disable(): Promise<void> {
    await this.rows(`ALTER SUBSCRIPTION ${CONFIG_COPY} DISABLE`);
  }

  async redirect(way: WayToAdmin): Promise<void> {
    await this.rows(`ALTER SUBSCRIPTION ${CONFIG_COPY} CONNECTION ${literal(way.conninfo)}`);
  }

  /** While no migration can begin: tables that come in between would be taken for those of the admin node. */
  async refresh(): Promise<void> {
    const [lock] = await this.rows<{ free: boolean }>(`SELECT pg_try_advisory_lock_shared(${MIGRATOR_LOCK}) AS free`);
    if (lock?.free !== true) return;
    try {
      await this.rows(`ALTER SUBSCRIPTION ${CONFIG_COPY} REFRESH PUBLICATION WITH (copy_data = true)`);
    } finally {
      await this.rows(`SELECT pg_advisory_unlock_shared(${MIGRATOR_LOCK})`);
    }
  }

  close(): void {
    const { client } = this;
    this.client = undefined;
    if (client !== undefined) cut(client);
  }

  private async filledOf(tables: readonly string[]): Promise<string[]> {
    if (tables.length === 0) return [];
    const looks = tables.map(
      (table) => `SELECT ${literal(table)} AS "table" WHERE EXISTS (SELECT FROM config."${table}")`,
    );
    return (await this.rows<{ table: string }>(looks.join(' UNION ALL '))).map(({ table }) => table);
  }

  private async rows<T extends object>(sql: string): Promise<T[]> {
    this.client ??= await this.open();
    try {
      return (await this.client.query<T>(sql)).rows;
    } catch (error) {
      // whether the connection or the statement was at fault: the next one is new, and in no transaction
      this.close();
      throw error;
    }
  }

  private async open(): Promise<Client> {
    const client = await connect({ connectionString: this.ownerUrl });
    client.once('error', () => {
      if (this.client === client) this.close();
    });
    client.on('notification', this.onChange);
    await client.query(`LISTEN ${CONFIG_COPY}`);
    return client;
  }
}

/** In a transaction of its own or of a copy; the subscription is disabled already. */
export const DROP_SUBSCRIPTION = `ALTER SUBSCRIPTION ${CONFIG_COPY} SET (slot_name = NONE); DROP SUBSCRIPTION ${CONFIG_COPY}`;

function originOf({ systemIdentifier, timeline }: LocalRow): Origin | null {
  return systemIdentifier === null || timeline === null ? null : { systemIdentifier, timeline };
}

function subscriptionOf(row: LocalRow, way: WayToAdmin | null): Subscription | null {
  if (row.enabled === null || row.slot !== (way?.slot ?? row.slot)) return null;
  return {
    enabled: row.enabled,
    reachesAdmin: row.conninfo === way?.conninfo,
    tables: row.tables ?? [],
    unready: Number(row.unready),
    errors: Number(row.errors ?? 0),
    appliedLsn: row.applied === null ? null : BigInt(row.applied),
  };
}
