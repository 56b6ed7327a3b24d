import type { AgentId, CallId, ChannelId } from '../../src/kernel/ids.js';
import { queueId } from '../fixtures/node-config.js';
import { Agenda } from '../simulation/agenda.js';
import { Dice } from '../simulation/dice.js';
import { oneQueue } from './hall-queue.js';
import { exponentialMs, InstantHall } from './instant-hall.js';

export interface DayWorld {
  readonly agents: number;
  readonly meanTalkMs: number;
  readonly wrapUpS: number;
  /** Mean; how long a telephone rings. */
  readonly ringMs: number;
  readonly meanPatienceMs: number;
}

/** What somebody was told, and what came. */
export interface Told {
  /** How many were before them. */
  readonly ahead: number;
  readonly predictedMs: number;
  readonly waitedMs: number;
}

interface Caller {
  readonly callId: CallId;
  readonly channelId: ChannelId;
  readonly told: { readonly at: number; readonly ahead: number; readonly predictedMs: number }[];
  answered: boolean;
}

/** Midnight. */
const PAST = 1_750_032_000_000;
const HOUR_MS = 3_600_000;
const OPENS = 8;
const CLOSES = 22;
/** Calls that come, of those that the agents on duty can just carry, hour by hour from the opening on. */
const LOADS = [0.8, 0.95, 1.05, 1.1, 1, 0.85, 0.9, 1.05, 1.1, 1.05, 0.95, 0.9, 1, 0.9];
const SHIFT_HOURS = 8;
const TOLD_AFTER_MS = 30_000;
const TOLD_EVERY_MS = 60_000;
const QUEUE = queueId('2000');

/**
 * A day of one queue of the real hall: calls come more and less often by the hour, agents come and go in shifts and take
 * breaks, telephones ring, calls have a wrap-up, callers lose patience. Callers who wait are told how long they will, on
 * entering and again and again.
 */
export class Day {
  readonly told: Told[] = [];
  private readonly agenda = new Agenda(PAST);
  private readonly instant: InstantHall;
  private readonly callers = new Map<CallId, Caller>();
  private readonly dice: Dice;
  private readonly talks: Dice;
  private onDuty = 0;

  constructor(
    private readonly world: DayWorld,
    seed: number,
  ) {
    const { agenda } = this;
    this.dice = new Dice(seed);
    this.talks = this.dice.fork();
    const rings = this.dice.fork();
    const config = oneQueue(world.agents, { maxWaitS: 0, record: false, wrapUpS: world.wrapUpS });
    const connected = (callId: CallId): void => {
      this.connected(callId);
    };
    this.instant = new InstantHall(agenda, config, { connected }, () =>
      Math.max(1, exponentialMs(rings, world.ringMs)),
    );
    [...config.agents.keys()].forEach((agentId, at) => {
      this.shift(agentId, at);
    });
    agenda.at(PAST + OPENS * HOUR_MS, () => {
      this.callsCome();
    });
  }

  run(): readonly Told[] {
    this.agenda.runUntil(PAST + 24 * HOUR_MS);
    return this.told;
  }

  /** Eight hours, beginning between the opening and six hours later, with four breaks. */
  private shift(agentId: AgentId, place: number): void {
    const { agenda, dice } = this;
    const from = PAST + (OPENS + (place % 7)) * HOUR_MS - dice.between(0, 600_000);
    const command = (at: number, what: 'come' | 'pause' | 'goOn' | 'leave'): void => {
      agenda.at(at, () => {
        this.agentDoes(agentId, what);
      });
    };
    command(from, 'come');
    for (const hour of [1.5, 3.5, 5, 6.5]) {
      const pause = from + hour * HOUR_MS + dice.between(0, 1_200_000);
      command(pause, 'pause');
      command(pause + dice.between(300_000, 1_200_000), 'goOn');
    }
    command(from + SHIFT_HOURS * HOUR_MS, 'leave');
  }

