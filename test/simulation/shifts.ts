import { uuidV7, type AgentId, type CallId, type QueueId } from '../../src/kernel/ids.js';
import type { Agenda } from './agenda.js';
import type { Customers } from './customers.js';
import type { Dice } from './dice.js';
import type { Engine } from './engine.js';
import type { Site } from './site.js';

interface ShiftsFloor {
  readonly agenda: Agenda;
  readonly engine: Engine;
  readonly site: Site;
  readonly customers: Customers;
  /** Ids of calls that agents place. */
  readonly placedIds: Dice;
  readonly isOver: () => boolean;
}

/** What agents do by themselves: they log in and out, take breaks, and call customers. */
export class Shifts {
  constructor(private readonly floor: ShiftsFloor) {}

  /** Agents come, take breaks, come back and go, each at their own times; where few calls come, less often. */
  begin(callsEveryMs: number, drawn: Dice): void {
    const stayMs = Math.max(40_000, callsEveryMs * 100);
    const { agenda, isOver, site } = this.floor;
    for (const { id, queueIds } of site.allAgents) {
      const dice = drawn.fork();
      const next = (): void => {
        if (isOver()) return;
        this.agentDoes(id, queueIds, dice);
        agenda.after(dice.around(stayMs), next);
      };
      agenda.after(dice.around(5000), next);
    }
  }

  private agentDoes(agentId: AgentId, queueIds: readonly QueueId[], dice: Dice): void {
    const { engine, site } = this.floor;
    const may = site.config().agents.get(agentId)?.queueIds ?? [];
    const some = dice.chance(0.8) ? may : may.filter(() => dice.chance(0.5));
    const phase = engine.hall?.agents.get(agentId)?.phase ?? 'loggedOut';
    if (phase === 'loggedOut' && queueIds.length > 0 && dice.chance(0.8)) {
      engine.command(agentId, { type: 'login', queueIds: some });
      return;
    }
    dice.weighted<() => void>(
      [2, () => this.agentCalls(agentId, dice)],
      [5, () => engine.command(agentId, { type: 'goReady' })],
      [2, () => engine.command(agentId, { type: 'goNotReady', reason: dice.pick(['break', 'lunch']) })],
      [1, () => engine.command(agentId, { type: 'logout' })],
      [1, () => engine.command(agentId, { type: 'login', queueIds: some })],
    )();
  }

  /** Click-to-call, whatever the agent does just now. */
  private agentCalls(agentId: AgentId, dice: Dice): void {
    const { agenda, customers, engine, placedIds, site } = this.floor;
    const profile = site.allAgents.find(({ id }) => id === agentId);
    if (profile === undefined) return;
    const { tenantId } = profile;
    const callId = uuidV7(agenda.now(), placedIds.bytes(10)) as CallId;
    const callerNumber = dice.chance(0.7) ? null : site.dialledNumber();
    engine.take({ type: 'call.place', callId, tenantId, agentId, number: customers.number(), callerNumber });
  }
}
