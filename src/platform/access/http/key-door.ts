import { Injectable } from '@nestjs/common';

import type { TenantId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import { ApiKeyRefused, TooManyFailures, TooManyWrongKeys } from '../access.errors.js';
import type { Actor } from '../actor.js';
import { hashOfKey, isKeyLike, permissionsOfKey } from '../api-keys.service.js';
import { SCOPE_NAMES, type Scope } from '../core/scopes.js';
import { AddressLimit } from '../sign-in/address-limit.js';
import { KeyLookUps } from './key-look-ups.js';

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
  readonly admit: (found: Admitted) => Promise<void>;
}

/** Whose key it is, before it is known whether it still opens anything. */
export interface Admitted {
  readonly keyId: string;
  readonly tenantId: TenantId;
  /** The last characters of the secret, by which people tell keys apart. */
  readonly hint: string;
}

const MOST_REMEMBERED = 10_000;

/**
 * Recognises programs by their keys, anew at every request. Nobody guesses 256 bits, and however many wrong keys come the
 * look-up stays cheap (KeyLookUps): so keys are counted once they are known to be wrong, and a right one passes, whatever
 * else came from its address.
 */
@Injectable()
export class KeyDoor {
  private readonly wrongKeys = new AddressLimit();
  /** Hash -> whose it is, of keys that were right, the latest last. */
  private readonly remembered = new Map<string, Admitted>();

  constructor(private readonly lookUps: KeyLookUps) {}

  /** @throws ApiKeyRefused, TenantNotOpen, TooManyWrongKeys, and what `admit` throws */
  async recognise({ authorization, address, language, admit }: Knock): Promise<KeyHolder> {
    const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (given === undefined) throw new ApiKeyRefused('missing');
    const hash = hashOfKey(given);
    const remembered = this.remembered.get(hash);
    if (remembered !== undefined) await admit(remembered);
    const key = isKeyLike(given) ? await this.lookUps.find(hash) : undefined;
    if (key === undefined) {
      this.remembered.delete(hash);
      await this.countWrong(address);
      throw new ApiKeyRefused('unknown');
    }
    if (remembered === undefined) {
      const found = { keyId: key.id, tenantId: key.tenantId as TenantId, hint: key.hint };
      this.remember(hash, found);
      await admit(found);
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

  private async countWrong(address: string): Promise<void> {
    try {
      await this.wrongKeys.begin(address);
    } catch (error) {
      throw error instanceof TooManyFailures ? new TooManyWrongKeys(error.waitMs) : error;
    }
  }

  private remember(hash: string, found: Admitted): void {
    this.remembered.set(hash, found);
    if (this.remembered.size <= MOST_REMEMBERED) return;
    const [oldest] = this.remembered.keys();
    if (oldest !== undefined) this.remembered.delete(oldest);
  }
}
