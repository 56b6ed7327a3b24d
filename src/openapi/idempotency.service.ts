import { createHash } from 'node:crypto';

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import type { TenantId } from '../kernel/ids.js';
import { TooBusy } from '../platform/access/access.errors.js';
import type { KeyHolder } from '../platform/access/http/key-door.js';
import { Databases } from '../platform/database/databases.js';
import { newId } from '../platform/database/new-id.js';
import type { DbSession } from '../platform/database/transaction.js';
import { IdempotencyRepository, type Claim, type KeptAnswer, type Taken } from './idempotency.repository.js';
import { IdempotencyKeyReused, InvalidIdempotencyKey, RequestInProgress } from './openapi.errors.js';

/** Whoever claimed a key so long ago and has not answered is dead, and the next request with it does the work. */
export const LEASE_S = 60;
/**
 * A request that waited for its turn longer than this does nothing any more: what is left of the lease is longer than any
 * work from then on (commit 10 s, engine 5 s), so that never two are at it.
 */
const YOUNG_S = 35;
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

/** A request that may be sent again, while it is worked at. */
export interface Once {
  /** The id of what is ordered: the same for each try. */
  readonly orderId: string;
  /** It was tried before, and nobody knows what became of it. */
  readonly isRetry: boolean;
  /** To be called in the transaction before the work. @throws TooBusy where it waited too long */
  readonly confirm: (session: DbSession) => Promise<void>;
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
  async once(
    { holder, key, method, path, body }: Asking,
    work: (once: Once) => Promise<KeptAnswer>,
  ): Promise<OnceAnswer> {
    if (!KEY.test(key)) throw new InvalidIdempotencyKey();
    const { tenantId, keyId } = holder;
    const wanted: Claim = { tenantId, apiKeyId: keyId, key, fingerprint: fingerprintOf(method, path, body) };
    const orderId = newId();
    const found = await this.databases.asTenant(tenantId, async (session) => {
      const taken = await this.kept.claim(session, wanted, LEASE_S, orderId);
      return taken ?? (await this.kept.find(session, wanted));
    });
    if (found !== undefined && 'orderId' in found) {
      const once = { orderId: found.orderId, isRetry: found.orderId !== orderId };
      const confirm = (session: DbSession): Promise<void> => this.confirm(session, wanted, found);
      return this.work(wanted, found, () => work({ ...once, confirm }));
    }
    // swept between the two: the next try has it
    if (found === undefined) throw new RequestInProgress();
    if (found.fingerprint !== wanted.fingerprint) throw new IdempotencyKeyReused();
    if (found.answer === null) throw new RequestInProgress();
    return { ...found.answer, isReplayed: true };
  }

  private async work(wanted: Claim, taken: Taken, work: () => Promise<KeptAnswer>): Promise<OnceAnswer> {
    const tenantId = wanted.tenantId as TenantId;
    let answer: KeptAnswer;
    try {
      answer = await work();
    } catch (error) {
      await this.afterwards(() =>
        this.databases.asTenant(tenantId, (session) => this.kept.giveBack(session, wanted, taken, LEASE_S)),
      );
      throw error;
    }
    await this.afterwards(() =>
      this.databases.asTenant(tenantId, (session) => this.kept.keep(session, wanted, taken, answer)),
    );
    return { ...answer, isReplayed: false };
  }

  private async confirm(session: DbSession, wanted: Claim, taken: Taken): Promise<void> {
    if (!(await this.kept.holds(session, wanted, taken, YOUNG_S))) throw new TooBusy();
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
