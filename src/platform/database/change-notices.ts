import { Client } from 'pg';

import { CONNECT_TIMEOUT_MS } from './data-sources.js';

const CHANNEL = 'callrack_config';
/** A connection that has silently died is noticed after at most this and the time-out. */
const PROBE_EVERY_MS = 10_000;
const PROBE_TIMEOUT_MS = 5_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

export interface ChangeListener {
  /** A table of schema config has changed. */
  changed(table: string): void;
  /** Listening begins (again); what changed before was not heard. */
  listening(): void;
  /** Listening has ended; it is tried again without end. */
  lost(why: string): void;
}

/** Follows the changes of schema config by LISTEN, on a connection of its own. */
export class ChangeNotices {
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly listener: ChangeListener,
  ) {}

  /** Returns at once. */
  start(): void {
    void this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.drop();
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'callrack notices',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: PROBE_TIMEOUT_MS,
      keepAlive: true,
    });
    this.client = client;
    client.on('error', (error) => {
      this.fail(client, error);
    });
    client.on('end', () => {
      this.fail(client, new Error('connection ended'));
    });
    client.on('notification', ({ payload }) => {
      if (this.client === client) this.listener.changed(payload ?? '');
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      if (this.client !== client) return;
      this.failures = 0;
      this.listener.listening();
      this.probeLater(client);
    } catch (error) {
      this.fail(client, error);
    }
  }

  private probeLater(client: Client): void {
    this.timer = setTimeout(() => {
      client.query('SELECT 1').then(
        () => {
          if (this.client === client) this.probeLater(client);
        },
        (error: unknown) => {
          this.fail(client, error);
        },
      );
    }, PROBE_EVERY_MS);
  }

  /** The first of several signs that one connection is lost counts. */
  private fail(client: Client, error: unknown): void {
    if (this.client !== client || this.stopped) return;
    clearTimeout(this.timer);
    void this.drop();
    this.failures += 1;
    this.listener.lost(error instanceof Error ? error.message || error.name : String(error));
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** (this.failures - 1), LAST_RETRY_MS);
    this.timer = setTimeout(() => void this.connect(), delayMs);
  }

  private async drop(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    if (client === undefined) return;
    // a server that hangs never answers the farewell: the socket is closed without waiting for it
    const ended = client.end().catch(() => undefined);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
  }
}
