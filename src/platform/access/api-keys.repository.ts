import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';

import { pageOf, type ListQuery, type Page } from '../database/paging.js';
import type { DbSession } from '../database/transaction.js';
import { rowById, updateVersion } from '../database/versioned.js';
import { ApiKeyEntity, type ApiKeyRow } from './entities/api-key.entity.js';

/** A key with what its tenant's state says, as the platform sees it. */
export interface KnownKey {
  readonly id: string;
  readonly tenantId: string;
  readonly tenantCode: string;
  readonly tenantStatus: 'open' | 'suspended' | 'closed';
  readonly name: string;
  readonly scopes: string[];
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  /** The last characters of the secret. */
  readonly hint: string;
}

const KNOWN = `k.id, k.tenant_id AS "tenantId", t.code AS "tenantCode", t.status AS "tenantStatus", k.name, k.scopes,
    k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt", k.last_used_at AS "lastUsedAt", k.hint
  FROM access.api_key k JOIN config.tenant t ON t.id = k.tenant_id`;

@Injectable()
export class ApiKeysRepository {
  page(session: DbSession, query: ListQuery): Promise<Page<ApiKeyEntity>> {
    return pageOf(session, ApiKeyEntity, query, {
      name: 'text',
      hint: 'word',
      createdByName: 'text',
      createdAt: 'instant',
      expiresAt: 'instant',
      revokedAt: 'instant',
      lastUsedAt: 'instant',
    });
  }

  find(session: DbSession, id: string): Promise<ApiKeyRow | null> {
    return rowById(session, ApiKeyEntity, id);
  }

  /** Keys that nobody has revoked; expired ones among them. */
  countUnrevoked(session: DbSession, tenantId: string): Promise<number> {
    return session.countBy(ApiKeyEntity, { tenantId, revokedAt: IsNull() });
  }

  async insert(session: DbSession, key: ApiKeyRow): Promise<void> {
    await session.insert(ApiKeyEntity, key);
  }

  async revoke(session: DbSession, id: string, version: number, at: Date): Promise<void> {
    await updateVersion(session, ApiKeyEntity, id, version, { revokedAt: at });
  }

  /** @param session of the platform: nobody knows yet whose keys they are */
  findByHashes(
    session: DbSession,
    secretHashes: readonly string[],
  ): Promise<readonly (KnownKey & { readonly secretHash: string })[]> {
    return session.query(`SELECT k.secret_hash AS "secretHash", ${KNOWN} WHERE k.secret_hash = ANY($1)`, [
      secretHashes,
    ]);
  }

  /** @param session the tenant's own, or the platform's */
  async findKnown(session: DbSession, id: string): Promise<KnownKey | undefined> {
    const rows = await session.query<KnownKey[]>(`SELECT ${KNOWN} WHERE k.id = $1`, [id]);
    return rows[0];
  }

  /** Of keys that somebody is just changing it is left out. @param session of the platform */
  async noteUse(session: DbSession, ids: readonly string[], at: Date): Promise<void> {
    await session.query(
      `UPDATE access.api_key SET last_used_at = $2
       WHERE id IN (SELECT id FROM access.api_key WHERE id = ANY($1) FOR UPDATE SKIP LOCKED)`,
      [ids, at],
    );
  }
}
