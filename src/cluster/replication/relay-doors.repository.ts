import type { Client } from 'pg';

import { connect, cut } from './connection.repository.js';

/** What the relay keeps for a node. */
export interface RelaySlot {
  readonly active: boolean;
  readonly walStatus: string | null;
  readonly behindBytes: number;
  readonly safeBytes: number | null;
}

interface SlotRow {
  readonly name: string;
  readonly active: boolean;
  readonly walStatus: string | null;
  readonly behind: string | null;
  readonly safe: string | null;
}

const ADMITTED = `SELECT substr(rolname, 13) AS "nodeId" FROM pg_roles WHERE rolname LIKE 'callrack\\_at\\_%'`;

const SLOTS = `SELECT slot_name AS name, active, wal_status AS "walStatus",
    (pg_current_wal_lsn() - confirmed_flush_lsn)::text AS behind, safe_wal_size::text AS safe
  FROM pg_replication_slots WHERE database = current_database() AND slot_name LIKE 'callrack\\_%'`;

/** Who gets into the relay, as its owner. One connection, made anew where it was lost. */
export class RelayDoors {
  private client: Promise<Client> | undefined;

  constructor(private readonly ownerUrl: string) {}

  async admitted(): Promise<string[]> {
    return (await this.rows<{ nodeId: string }>(ADMITTED)).map(({ nodeId }) => nodeId);
  }

  /** Doing it again changes nothing. */
  async admit(nodeId: string): Promise<void> {
    await this.rows('SELECT access.admit_subscriber($1)', [nodeId]);
  }

  /** Ends the node's connections, drops its slot and its role; it can sign in no more before that is begun. */
  async dismiss(nodeId: string): Promise<void> {
    await this.rows('SELECT access.bar_node($1)', [nodeId]);
    await this.rows('SELECT access.dismiss_node($1)', [nodeId]);
  }

  /** By name. */
  async slots(): Promise<ReadonlyMap<string, RelaySlot>> {
    const found = await this.rows<SlotRow>(SLOTS);
    return new Map(
      found.map(({ name, active, walStatus, behind, safe }) => [
        name,
        {
          ...{ active, walStatus, behindBytes: Math.max(0, Number(behind ?? 0)) },
          safeBytes: safe === null ? null : Number(safe),
        },
      ]),
    );
  }

  close(): void {
    const { client } = this;
    this.client = undefined;
    client?.then(cut, () => undefined);
  }

  private async rows<T extends object>(sql: string, parameters: readonly string[] = []): Promise<T[]> {
    // two who ask at once share the one that is being made
    const opened = (this.client ??= this.open());
    try {
      return (await (await opened).query<T>(sql, [...parameters])).rows;
    } catch (error) {
      if (this.client === opened) this.close();
      throw error;
    }
  }

  private open(): Promise<Client> {
    const opened = connect({ connectionString: this.ownerUrl });
    opened.then(
      (client) =>
        client.once('error', () => {
          if (this.client === opened) this.close();
        }),
      () => undefined,
    );
    return opened;
  }
}
