import { indexConfig, type NodeConfig } from '../../src/calls/core/node-config.js';
import type { CallId, ChannelId } from '../../src/kernel/ids.js';
import { agent, extension, queue, queueId, straightTo, tenant, toQueue, trunk } from '../fixtures/node-config.js';
import type { Queue } from '../../src/acd/core/queue.js';
import { Agenda } from '../simulation/agenda.js';
import { Dice } from '../simulation/dice.js';
import { exponentialMs, InstantHall } from './instant-hall.js';

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
  readonly channelId: ChannelId;
  readonly arrivedAt: number;
  readonly handlingMs: number;
  answered: boolean;
}

const PAST = 1_750_000_000_000;
const ROOM = 1_000_000;

/**
 * One queue of the real hall under a virtual clock: callers come by a Poisson process, agents lift the receiver in the
 * instant in which their telephone rings, conversations last as they were drawn. No wrap-up.
 */
export class HallQueue {
  private readonly agenda = new Agenda(PAST);
  private readonly instant: InstantHall;
  private readonly callers = new Map<CallId, Caller>();
  private readonly arrivals: Dice;
  private readonly handlings: Dice;
  private readonly patience: Dice;
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
    const connected = (callId: CallId): void => {
      this.connected(callId);
    };
    const config = oneQueue(world.agents, { maxWaitS: 0, record: false });
    this.instant = new InstantHall(this.agenda, config, { connected });
    for (const agentId of config.agents.keys()) {
      this.instant.decide({
        type: 'agent.commanded',
        agentId,
        command: { type: 'login', queueIds: [queueId('2000')] },
      });
    }
    this.callsCome();
  }

  /** Goes on until so many callers, from the first on, have been answered or have gone. */
  run(callers: number): void {
    while (this.done < callers) this.agenda.runUntil(this.agenda.now() + 1000);
  }

  private callsCome(): void {
    this.agenda.after(exponentialMs(this.arrivals, this.world.betweenCallsMs), () => {
      this.arrive();
      this.callsCome();
    });
  }

  private arrive(): void {
    const { agenda, world } = this;
    const handlingMs = exponentialMs(this.handlings, world.meanHandlingMs);
    const { callId, channelId } = this.instant.newCaller();
    const caller: Caller = { channelId, arrivedAt: agenda.now(), handlingMs, answered: false };
    this.callers.set(callId, caller);
    this.instant.arrive({ callId, channelId });
    if (!this.callers.has(callId)) return;
    if (world.meanPatienceMs === null) return;
    agenda.after(exponentialMs(this.patience, world.meanPatienceMs), () => {
      if (caller.answered) return;
      this.callers.delete(callId);
      this.told({ waitedMs: agenda.now() - caller.arrivedAt, answered: false });
      this.leaves(channelId);
    });
  }

  private leaves(channelId: ChannelId): void {
    this.done += 1;
    this.instant.hangsUp(channelId);
  }

  private connected(callId: CallId): void {
    const caller = this.callers.get(callId);
    if (caller === undefined) return;
    this.callers.delete(callId);
    const { agenda } = this;
    caller.answered = true;
    this.told({ waitedMs: agenda.now() - caller.arrivedAt, answered: true });
    agenda.after(caller.handlingMs, () => {
      this.leaves(caller.channelId);
    });
  }
}

/** One number that leads to queue 2000, which so many agents serve. */
export function oneQueue(agents: number, change: Partial<Queue>): NodeConfig {
  const numbers = Array.from({ length: agents }, (_, at) => String(1000 + at));
  return indexConfig(
    straightTo(toQueue('2000'), {
      tenants: [tenant('acme', { channelLimit: ROOM })],
      trunks: [trunk('carrier', ROOM)],
      extensions: numbers.map((number) => extension('acme', `8${number.slice(1)}`)),
      queues: [queue('acme', '2000', change)],
      agents: numbers.map((number) => agent('acme', number)),
    }),
  );
}