  private agentDoes(agentId: AgentId, what: 'come' | 'pause' | 'goOn' | 'leave'): void {
    const tell = (command: Parameters<typeof commandOf>[1]): void => {
      this.instant.decide(commandOf(agentId, command));
    };
    switch (what) {
      case 'come':
        this.onDuty += 1;
        tell({ type: 'login', queueIds: [QUEUE] });
        return;
      case 'pause':
        this.onDuty -= 1;
        tell({ type: 'goNotReady', reason: 'break' });
        return;
      case 'goOn':
        this.onDuty += 1;
        tell({ type: 'goReady' });
        return;
      case 'leave':
        this.onDuty -= 1;
        tell({ type: 'logout' });
    }
  }

  private callsCome(): void {
    const { agenda, dice, world } = this;
    const hour = Math.floor((agenda.now() - PAST) / HOUR_MS);
    if (hour >= CLOSES) return;
    const handlingMs = world.meanTalkMs + world.wrapUpS * 1000 + world.ringMs;
    const load = LOADS[hour - OPENS] ?? 1;
    agenda.after(exponentialMs(dice, handlingMs / (load * Math.max(1, this.onDuty))), () => {
      this.arrive();
      this.callsCome();
    });
  }

  private arrive(): void {
    const caller: Caller = { ...this.instant.newCaller(), told: [], answered: false };
    this.callers.set(caller.callId, caller);
    this.instant.arrive(caller);
    this.tell(caller);
    this.agenda.after(TOLD_AFTER_MS, () => {
      this.tellAgain(caller);
    });
    this.agenda.after(exponentialMs(this.talks, this.world.meanPatienceMs), () => {
      if (!caller.answered) this.leaves(caller);
    });
  }

  private tellAgain(caller: Caller): void {
    if (!this.callers.has(caller.callId)) return;
    this.tell(caller);
    this.agenda.after(TOLD_EVERY_MS, () => {
      this.tellAgain(caller);
    });
  }

  private tell({ callId, told }: Caller): void {
    const { hall } = this.instant;
    if (hall.calls.get(callId)?.phase !== 'waiting') return;
    const { line } = hall.around;
    const ahead = line.ahead(callId);
    const predictedMs = ahead === undefined ? null : line.expectedWaitMs(QUEUE, ahead);
    if (ahead !== undefined && predictedMs !== null) told.push({ at: this.agenda.now(), ahead, predictedMs });
  }

  private connected(callId: CallId): void {
    const caller = this.callers.get(callId);
    if (caller === undefined) return;
    const { agenda } = this;
    this.callers.delete(callId);
    caller.answered = true;
    for (const { at, ahead, predictedMs } of caller.told) {
      this.told.push({ ahead, predictedMs, waitedMs: agenda.now() - at });
    }
    agenda.after(exponentialMs(this.talks, this.world.meanTalkMs), () => {
      this.leaves(caller);
    });
  }

  private leaves({ callId, channelId }: Caller): void {
    this.callers.delete(callId);
    this.instant.hangsUp(channelId);
  }
}

type AgentCommanded = Extract<Parameters<InstantHall['decide']>[0], { type: 'agent.commanded' }>;

function commandOf(agentId: AgentId, command: AgentCommanded['command']): AgentCommanded {
  return { type: 'agent.commanded', agentId, command };
}

export interface PositionTold {
  readonly ahead: number;
  readonly callers: number;
  /** Mean of what came, of what was told. */
  readonly ratio: number;
}

/** Position by position, those with enough callers to tell. */
export function byPosition(told: readonly Told[], least: number): PositionTold[] {
  const groups = [...Map.groupBy(told, ({ ahead }) => ahead)].filter(([, group]) => group.length >= least);
  return groups
    .map(([ahead, group]) => {
      const sum = group.reduce((total, { waitedMs, predictedMs }) => total + waitedMs / predictedMs, 0);
      return { ahead, callers: group.length, ratio: sum / group.length };
    })
    .sort((a, b) => a.ahead - b.ahead);
}
