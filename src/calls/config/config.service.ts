import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import { systemClock, type Instant } from '../../kernel/clock.js';
import { ChangeNotices } from '../../platform/database/change-notices.js';
import type { RejectedRow } from '../../platform/database/listing.js';
import { Journal } from '../../platform/journal/journal.js';
import { ALONE, indexConfig, type NodeConfig, type NodeConfigLists } from '../core/node-config.js';
import { ConfigReader } from './config-reader.js';

/** Changes that come together are read together. */
const GATHER_MS = 100;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;
/** How long a start without a kept copy waits for PostgreSQL. */
const FIRST_READ_MS = 3_000;

const NOTHING: NodeConfigLists = {
  ...ALONE,
  tenants: [],
  trunks: [],
  extensions: [],
  accessNumbers: [],
  menus: [],
  queues: [],
  agents: [],
  prompts: [],
  tariffs: [],
  accounts: [],
  tenantTrunks: [],
};

export interface ConfigState {
  /** Where the configuration in force comes from. */
  readonly source: 'none' | 'journal' | 'postgres';
  /** When it was last read from PostgreSQL; while `following` it is still what PostgreSQL has. */
  readonly readAt: Instant | null;
  readonly ageS: number | null;
  /** Changes are heard of at once. */
  readonly following: boolean;
  readonly rejectedRows: number;
  readonly lastError: string | null;
}

/**
 * This node's configuration, in memory. PostgreSQL is followed, never waited for: at start the copy kept in the journal
 * is in force at once, and whatever PostgreSQL does later, the last configuration stays.
 */
@Injectable()
export class ConfigService implements OnModuleDestroy {
  private readonly logger = new Logger('config');
  private readonly listeners = new Set<(config: NodeConfig) => void>();
  private readonly readListeners = new Set<() => void>();
  private config = indexConfig(NOTHING);
  /** The lists in force, to tell a change from none. */
  private inForce = toldApart(NOTHING);
  private source: ConfigState['source'] = 'none';
  private readAt: Instant | null = null;
  private following = false;
  private rejected: readonly RejectedRow[] = [];
  private lastError: string | null = null;
  private failures = 0;
  private notices: ChangeNotices | undefined;
  private timer: NodeJS.Timeout | undefined;
  private timerDueAt = 0;
  private reading = false;
  /** Notices that came while reading. */
  private missed = 0;
  private stopped = false;

  constructor(
    private readonly reader: ConfigReader,
    private readonly journal: Journal,
  ) {}

  /**
   * With a copy in the journal returns at once; without one waits for PostgreSQL, but only seconds, and then goes on
   * with an empty configuration until it answers.
   */
  async start(): Promise<void> {
    const kept = this.takeKeptCopy();
    this.notices = new ChangeNotices(this.reader.noticesUrl, {
      changed: () => {
        this.readAfter(GATHER_MS);
      },
      // reads what changed while nobody listened; at the start, the first time
      listening: () => {
        this.following = true;
        this.readAfter(0);
      },
      lost: (why) => {
        if (this.following) this.logger.warn(`changes of the configuration are not heard: ${why}`);
        this.following = false;
        this.lastError = why;
      },
    });
    this.notices.start();
    if (!kept) await this.firstRead();
  }

  current(): NodeConfig {
    return this.config;
  }

