import type { Present } from '../../kernel/live-status.js';
import { Health } from '../../platform/health/health.js';
import { EngineDoors } from '../../platform/local-api/engine-doors.js';
import { loadSettings } from '../../platform/settings/settings.js';
import { LiveFeed } from './live-feed.js';
import { COALESCE_MS, LiveViewers, type EventSink } from './live-viewers.js';
import { SystemWatch } from './system-watch.js';

class Sink implements EventSink {
  text = '';
  gone = false;
  full = false;
  private readonly listeners = new Map<string, () => void>();

  write(text: string): boolean {
    this.text += text;
    return !this.full;
  }

  end(): void {
    this.listeners.get('close')?.();
  }

  destroy(): void {
    this.gone = true;
    this.listeners.get('close')?.();
  }

  once(event: string, listener: () => void): void {
    this.listeners.set(event, listener);
  }

  drain(): void {
    this.full = false;
    this.listeners.get('drain')?.();
  }

  /** Names of the events since the last time. */
  take(): { readonly names: string[]; readonly text: string } {
    const { text } = this;
    this.text = '';
    return { names: [...text.matchAll(/^event: (.*)$/gm)].map(([, name]) => name ?? ''), text };
  }
}

const NOBODY: Present = {
  calls: [],
  agents: [],
  queues: [],
  tenants: [],
  trunks: [],
  extensions: [],
  asterisk: { connected: true, since: 0, version: '22', startedAt: 0, recorder: true, transports: [] },
};
const extension = (since: number) => ({
  id: 'x',
  tenantId: 'acme',
  dn: '8001',
  registered: true,
  address: `10.0.0.1:${since}`,
  since,
});

describe('viewers', () => {
  let feed: LiveFeed;
  let viewers: LiveViewers;
  const changes = (n: number): void => feed.take('node1', { of: 'extension', extension: extension(n) });
  const watches = (sink: Sink, operatorId = 'boss'): void => {
    viewers.add({ operatorId, tenantId: 'acme', reach: null, sink });
  };

  beforeEach(() => {
    jest.useFakeTimers();
    const url = (role: string): string => `postgres://callrack_${role}:12345678@127.0.0.1:1/callrack`;
    const settings = loadSettings(
      {
        CALLRACK_HOME: '/tmp',
        DATABASE_APP_URL: url('app'),
        DATABASE_OPERATOR_URL: url('operator'),
        WEB_SECRET: 'a-secret-of-tests-that-is-long-enough',
      },
      'web',
    );
    const doors = new EngineDoors(settings);
    feed = new LiveFeed(doors);
    viewers = new LiveViewers(feed, new SystemWatch(settings, new Health(), doors));
    viewers.onModuleInit();
    feed.replace('node1', { ...NOBODY, extensions: [extension(1)] });
    feed.picture.takeTouches();
    feed.connected('node1', true, '');
    jest.advanceTimersByTime(COALESCE_MS);
  });
  afterEach(() => {
    viewers.onModuleDestroy();
    jest.useRealTimers();
  });

  test('are sent the whole picture at once, then changes, each with the state of the engine', () => {
    const sink = new Sink();
    watches(sink);
    const first = sink.take();
    expect(first.names).toEqual(['picture']);
    expect(first.text).toContain('"heard":true');
    expect(first.text).toContain('10.0.0.1:1');
    changes(2);
    jest.advanceTimersByTime(COALESCE_MS);
    const second = sink.take();
    expect(second.names).toEqual(['changes']);
    expect(second.text).toContain('10.0.0.1:2');
  });

  test('are sent at most four events a second, and the last state of each line', () => {
    const sink = new Sink();
    watches(sink);
    sink.take();
    for (let n = 0; n < 100; n += 1) {
      changes(n);
      jest.advanceTimersByTime(10);
    }
    jest.advanceTimersByTime(COALESCE_MS);
    const { names, text } = sink.take();
    expect(names.length).toBeLessThanOrEqual(6);
    expect(text).toContain('10.0.0.1:99');
  });

  test('who is slow is sent nothing more, and then each line once, as it is; who takes nothing for a minute is dropped', () => {
    const sink = new Sink();
    sink.full = true;
    watches(sink);
    sink.take();
    for (let n = 0; n < 50; n += 1) {
      changes(n);
      jest.advanceTimersByTime(COALESCE_MS);
    }
    expect(sink.text).toBe('');
    sink.drain();
    const { names, text } = sink.take();
    expect(names).toEqual(['changes']);
    expect(text.match(/"id":"x"/g)).toHaveLength(1);
    expect(text).toContain('10.0.0.1:49');
    sink.full = true;
    changes(50);
    jest.advanceTimersByTime(80_000);
    expect(sink.gone).toBe(true);
  });

  test('hear a heartbeat in the silence, and that the engine is away', () => {
    const sink = new Sink();
    watches(sink);
    sink.take();
    jest.advanceTimersByTime(15_000);
    expect(sink.take().names).toEqual(['beat']);
    feed.connected('node1', false, 'gone');
    jest.advanceTimersByTime(COALESCE_MS);
    const { names, text } = sink.take();
    expect(names).toEqual(['changes']);
    expect(text).toContain('"heard":false');
  });

  test('are so many of one person at most; of others there is room', () => {
    const sinks = Array.from({ length: 10 }, () => new Sink());
    for (const sink of sinks) watches(sink);
    expect(() => watches(new Sink())).toThrow('live.too_many_viewers');
    watches(new Sink(), 'somebody else');
    sinks[0]?.end();
    watches(new Sink());
  });
});
