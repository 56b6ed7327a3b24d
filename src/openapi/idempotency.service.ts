import { createHash } from 'node:crypto';

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import type { KeyHolder } from '../platform/access/http/key-door.js';
import { Databases } from '../platform/database/databases.js';
import { IdempotencyRepository, type Claim, type KeptAnswer } from './idempotency.repository.js';
import { IdempotencyKeyReused, InvalidIdempotencyKey, RequestInProgress } from './openapi.errors.js';

/**
 * Longer than any request is worked at (engine 5 s, database 10 s): whoever claimed a key so long ago and has not answered
 * is dead, and the next request with it does the work.
 */
export const LEASE_S = 60;
const SWEEP_EVERY_MS = 3_600_000;
const KEY = /^[!-~]([ -~]{0,253}[!-~])?$/;

export interface Asking {
  readonly holder: KeyHolder;
  /** The header Idempotency-Key. */
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export interface OnceAnswer extends KeptAnswer {
  /** It is the answer of an earlier request. */
  readonly isReplayed: boolean;
}

/** Requests that are sent again are done once: the answer is kept for a day with the key that the program gave. */
@Injectable()
export class IdempotencyService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(IdempotencyService.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly databases: Databases,
    private readonly kept: IdempotencyRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.sweepInBackground(), SWEEP_EVERY_MS);
    this.timer.unref();
    this.sweepInBackground();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Answers older than a day go. */
  sweep(): Promise<void> {
    return this.databases.transaction('operator', (session) => this.kept.sweep(session));
  }

  /**
   * @param work answers whatever follows from the request itself, refusals among it; what it throws is an outage, after
   *   which the same may be tried again
   * @throws InvalidIdempotencyKey, IdempotencyKeyReused, RequestInProgress
   */
  async once({ holder, key, method, path, body }: Asking, work: () => Promise<KeptAnswer>): Promise<OnceAnswer> {
    if (!KEY.test(key)) throw new InvalidIdempotencyKey();
    const { tenantId, keyId } = holder;
    const wanted: Claim = { tenantId, apiKeyId: keyId, key, fingerprint: fingerprintOf(method, path, body) };
    const found = await this.databases.asTenant(tenantId, async (session) => {
      const claim = await this.kept.claim(session, wanted, LEASE_S);
      return claim ?? (await this.kept.find(session, wanted));
    });
    if (typeof found === 'string') return this.work(wanted, found, holder, work);
    // given back between the two: the next try has it
    if (found === undefined) throw new RequestInProgress();
    if (found.fingerprint !== wanted.fingerprint) throw new IdempotencyKeyReused();
    if (found.answer === null) throw new RequestInProgress();
    return { ...found.answer, isReplayed: true };
  }

  private async work(
    wanted: Claim,
    claim: string,
    { tenantId }: KeyHolder,
    work: () => Promise<KeptAnswer>,
  ): Promise<OnceAnswer> {
    let answer: KeptAnswer;
    try {
      answer = await work();
    } catch (error) {
      await this.afterwards(() =>
        this.databases.asTenant(tenantId, (session) => this.kept.release(session, wanted, claim)),
      );
      throw error;
    }
    await this.afterwards(() =>
      this.databases.asTenant(tenantId, (session) => this.kept.keep(session, wanted, claim, answer)),
    );
    return { ...answer, isReplayed: false };
  }

  /** What was done is told, whether or not it can be kept: else it would look undone. */
  private async afterwards(keep: () => Promise<void>): Promise<void> {
    try {
      await keep();
    } catch (err) {
      this.logger.warn({ err }, 'the answer to an idempotency key is not kept');
    }
  }

  private sweepInBackground(): void {
    this.sweep().catch((err: unknown) => this.logger.warn({ err }, 'old answers to idempotency keys are not swept'));
  }
}

function fingerprintOf(method: string, path: string, body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([method, path, sorted(body)]))
    .digest('base64url');
}

/** The order of fields says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, one]) => [name, sorted(one)]);
}
