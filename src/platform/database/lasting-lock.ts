import { Client } from 'pg';

import { CONNECT_TIMEOUT_MS } from './data-sources.js';

const TRY_EVERY_MS = 2_000;
const ANSWER_MS = 5_000;

/**
 * A lock that one process holds for as long as it lives, on a connection of its own: of several that want it one has it,
 * and when that one is gone another gets it.
 */
export class LastingLock {
  private client: Client | null = null;
  private isHeld = false;
  private timer: NodeJS.Timeout | undefined;
  private trying: Promise<void> = Promise.resolve();
  private stopped = false;

  /** @param key any number, the same wherever the same lock is meant */
  constructor(
    private readonly url: string,
    private readonly key: number,
  ) {}

  /** Known to be held a moment ago. */
  get held(): boolean {
    return this.isHeld;
  }

  /** Returns at once. */
  start(): void {
    this.trying = this.look();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.isHeld = false;
    clearTimeout(this.timer);
    await this.trying;
    await this.drop();
  }

  private async look(): Promise<void> {
    try {
      this.isHeld = await this.ask(await this.connected());
    } catch {
      // whoever holds it now, it is not known to be us
      this.isHeld = false;
      await this.drop();
    }
    if (this.stopped) return;
    this.timer = setTimeout(() => this.start(), TRY_EVERY_MS);
    this.timer.unref();
  }

  /** Held once, it is held until the connection ends; then it is only asked whether that still stands. */
  private async ask(client: Client): Promise<boolean> {
    if (this.isHeld) {
      await client.query('SELECT 1');
      return true;
    }
    const { rows } = await client.query<{ readonly got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [
      this.key,
    ]);
    return rows[0]?.got === true;
  }

  private async connected(): Promise<Client> {
    if (this.client !== null) return this.client;
    const client = new Client({
      connectionString: this.url,
      application_name: 'callrack lock',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    });
    const lost = (): void => {
      if (this.client === client) [this.client, this.isHeld] = [null, false];
    };
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    this.client = client;
    return client;
  }

  private async drop(): Promise<void> {
    const { client } = this;
    this.client = null;
    // a server that hangs never answers the farewell
    const ended = client?.end().catch(() => undefined);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
  }
}
