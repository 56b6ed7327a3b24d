import { Injectable } from '@nestjs/common';

import type { DbSession } from '../platform/database/transaction.js';

/** What a request was answered, as it is kept. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly location: string | null;
}

/** By which the request of a key is told from others. */
export interface Claim {
  readonly tenantId: string;
  readonly apiKeyId: string;
  readonly key: string;
  /** Of method, path and body. */
  readonly fingerprint: string;
}

export interface KeptRequest {
  readonly fingerprint: string;
  /** null: it is being worked at. */
  readonly answer: KeptAnswer | null;
}

const KEPT = "interval '24 hours'";

@Injectable()
export class IdempotencyRepository {
  /**
   * Takes the key for a request: a new one, one whose answer is kept no longer, or one of the same request that was left
   * behind unanswered longer ago than `leaseS`.
   *
   * @returns what the claim is told by later; undefined where somebody has the key
   */
  async claim(
    session: DbSession,
    { tenantId, apiKeyId, key, fingerprint }: Claim,
    leaseS: number,
  ): Promise<string | undefined> {
    const rows = await session.query<{ claim: string }[]>(
      `INSERT INTO live.idempotent_answer AS kept (tenant_id, api_key_id, key, fingerprint, created_at)
       VALUES ($1, $2, $3, $4, clock_timestamp())
       ON CONFLICT (api_key_id, key) DO UPDATE
         SET fingerprint = excluded.fingerprint, created_at = excluded.created_at,
           status = NULL, body = NULL, location = NULL
         WHERE kept.created_at < clock_timestamp() - ${KEPT}
           OR (kept.status IS NULL AND kept.fingerprint = excluded.fingerprint
             AND kept.created_at < clock_timestamp() - make_interval(secs => $5))
       RETURNING created_at::text AS claim`,
      [tenantId, apiKeyId, key, fingerprint, leaseS],
    );
    return rows[0]?.claim;
  }

  async find(session: DbSession, { apiKeyId, key }: Claim): Promise<KeptRequest | undefined> {
    const rows = await session.query<
      { fingerprint: string; status: number | null; body: unknown; location: string | null }[]
    >('SELECT fingerprint, status, body, location FROM live.idempotent_answer WHERE api_key_id = $1 AND key = $2', [
      apiKeyId,
      key,
    ]);
    const [row] = rows;
    if (row === undefined) return undefined;
    const { fingerprint, status, body, location } = row;
    return { fingerprint, answer: status === null ? null : { status, body, location } };
  }

  /** Keeps the answer, if the claim still holds. */
  async keep(session: DbSession, { apiKeyId, key }: Claim, claim: string, answer: KeptAnswer): Promise<void> {
    await session.query(
      `UPDATE live.idempotent_answer SET status = $4, body = $5, location = $6
       WHERE api_key_id = $1 AND key = $2 AND created_at = $3::timestamptz`,
      [apiKeyId, key, claim, answer.status, JSON.stringify(answer.body), answer.location],
    );
  }

  /** Gives the key back, as if it had not been used. */
  async release(session: DbSession, { apiKeyId, key }: Claim, claim: string): Promise<void> {
    await session.query(
      `DELETE FROM live.idempotent_answer
       WHERE api_key_id = $1 AND key = $2 AND created_at = $3::timestamptz AND status IS NULL`,
      [apiKeyId, key, claim],
    );
  }

  /** @param session of the platform: of all tenants */
  async sweep(session: DbSession): Promise<void> {
    await session.query(`DELETE FROM live.idempotent_answer WHERE created_at < now() - ${KEPT}`);
  }
}
