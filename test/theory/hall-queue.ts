import { Hall } from '../../src/calls/core/hall.js';
import { indexConfig, type NodeConfig } from '../../src/calls/core/node-config.js';
import type { TurnEvent } from '../../src/calls/core/turn-events.js';
import type { AgentId, CallId, ChannelId } from '../../src/kernel/ids.js';
import { agent, extension, queue, queueId, straightTo, tenant, toQueue, trunk } from '../fixtures/node-config.js';
import { Agenda } from '../simulation/agenda.js';
import { Dice } from '../simulation/dice.js';

export interface QueueWorld {
  readonly agents: number;
  readonly betweenCallsMs: number;
  readonly meanHandlingMs: number;
  /** Null: nobody ever leaves. */
  readonly meanPatienceMs: number | null;
}

/** What became of a caller. */
export interface Wait {
  readonly waitedMs: number;
  readonly answered: boolean;
}

interface Caller {
  readonly arrivedAt: number;
  readonly handlingMs: number;
  answered: boolean;
  partyChannel: ChannelId | null;
}

const PAST = 1_750_000_000_000;
const ROOM = 1_000_000;

/**
 * One queue of the real hall under a virtual clock: callers come by a Poisson process, agents lift the receiver in the
 * instant in which their telephone rings, conversations last as they were drawn. No journal, no wrap-up, nothing lost.
 */
export class HallQueue {
  private readonly agenda = new Agenda(PAST);
  private readonly hall: Hall;
  private readonly callers = new Map<ChannelId, Caller>();
  private readonly channelOf = new Map<CallId, ChannelId>();
  private readonly arrivals: Dice;
  private readonly handlings: Dice;
  private readonly patience: Dice;
  private readonly events: TurnEvent[] = [];
  private count = 0;
  private done = 0;

  /** @param told of every caller, answered or gone, in the order in which that happens */
  constructor(
    private readonly world: QueueWorld,
    seed: number,
    private readonly told: (wait: Wait) => void,
  ) {
    const dice = new Dice(seed);
    this.arrivals = dice.fork();
    this.handlings = dice.fork();
    this.patience = dice.fork();
    this.hall = new Hall(configOf(world.agents));
    const askedAt = this.agenda.now();
    this.decide({ type: 'asterisk.resynced', occasion: 'connected', askedAt, channels: [] });
    for (const agentId of this.hall.configuration.agents.keys()) this.login(agentId);
    this.callsCome();
  }

  /** Goes on until so many callers, from the first on, have been answered or have gone. */
  run(callers: number): void {
    while (this.done < callers) this.agenda.runUntil(this.agenda.now() + 1000);
  }

  private login(agentId: AgentId): void {
    this.decide({ type: 'agent.commanded', agentId, command: { type: 'login', queueIds: [queueId('2000')] } });
  }

  private callsCome(): void {
    this.agenda.after(exponential(this.arrivals, this.world.betweenCallsMs), () => {
      this.arrive();
      this.callsCome();
    });
  }

  private arrive(): void {
    const { agenda, world } = this;
    this.count += 1;
    const channelId = `caller${String(this.count)}` as ChannelId;
    const callId = `c${String(this.count)}` as CallId;
    const handlingMs = exponential(this.handlings, world.meanHandlingMs);
    const caller: Caller = { arrivedAt: agenda.now(), handlingMs, answered: false, partyChannel: null };
    this.callers.set(channelId, caller);
    this.channelOf.set(callId, channelId);
    const call = { callId, channelId, endpoint: 'carrier', callerNumber: '13800000001', dialled: '95001' };
    this.decide({ type: 'leg.arrived', ...call, visit: null });
    if (caller.answered || world.meanPatienceMs === null) return;
    agenda.after(exponential(this.patience, world.meanPatienceMs), () => {
      if (caller.answered) return;
      this.told({ waitedMs: agenda.now() - caller.arrivedAt, answered: false });
      this.leaves(channelId);
    });
  }

  private leaves(channelId: ChannelId): void {
    this.done += 1;
    this.decide({ type: 'leg.ended', channelId, causeCode: 16 });
    this.callers.delete(channelId);
  }

  /** Decides, and lets the telephones do at once what they are told, until nothing more comes of it. */
  private decide(event: TurnEvent): void {
    this.events.push(event);
    if (this.events.length > 1) return;
    for (let next = this.events[0]; next !== undefined; next = this.events[0]) {
      this.hall.decide(next, this.agenda.now());
      const { commands, facts } = this.hall.takeResults();
      for (const command of commands) {
        if (command.command === 'dial') this.events.push({ type: 'leg.answered', channelId: command.channelId });
        if (command.command === 'hangUp' && !this.callers.has(command.channelId)) {
          this.events.push({ type: 'leg.ended', channelId: command.channelId, causeCode: command.causeCode });
        }
      }
      for (const fact of facts) {
        if (fact.kind === 'call.step' && fact.step === 'party.connected') this.connected(fact.callId);
        if (fact.kind === 'call.record') this.channelOf.delete(fact.callId);
      }
      this.events.shift();
    }
  }

  private connected(callId: CallId): void {
    const { agenda } = this;
    const channelId = this.channelOf.get(callId)!;
    const caller = this.callers.get(channelId)!;
    caller.answered = true;
    this.told({ waitedMs: agenda.now() - caller.arrivedAt, answered: true });
    agenda.after(caller.handlingMs, () => {
      this.leaves(channelId);
    });
  }
}

function exponential(dice: Dice, meanMs: number): number {
  // as fine as doubles are: the tail of the distribution is what waits are made of
  const fraction = (dice.uint32() + dice.uint32() / 2 ** 32) / 2 ** 32;
  return Math.round(-Math.log(1 - fraction) * meanMs);
}

function configOf(agents: number): NodeConfig {
  const numbers = Array.from({ length: agents }, (_, at) => String(1000 + at));
  return indexConfig(
    straightTo(toQueue('2000'), {
      tenants: [tenant('acme', { channelLimit: ROOM })],
      trunks: [trunk('carrier', ROOM)],
      extensions: numbers.map((number) => extension('acme', `8${number.slice(1)}`)),
      queues: [queue('acme', '2000', { maxWaitS: 0, record: false })],
      agents: numbers.map((number) => agent('acme', number)),
    }),
  );
}
