import type { Clock, Instant } from '../../src/kernel/clock.js';

interface Entry {
  readonly at: Instant;
  readonly order: number;
  readonly what: () => void;
}

/** Virtual time: what is to happen when, and a clock that jumps from one to the next. Equal instants keep their order. */
export class Agenda implements Clock {
  /** A binary heap: the earliest first. */
  private readonly heap: Entry[] = [];
  private count = 0;

  constructor(private instant: Instant) {}

  now(): Instant {
    return this.instant;
  }

  get size(): number {
    return this.heap.length;
  }

  at(at: Instant, what: () => void): void {
    this.count += 1;
    this.push({ at: Math.max(at, this.instant), order: this.count, what });
  }

  after(delayMs: number, what: () => void): void {
    this.at(this.instant + delayMs, what);
  }

  /** Lets everything happen up to an instant, which is the time then. */
  runUntil(end: Instant): void {
    for (let next = this.heap[0]; next !== undefined && next.at <= end; next = this.heap[0]) {
      this.pop();
      this.instant = next.at;
      next.what();
    }
    this.instant = Math.max(this.instant, end);
  }

  private push(entry: Entry): void {
    const { heap } = this;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent]!;
      if (!earlier(entry, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && earlier(heap[child + 1]!, heap[child]!)) child += 1;
      if (!earlier(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
  }
}

function earlier(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
