import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';

import { systemClock, type Instant } from '../../kernel/clock.js';
import { Journal, type JournalFact } from '../journal/journal.js';
import { FactsRepository } from './facts.repository.js';

const CURSOR = 'node';
const BATCH = 500;
/** Facts of a burst travel together. */
const GATHER_MS = 200;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;
/** The event stream can be resumed this far back. */
const KEEP_MS = 24 * 3600_000;
const PURGE_EVERY_MS = 10 * 60_000;
const LAST_FLUSH_MS = 2_000;

export interface ShipperState {
  /** Facts committed and not yet in PostgreSQL. */
  readonly backlog: number;
  /** Since when PostgreSQL has not taken any; null while it does. */
  readonly failingSince: Instant | null;
  readonly lastError: string | null;
  /** Facts that PostgreSQL refuses for what they are; they are kept in the journal, aside. */
  readonly setAside: number;
}

/**
 * Carries facts from the journal to PostgreSQL, in order, each once however often it is sent. While PostgreSQL is away
 * they wait in the journal, for ever if need be.
 */
@Injectable()
export class ShipperService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('shipper');
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;
  private unsubscribe: (() => void) | undefined;
  private failures = 0;
  private failingSince: Instant | null = null;
  private lastError: string | null = null;
  private nextPurgeAt: Instant = 0;
  private stopping = false;

  constructor(
    private readonly journal: Journal,
    private readonly facts: FactsRepository,
  ) {}

  /** Returns at once; ships from now on. */
  start(): void {
    if (this.unsubscribe !== undefined) return;
    this.unsubscribe = this.journal.onCommit(() => {
      this.schedule(GATHER_MS);
    });
    this.schedule(0);
  }

  state(): ShipperState {
    return {
      backlog: this.journal.lastSeq() - this.journal.cursor(CURSOR),
      failingSince: this.failingSince,
      lastError: this.lastError,
      setAside: this.journal.countSetAside(),
    };
  }

  /** Ships what it can within two seconds and ends; the rest waits in the journal. */
  async stop(): Promise<void> {
    if (this.unsubscribe === undefined) return;
    this.unsubscribe();
    this.unsubscribe = undefined;
    clearTimeout(this.timer);
    const last = (this.round ?? Promise.resolve()).then(() => this.shipAll());
    await Promise.race([last.catch(() => undefined), delay(LAST_FLUSH_MS)]);
    this.stopping = true;
  }

  /** After the engine has stopped making facts (onModuleDestroy), before journal and database close. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  private schedule(afterMs: number): void {
    if (this.timer !== undefined || this.round !== undefined || this.unsubscribe === undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.round = this.runRound().finally(() => {
        this.round = undefined;
        if (this.failures > 0) this.schedule(Math.min(FIRST_RETRY_MS * 2 ** (this.failures - 1), LAST_RETRY_MS));
        else if (this.journal.lastSeq() > this.journal.cursor(CURSOR)) this.schedule(GATHER_MS);
      });
    }, afterMs);
  }

  private async runRound(): Promise<void> {
    try {
      await this.shipAll();
      this.succeeded();
      await this.purge();
    } catch (error) {
      this.failed(error);
    }
  }

  private async shipAll(): Promise<void> {
    while (!this.stopping) {
      const batch = this.journal.factsAfter(this.journal.cursor(CURSOR), BATCH);
      const last = batch.at(-1);
      if (last === undefined) return;
      await this.shipBatch(batch);
      if (this.hasStopped()) return;
      this.journal.setCursor(CURSOR, last.seq);
    }
  }

  private async shipBatch(batch: readonly JournalFact[]): Promise<void> {
    try {
      await this.facts.insert(batch.map(({ fact }) => fact));
    } catch (error) {
      if (!this.facts.isRefusal(error)) throw error;
      for (const one of batch) await this.shipOne(one);
    }
  }

  /** One fact that cannot be stored must neither hold up the others nor be lost. */
  private async shipOne({ seq, fact }: JournalFact): Promise<void> {
    try {
      await this.facts.insert([fact]);
    } catch (error) {
      if (!this.facts.isRefusal(error)) throw error;
      const why = messageOf(error);
      if (this.hasStopped()) return;
      this.journal.setAside(seq, why);
      this.logger.error(`fact ${fact.id} (${fact.kind}) cannot be stored and was set aside: ${why}`);
    }
  }

  /** A method, because the compiler takes a flag for unchanged across an await. */
  private hasStopped(): boolean {
    return this.stopping;
  }

  /** In portions, so that no commit of the engine waits long behind one. */
  private async purge(): Promise<void> {
    const now = systemClock.now();
    if (now < this.nextPurgeAt) return;
    this.nextPurgeAt = now + PURGE_EVERY_MS;
    const before = Math.min(this.journal.cursor(CURSOR) + 1, this.journal.firstSeqSince(now - KEEP_MS));
    while (this.unsubscribe !== undefined && this.journal.purge(before) > 0) await delay(50);
  }

  private succeeded(): void {
    if (this.failures > 0) this.logger.log(`PostgreSQL takes facts again after ${this.failures} failures`);
    this.failures = 0;
    this.failingSince = null;
    this.lastError = null;
  }

  private failed(error: unknown): void {
    this.failures += 1;
    this.lastError = messageOf(error);
    this.failingSince ??= systemClock.now();
    if (this.failures === 1)
      this.logger.warn(`facts wait in the journal, PostgreSQL does not take them: ${this.lastError}`);
  }
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(String).join('; ');
  return error instanceof Error ? error.message : String(error);
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
