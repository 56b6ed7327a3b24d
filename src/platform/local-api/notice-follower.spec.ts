import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Notice } from '../../kernel/live-status.js';
import { SocketDoor } from './engine-doors.js';
import { NoticeFollower, type PresentListener } from './notice-follower.js';

const gone = (callId: string): Notice => ({ of: 'callGone', callId });
const line = (value: object): string => `${JSON.stringify(value)}\n`;

/** The stream as a test writes it, and a status that is answered when the test says. */
class Engine {
  readonly streams: ServerResponse[] = [];
  known = true;
  private readonly server: Server;

  constructor(readonly path: string) {
    this.server = createServer((_request, response) => {
      if (!this.known) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200);
      this.streams.push(response);
      response.write(line({ at: 7 }));
    });
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.server.listen(this.path, resolve));
  }

  tell(...values: object[]): void {
    this.streams.at(-1)?.write(values.map(line).join(''));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

class Listener implements PresentListener {
  readonly heard: string[] = [];
  private answer: ((at: number) => void) | null = null;

  refresh(): Promise<number> {
    this.heard.push('asks');
    return new Promise((resolve) => {
      this.answer = resolve;
    });
  }

  status(at: number): void {
    this.answer?.(at);
    this.answer = null;
  }

  take(notice: Notice): void {
    this.heard.push(notice.of === 'callGone' ? notice.callId : notice.of);
  }

  connected(up: boolean): void {
    this.heard.push(up ? 'up' : 'down');
  }

  async hears(...heard: readonly string[]): Promise<void> {
    for (let n = 0; n < 500 && this.heard.length < heard.length; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(this.heard).toEqual(heard);
  }
}

describe('following the present', () => {
  let home: string;
  let engine: Engine;
  let listener: Listener;
  let follower: NoticeFollower;
  const follow = (silenceMs: number): void => {
    follower = new NoticeFollower(new SocketDoor('node1', engine.path), listener, {
      firstPauseMs: 10,
      longestPauseMs: 20,
      silenceMs,
    });
  };

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'callrack-notices-'));
    engine = new Engine(join(home, 'calls.sock'));
    await engine.listen();
    listener = new Listener();
    follow(10_000);
  });
  afterEach(async () => {
    listener.status(0);
    await follower.stop();
    await engine.close();
    rmSync(home, { recursive: true });
  });

  test('notices that come while the status is on its way wait for it; those that it holds already are dropped', async () => {
    follower.start();
    await listener.hears('asks');
    engine.tell({ n: 8, notice: gone('in it') }, { n: 9, notice: gone('after it') });
    await new Promise((resolve) => setTimeout(resolve, 50));
    listener.status(8);
    await listener.hears('asks', 'after it', 'up');
    engine.tell({}, { n: 10, notice: gone('later') }, { n: 11, notice: { of: 'of a newer engine' } }, { news: 1 });
    await listener.hears('asks', 'after it', 'up', 'later');
  });

  test('what is to be taken afresh is taken afresh, also while a status is on its way', async () => {
    follower.start();
    await listener.hears('asks');
    engine.tell({ n: 8, again: true }, { n: 9, notice: gone('x') });
    await new Promise((resolve) => setTimeout(resolve, 50));
    listener.status(7);
    await listener.hears('asks', 'asks');
    listener.status(8);
    await listener.hears('asks', 'asks', 'x', 'up');
  });

  test('a silent engine is given up, one that is back is asked for the status again', async () => {
    follow(300);
    follower.start();
    await listener.hears('asks');
    listener.status(7);
    await listener.hears('asks', 'up', 'down', 'asks');
    expect(engine.streams).toHaveLength(2);
  });

  test('an engine of an older build, which has no notices, is asked all the same', async () => {
    engine.known = false;
    follower.start();
    await listener.hears('asks');
    listener.status(0);
    await listener.hears('asks', 'up');
  });
});
