import type { Fact } from '../../kernel/domain-events.js';
import { EventStreams, HEARTBEAT_MS, type LineSink } from './event-streams.js';
import type { FactAt, FactSource } from './fact-source.js';

class Journal implements FactSource {
  facts: FactAt[] = [];
  reads = 0;
  private last = 0;
  private readonly listeners: (() => void)[] = [];

  commit(count = 1): void {
    for (let i = 0; i < count; i += 1) {
      this.last += 1;
      this.facts.push({ seq: this.last, fact: { id: `f${this.last}` } as Fact });
    }
    for (const listener of this.listeners) listener();
  }

  purge(before: number): void {
    this.facts = this.facts.filter(({ seq }) => seq >= before);
  }

  factsAfter(seq: number, limit: number): FactAt[] {
    this.reads += 1;
    return this.facts.filter((at) => at.seq > seq).slice(0, limit);
  }

  lastSeq = (): number => this.last;
  oldestSeq = (): number => this.facts[0]?.seq ?? 0;
  onCommit = (listener: () => void): void => void this.listeners.push(listener);
}

class Sink implements LineSink {
  text = '';
  ended = false;
  full = false;
  private readonly once_ = new Map<string, () => void>();

  write(text: string): boolean {
    this.text += text;
    return !this.full;
  }

  end(): void {
    this.ended = true;
  }

  once(event: string, listener: () => void): void {
    this.once_.set(event, listener);
  }

  emit(event: string): void {
    this.full = false;
    this.once_.get(event)?.();
  }

  /** Numbers for facts, the line itself for others. */
  take(): unknown[] {
    const lines = this.text.split('\n').filter((line) => line !== '');
    this.text = '';
    return lines.map((line) => JSON.parse(line) as { seq?: number }).map((line) => line.seq ?? line);
  }
}

let journal: Journal;
let streams: EventStreams;
let sink: Sink;

beforeEach(() => {
  jest.useFakeTimers();
  journal = new Journal();
  streams = new EventStreams(journal);
  sink = new Sink();
});

afterEach(() => {
  streams.onModuleDestroy();
  jest.useRealTimers();
});

const soon = () => jest.advanceTimersByTime(50);

test('a reader hears something at once, then what it has missed, then what comes', () => {
  journal.commit(3);
  streams.follow(sink, 1);
  expect(sink.take()).toEqual([{}]);
  soon();
  expect(sink.take()).toEqual([2, 3]);
  journal.commit();
  soon();
  expect(sink.take()).toEqual([4]);
});

test('without a number it tells what happens from now on', () => {
  journal.commit(3);
  streams.follow(sink, null);
  soon();
  journal.commit();
  soon();
  expect(sink.take()).toEqual([{}, 4]);
});

test('many commits in a row are read once, and none while nobody listens', () => {
  journal.commit(5);
  soon();
  expect(journal.reads).toBe(0);
  streams.follow(sink, 5);
  soon();
  const before = journal.reads;
  for (let i = 0; i < 50; i += 1) journal.commit();
  soon();
  expect(journal.reads - before).toBe(1);
  expect(sink.take()).toHaveLength(51);
});

test('a long past comes in pieces, complete and in order', () => {
  journal.commit(1_000);
  streams.follow(sink, 0);
  soon();
  expect(sink.take()).toEqual([{}, ...Array.from({ length: 1_000 }, (_, i) => i + 1)]);
});

test('a slow reader holds back nobody else, and misses nothing', () => {
  const slow = new Sink();
  streams.follow(slow, 0);
  streams.follow(sink, 0);
  slow.full = true;
  journal.commit();
  soon();
  journal.commit(2);
  jest.advanceTimersByTime(HEARTBEAT_MS);
  expect(sink.take()).toEqual([{}, 1, 2, 3, {}]);
  expect(slow.take()).toEqual([{}, 1]);
  slow.emit('drain');
  soon();
  expect(slow.take()).toEqual([2, 3]);
});

test.each([
  ['purged', 0, { gap: true, from: 4 }, [4, 5]],
  ['the last that is purged', 2, { gap: true, from: 4 }, [4, 5]],
  ['the one before the oldest', 3, {}, [4, 5]],
  ['of another journal', 99, { gap: true, from: 6 }, []],
])('after a number that is %s (%i)', (_story, after, first, then) => {
  journal.commit(5);
  journal.purge(4);
  streams.follow(sink, after);
  soon();
  expect(sink.take()).toEqual([first, ...then]);
});

test('all purged: a gap up to the next fact', () => {
  journal.commit(5);
  journal.purge(6);
  streams.follow(sink, 3);
  journal.commit();
  soon();
  expect(sink.take()).toEqual([{ gap: true, from: 6 }, 6]);
});

test('a heartbeat every five seconds, until the reader goes', () => {
  streams.follow(sink, 0);
  jest.advanceTimersByTime(2 * HEARTBEAT_MS);
  expect(sink.take()).toEqual([{}, {}, {}]);
  sink.emit('close');
  journal.commit();
  jest.advanceTimersByTime(2 * HEARTBEAT_MS);
  expect(sink.take()).toEqual([]);
});

test('the process stops: streams are ended', () => {
  streams.follow(sink, 0);
  streams.onModuleDestroy();
  expect(sink.ended).toBe(true);
});
