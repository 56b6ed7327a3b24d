import { dutyOf } from '../../src/acd/core/duty.js';
import type { CallState } from '../../src/calls/core/call-state.js';
import type { NodeConfigLists } from '../../src/calls/core/node-config.js';
import type { TurnEvent } from '../../src/calls/core/turn-events.js';
import type { AgentId, CallId, ChannelId, QueueId, TenantId } from '../../src/kernel/ids.js';
import type { TenantPlace } from '../../src/kernel/tenant-place.js';
import { HallWorld, type Told } from '../fixtures/hall-world.js';
import { Agenda } from './agenda.js';
import { Dice } from './dice.js';
import { LinesBetween } from './lines-between.js';
import { AGENTS, configOf, type Node, NODES, otherThan } from './two-nodes-site.js';

const TENANT = 'acme' as TenantId;
const HOUR = 3_600_000;

/** What a day with two nodes has come to. */
export interface TwoHallsDay {
  readonly arrived: readonly string[];
  readonly halls: Readonly<Record<Node, HallWorld>>;
  /** Agents who were in a call on both nodes at once, and other things that must not be. */
  readonly wrong: readonly string[];
  readonly moves: number;
  readonly legsLeft: number;
  readonly seen: Readonly<Record<'relayed' | 'handedOver' | 'guests' | 'hosted' | 'talkedAfterMove', number>>;
}

/**
 * Two halls, each over its own journal, joined by a line between their nodes. A tenant moves to and fro while its callers
 * arrive at either node; the other tenant stays, and each helps the other out when nobody of it is free.
 */
export class TwoHalls {
  private readonly agenda = new Agenda(0);
  private readonly dice: Dice;
  private readonly halls: Record<Node, HallWorld>;
  private readonly lines: LinesBetween;
  private readonly arrived: string[] = [];
  private readonly wrong: string[] = [];
  private readonly handedOver = new Set<string>();
  private readonly seen = { relayed: 0, handedOver: 0, guests: 0, hosted: 0, talkedAfterMove: 0 };
  private places: Record<Node, TenantPlace | null> = { a: { at: 'here', pausedFor: null }, b: null };
  private moves = 0;

  constructor(
    seed: number,
    private readonly calls: number,
  ) {
    this.dice = new Dice(seed);
    this.halls = { a: new HallWorld(this.config('a')), b: new HallWorld(this.config('b')) };
    this.lines = new LinesBetween(this.dice.fork(), this.agenda, (node, event) => {
      this.take(node, event);
    });
  }

  run(): TwoHallsDay {
    for (let n = 1; n <= this.calls; n += 1) this.agenda.at(this.dice.between(1000, HOUR), () => this.arrives(n));
    for (const agentId of AGENTS) this.agenda.at(this.dice.between(0, 5000), () => this.works(agentId));
    this.agenda.at(this.dice.between(60_000, 600_000), () => this.pause());
    this.agenda.runUntil(2 * HOUR);
    const { arrived, halls, wrong, moves, seen, lines } = this;
    return { arrived, halls, wrong, moves, seen, legsLeft: lines.legs.size };
  }

  private config(node: Node): NodeConfigLists {
    return configOf(node, this.places);
  }

  private home(): Node {
    return this.places.a?.at === 'here' ? 'a' : 'b';
  }

  private arrives(n: number): void {
    const node = this.dice.pick(NODES);
    const called = this.dice.pick(['95001', '95001', '96001']);
    this.arrived.push(`c${String(n)}`);
    this.lines.callerArrives(node, n, called);
    this.agenda.after(this.dice.around(60_000), () => this.lines.hangsUp(node, `caller${String(n)}` as ChannelId, 16));
  }

  /** An agent logs in where the tenant is at home, and now and then out and in again. */
  private works(agentId: AgentId): void {
    const tenant = agentId.startsWith('a1') ? 'acme' : 'mate';
    const node = tenant === 'acme' ? this.home() : 'b';
    const queueIds = [tenant === 'acme' ? 'q2000' : 'q3000'] as unknown as QueueId[];
    const command = this.dice.weighted<Extract<TurnEvent, { type: 'agent.commanded' }>['command']>(
      [6, { type: 'login', queueIds }],
      [2, { type: 'goReady' }],
      [1, { type: 'goNotReady', reason: 'lunch' }],
      [1, { type: 'logout' }],
    );
    // Who still talks where the tenant was at home does not ask for the next call.
    if (!this.isInCall(otherThan(node), agentId)) this.take(node, { type: 'agent.commanded', agentId, command });
    if (this.agenda.now() < HOUR) this.agenda.after(this.dice.around(60_000), () => this.works(agentId));
  }

