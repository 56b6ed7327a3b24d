import type { AgentState } from '../../src/acd/core/agent.js';
import type { CallState } from '../../src/calls/core/call-state.js';
import type { Hall } from '../../src/calls/core/hall.js';
import type { StateKey } from '../../src/calls/core/turn-events.js';
import type { AgentId, CallId } from '../../src/kernel/ids.js';
import type { Violations } from './violations.js';

export interface Changed<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/** So often the whole hall is looked at again, whatever was said to have changed. */
const ALL_EVERY_TURNS = 500;

/**
 * What the hall shows, turn by turn: checkers look at what a turn has changed and at who waits or is free, not at
 * everything again. What is said to have changed is compared with everything now and then.
 */
export class HallView {
  readonly calls = new Map<CallId, CallState>();
  readonly agents = new Map<AgentId, AgentState>();
  readonly waiting = new Map<CallId, CallState>();
  /** Ready, at a telephone that is there and not in use. */
  readonly ready = new Map<AgentId, AgentState>();
  /** Of the last turn. */
  changedCalls: readonly Changed<CallState>[] = [];
  changedAgents: readonly Changed<AgentState>[] = [];
  private hall: Hall | null = null;
  private turns = 0;

  constructor(private readonly violations: Violations) {}

  afterTurn(hall: Hall, changed: readonly StateKey[]): void {
    this.turns += 1;
    const calls: Changed<CallState>[] = [];
    const agents: Changed<AgentState>[] = [];
    if (hall !== this.hall) {
      this.hall = hall;
      for (const id of new Set([...this.calls.keys(), ...hall.calls.keys()])) calls.push(this.call(id, hall));
      for (const id of new Set([...this.agents.keys(), ...hall.agents.keys()])) agents.push(this.agent(id, hall));
    } else {
      for (const key of changed) {
        if (key.startsWith('call:')) calls.push(this.call(key.slice(5) as CallId, hall));
        else if (key.startsWith('agent:')) agents.push(this.agent(key.slice(6) as AgentId, hall));
      }
    }
    this.changedCalls = calls;
    this.changedAgents = agents;
    if (this.turns % ALL_EVERY_TURNS === 0) this.compare(hall);
  }

  private call(id: CallId, hall: Hall): Changed<CallState> {
    const before = this.calls.get(id);
    const after = hall.calls.get(id);
    keep(this.calls, id, after);
    keep(this.waiting, id, after?.phase === 'waiting' ? after : undefined);
    return { before, after };
  }

  private agent(id: AgentId, hall: Hall): Changed<AgentState> {
    const before = this.agents.get(id);
    const after = hall.agents.get(id);
    keep(this.agents, id, after);
    keep(this.ready, id, after?.phase === 'ready' && after.telephone === 'free' ? after : undefined);
    return { before, after };
  }

  private compare(hall: Hall): void {
    const same = isSame(this.calls, hall.calls) && isSame(this.agents, hall.agents);
    this.violations.check(same, 'what-changed-is-said', () => `turn ${String(this.turns)}`);
  }
}

function keep<K, V>(map: Map<K, V>, key: K, value: V | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

function isSame<K, V>(one: ReadonlyMap<K, V>, other: ReadonlyMap<K, V>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}
