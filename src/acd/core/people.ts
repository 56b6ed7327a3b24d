import type { AgentId, QueueId } from '../../kernel/ids.js';
import type { AgentState } from './agent-state.js';

/** What agents who are ready stand by among those who are alike: 0 idle longest, 1 fewest calls, then idle longest, 2 number. */
export const ORDERS = { idle: 0, calls: 1, number: 2 } as const;
export type Order = (typeof ORDERS)[keyof typeof ORDERS];

/** Where nobody is. */
export const NOBODY = -1;

/** In how many numbers an agent's place in a queue is told: the queue, the class of agents there. */
const SEAT = 2;

/**
 * Agents, each by a number that stands for their id, and what is known of them, table by table: what is looked at for each
 * decision lies close together. What an agent stands by may change only while they stand nowhere.
 */
export class People {
  private readonly numberOf = new Map<AgentId, number>();
  private readonly ids: AgentId[] = [];
  /** Who is logged in. */
  private readonly states: (AgentState | undefined)[] = [];
  private readonly queueIds: (readonly QueueId[])[] = [];
  private idleSince = new Float64Array(16);
  private calls = new Float64Array(16);
  private numbers = new Float64Array(16);
  private isIn = new Uint8Array(16);
  /** Where the agent's seats begin in `seats`, for how many there is room, and how many they are. */
  private seatsFrom = new Int32Array(16);
  private seatRoom = new Int32Array(16);
  private seatCount = new Int32Array(16);
  private seats = new Int32Array(64);
  private seatsEnd = 0;

  /** The number that stands for the agent; one who was never heard of is given one. */
  whoIs(agentId: AgentId): number {
    const known = this.numberOf.get(agentId);
    if (known !== undefined) return known;
    const who = this.ids.push(agentId) - 1;
    this.numberOf.set(agentId, who);
    this.states.push(undefined);
    this.queueIds.push(NO_QUEUES);
    if (who === this.idleSince.length) this.grow();
    return who;
  }

  /** NOBODY where the agent was never heard of. */
  find(agentId: AgentId): number {
    return this.numberOf.get(agentId) ?? NOBODY;
  }

  idOf(who: number): AgentId {
    const id = this.ids[who];
    if (id === undefined) throw new Error('acd.nobody_of_that_number');
    return id;
  }

  stateOf(who: number): AgentState | undefined {
    return this.states[who];
  }

  setState(who: number, state: AgentState | undefined): void {
    this.states[who] = state;
  }

  /** Who is logged in. */
  loggedIn(): readonly AgentState[] {
    return this.states.filter((state) => state !== undefined);
  }

  isReady(who: number): boolean {
    return this.isIn[who] === 1;
  }

  setReady(who: number, isReady: boolean): void {
    this.isIn[who] = isReady ? 1 : 0;
  }

  /** As people say it. */
  numberAt(who: number): number {
    return this.numbers[who] ?? 0;
  }

  setNumber(who: number, number: number): void {
    this.numbers[who] = number;
  }

  setIdle(who: number, { idleSince, calls }: Pick<AgentState, 'idleSince' | 'calls'>): void {
    this.idleSince[who] = idleSince;
    this.calls[who] = calls;
  }

  /** Whether the agent's seats are those of these queues. */
  isSeatedIn(who: number, queueIds: readonly QueueId[]): boolean {
    const before = this.queueIds[who] ?? NO_QUEUES;
    if (queueIds === before) return true;
    return queueIds.length === before.length && queueIds.every((queueId, at) => before[at] === queueId);
  }

  /** @param seats of each of the queues: the number that stands for it, the class of agents there */
  seat(who: number, queueIds: readonly QueueId[], seats: readonly (readonly [number, number])[]): void {
    this.queueIds[who] = queueIds;
    if (seats.length > (this.seatRoom[who] ?? 0)) this.moveSeats(who, seats.length);
    this.seatCount[who] = seats.length;
    const from = this.seatsFrom[who] ?? 0;
    for (const [n, [queue, one]] of seats.entries()) {
      this.seats[from + n * SEAT] = queue;
      this.seats[from + n * SEAT + 1] = one;
    }
  }

  /** How many. */
  seatsOf(who: number): number {
    return this.seatCount[who] ?? 0;
  }

  queueAt(who: number, seat: number): number {
    return this.seats[(this.seatsFrom[who] ?? 0) + seat * SEAT] ?? 0;
  }

  classAt(who: number, seat: number): number {
    return this.seats[(this.seatsFrom[who] ?? 0) + seat * SEAT + 1] ?? 0;
  }

  /** Whether one agent comes before another, where both stand by the same; equals stand by their ids. */
  isBefore(who: number, other: number, order: number): boolean {
    if (order === ORDERS.calls) {
      const by = (this.calls[who] ?? 0) - (this.calls[other] ?? 0);
      if (by !== 0) return by < 0;
    }
    const standBy = order === ORDERS.number ? this.numbers : this.idleSince;
    const by = (standBy[who] ?? 0) - (standBy[other] ?? 0);
    if (by !== 0) return by < 0;
    return who !== other && this.idOf(who) < this.idOf(other);
  }

  private moveSeats(who: number, count: number): void {
    const end = this.seatsEnd + count * SEAT;
    while (end > this.seats.length) this.seats = twiceAsLong(this.seats, new Int32Array(this.seats.length * 2));
    this.seatsFrom[who] = this.seatsEnd;
    this.seatRoom[who] = count;
    this.seatsEnd = end;
  }

  private grow(): void {
    const length = this.idleSince.length * 2;
    this.idleSince = twiceAsLong(this.idleSince, new Float64Array(length));
    this.calls = twiceAsLong(this.calls, new Float64Array(length));
    this.numbers = twiceAsLong(this.numbers, new Float64Array(length));
    this.isIn = twiceAsLong(this.isIn, new Uint8Array(length));
    this.seatsFrom = twiceAsLong(this.seatsFrom, new Int32Array(length));
    this.seatRoom = twiceAsLong(this.seatRoom, new Int32Array(length));
    this.seatCount = twiceAsLong(this.seatCount, new Int32Array(length));
  }
}

const NO_QUEUES: readonly QueueId[] = [];

function twiceAsLong<T extends Float64Array | Int32Array | Uint8Array>(table: T, longer: T): T {
  longer.set(table);
  return longer;
}
