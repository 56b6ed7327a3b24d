import { Injectable } from '@nestjs/common';

import type { DbSession } from '../../platform/database/transaction.js';

/** What the admin node keeps for a switch node that has joined. */
export interface NodeSlot {
  readonly nodeId: string;
  /** Whether the node is fetching changes now. */
  readonly active: boolean;
  /** reserved, extended, unreserved or lost, as PostgreSQL says it; null: there is no slot. */
  readonly walStatus: string | null;
  /** Changes that the node has not confirmed yet, bytes of WAL; null: there is no slot. */
  readonly behindBytes: number | null;
  /** How much more may be written before the slot is lost; null: without limit. */
  readonly safeBytes: number | null;
}

interface SlotRow {
  readonly nodeId: string;
  readonly active: boolean | null;
  readonly walStatus: string | null;
  readonly behind: string | null;
  readonly safe: string | null;
}

const JOINED = "role = 'switch' AND joined_at IS NOT NULL AND state <> 'left'";

/** The admin node's side, as operator. */
@Injectable()
export class ReplicationRepository {
  /** Nothing is written where there is nobody to read it. */
  async beat(session: DbSession): Promise<void> {
    await session.query(
      `INSERT INTO config.beat (at) SELECT clock_timestamp() WHERE EXISTS (SELECT FROM config.node WHERE ${JOINED})
       ON CONFLICT (id) DO UPDATE SET at = excluded.at`,
    );
  }

  async slots(session: DbSession): Promise<NodeSlot[]> {
    const rows = await session.query<SlotRow[]>(
      `SELECT node.id AS "nodeId", slot.active, slot.wal_status AS "walStatus",
         (pg_current_wal_lsn() - slot.confirmed_flush_lsn)::text AS behind, slot.safe_wal_size::text AS safe
       FROM config.node LEFT JOIN pg_replication_slots slot
         ON slot.slot_name = 'callrack_' || replace(node.id, '-', '_') AND slot.database = current_database()
       WHERE ${JOINED} ORDER BY node.id`,
    );
    return rows.map(({ nodeId, active, walStatus, behind, safe }) => ({
      nodeId,
      active: active ?? false,
      walStatus,
      behindBytes: behind === null ? null : Math.max(0, Number(behind)),
      safeBytes: safe === null ? null : Number(safe),
    }));
  }

  /** Makes the role that the node copies and ships by; doing it again changes nothing. */
  async admitNode(session: DbSession, nodeId: string): Promise<void> {
    await session.query('SELECT access.admit_node($1)', [nodeId]);
  }

  /** The node's role can sign in no more; doing it again changes nothing. */
  async barNode(session: DbSession, nodeId: string): Promise<void> {
    await session.query('SELECT access.bar_node($1)', [nodeId]);
  }

  /** Ends the node's connections, drops its slot and its role; doing it again changes nothing. */
  async dismissNode(session: DbSession, nodeId: string): Promise<void> {
    await session.query('SELECT access.dismiss_node($1)', [nodeId]);
  }
}
