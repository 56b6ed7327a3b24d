import { setTimeout as pause } from 'node:timers/promises';

import { WebSocket, type RawData } from 'ws';

import { AriAway } from './telephony.errors.js';

export interface AriRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /ari, with its query. */
  readonly uri: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface AriReply {
  readonly status: number;
  readonly reason: string;
  readonly body: unknown;
}

export interface AriSocketTimes {
  /** Between two questions whether Asterisk still works. */
  readonly heartbeatMs: number;
  /** Without any word of Asterisk for so long after such a question it counts as frozen. */
  readonly silenceMs: number;
  /**
   * A new connection without a word for so long is given up. Asterisk, thawed or slow, ends the previous connection after
   * it has taken the new one, and the application with it: then nothing comes here, not even replies.
   */
  readonly firstWordMs: number;
  readonly requestMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const GOODBYE_MS = 500;

/** A frozen Asterisk is noticed within heartbeatMs + silenceMs = 4.5 s. */
const TIMES: AriSocketTimes = {
  heartbeatMs: 1500,
  silenceMs: 3000,
  firstWordMs: 1500,
  requestMs: 5000,
  firstPauseMs: 50,
  longestPauseMs: 1000,
};

export interface AriSocketOptions {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly times?: Partial<AriSocketTimes>;
}

export interface AriSocketListener {
  event(event: unknown): void;
  /** Called on each connection, before its first event; has to ask something at once. */
  up(): void;
  down(why: string): void;
}

interface Pending {
  readonly resolve: (reply: AriReply) => void;
  readonly reject: (error: Error) => void;
  readonly timeout: NodeJS.Timeout;
}

/**
 * The one WebSocket to Asterisk: events in, REST requests out and their replies back over the same connection, in the
 * order in which they were sent ("ARI REST over WebSocket", Asterisk 22.5 and later). Reconnects for ever.
 */
export class AriSocket {
  private readonly times: AriSocketTimes;
  private readonly stopping = new AbortController();
  private readonly pending = new Map<string, Pending>();
  private socket: WebSocket | null = null;
  private running: Promise<void> = Promise.resolve();
  private requests = 0;
  private heardAt = 0;

  constructor(
    private readonly options: AriSocketOptions,
    private readonly listener: AriSocketListener,
  ) {
    this.times = { ...TIMES, ...options.times };
  }

  get connected(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.socket?.close();
    // A frozen Asterisk never says goodbye.
    const timeout = setTimeout(() => {
      this.drop();
    }, GOODBYE_MS);
    await this.running;
    clearTimeout(timeout);
  }

  /** Gives up this connection for a new one. */
  drop(): void {
    this.socket?.terminate();
  }

  /**
   * Sends a request; requests of one connection are carried out in their order.
   *
   * @throws AriAway when there is no connection, or it breaks, or no reply comes in time
   */
  request(request: AriRequest): Promise<AriReply> {
    const { socket } = this;
    if (socket === null || !this.connected) return Promise.reject(new AriAway('not connected'));
    this.requests += 1;
    const id = String(this.requests);
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => {
        this.pending.delete(id);
        reject(new AriAway(`no reply to ${request.method} ${pathOf(request.uri)}`));
      }, this.times.requestMs);
      this.pending.set(id, { resolve, reject, timeout });
      socket.send(
        JSON.stringify({
          type: 'RESTRequest',
          request_id: id,
          method: request.method,
          uri: request.uri,
          ...(request.body === undefined
            ? {}
            : { content_type: 'application/json', message_body: JSON.stringify(request.body) }),
        }),
      );
    });
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let pauseMs = this.times.firstPauseMs;
    while (!this.isStopping()) {
      const { why, lived } = await this.connectOnce();
      if (lived) {
        pauseMs = this.times.firstPauseMs;
        if (!this.isStopping()) this.listener.down(why);
      }
      // Spread, so that many nodes do not come back in step.
      await pause(pauseMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, this.times.longestPauseMs);
    }
  }

  /** Lives through one connection; resolves when it has ended. */
  private connectOnce(): Promise<{ why: string; lived: boolean }> {
    const { url, user, password } = this.options;
    const socket = new WebSocket(url, {
      headers: { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
      handshakeTimeout: this.times.silenceMs,
      perMessageDeflate: false,
      maxPayload: 64 * 1024 * 1024,
    });
    this.socket = socket;
    return new Promise((resolve) => {
      let heartbeat: NodeJS.Timeout | undefined;
      let firstWord: NodeJS.Timeout | undefined;
      let lived = false;
      let why = 'closed';
      socket.on('open', () => {
        lived = true;
        const openedAt = performance.now();
        this.heardAt = openedAt;
        heartbeat = this.keepHeartbeat(socket);
        firstWord = setTimeout(() => {
          if (this.heardAt === openedAt) socket.terminate();
        }, this.times.firstWordMs);
        this.listener.up();
      });
      socket.on('message', (data) => {
        this.hear(data);
      });
      socket.on('error', (error) => {
        why = error.message;
      });
      socket.on('close', (code) => {
        clearInterval(heartbeat);
        clearTimeout(firstWord);
        this.socket = null;
        this.failPending(why);
        resolve({ why: `${why} (${String(code)})`, lived });
      });
    });
  }

  private keepHeartbeat(socket: WebSocket): NodeJS.Timeout {
    let tickedAt = performance.now();
    return setInterval(() => {
      const now = performance.now();
      const wasHeldUp = now - tickedAt > 2 * this.times.heartbeatMs;
      tickedAt = now;
      // Where this process itself was held up, words of Asterisk may lie unread.
      if (!wasHeldUp && now - this.heardAt > this.times.silenceMs) {
        socket.terminate();
        return;
      }
      // Any reply is a sign of life; that none came shows in heardAt.
      this.request({ method: 'GET', uri: 'asterisk/ping' }).catch(() => undefined);
    }, this.times.heartbeatMs);
  }

  private hear(data: RawData): void {
    this.heardAt = performance.now();
    const message = parse(data);
    if (message === null) return;
    if (message.type === 'RESTResponse') this.settle(message);
    else this.listener.event(message);
  }

  private settle(message: Readonly<Record<string, unknown>>): void {
    const id = String(message.request_id);
    const pending = this.pending.get(id);
    if (pending === undefined) return;
    this.pending.delete(id);
    clearTimeout(pending.timeout);
    pending.resolve({
      status: Number(message.status_code),
      reason: typeof message.reason_phrase === 'string' ? message.reason_phrase : '',
      body: bodyOf(message.message_body),
    });
  }

  private failPending(why: string): void {
    for (const { reject, timeout } of this.pending.values()) {
      clearTimeout(timeout);
      reject(new AriAway(why));
    }
    this.pending.clear();
  }
}

function parse(data: RawData): Record<string, unknown> | null {
  try {
    const message: unknown = JSON.parse((data as Buffer).toString());
    return typeof message === 'object' && message !== null ? (message as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function bodyOf(text: unknown): unknown {
  if (typeof text !== 'string' || text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Without the query: it may hold people's numbers. */
function pathOf(uri: string): string {
  return uri.split('?')[0] ?? '';
}
