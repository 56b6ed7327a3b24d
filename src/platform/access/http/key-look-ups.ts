import { Injectable } from '@nestjs/common';

import { systemClock } from '../../../kernel/clock.js';
import { Databases } from '../../database/databases.js';
import { ApiKeysRepository, type KnownKey } from '../api-keys.repository.js';

/** The use of a key is kept to the minute: not a write for every read. */
const USE_KEPT_MS = 60_000;

/** Keys by their hashes. */
type Found = ReadonlyMap<string, KnownKey>;

interface Batch {
  readonly hashes: Set<string>;
  readonly found: Promise<Found>;
}

/**
 * Looks keys up, anew at every request: all that are asked for while one look-up is under way are the next one. However
 * many keys come at once, right or wrong, it is one connection and one query at a time, and nobody is sent away.
 */
@Injectable()
export class KeyLookUps {
  private next: Batch | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly databases: Databases,
    private readonly keys: ApiKeysRepository,
  ) {}

  /** Begins after it was asked for: a key that was revoked before is found revoked. */
  async find(hash: string): Promise<KnownKey | undefined> {
    const batch = (this.next ??= this.begin());
    batch.hashes.add(hash);
    return (await batch.found).get(hash);
  }

  private begin(): Batch {
    const hashes = new Set<string>();
    const found = this.last.then(() => {
      this.next = null;
      return this.lookUp([...hashes]);
    });
    // the next one begins however this one ends
    this.last = found.catch(() => undefined);
    return { hashes, found };
  }

  private lookUp(hashes: readonly string[]): Promise<Found> {
    return this.databases.transaction('operator', async (session) => {
      const found = await this.keys.findByHashes(session, hashes);
      const now = systemClock.now();
      const used = found.filter(({ lastUsedAt }) => (lastUsedAt?.getTime() ?? 0) < now - USE_KEPT_MS);
      if (used.length > 0) {
        await this.keys.noteUse(
          session,
          used.map(({ id }) => id),
          new Date(now),
        );
      }
      return new Map(found.map((key) => [key.secretHash, key]));
    });
  }
}
