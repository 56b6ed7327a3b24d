import { Injectable } from '@nestjs/common';

import type { DbSession } from '../../platform/database/transaction.js';

export interface JoinCodeRow {
  readonly id: string;
  readonly nodeId: string;
  readonly replacesNodeId: string | null;
  readonly secretHash: Buffer;
  readonly createdByName: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly usedByKey: Buffer | null;
}

/** What a node says of itself when it joins, and whenever it has changed. */
export interface NodePlace {
  readonly address: string;
  readonly linkPort: number;
  readonly sipTlsPort: number;
  readonly sipAddress: string;
  readonly sipPort: number;
  readonly rtpTimeoutS: number;
}

export interface NodeRow {
  readonly id: string;
  readonly role: 'single' | 'admin' | 'switch';
  readonly state: 'active' | 'leaving' | 'left';
  readonly address: string | null;
  readonly joinedAt: Date | null;
}

/** How long codes that are over are kept, so that it can be said what is wrong with them. */
const CODES_KEPT = "interval '1 day'";

/** Who may join, who has joined: tables of the admin node. */
@Injectable()
export class AdmissionRepository {
  async insertCode(
    session: DbSession,
    code: Omit<JoinCodeRow, 'usedAt' | 'usedByKey' | 'expiresAt'>,
    validS: number,
  ): Promise<Date> {
    const rows = await session.query<{ expires_at: Date }[]>(
      `INSERT INTO access.join_code (id, node_id, replaces_node_id, secret_hash, created_by_name, expires_at)
         VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 second') RETURNING expires_at`,
      [code.id, code.nodeId, code.replacesNodeId, code.secretHash, code.createdByName, validS],
    );
    return rows[0]?.expires_at ?? new Date(0);
  }

  /** Codes of before for the same node are worth nothing any more; those that are long over are forgotten. */
  async endCodes(session: DbSession, nodeId: string): Promise<void> {
    await session.query(
      `DELETE FROM access.join_code WHERE (node_id = $1 AND used_at IS NULL) OR expires_at < now() - ${CODES_KEPT}`,
      [nodeId],
    );
  }

  async codes(session: DbSession): Promise<JoinCodeRow[]> {
    return session.query<JoinCodeRow[]>(
      `SELECT id, node_id AS "nodeId", replaces_node_id AS "replacesNodeId", secret_hash AS "secretHash",
              created_by_name AS "createdByName", expires_at AS "expiresAt", used_at AS "usedAt",
              used_by_key AS "usedByKey"
         FROM access.join_code WHERE expires_at > now() - ${CODES_KEPT} ORDER BY id`,
    );
  }

  async useCode(session: DbSession, id: string, keyHash: Buffer): Promise<void> {
    await session.query(
      'UPDATE access.join_code SET used_at = coalesce(used_at, now()), used_by_key = $2 WHERE id = $1',
      [id, keyHash],
    );
  }

  async nodes(session: DbSession): Promise<NodeRow[]> {
    return session.query<NodeRow[]>(
      `SELECT id, role, state, host(address) AS address, joined_at AS "joinedAt" FROM config.node ORDER BY id`,
    );
  }

  async putNode(session: DbSession, nodeId: string, place: NodePlace): Promise<void> {
    await session.query(
      `INSERT INTO config.node AS node (id, rtp_timeout_s, role, state, address, link_port, sip_tls_port, sip_address,
                                        sip_port, joined_at)
         VALUES ($1, $2, 'switch', 'active', $3, $4, $5, $6, $7, now())
         ON CONFLICT (id) DO UPDATE SET (version, rtp_timeout_s, role, state, address, link_port, sip_tls_port,
                                         sip_address, sip_port, joined_at) =
           (node.version + 1, excluded.rtp_timeout_s, excluded.role, excluded.state, excluded.address,
            excluded.link_port, excluded.sip_tls_port, excluded.sip_address, excluded.sip_port, excluded.joined_at)`,
      [nodeId, ...valuesOf(place)],
    );
  }

  /** @returns whether anything was different */
  async movePlace(session: DbSession, nodeId: string, place: NodePlace): Promise<boolean> {
    const [, changed] = await session.query<[unknown, number]>(
      `UPDATE config.node SET (version, rtp_timeout_s, address, link_port, sip_tls_port, sip_address, sip_port) =
           (version + 1, $2, $3, $4, $5, $6, $7)
         WHERE id = $1 AND state <> 'left' AND (rtp_timeout_s, address, link_port, sip_tls_port, sip_address, sip_port)
           IS DISTINCT FROM ($2::integer, $3::inet, $4::integer, $5::integer, $6::inet, $7::integer)`,
      [nodeId, ...valuesOf(place)],
    );
    return changed > 0;
  }

  /** @returns whether it was another one */
  async setSipCredential(session: DbSession, nodeId: string, realm: string, credential: string): Promise<boolean> {
    const [, changed] = await session.query<[unknown, number]>(
      `UPDATE config.node SET version = version + 1, sip_realm = $2, sip_credential = $3
         WHERE id = $1 AND (sip_realm, sip_credential) IS DISTINCT FROM ($2, $3)`,
      [nodeId, realm, credential],
    );
    return changed > 0;
  }

  async setState(session: DbSession, nodeId: string, state: NodeRow['state']): Promise<void> {
    await session.query('UPDATE config.node SET version = version + 1, state = $2 WHERE id = $1', [nodeId, state]);
  }

  async insertCertificate(session: DbSession, serial: string, nodeId: string, expiresAt: Date): Promise<void> {
    await session.query('INSERT INTO access.node_certificate (serial, node_id, expires_at) VALUES ($1, $2, $3)', [
      serial,
      nodeId,
      expiresAt,
    ]);
  }

  /** Whether something else is known by the address: another node, a carrier, the edge. */
  async isTaken(session: DbSession, nodeId: string, address: string): Promise<boolean> {
    const rows = await session.query<unknown[]>(
      'SELECT FROM config.known_address WHERE address >>= $2::inet AND node_id IS DISTINCT FROM $1',
      [nodeId, address],
    );
    return rows.length > 0;
  }

  async isCurrent(session: DbSession, nodeId: string, serial: string): Promise<boolean> {
    const rows = await session.query<unknown[]>(
      `SELECT FROM access.node_certificate
         WHERE node_id = $1 AND ltrim(lower(serial), '0') = ltrim(lower($2), '0') AND revoked_at IS NULL`,
      [nodeId, serial],
    );
    return rows.length > 0;
  }

  async revokeCertificates(session: DbSession, nodeId: string): Promise<void> {
    await session.query(
      'UPDATE access.node_certificate SET revoked_at = now() WHERE node_id = $1 AND revoked_at IS NULL',
      [nodeId],
    );
  }

  async revokedSerials(session: DbSession): Promise<string[]> {
    const rows = await session.query<{ serial: string }[]>(
      'SELECT serial FROM access.node_certificate WHERE revoked_at IS NOT NULL AND expires_at > now()',
    );
    return rows.map(({ serial }) => serial);
  }

  async postgresMajor(session: DbSession): Promise<number> {
    const rows = await session.query<{ version: string }[]>("SELECT current_setting('server_version_num') AS version");
    return Math.floor(Number(rows[0]?.version ?? 0) / 10_000);
  }
}

function valuesOf(place: NodePlace): readonly (string | number)[] {
  return [place.rtpTimeoutS, place.address, place.linkPort, place.sipTlsPort, place.sipAddress, place.sipPort];
}
