import { Logger } from '@nestjs/common';

import { systemClock, type Instant } from '../../kernel/clock.js';
import type { Journal, JournalFact } from '../journal/journal.js';
import type { Destination } from './destinations.js';
import { isRefusal, messageOf, TROUBLE_WORDS, troubleOf, type Trouble } from './troubles.js';

const BATCH = 500;
/** Facts of a burst travel together. */
const GATHER_MS = 200;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;
const LAST_FLUSH_MS = 2_000;

export interface ShipmentState {
  /** Facts committed and not yet there. */
  readonly backlog: number;
  /** When the oldest of them was committed; null where there is none. */
  readonly oldestAt: Instant | null;
  /** Since when it has not taken any; null while it does. */
  readonly failingSince: Instant | null;
  readonly trouble: Trouble | null;
  readonly lastError: string | null;
  /** Facts that it refuses for what they are; they are kept in the journal, aside. */
  readonly setAside: number;
}

/** The way of facts from the journal to one PostgreSQL, in order, at its own pace. */
export class Shipment {
  private readonly logger = new Logger('shipper');
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;
  private unsubscribe: (() => void) | undefined;
  private failures = 0;
  private failingSince: Instant | null = null;
  private trouble: Trouble | null = null;
  private lastError: string | null = null;
  private stopping = false;

  /** @param onRound called after each round in which everything has been taken */
  constructor(
    private readonly journal: Journal,
    private readonly destination: Destination,
    private readonly onRound: () => Promise<void>,
  ) {}

  get cursor(): number {
    return this.journal.cursor(this.destination.name);
  }

  start(): void {
    if (this.unsubscribe !== undefined) return;
    this.unsubscribe = this.journal.onCommit(() => {
      this.schedule(GATHER_MS);
    });
    this.schedule(0);
  }

  state(): ShipmentState {
    const { cursor } = this;
    return {
      backlog: this.journal.lastSeq() - cursor,
      oldestAt: this.journal.committedAfter(cursor),
      failingSince: this.failingSince,
      trouble: this.trouble,
      lastError: this.lastError,
      setAside: this.journal.countSetAside(this.destination.name),
    };
  }

  /** Ships what it can within two seconds and ends; the rest waits in the journal. */
  async stop(): Promise<void> {
    if (this.unsubscribe === undefined) return;
    this.unsubscribe();
    this.unsubscribe = undefined;
    clearTimeout(this.timer);
    const last = (this.round ?? Promise.resolve()).then(() => this.shipAll());
    const patience = new Promise((resolve) => setTimeout(resolve, LAST_FLUSH_MS).unref());
    await Promise.race([last.catch(() => undefined), patience]);
    this.stopping = true;
  }

  private schedule(afterMs: number): void {
    if (this.timer !== undefined || this.round !== undefined || this.unsubscribe === undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.round = this.runRound().finally(() => {
        this.round = undefined;
        if (this.failures > 0) this.schedule(Math.min(FIRST_RETRY_MS * 2 ** (this.failures - 1), LAST_RETRY_MS));
        else if (this.journal.lastSeq() > this.cursor) this.schedule(GATHER_MS);
      });
    }, afterMs);
  }

  private async runRound(): Promise<void> {
    try {
      await this.shipAll();
      this.succeeded();
      await this.onRound();
    } catch (error) {
      this.failed(error);
    }
  }

  private async shipAll(): Promise<void> {
    while (!this.stopping) {
      const batch = this.journal.factsAfter(this.cursor, BATCH);
      const last = batch.at(-1);
      if (last === undefined) return;
      await this.shipBatch(batch);
      if (this.hasStopped()) return;
      this.journal.setCursor(this.destination.name, last.seq);
      // it takes facts: a long backlog is no failure
      this.succeeded();
    }
  }

  private async shipBatch(batch: readonly JournalFact[]): Promise<void> {
    try {
      await this.destination.insert(batch.map(({ fact }) => fact));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      for (const one of batch) await this.shipOne(one);
    }
  }

  /** One fact that cannot be stored must neither hold up the others nor be lost. */
  private async shipOne({ seq, fact }: JournalFact): Promise<void> {
    try {
      await this.destination.insert([fact]);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const why = messageOf(error);
      if (this.hasStopped()) return;
      this.journal.setAside(this.destination.name, seq, why);
      this.logger.error(`${this.place}: fact ${fact.id} (${fact.kind}) cannot be stored and was set aside: ${why}`);
    }
  }

  /** A method, because the compiler takes a flag for unchanged across an await. */
  private hasStopped(): boolean {
    return this.stopping;
  }

  private get place(): string {
    return this.destination.name === 'node' ? 'PostgreSQL' : 'PostgreSQL of the admin node';
  }

  private succeeded(): void {
    if (this.failures > 0) this.logger.log(`${this.place} takes facts again after ${this.failures} failures`);
    this.failures = 0;
    this.failingSince = null;
    this.trouble = null;
    this.lastError = null;
  }

  /** Each kind of trouble is told once, however often it is met. */
  private failed(error: unknown): void {
    const trouble = troubleOf(error);
    this.failures += 1;
    this.lastError = messageOf(error);
    this.failingSince ??= systemClock.now();
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.logger.warn(`facts wait in the journal for ${this.place}: ${TROUBLE_WORDS[trouble]} (${this.lastError})`);
  }
}
