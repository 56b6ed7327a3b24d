import { Hall } from '../../src/calls/core/hall.js';
import type { NodeConfig } from '../../src/calls/core/node-config.js';
import { timerOwner, type StateKey, type TimerChange, type TurnEvent } from '../../src/calls/core/turn-events.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { Fact } from '../../src/kernel/domain-events.js';
import type { CallId, ChannelId } from '../../src/kernel/ids.js';
import type { TelephonyCommand } from '../../src/telephony/core/commands.js';
import type { Agenda } from '../simulation/agenda.js';
import { Dice } from '../simulation/dice.js';

export interface Caller {
  readonly callId: CallId;
  readonly channelId: ChannelId;
}

/** What is done about a call of the hall. */
export interface InstantListener {
  /** Two talk. */
  connected(callId: CallId): void;
  fact?(fact: Fact): void;
}

/**
 * The real hall with the least that can stand for Asterisk: who is called lifts the receiver, and who is hung up is gone,
 * in the same instant or after a moment; nothing is lost. No journal.
 */
export class InstantHall {
  readonly hall: Hall;
  private readonly here = new Set<ChannelId>();
  private readonly events: TurnEvent[] = [];
  private readonly armed = new Map<string, Instant>();
  private readonly changed = new Map<string, TimerChange>();
  private count = 0;

  /** @param answersAfterMs how long a telephone rings */
  constructor(
    private readonly agenda: Agenda,
    config: NodeConfig,
    private readonly listener: InstantListener,
    private readonly answersAfterMs: () => number = () => 0,
  ) {
    this.hall = new Hall(config);
    this.decide({ type: 'asterisk.resynced', occasion: 'connected', askedAt: agenda.now(), channels: [] });
  }

  /** The ids of the next caller, who has yet to come. */
  newCaller(): Caller {
    this.count += 1;
    const number = String(this.count);
    return { callId: `c${number}` as CallId, channelId: `caller${number}` as ChannelId };
  }

  /** The caller comes by the trunk of the demonstration. */
  arrive({ callId, channelId }: Caller): void {
    this.here.add(channelId);
    const by = { endpoint: 'carrier', callerNumber: '13800000001', dialled: '95001', visit: null };
    this.decide({ type: 'leg.arrived', callId, channelId, ...by });
  }

  hangsUp(channelId: ChannelId): void {
    if (this.here.delete(channelId)) this.decide({ type: 'leg.ended', channelId, causeCode: 16 });
  }

  /** Decides, and lets the telephones do at once what they are told, until nothing more comes of it. */
  decide(event: TurnEvent): void {
    this.events.push(event);
    if (this.events.length > 1) return;
    for (let next = this.events[0]; next !== undefined; next = this.events[0]) {
      this.hall.decide(next, this.agenda.now());
      const { commands, facts, timers } = this.hall.takeResults();
      for (const command of commands) this.carryOut(command);
      for (const timer of timers) this.changed.set(`${timer.owner} ${timer.name}`, timer);
      for (const fact of facts) {
        if (fact.kind === 'call.step' && fact.step === 'party.connected') this.listener.connected(fact.callId);
        this.listener.fact?.(fact);
      }
      this.events.shift();
    }
    // most timers are set and taken back in one instant
    for (const [key, { owner, name, dueAt }] of this.changed) this.arm(key, owner, name, dueAt);
    this.changed.clear();
  }

  private carryOut(command: TelephonyCommand): void {
    if (command.command === 'dial') {
      const { channelId } = command;
      this.here.add(channelId);
      const ringsMs = this.answersAfterMs();
      if (ringsMs === 0) this.events.push({ type: 'leg.answered', channelId });
      else {
        this.agenda.after(ringsMs, () => {
          if (this.here.has(channelId)) this.decide({ type: 'leg.answered', channelId });
        });
      }
    } else if (command.command === 'hangUp' && this.here.delete(command.channelId)) {
      this.events.push({ type: 'leg.ended', channelId: command.channelId, causeCode: command.causeCode });
    }
  }

  private arm(key: string, owner: StateKey, name: string, dueAt: Instant | null): void {
    if (dueAt === null) {
      this.armed.delete(key);
      return;
    }
    this.armed.set(key, dueAt);
    this.agenda.at(dueAt, () => {
      if (this.armed.get(key) !== dueAt) return;
      this.armed.delete(key);
      this.decide({ type: 'timer.fired', owner: timerOwner(owner, name), dueAt });
    });
  }
}

/** Exponential, whole milliseconds; as fine as doubles are: the tail of the distribution is what waits are made of. */
export function exponentialMs(dice: Dice, meanMs: number): number {
  const fraction = (dice.uint32() + dice.uint32() / 2 ** 32) / 2 ** 32;
  return Math.round(-Math.log(1 - fraction) * meanMs);
}
