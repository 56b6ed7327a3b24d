import { NOBODY, type Order, type People } from './people.js';

/** What is told of a queue in `heads`. */
const WIDTH = 8;
/** Where its block begins in `cells`. */
const BLOCK = 0;
/** For how many classes and for how many agents the block has room. */
const CLASS_ROOM = 1;
const AGENT_ROOM = 2;
const CLASSES = 3;
/** How many agents are ready. */
const READY = 4;
const ORDER = 5;
/** How many callers wait, and how many of them for one agent only. */
const WAITING = 6;
const STEADFAST = 7;

/**
 * What is looked at of all queues: how many wait in each, and its agents who are ready. Those of one queue who are alike, a class of it, stand in one line; the lines of
 * a queue lie behind each other in one block: the ends of the lines, then who stands in them, all as small numbers. A node
 * has tens of thousands of such places, and what a decision costs is how many corners of the memory it leads to.
 */
export class ReadyLines {
  private heads = new Int32Array(8 * WIDTH);
  /** Of those who wait, by queue: no rank is lower; nobody: infinitely late. */
  private firstRanks = new Float64Array(8);
  private queues = 0;
  private cells = new Int32Array(256);
  private cellsEnd = 0;

  constructor(readonly people: People) {}

  /** The number that stands for a new queue. */
  addQueue(order: Order): number {
    const queue = this.queues;
    this.queues += 1;
    if (this.queues > this.firstRanks.length) {
      this.heads = longer(this.heads, this.heads.length * 2);
      const firstRanks = new Float64Array(this.firstRanks.length * 2);
      firstRanks.set(this.firstRanks);
      this.firstRanks = firstRanks;
    }
    this.firstRanks[queue] = Infinity;
    this.heads[queue * WIDTH + ORDER] = order;
    this.move(queue, 1, 4);
    return queue;
  }

  /** The number of a new class of the queue. */
  addClass(queue: number): number {
    const one = this.head(queue, CLASSES);
    const room = this.head(queue, CLASS_ROOM);
    if (one === room) this.move(queue, room * 2, this.head(queue, AGENT_ROOM));
    this.cells[this.head(queue, BLOCK) + one] = this.head(queue, READY);
    this.set(queue, CLASSES, one + 1);
    return one;
  }

  /** How many are ready in the queue. */
  size(queue: number): number {
    return this.head(queue, READY);
  }

  sizeOf(queue: number, one: number): number {
    return this.end(queue, one) - (one === 0 ? 0 : this.end(queue, one - 1));
  }

  /** Who stands there in the line of the class. */
  at(queue: number, one: number, index: number): number {
    const first = one === 0 ? 0 : this.end(queue, one - 1);
    return this.cells[this.head(queue, BLOCK) + this.head(queue, CLASS_ROOM) + first + index] ?? NOBODY;
  }

  isBefore(queue: number, who: number, other: number): boolean {
    return this.people.isBefore(who, other, this.head(queue, ORDER));
  }

  waiting(queue: number): number {
    return this.head(queue, WAITING);
  }

  /** How many of them for one agent only. */
  steadfast(queue: number): number {
    return this.head(queue, STEADFAST);
  }

  /** No caller of the queue has a lower rank; nobody waits: infinitely late. */
  firstRank(queue: number): number {
    return this.firstRanks[queue] ?? Infinity;
  }

  /** Who waits in the queue is as told from now on. */
  setWaiting(queue: number, waiting: number, steadfast: number, firstRank: number): void {
    this.set(queue, WAITING, waiting);
    this.set(queue, STEADFAST, steadfast);
    this.firstRanks[queue] = firstRank;
  }

  /** Who does not stand here yet. */
  insert(queue: number, one: number, who: number): void {
    const count = this.head(queue, READY);
    const room = this.head(queue, AGENT_ROOM);
    if (count === room) this.move(queue, this.head(queue, CLASS_ROOM), room * 2);
    const { cells } = this;
    const lines = this.head(queue, BLOCK) + this.head(queue, CLASS_ROOM);
    const at = this.indexFor(queue, one, who);
    shift(cells, at, lines + count, 1);
    cells[at] = who;
    this.changed(queue, one, 1);
  }

  /** Who stands here. */
  delete(queue: number, one: number, who: number): void {
    const lines = this.head(queue, BLOCK) + this.head(queue, CLASS_ROOM);
    shift(this.cells, this.indexFor(queue, one, who) + 1, lines + this.head(queue, READY), -1);
    this.changed(queue, one, -1);
  }

  /** Where in `cells` somebody stands, or is to. */
  private indexFor(queue: number, one: number, who: number): number {
    const { cells, people } = this;
    const order = this.head(queue, ORDER);
    const block = this.head(queue, BLOCK);
    const lines = block + this.head(queue, CLASS_ROOM);
    let low = lines + (one === 0 ? 0 : (cells[block + one - 1] ?? 0));
    let high = lines + (cells[block + one] ?? 0);
    // mostly who has just come has been idle for the shortest time
    if (low < high && people.isBefore(cells[high - 1] ?? 0, who, order)) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (people.isBefore(cells[middle] ?? 0, who, order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private changed(queue: number, one: number, by: 1 | -1): void {
    const { cells } = this;
    this.set(queue, READY, this.head(queue, READY) + by);
    const block = this.head(queue, BLOCK);
    const end = block + this.head(queue, CLASSES);
    for (let at = block + one; at < end; at += 1) cells[at] = (cells[at] ?? 0) + by;
  }

  /** A block with more room; that of the old one is given up, as half of what was made at most. */
  private move(queue: number, classRoom: number, agentRoom: number): void {
    const begin = this.cellsEnd;
    this.cellsEnd += classRoom + agentRoom;
    if (this.cellsEnd > this.cells.length) {
      this.cells = longer(this.cells, Math.max(this.cells.length * 2, this.cellsEnd));
    }
    const { cells } = this;
    const block = this.head(queue, BLOCK);
    const lines = block + this.head(queue, CLASS_ROOM);
    cells.copyWithin(begin, block, block + this.head(queue, CLASSES));
    cells.copyWithin(begin + classRoom, lines, lines + this.head(queue, READY));
    this.set(queue, BLOCK, begin);
    this.set(queue, CLASS_ROOM, classRoom);
    this.set(queue, AGENT_ROOM, agentRoom);
  }

  private end(queue: number, one: number): number {
    return this.cells[this.head(queue, BLOCK) + one] ?? 0;
  }

  private head(queue: number, what: number): number {
    return this.heads[queue * WIDTH + what] ?? 0;
  }

  private set(queue: number, what: number, value: number): void {
    this.heads[queue * WIDTH + what] = value;
  }
}

/** What lies from one index to the end moves by one. */
function shift(cells: Int32Array, from: number, end: number, by: 1 | -1): void {
  // calling out for a few is dearer than moving them
  if (end - from > FEW) cells.copyWithin(from + by, from, end);
  else if (by === 1) for (let at = end; at > from; at -= 1) cells[at] = cells[at - 1] ?? 0;
  else for (let at = from; at < end; at += 1) cells[at - 1] = cells[at] ?? 0;
}

const FEW = 64;

function longer(table: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const made = new Int32Array(length);
  made.set(table);
  return made;
}
