import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { systemClock } from '../../../kernel/clock.js';
import type { TenantId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import { Databases } from '../../database/databases.js';
import { ApiKeyRefused, TooManyWrongKeys } from '../access.errors.js';
import type { Actor } from '../actor.js';
import { ApiKeysRepository, type KnownKey } from '../api-keys.repository.js';
import { hashOfKey, isKeyLike, permissionsOfKey } from '../api-keys.service.js';
import { SCOPE_NAMES, type Scope } from '../core/scopes.js';
import { keyOf } from '../sign-in/address-limit.js';

/** Whose request it is. */
export interface KeyHolder {
  readonly actor: Actor;
  readonly keyId: string;
  readonly tenantId: TenantId;
  readonly tenantCode: string;
  readonly scopes: ReadonlySet<Scope>;
}

export interface Knock {
  /** The header Authorization. */
  readonly authorization: string | undefined;
  readonly address: string;
  readonly language: Language;
  /** Lets a key's requests pass or throws: told before the database is asked, of a key that was right a while ago. */
  readonly admit: (keyId: string) => Promise<void>;
}

const WRONG_KEYS = 30;
const WITHIN_S = 600;
/** The use of a key is kept to the minute: not a write for every read. */
const USE_KEPT_MS = 60_000;
const MOST_REMEMBERED = 10_000;

/**
 * Recognises programs by their keys, anew at every request. Nobody guesses 256 bits: the limit for wrong keys is there
 * for the database's sake, and passes by keys that were right before, so that one wrong program does not shut out the
 * others of its address.
 */
@Injectable()
export class KeyDoor {
  private readonly wrongKeys = new RateLimiterMemory({ points: WRONG_KEYS, duration: WITHIN_S });
  /** Hash -> id of keys that were right, the latest last. */
  private readonly remembered = new Map<string, string>();

  constructor(
    private readonly databases: Databases,
    private readonly keys: ApiKeysRepository,
  ) {}

  /** @throws ApiKeyRefused, TenantNotOpen, TooManyWrongKeys, and what `admit` throws */
  async recognise({ authorization, address, language, admit }: Knock): Promise<KeyHolder> {
    const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (given === undefined) throw new ApiKeyRefused('missing');
    const hash = hashOfKey(given);
    const remembered = this.remembered.get(hash);
    if (remembered !== undefined) await admit(remembered);
    else await this.countWrong(address);
    const key = isKeyLike(given) ? await this.find(hash) : undefined;
    if (key === undefined) {
      this.remembered.delete(hash);
      throw new ApiKeyRefused('unknown');
    }
    if (remembered === undefined) {
      await this.wrongKeys.reward(keyOf(address));
      this.remember(hash, key.id);
      await admit(key.id);
    }
    const permissions = permissionsOfKey(key);
    return {
      actor: {
        operatorId: key.id,
        login: key.name,
        name: key.name,
        tenantId: key.tenantId as TenantId,
        permissions: new Set(permissions),
        language,
        address,
        epoch: 0,
        isProgram: true,
      },
      keyId: key.id,
      tenantId: key.tenantId as TenantId,
      tenantCode: key.tenantCode,
      scopes: new Set(SCOPE_NAMES.filter((scope) => key.scopes.includes(scope))),
    };
  }

  private find(hash: string): Promise<KnownKey | undefined> {
    return this.databases.transaction('operator', async (session) => {
      const key = await this.keys.findByHash(session, hash);
      const now = systemClock.now();
      if (key !== undefined && (key.lastUsedAt === null || key.lastUsedAt.getTime() < now - USE_KEPT_MS)) {
        await this.keys.noteUse(session, key.id, new Date(now));
      }
      return key;
    });
  }

  /** Counted from the beginning and given back to right keys: a hundred at once are not a hundred free tries. */
  private async countWrong(address: string): Promise<void> {
    try {
      await this.wrongKeys.consume(keyOf(address));
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      throw new TooManyWrongKeys(thrown.msBeforeNext);
    }
  }

  private remember(hash: string, keyId: string): void {
    this.remembered.set(hash, keyId);
    if (this.remembered.size <= MOST_REMEMBERED) return;
    const [oldest] = this.remembered.keys();
    if (oldest !== undefined) this.remembered.delete(oldest);
  }
}