  /** Called with the whole configuration after each change of it. Returns how to stop it. */
  onChange(listener: (config: NodeConfig) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Called after each read of PostgreSQL, also where the configuration is the same: what only Asterisk holds (passwords of
   * telephones, addresses of trunks) may have changed.
   */
  onRead(listener: () => void): void {
    this.readListeners.add(listener);
  }

  state(): ConfigState {
    return {
      source: this.source,
      readAt: this.readAt,
      ageS: this.readAt === null ? null : Math.round((systemClock.now() - this.readAt) / 1000),
      following: this.following,
      rejectedRows: this.rejected.length,
      lastError: this.lastError,
    };
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.listeners.clear();
    this.readListeners.clear();
    await this.notices?.stop();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  private takeKeptCopy(): boolean {
    const copy = this.journal.lastConfig();
    if (copy === undefined) return false;
    // a list that an older build did not know is empty
    const lists = { ...NOTHING, ...(copy.lists as Partial<NodeConfigLists>), nodeId: this.reader.nodeId };
    this.inForce = toldApart(lists);
    this.config = indexConfig(lists);
    this.source = 'journal';
    this.readAt = copy.keptAt;
    return true;
  }

  private async firstRead(): Promise<void> {
    let stopWaiting: (() => void) | undefined;
    const changed = new Promise<void>((resolve) => {
      stopWaiting = this.onChange(() => resolve());
    });
    await Promise.race([changed, new Promise((resolve) => setTimeout(resolve, FIRST_READ_MS).unref())]);
    stopWaiting?.();
    if (this.source === 'none') this.logger.warn('no configuration yet: PostgreSQL has not answered');
  }

  private readAfter(delayMs: number): void {
    if (this.stopped) return;
    if (this.reading) {
      this.missed += 1;
      return;
    }
    const dueAt = performance.now() + delayMs;
    // never later than it was going to be, or a stream of changes would put it off for ever
    if (this.timer !== undefined && this.timerDueAt <= dueAt) return;
    clearTimeout(this.timer);
    this.timerDueAt = dueAt;
    this.timer = setTimeout(() => void this.read(), delayMs);
  }

  private async read(): Promise<void> {
    this.timer = undefined;
    this.reading = true;
    const missed = this.missed;
    let retryMs = 0;
    try {
      const { lists, rejected } = await this.reader.read();
      this.failures = 0;
      if (!this.stopped) {
        this.adopt(lists, rejected);
        for (const listener of this.readListeners) listener();
      }
    } catch (error) {
      this.failures += 1;
      this.lastError = error instanceof Error ? error.message || error.name : String(error);
      if (this.failures === 1) this.logger.warn(`the configuration cannot be read: ${this.lastError}`);
      retryMs = Math.min(FIRST_RETRY_MS * 2 ** (this.failures - 1), LAST_RETRY_MS);
    }
    this.reading = false;
    if (retryMs > 0 || this.missed > missed) this.readAfter(Math.max(retryMs, GATHER_MS));
  }

  private adopt(lists: NodeConfigLists, rejected: readonly RejectedRow[]): void {
    this.report(rejected);
    this.readAt = systemClock.now();
    this.lastError = null;
    const json = toldApart(lists);
    const first = this.source !== 'postgres';
    this.source = 'postgres';
    if (json === this.inForce && !first) return;
    if (json !== this.inForce) this.keep(lists);
    this.inForce = json;
    this.config = indexConfig(lists);
    this.logger.log(
      `configuration read: ${lists.tenants.length} tenants, ${lists.accessNumbers.length} access numbers, ` +
        `${lists.queues.length} queues, ${lists.agents.length} agents, ${lists.extensions.length} extensions`,
    );
    for (const listener of this.listeners) listener(this.config);
  }

  /** The engine goes on without a copy on the disk; the next change tries again. */
  private keep(lists: NodeConfigLists): void {
    try {
      this.journal.keepConfig(lists);
    } catch (error) {
      this.logger.error(`the configuration could not be kept in the journal: ${String(error)}`);
    }
  }

  private report(rejected: readonly RejectedRow[]): void {
    const known = new Set(this.rejected.map((row) => `${row.table} ${row.id} ${row.why}`));
    for (const row of rejected) {
      if (known.has(`${row.table} ${row.id} ${row.why}`)) continue;
      this.logger.error(`config.${row.table} ${row.id} makes no sense and is left out: ${row.why}`);
    }
    this.rejected = rejected;
  }
}

/** As JSON, but for what versions of tariffs say: that never changes and may be megabytes, and balances change often. */
function toldApart(lists: NodeConfigLists): string {
  const tariffs = lists.tariffs.map((tariff) => ({ ...tariff, versions: tariff.versions.map(({ id }) => id) }));
  return JSON.stringify({ ...lists, tariffs });
}
