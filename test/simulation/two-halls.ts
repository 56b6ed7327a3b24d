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
import { TARIFFS, TwoPurses, type SpentAt } from './two-purses.js';
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
  readonly purses: TwoPurses;
  readonly seen: Readonly<
    Record<'relayed' | 'handedOver' | 'guests' | 'hosted' | 'talkedAfterMove' | 'crashes', number>
  >;
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
  private readonly purses: TwoPurses;
  private readonly faults: boolean;
  private readonly deaf = new Set<Node>();
  private misled: Node | null = null;
  private readonly seen = { relayed: 0, handedOver: 0, guests: 0, hosted: 0, talkedAfterMove: 0, crashes: 0 };
  private places: Record<Node, TenantPlace | null> = { a: { at: 'here', pausedFor: null }, b: null };
  private moves = 0;
  private adopted = true;

  constructor(
    seed: number,
    private readonly calls: number,
  ) {
    this.dice = new Dice(seed);
    this.faults = this.dice.chance(0.6);
    this.purses = new TwoPurses(BigInt(this.dice.pick([calls * 2_000, calls * 8_000, calls * 200_000])));
    this.halls = { a: new HallWorld(this.config('a')), b: new HallWorld(this.config('b')) };
    this.lines = new LinesBetween(this.dice.fork(), this.agenda, (node, event) => {
      this.hears(node, event);
    });
  }

  run(): TwoHallsDay {
    for (let n = 1; n <= this.calls; n += 1) this.agenda.at(this.dice.between(1000, HOUR), () => this.arrives(n));
    for (const agentId of AGENTS) this.agenda.at(this.dice.between(0, 5000), () => this.works(agentId));
    this.agenda.at(this.dice.between(60_000, 600_000), () => this.pause());
    this.agenda.after(5000, () => this.carry());
    for (const node of NODES) {
      this.agenda.after(60_000, () => this.looksAround(node));
      if (this.faults) this.agenda.after(this.dice.around(300_000), () => this.crashes(node));
    }
    this.agenda.runUntil(2 * HOUR);
    const { arrived, halls, wrong, moves, seen, lines, purses } = this;
    return { arrived, halls, wrong, moves, seen, legsLeft: lines.legs.size, purses };
  }

  private config(node: Node): NodeConfigLists {
    const accounts = [this.purses.accountAt(node, TENANT)];
    return configOf(node, this.places, { tariffs: TARIFFS, accounts }, this.misled === node);
  }

  private home(): Node {
    return this.places.a?.at === 'here' ? 'a' : 'b';
  }

  private arrives(n: number): void {
    const node = this.dice.pick(NODES);
    // Nobody hears of who comes while the engine is dead, and leaves before it is back.
    if (this.deaf.has(node)) return;
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
    if (this.adopted && !this.isInCall(otherThan(node), agentId))
      this.take(node, { type: 'agent.commanded', agentId, command });
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
    if (this.dice.chance(0.8)) {
      this.agenda.after(3000, () => this.flip(from, to));
      return;
    }
    // It is thought better of.
    this.agenda.after(this.dice.between(1000, 20_000), () => {
      this.places = { ...this.places, [from]: { at: 'here', pausedFor: null } };
      this.configure(from);
      if (this.agenda.now() < HOUR) this.agenda.after(this.dice.between(60_000, 600_000), () => this.pause());
    });
  }

  /** The admin node carries what each has charged to the other. */
  private carry(): void {
    for (const node of NODES) {
      this.purses.carry(node, this.spentAt(node).charged);
      this.agenda.after(this.dice.between(0, 2000), () => this.configure(otherThan(node)));
    }
    this.agenda.after(this.dice.between(10_000, 60_000), () => this.carry());
  }

  private spentAt(node: Node): SpentAt {
    const { accounts } = this.halls[node].hall;
    const { running } = accounts.accountNow(TENANT, this.agenda.now());
    return {
      charged: BigInt(accounts.ledgers.get(TENANT)?.spentMicro ?? '0'),
      running: BigInt(running.accruedMicro),
    };
  }

  /** A picture of Asterisk each minute mends what was not heard. */
  private looksAround(node: Node): void {
    this.sees(node, 'periodic');
    this.agenda.after(60_000, () => this.looksAround(node));
  }

  private sees(node: Node, occasion: 'connected' | 'periodic'): void {
    if (this.deaf.has(node)) return;
    this.take(node, {
      type: 'asterisk.resynced',
      occasion,
      askedAt: this.agenda.now(),
      channels: this.lines.picture(node),
    });
  }

  /** The engine dies, or dies right after a commit and before its effects; it is there again some seconds later. */
  private crashes(node: Node): void {
    this.seen.crashes += 1;
    this.deaf.add(node);
    this.agenda.after(this.dice.between(100, 8000), () => {
      this.deaf.delete(node);
      this.after(node, this.halls[node].crash(this.agenda.now()));
      this.after(node, this.halls[node].configure(this.config(node), this.agenda.now()));
      this.sees(node, 'connected');
    });
    if (this.agenda.now() < HOUR) this.agenda.after(this.dice.around(300_000), () => this.crashes(node));
  }

  /** What Asterisk tells; of what is said between the nodes a word is lost now and then, others are told twice. */
  private hears(node: Node, event: TurnEvent): void {
    const isBetween = 'channelId' in event && this.lines.isBetween(node, event.channelId);
    const isAnswer = event.type === 'leg.ringing' || event.type === 'leg.answered';
    if (this.faults && isBetween && isAnswer && this.dice.chance(0.1)) return;
    this.take(node, event);
    if (this.faults && this.dice.chance(0.02)) this.take(node, event);
    if (this.faults && isBetween && this.dice.chance(0.01)) this.crashes(node);
  }

  private flip(from: Node, to: Node): void {
    const duties = [...this.halls[from].hall.agents.values()].filter((agent) => agent.tenantId === TENANT).map(dutyOf);
    const ledger = this.halls[from].hall.accounts.ledgers.get(TENANT) ?? null;
    this.moves += 1;
    this.adopted = false;
    const places: Record<Node, TenantPlace | null> = { a: null, b: null };
    places[from] = { at: 'left', nodeId: to };
    places[to] = { at: 'here', pausedFor: null };
    this.places = places;
    if (this.dice.chance(0.3)) this.misled = from;
    this.agenda.after(6000, () => {
      this.misled = null;
    });
    this.agenda.after(this.dice.between(0, 4000), () => this.configure(from));
    this.agenda.after(this.dice.between(0, 4000), () => {
      this.configure(to);
      this.agenda.after(this.dice.between(0, 500), () => {
        this.adopt(to, { type: 'tenant.adopted', tenantId: TENANT, duties, ledger });
      });
    });
    this.agenda.after(10_000, () => this.drain(from, to));
  }

  /** An engine that is dead goes on from the old home's work when it is back; nobody signs in there before. */
  private adopt(node: Node, event: Extract<TurnEvent, { type: 'tenant.adopted' }>): void {
    this.adopted = !this.deaf.has(node);
    if (this.adopted) this.take(node, event);
    else this.agenda.after(100, () => this.adopt(node, event));
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
    const soon = this.dice.chance(0.2);
    if (this.agenda.now() < HOUR)
      this.agenda.after(soon ? 100 : this.dice.between(60_000, 600_000), () => this.pause());
  }

  private configure(node: Node): void {
    if (this.deaf.has(node)) return;
    this.after(node, this.halls[node].configure(this.config(node), this.agenda.now()));
  }

  private take(node: Node, event: TurnEvent): void {
    if (this.deaf.has(node)) return;
    this.after(node, this.halls[node].take(event, this.agenda.now()));
  }

  private after(node: Node, told: Told): void {
    for (const { owner, name, dueAt } of told.timers) {
      if (dueAt !== null) this.agenda.at(dueAt, () => this.fire(node, `${owner} ${name}`, dueAt));
    }
    // An engine that dies now and then does so between its commit and the effects.
    const dies = this.faults && told.commands.length > 0 && this.agenda.now() < HOUR && this.dice.chance(0.002);
    if (dies) this.crashes(node);
    else for (const command of told.commands) this.lines.carryOut(node, command);
    this.purses.look({ a: this.spentAt('a'), b: this.spentAt('b') });
    this.look(node, told);
  }

  private fire(node: Node, key: string, dueAt: number): void {
    if (this.deaf.has(node)) return;
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
