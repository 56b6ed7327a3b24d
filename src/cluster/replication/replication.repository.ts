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

/** How the main database lets a switch node in. */
export interface NodeDoor {
  readonly nodeId: string;
  /** It belongs to the cluster. */
  readonly joined: boolean;
  /** It has a role. */
  readonly known: boolean;
  /** That signs in, and can do nothing but ship. */
  readonly fit: boolean;
}

const JOINED = "node.role = 'switch' AND node.joined_at IS NOT NULL AND node.state <> 'left'";

/** The admin node's side, as operator. */
@Injectable()
export class ReplicationRepository {
  /** Nothing is written where there is nobody to read it: neither a relay nor a node that has joined. */
  async beat(session: DbSession, hasRelay = false): Promise<void> {
    await session.query(
      `INSERT INTO config.beat (at)
         SELECT clock_timestamp() WHERE $1 OR EXISTS (SELECT FROM config.node WHERE ${JOINED})
       ON CONFLICT (id) DO UPDATE SET at = excluded.at`,
      [hasRelay],
    );
  }

  /** Every node that was ever let in by the main database or is to be, and whether its role there is as it should be. */
  async standings(session: DbSession): Promise<NodeDoor[]> {
    return session.query<NodeDoor[]>(
      `SELECT node.id AS "nodeId", ${JOINED} AS joined, role.oid IS NOT NULL AS known,
         coalesce(role.rolcanlogin AND NOT role.rolreplication AND NOT role.rolbypassrls, false)
           AND NOT EXISTS (SELECT FROM pg_replication_slots WHERE database = current_database()
             AND slot_name = 'callrack_' || replace(node.id, '-', '_')) AS fit
       FROM config.node LEFT JOIN pg_roles role ON role.rolname = 'callrack_at_' || node.id
       WHERE node.role = 'switch' ORDER BY node.id`,
    );
  }

  /** The nodes that have joined. */
  async joined(session: DbSession): Promise<string[]> {
    const rows = await session.query<{ id: string }[]>(`SELECT id FROM config.node WHERE ${JOINED} ORDER BY id`);
    return rows.map(({ id }) => id);
  }

  /** Makes the role that the node ships by; doing it again changes nothing. */
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
