import { createHash, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { systemClock } from '../../kernel/clock.js';
import { newId } from '../database/new-id.js';
import type { ListQuery, Page } from '../database/paging.js';
import { isUniqueViolation, type DbSession } from '../database/transaction.js';
import { NotFound, QuotaReached } from '../errors/record.errors.js';
import { validInput } from '../validation/valid-input.js';
import { ApiKeyExists, ApiKeyRefused, NotPermitted, TenantNotOpen } from './access.errors.js';
import type { Actor } from './actor.js';
import { ApiKeysRepository, type KnownKey } from './api-keys.repository.js';
import type { Permission } from './core/permissions.js';
import { permissionsOfScopes, SCOPE_NAMES, type Scope } from './core/scopes.js';
import { apiKeyInput } from './dto/api-key-input.js';
import type { ApiKeyRow } from './entities/api-key.entity.js';
import { refuseMoreThanOwn } from './roles.service.js';

export type ApiKeyState = 'active' | 'expired' | 'revoked';

/** A key as people look at it; its secret is nowhere. */
export interface ApiKey {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly state: ApiKeyState;
  /** The last characters of the secret, by which people tell keys apart. */
  readonly hint: string;
  readonly createdByName: string;
  readonly createdAt: Date;
  /** null: never. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

/** The one time that the secret is seen. */
export interface NewApiKey {
  readonly record: ApiKey;
  readonly secret: string;
}

/** So many of a tenant are not revoked. */
export const MOST_KEYS = 50;
const KEYS = { zh: '个 API 密钥', en: 'API keys' } as const;
const SECRET_BYTES = 32;
const HINT_LENGTH = 4;
/** `crk_` and 256 bits as base64url. */
const KEY = /^crk_[A-Za-z0-9_-]{43}$/;

/** Keys by which a tenant's programs ask (openapi/). The session decides whose. */
@Injectable()
export class ApiKeysService {
  constructor(private readonly keys: ApiKeysRepository) {}

  /** Filters: name, hint, createdByName; ranges of createdAt, expiresAt, revokedAt, lastUsedAt. */
  async pageOfKeys(session: DbSession, query: ListQuery): Promise<Page<ApiKey>> {
    const { items, total } = await this.keys.page(session, query);
    return { items: items.map(toApiKey), total };
  }

  async findKey(session: DbSession, id: string): Promise<ApiKey | undefined> {
    const row = await this.keys.find(session, id);
    return row === null ? undefined : toApiKey(row);
  }

  /**
   * @param input name, scopes, expiresAt (ISO 8601 text, Date, or nothing)
   * @throws InvalidInput, MoreThanOwnRights for scopes that the actor has no permissions for, ApiKeyExists, QuotaReached
   */
  async createKey(session: DbSession, actor: Actor, input: unknown): Promise<NewApiKey> {
    const { tenantId } = actor;
    // keys are a tenant's: the platform has none, and none is limited to groups of agents
    if (tenantId === null || actor.groupIds !== undefined) throw new NotPermitted();
    const { name, scopes, expiresAt } = validInput(apiKeyInput, input);
    refuseMoreThanOwn(actor, permissionsOfScopes(scopes));
    if ((await this.keys.countUnrevoked(session, tenantId)) >= MOST_KEYS) throw new QuotaReached(KEYS, MOST_KEYS);
    const secret = `crk_${randomBytes(SECRET_BYTES).toString('base64url')}`;
    const row: ApiKeyRow = {
      id: newId(),
      version: 1,
      tenantId,
      name,
      scopes,
      secretHash: hashOfKey(secret),
      hint: secret.slice(-HINT_LENGTH),
      createdByName: actor.name,
      createdAt: new Date(systemClock.now()),
      expiresAt,
      revokedAt: null,
      lastUsedAt: null,
    };
    try {
      await this.keys.insert(session, row);
    } catch (error) {
      throw isUniqueViolation(error) ? new ApiKeyExists(name) : error;
    }
    return { record: toApiKey(row), secret };
  }

  /** For ever; one that is revoked already stays as it is. @throws NotFound, ChangedMeanwhile */
  async revokeKey(session: DbSession, id: string): Promise<ApiKey> {
    const row = await this.keys.find(session, id);
    if (row === null) throw new NotFound();
    if (row.revokedAt !== null) return toApiKey(row);
    const revokedAt = new Date(systemClock.now());
    await this.keys.revoke(session, row.id, row.version, revokedAt);
    return toApiKey({ ...row, revokedAt, version: row.version + 1 });
  }
}

/** What is kept of a key. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

/** False for texts that no key of ours can be. */
export function isKeyLike(text: string): boolean {
  return KEY.test(text);
}

/** @returns how a key is at this moment */
export function stateOfKey({ revokedAt, expiresAt }: Pick<ApiKeyRow, 'revokedAt' | 'expiresAt'>): ApiKeyState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt.getTime() <= systemClock.now() ? 'expired' : 'active';
}

/**
 * What a key's holder may do now.
 *
 * @throws ApiKeyRefused, TenantNotOpen
 */
export function permissionsOfKey(key: KnownKey | undefined): readonly Permission[] {
  if (key === undefined) throw new ApiKeyRefused('unknown');
  const state = stateOfKey(key);
  if (state !== 'active') throw new ApiKeyRefused(state);
  if (key.tenantStatus !== 'open') throw new TenantNotOpen();
  return permissionsOfScopes(key.scopes);
}

function toApiKey(row: ApiKeyRow): ApiKey {
  const { id, version, name, hint, createdByName, createdAt, expiresAt, revokedAt, lastUsedAt } = row;
  const scopes = SCOPE_NAMES.filter((scope) => row.scopes.includes(scope));
  const state = stateOfKey(row);
  return { id, version, name, scopes, state, hint, createdByName, createdAt, expiresAt, revokedAt, lastUsedAt };
}
