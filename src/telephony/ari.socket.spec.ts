import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { WebSocketServer, type WebSocket } from 'ws';

import { AriSocket, type AriSocketTimes } from './ari.socket.js';

/** So short that a spec need not wait; the proportions are those of the real ones. */
const TIMES: AriSocketTimes = {
  heartbeatMs: 30,
  silenceMs: 60,
  firstWordMs: 60,
  requestMs: 200,
  firstPauseMs: 5,
  longestPauseMs: 20,
};

interface Asked {
  readonly request_id: string;
  readonly method: string;
  readonly uri: string;
  readonly message_body?: string;
}

/** An Asterisk as far as the socket sees it: speaks REST over WebSocket as 22.10 does. */
class FakeAsterisk {
  readonly asked: Asked[] = [];
  connections = 0;
  frozen = false;
  answer: (asked: Asked) => { status: number; body?: unknown } | null = () => ({ status: 204 });
  private socket: WebSocket | null = null;

  private constructor(private readonly server: WebSocketServer) {
    server.on('connection', (socket) => {
      this.connections += 1;
      this.socket = socket;
      socket.on('message', (data) => {
        if (!this.frozen) this.hear(JSON.parse((data as Buffer).toString()) as Asked, socket);
      });
    });
  }

  static async start(port = 0): Promise<FakeAsterisk> {
    const server = new WebSocketServer({ host: '127.0.0.1', port });
    await once(server, 'listening');
    return new FakeAsterisk(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  say(text: string): void {
    this.socket?.send(text);
  }

  hangUp(): void {
    this.socket?.terminate();
  }

  async stop(): Promise<void> {
    for (const client of this.server.clients) client.terminate();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private hear(asked: Asked, socket: WebSocket): void {
    if (asked.uri !== 'asterisk/ping') this.asked.push(asked);
    const reply = this.answer(asked);
    if (reply === null) return;
    socket.send(
      JSON.stringify({
        type: 'RESTResponse',
        transaction_id: '',
        request_id: asked.request_id,
        status_code: reply.status,
        reason_phrase: 'reason',
        uri: asked.uri,
        ...(reply.body === undefined ? {} : { message_body: JSON.stringify(reply.body) }),
      }),
    );
  }
}

describe('the socket to Asterisk', () => {
  let asterisk: FakeAsterisk;
  let socket: AriSocket;
  let events: unknown[];
  let ups: number;
  let downs: string[];

  const until = async (condition: () => boolean): Promise<void> => {
    for (let waited = 0; !condition(); waited += 5) {
      if (waited > 3000) throw new Error('waited in vain');
      await pause(5);
    }
  };
  const open = (port: number, times: Partial<AriSocketTimes> = {}): void => {
    socket = new AriSocket(
      {
        url: `ws://127.0.0.1:${port}/ari/events?app=callrack`,
        user: 'u',
        password: 'p',
        times: { ...TIMES, ...times },
      },
      {
        event: (event) => {
          events.push(event);
        },
        up: () => {
          ups += 1;
        },
        down: (why) => {
          downs.push(why);
        },
      },
    );
    socket.start();
  };

  beforeEach(async () => {
    [events, ups, downs] = [[], 0, []];
    asterisk = await FakeAsterisk.start();
  });
  afterEach(async () => {
    await socket.stop();
    await asterisk.stop();
  });

  test('events come in, requests go out in their order and get their own replies', async () => {
    asterisk.answer = ({ uri }) => ({ status: uri === 'channels' ? 200 : 404, body: { asked: uri } });
    open(asterisk.port);
    await until(() => ups === 1);
    const replies = await Promise.all([
      socket.request({ method: 'GET', uri: 'channels' }),
      socket.request({ method: 'POST', uri: 'channels/x/play/p', body: { media: ['sound:beep'] } }),
    ]);
    expect(replies).toEqual([
      { status: 200, reason: 'reason', body: { asked: 'channels' } },
      { status: 404, reason: 'reason', body: { asked: 'channels/x/play/p' } },
    ]);
    expect(asterisk.asked.map(({ method, uri }) => `${method} ${uri}`)).toEqual([
      'GET channels',
      'POST channels/x/play/p',
    ]);
    expect(asterisk.asked[1]?.message_body).toBe('{"media":["sound:beep"]}');
    asterisk.say('{"type":"StasisStart"}');
    await until(() => events.length === 1);
    expect(events).toEqual([{ type: 'StasisStart' }]);
  });

  test('what is no JSON, no object or nobody’s reply is passed over', async () => {
    open(asterisk.port);
    await until(() => ups === 1);
    asterisk.say('{"type":');
    asterisk.say('null');
    asterisk.say('{"type":"RESTResponse","request_id":"999","status_code":200}');
    asterisk.say('{"type":"StasisStart"}');
    await until(() => events.length > 0);
    expect(events).toEqual([{ type: 'StasisStart' }]);
  });

  test('a connection that breaks is told, its requests fail, and a new one comes', async () => {
    asterisk.answer = ({ uri }) => (uri === 'channels' ? null : { status: 204 });
    open(asterisk.port);
    await until(() => ups === 1);
    const lost = socket.request({ method: 'GET', uri: 'channels' });
    asterisk.hangUp();
    await expect(lost).rejects.toThrow(/telephony\.asterisk_away/);
    await until(() => ups === 2);
    expect(downs).toHaveLength(1);
    await expect(socket.request({ method: 'GET', uri: 'bridges' })).resolves.toMatchObject({ status: 204 });
  });

  test('a frozen Asterisk is noticed, though its connection stays', async () => {
    open(asterisk.port);
    await until(() => ups === 1);
    await pause(100);
    expect(downs).toEqual([]);
    asterisk.frozen = true;
    await until(() => downs.length === 1);
    asterisk.frozen = false;
    await until(() => socket.connected);
  });

  test('a new connection without a word is given up for another', async () => {
    asterisk.frozen = true;
    open(asterisk.port, { heartbeatMs: 10_000 });
    await until(() => asterisk.connections === 2);
    expect(downs.length).toBeGreaterThan(0);
  });

  test('a request without reply fails', async () => {
    asterisk.answer = ({ uri }) => (uri.startsWith('channels') ? null : { status: 204 });
    open(asterisk.port);
    await until(() => ups === 1);
    await expect(socket.request({ method: 'GET', uri: 'channels?number=13800138000' })).rejects.toThrow(
      /no reply to GET channels$/,
    );
  });

  test('where nobody listens it tries for ever, and nothing is sent meanwhile', async () => {
    const { port } = asterisk;
    await asterisk.stop();
    open(port);
    await pause(100);
    await expect(socket.request({ method: 'GET', uri: 'channels' })).rejects.toThrow(/telephony\.asterisk_away/);
    asterisk = await FakeAsterisk.start(port);
    await until(() => ups === 1);
    expect(downs).toEqual([]);
  });

  test('stopping a socket whose Asterisk is frozen does not take long, and is no outage', async () => {
    open(asterisk.port, { silenceMs: 10_000, firstWordMs: 10_000 });
    await until(() => ups === 1);
    asterisk.frozen = true;
    await socket.stop();
    expect(downs).toEqual([]);
    expect(socket.connected).toBe(false);
  });
});
