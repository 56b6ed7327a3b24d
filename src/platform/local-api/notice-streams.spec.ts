import type { Notice } from '../../kernel/live-status.js';
import { HEARTBEAT_MS, type LineSink } from './event-streams.js';
import { NOTICE_GATHER_MS, NoticeStreams } from './notice-streams.js';

class Sink implements LineSink {
  text = '';
  ended = false;
  full = false;
  private readonly listeners = new Map<string, () => void>();

  write(text: string): boolean {
    this.text += text;
    return !this.full;
  }

  end(): void {
    this.ended = true;
  }

  once(event: string, listener: () => void): void {
    this.listeners.set(event, listener);
  }

  emit(event: 'drain' | 'close'): void {
    this.full = false;
    this.listeners.get(event)?.();
  }

  take(): unknown[] {
    const lines = this.text.split('\n').filter((line) => line !== '');
    this.text = '';
    return lines.map((line) => JSON.parse(line) as unknown);
  }
}

const gone = (callId: string): Notice => ({ of: 'callGone', callId });

describe('notices', () => {
  let streams: NoticeStreams;
  let asked: string[];
  const pass = (): void => {
    jest.advanceTimersByTime(NOTICE_GATHER_MS);
  };

  beforeEach(() => {
    jest.useFakeTimers();
    streams = new NoticeStreams();
    asked = [];
    streams.tellWith((key) => {
      asked.push(key);
      return key.startsWith('recording:') ? null : gone(key);
    });
  });
  afterEach(() => {
    streams.onModuleDestroy();
    jest.useRealTimers();
  });

  test('a reader hears where the numbers stand, then each changed row once, however often it changed', () => {
    const sink = new Sink();
    streams.follow(sink);
    expect(sink.take()).toEqual([{ at: 0 }]);
    streams.changed(['call:1', 'recording:1']);
    streams.changed(['call:1', 'call:2']);
    expect(sink.take()).toEqual([]);
    pass();
    expect(sink.take()).toEqual([
      { n: 1, notice: gone('call:1') },
      { n: 1, notice: gone('call:2') },
    ]);
    expect(streams.at).toBe(1);
    streams.changed(['call:2']);
    pass();
    expect(sink.take()).toEqual([{ n: 2, notice: gone('call:2') }]);
  });

  test('with nobody there no row is looked at', () => {
    streams.changed(['call:1']);
    streams.everythingChanged();
    pass();
    expect(asked).toEqual([]);
    const sink = new Sink();
    streams.follow(sink);
    sink.emit('close');
    streams.changed(['call:1']);
    pass();
    expect(asked).toEqual([]);
  });

  test('another configuration, or too many rows, are told as a whole', () => {
    const sink = new Sink();
    streams.follow(sink);
    sink.take();
    streams.changed(['call:1']);
    streams.everythingChanged();
    pass();
    expect(sink.take()).toEqual([{ n: 1, again: true }]);
    streams.changed(Array.from({ length: 2001 }, (_, index) => `call:${index}`));
    pass();
    expect(sink.take()).toEqual([{ n: 2, again: true }]);
    expect(asked).toEqual([]);
  });

  test('a slow reader is sent nothing more, and begins again when it can; others are not kept waiting', () => {
    const [slow, quick] = [new Sink(), new Sink()];
    streams.follow(slow);
    streams.follow(quick);
    slow.full = true;
    streams.changed(['call:1']);
    pass();
    slow.take();
    streams.changed(['call:2']);
    pass();
    expect(slow.text).toBe('');
    expect(quick.take()).toHaveLength(3);
    slow.emit('drain');
    expect(slow.take()).toEqual([{ n: 2, again: true }]);
    streams.changed(['call:3']);
    pass();
    expect(slow.take()).toEqual([{ n: 3, notice: gone('call:3') }]);
  });

  test('a heartbeat tells a frozen engine from a quiet one; the end of the engine ends the stream', () => {
    const sink = new Sink();
    streams.follow(sink);
    sink.take();
    jest.advanceTimersByTime(HEARTBEAT_MS);
    expect(sink.take()).toEqual([{}]);
    streams.onModuleDestroy();
    expect(sink.ended).toBe(true);
  });
});
