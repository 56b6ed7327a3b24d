import { newAgent, type AgentState } from '../../src/acd/core/agent.js';
import { LONGEST_IDLE, STRATEGIES, type QueueSelection } from '../../src/acd/core/queue-rules.js';
import { blankCall } from '../../src/calls/core/blank-call.js';
import type { CallState } from '../../src/calls/core/call-state.js';
import { lineOf } from '../../src/calls/core/call-views.js';
import { Matching } from '../../src/calls/core/matching.js';
import { indexConfig, type NodeConfig } from '../../src/calls/core/node-config.js';
import { Outbox } from '../../src/calls/core/outbox.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { AgentId, CallId, ChannelId, QueueId, TenantId } from '../../src/kernel/ids.js';
import { drawInteger, seedRandom, type RandomState } from '../../src/kernel/random.js';
import { agent, demonstration, queue, queueId } from '../fixtures/node-config.js';

/** Of how many queues every agent is. */
const QUEUES_OF_AGENT = 5;
/** Callers who wait in each queue, where all agents talk. */
const WAITING_IN_QUEUE = 20;
const CALLERS = 1_000;

/** A node full of agents and queues: every strategy, levels asked for, penalties, areas, head starts. */
export class AcdSite {
  readonly matching: Matching;
  private readonly config: NodeConfig;
  private readonly calls = new Map<CallId, CallState>();
  private readonly out = new Outbox();
  private readonly agentIds: readonly AgentId[];
  private readonly agents = new Map<AgentId, AgentState>();
  private readonly queueIds: readonly QueueId[];
  private dice: RandomState = seedRandom(7);
  private now: Instant = 1_000_000;
  private arrived = 0;

  constructor(agents: number, queues: number) {
    const numbers = Array.from({ length: queues }, (_, n) => String(2000 + n));
    const people = Array.from({ length: agents }, (_, n) => {
      const own = this.distinct(Math.min(QUEUES_OF_AGENT, queues), queues).map((at) => numbers[at] ?? '');
      const memberships = Object.fromEntries(
        own.map((number) => [
          queueId(number),
          { level: this.draw(1, 10), penalty: this.draw(0, 2), group: this.one('x', 'y') },
        ]),
      );
      return { ...agent('acme', String(100_000 + n), own), memberships, areas: [this.one('010', '021', '0755')] };
    });
    this.config = indexConfig({
      ...demonstration(),
      agents: people,
      queues: numbers.map((number, n) => queue('acme', number, { selection: rulesOf(n) })),
      vipCallers: [{ tenantId: 'acme' as TenantId, number: '0105', headStartS: 60 }],
    });
    this.agentIds = people.map(({ id }) => id);
    this.queueIds = numbers.map(queueId);
    this.matching = new Matching(this.config, this.calls, this.out);
    for (const { id, queueIds } of people) {
      this.agents.set(id, { ...newAgent(id, 'acme' as TenantId, 0), phase: 'talking', queueIds });
    }
  }

  /** All agents are ready, nobody waits. */
  everybodyReady(): void {
    for (const callId of this.calls.keys()) this.matching.callLeaves(callId);
    this.calls.clear();
    for (const agentId of this.agentIds) this.becomes(agentId, 'ready');
    this.settle();
  }

  /** All agents talk, and callers wait everywhere. */
  everybodyTalking(): void {
    for (const agentId of this.agentIds) this.becomes(agentId, 'talking');
    for (const at of this.queueIds)
      for (let n = 0; n < WAITING_IN_QUEUE; n += 1) this.matching.callWaits(this.caller(at));
    this.settle();
  }

  /** A caller comes to any queue and is given to somebody; who is ready again afterwards. In nanoseconds. */
  callerComes(): bigint {
    this.now += 10;
    const callId = this.caller(this.queueIds[this.draw(0, this.queueIds.length - 1)] ?? queueId('2000'));
    const begin = process.hrtime.bigint();
    this.matching.callWaits(callId);
    const agentId = this.settle();
    const took = process.hrtime.bigint() - begin;
    if (agentId === null) throw new Error(`${callId} was given to nobody`);
    this.calls.delete(callId);
    this.becomes(agentId, 'ready');
    this.settle();
    return took;
  }

  /** Any agent becomes free and is given a caller; another comes for that one. In nanoseconds. */
  agentBecomesFree(): bigint {
    this.now += 10;
    const agentId = this.agentIds[this.draw(0, this.agentIds.length - 1)];
    if (agentId === undefined) throw new Error('nobody is there');
    const begin = process.hrtime.bigint();
    this.becomes(agentId, 'ready');
    const given = this.settle();
    const took = process.hrtime.bigint() - begin;
    if (given !== agentId) throw new Error(`${agentId} was given nobody`);
    return took;
  }

  /** Brings together who can be; the agent of the last match. */
  private settle(): AgentId | null {
    let last: AgentId | null = null;
    this.matching.matchAll(({ callId, agentIds: [agentId] }) => {
      last = agentId;
      this.becomes(agentId, 'talking');
      const call = this.calls.get(callId);
      this.calls.delete(callId);
      // as long as many wait, one more comes where one has gone
      if (call !== undefined && this.calls.size > 0)
        this.matching.callWaits(this.caller(lineOf(call) ?? queueId('2000')));
    });
    this.out.take();
    return last;
  }

  private becomes(agentId: AgentId, phase: 'ready' | 'talking'): void {
    const before = this.agents.get(agentId);
    if (before === undefined) return;
    const calls = before.calls + (phase === 'talking' ? 1 : 0);
    const state: AgentState = { ...before, phase, calls, idleSince: this.now };
    this.agents.set(agentId, state);
    this.matching.agentIs(state);
  }

  private caller(at: QueueId): CallId {
    this.arrived += 1;
    const callId = `c${String(this.arrived)}` as CallId;
    const caller = `${this.one('010', '021', '0755')}${String(this.draw(0, CALLERS))}`;
    const beginning = {
      callId,
      direction: 'inbound',
      tenantId: 'acme' as TenantId,
      trunkId: null,
      language: 'zh',
    } as const;
    const call = blankCall(
      { ...beginning, caller, called: '95001', channelId: callId as string as ChannelId, endpoint: 'carrier' },
      this.now,
    );
    const times = { ...call.times, queuedAt: this.now };
    this.calls.set(callId, { ...call, phase: 'waiting', queueId: at, times, wishAt: this.now });
    return callId;
  }

  private draw(least: number, most: number): number {
    const { value, state } = drawInteger(this.dice, least, most);
    this.dice = state;
    return value;
  }

  private one(...choices: readonly string[]): string {
    return choices[this.draw(0, choices.length - 1)] ?? '';
  }

  private distinct(count: number, below: number): readonly number[] {
    const drawn = new Set<number>();
    while (drawn.size < count) drawn.add(this.draw(0, below - 1));
    return [...drawn];
  }
}

/** Every strategy in turn; every third queue asks for a level, every fourth for the caller's area. */
function rulesOf(n: number): QueueSelection {
  return {
    ...LONGEST_IDLE,
    strategy: STRATEGIES[n % STRATEGIES.length] ?? 'longest_idle',
    need: { skill: '', level: n % 3 === 0 ? 2 : 0 },
    needSteps: [{ afterS: 60, level: 0 }],
    stickyS: n % 5 === 0 ? 20 : 0,
    byArea: n % 4 === 0,
    headStartS: n % 7,
    shares: [{ group: 'x', weight: 3 }],
  };
}
