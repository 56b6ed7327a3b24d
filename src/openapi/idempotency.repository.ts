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

/** A key that was taken for a request. */
export interface Taken {
  /** By which the claim is told from those after it. */
  readonly at: string;
  /** The id of what is ordered: that of the first try, where this is another one. */
  readonly orderId: string;
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
   * behind unanswered longer ago than `leaseS`, or given back.
   *
   * @param orderId for what is ordered, unless it was ordered before
   * @returns undefined where somebody has the key
   */
  async claim(
    session: DbSession,
    { tenantId, apiKeyId, key, fingerprint }: Claim,
    leaseS: number,
    orderId: string,
  ): Promise<Taken | undefined> {
    const rows = await session.query<Taken[]>(
      `INSERT INTO live.idempotent_answer AS kept (tenant_id, api_key_id, key, fingerprint, created_at, order_id)
       VALUES ($1, $2, $3, $4, clock_timestamp(), $6)
       ON CONFLICT (api_key_id, key) DO UPDATE
         SET fingerprint = excluded.fingerprint, created_at = excluded.created_at,
           status = NULL, body = NULL, location = NULL,
           order_id = CASE WHEN kept.created_at < clock_timestamp() - ${KEPT} THEN excluded.order_id
             ELSE coalesce(kept.order_id, excluded.order_id) END
         WHERE kept.created_at < clock_timestamp() - ${KEPT}
           OR (kept.status IS NULL AND kept.fingerprint = excluded.fingerprint
             AND kept.created_at < clock_timestamp() - make_interval(secs => $5))
       RETURNING created_at::text AS at, order_id AS "orderId"`,
      [tenantId, apiKeyId, key, fingerprint, leaseS, orderId],
    );
    return rows[0];
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

  /** Whether the claim holds and is no older than `youngS`. */
  async holds(session: DbSession, { apiKeyId, key }: Claim, taken: Taken, youngS: number): Promise<boolean> {
    const rows = await session.query<unknown[]>(
      `SELECT 1 FROM live.idempotent_answer
       WHERE api_key_id = $1 AND key = $2 AND created_at = $3::timestamptz AND status IS NULL
         AND created_at > clock_timestamp() - make_interval(secs => $4)`,
      [apiKeyId, key, taken.at, youngS],
    );
    return rows.length > 0;
  }

  /** Keeps the answer, if the claim still holds. */
  async keep(session: DbSession, { apiKeyId, key }: Claim, taken: Taken, answer: KeptAnswer): Promise<void> {
    await session.query(
      `UPDATE live.idempotent_answer SET status = $4, body = $5, location = $6
       WHERE api_key_id = $1 AND key = $2 AND created_at = $3::timestamptz AND status IS NULL`,
      [apiKeyId, key, taken.at, answer.status, JSON.stringify(answer.body), answer.location],
    );
  }

  /**
   * Lets the same request have the key at once, if the claim still holds. What was ordered keeps its id: nobody knows
   * whether it was done.
   */
  async giveBack(session: DbSession, { apiKeyId, key }: Claim, taken: Taken, leaseS: number): Promise<void> {
    await session.query(
      `UPDATE live.idempotent_answer SET created_at = clock_timestamp() - make_interval(secs => $4)
       WHERE api_key_id = $1 AND key = $2 AND created_at = $3::timestamptz AND status IS NULL`,
      [apiKeyId, key, taken.at, leaseS + 1],
    );
  }

  /** @param session of the platform: of all tenants */
  async sweep(session: DbSession): Promise<void> {
    await session.query(`DELETE FROM live.idempotent_answer WHERE created_at < now() - ${KEPT}`);
  }
}