  private isInCall(node: Node, agentId: AgentId): boolean {
    return ['offered', 'talking'].includes(this.halls[node].hall.agents.get(agentId)?.phase ?? '');
  }

  /** The move as the admin node makes it: pause, copy, flip (each node hears of it when it does), drain, done. */
  private pause(): void {
    const [from, to] = [this.home(), otherThan(this.home())];
    this.places = { ...this.places, [from]: { at: 'here', pausedFor: to } };
    this.configure(from);
    this.agenda.after(3000, () => this.flip(from, to));
  }

  private flip(from: Node, to: Node): void {
    const duties = [...this.halls[from].hall.agents.values()].filter((agent) => agent.tenantId === TENANT).map(dutyOf);
    const ledger = this.halls[from].hall.accounts.ledgers.get(TENANT) ?? null;
    this.moves += 1;
    const places: Record<Node, TenantPlace | null> = { a: null, b: null };
    places[from] = { at: 'left', nodeId: to };
    places[to] = { at: 'here', pausedFor: null };
    this.places = places;
    this.agenda.after(this.dice.between(0, 4000), () => this.configure(from));
    this.agenda.after(this.dice.between(0, 4000), () => {
      this.configure(to);
      this.agenda.after(this.dice.between(0, 500), () => {
        this.take(to, { type: 'tenant.adopted', tenantId: TENANT, duties, ledger });
      });
    });
    this.agenda.after(10_000, () => this.drain(from, to));
  }

  private drain(from: Node, to: Node): void {
    const isTheirs = (call: CallState): boolean => call.tenantId === TENANT || call.host?.tenantId === TENANT;
    for (const agent of this.halls[to].hall.agents.values()) {
      if (agent.phase !== 'notReady' || agent.reason !== 'moved' || this.isInCall(from, agent.agentId)) continue;
      this.take(to, { type: 'agent.commanded', agentId: agent.agentId, command: { type: 'goReady' } });
    }
    if ([...this.halls[from].hall.calls.values()].some(isTheirs)) {
      this.agenda.after(2000, () => this.drain(from, to));
      return;
    }
    this.places = { ...this.places, [from]: null };
    this.configure(from);
    if (this.agenda.now() < HOUR) this.agenda.after(this.dice.between(60_000, 600_000), () => this.pause());
  }

  private configure(node: Node): void {
    this.after(node, this.halls[node].configure(this.config(node), this.agenda.now()));
  }

  private take(node: Node, event: TurnEvent): void {
    this.after(node, this.halls[node].take(event, this.agenda.now()));
  }

  private after(node: Node, told: Told): void {
    for (const { owner, name, dueAt } of told.timers) {
      if (dueAt !== null) this.agenda.at(dueAt, () => this.fire(node, `${owner} ${name}`, dueAt));
    }
    for (const command of told.commands) this.lines.carryOut(node, command);
    this.look(node, told);
  }

  private fire(node: Node, key: string, dueAt: number): void {
    const timer = this.halls[node].dueTimers().find((due) => `${due.key} ${due.name}` === key && due.dueAt === dueAt);
    if (timer !== undefined) this.after(node, this.halls[node].fire(timer, this.agenda.now()));
  }

  private look(node: Node, told: Told): void {
    for (const key of told.changed.filter((changed) => changed.startsWith('call:'))) {
      const call = this.halls[node].hall.calls.get(key.slice('call:'.length) as CallId);
      if (call?.phase === 'relayed' && call.callId.endsWith('-r')) this.seen.relayed += 1;
      if (call?.phase === 'handingOver') this.handedOver.add(call.callId);
      if (call?.role === 'relay' && !call.callId.endsWith('-r')) this.seen.handedOver += 1;
      if (call?.role === 'guest' && call.phase === 'talking') this.seen.guests += 1;
      if ((call?.host?.agentId ?? null) !== null) this.seen.hosted += 1;
      const isTalking = call?.role === 'owner' && call.phase === 'talking';
      if (isTalking && call.nodes > 0 && this.handedOver.has(call.callId)) this.seen.talkedAfterMove += 1;
    }
    const busy = (at: Node): AgentId[] =>
      [...this.halls[at].hall.agents.values()].flatMap((agent) => (agent.phase === 'talking' ? [agent.agentId] : []));
    const elsewhere = new Set(busy('a'));
    for (const agentId of busy('b')) if (elsewhere.has(agentId)) this.wrong.push(`${agentId} talks on both nodes`);
  }
}
