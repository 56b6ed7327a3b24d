import type { AgentEvent } from '../../src/acd/core/agent.js';
import type { Hall } from '../../src/calls/core/hall.js';
import {
  timerOwner,
  type PendingRecording,
  type TimerChange,
  type TurnEvent,
} from '../../src/calls/core/turn-events.js';
import type { LineTold } from '../../src/calls/core/telephones.js';
import { Turn, type TurnJournal, type TurnOutcome } from '../../src/calls/turn.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { AgentId } from '../../src/kernel/ids.js';
import type { LegEvent } from '../../src/telephony/core/leg-events.js';
import type { Agenda } from './agenda.js';
import type { Checkers } from './checkers.js';
import type { Dice } from './dice.js';
import type { FaultCounts, FaultProfile } from './faults.js';
import { hallPicture } from './hall-picture.js';
import { JournalTap, KilledBeforeCommit } from './journal-tap.js';
import type { Site } from './site.js';
import type { Troubles } from './troubles.js';
import type { Violations } from './violations.js';
import type { Wire } from './wire.js';

/** Where in a turn the engine is killed. */
type Death = 'beforeCommit' | 'beforeEffects' | 'amidEffects' | 'afterEffects';

export interface ArmedTimer {
  readonly dueAt: Instant;
  /** Late where it was due while there was no engine. */
  readonly firesAt: Instant;
}

export interface EngineWorld {
  readonly agenda: Agenda;
  readonly dice: Dice;
  readonly site: Site;
  readonly wire: Wire;
  readonly faults: FaultProfile;
  readonly counts: FaultCounts;
  readonly troubles: Troubles;
  readonly violations: Violations;
  readonly checkers: Checkers;
  /** The journal as it lies on the disk, opened by each life of the engine. */
  readonly openJournal: () => TurnJournal & { close(): void };
  /** How all telephones are, as Asterisk knows it. */
  readonly lines: () => readonly LineTold[];
  readonly trace: (line: () => string) => void;
}

const COMPARE_EVERY_TURNS = 1000;

/** The shell around the real turn, as the process has it: events in, effects out, timers; and its sudden ends. */
export class Engine {
  turns = 0;
  private turn: Turn | null = null;
  private tap: JournalTap | null = null;
  private journal: (TurnJournal & { close(): void }) | null = null;
  private timersRun = false;
  private timersRunSince = 0;
  /** The engine has been told of all telephones in this life; from then on it is told of changes. */
  knowsLines = false;
  private timers = new Map<string, ArmedTimer>();
  private life = 0;
  /** What the last life knew at its end; null where it ended before its commit. */
  private knewAtDeath: string | null = null;
  private readonly encoding = new Set<string>();

  constructor(private readonly world: EngineWorld) {
    world.wire.deliver = (event) => {
      this.hear(event);
    };
  }

  get hall(): Hall | null {
    return this.turn?.hall ?? null;
  }

  /** The timers that run, by owner and name; null while none do. */
  get armed(): ReadonlyMap<string, ArmedTimer> | null {
    return this.timersRun && this.turn !== null ? this.timers : null;
  }

  /** Opens the journal and takes over what the life before left. */
  start(): void {
    const { world } = this;
    this.life += 1;
    this.timers = new Map();
    this.timersRun = false;
    this.knowsLines = false;
    this.encoding.clear();
    world.checkers.lifeBegins();
    this.journal = world.openJournal();
    this.tap = new JournalTap(this.journal);
    this.turn = new Turn(this.tap, world.site.config());
    if (this.knewAtDeath !== null) this.compare(this.turn.hall, this.knewAtDeath, 'restart-knows-the-same');
    world.trace(() => `engine starts, life ${String(this.life)}`);
    this.take({ type: 'config.changed', config: world.site.config() });
    const { life } = this;
    world.agenda.after(world.dice.between(20, 800), () => {
      if (life === this.life && this.turn !== null) world.wire.connect();
    });
  }

  /** A command of an agent; refused ones do nothing. */
  command(
    agentId: AgentId,
    command: Extract<AgentEvent, { type: 'login' | 'logout' | 'goReady' | 'goNotReady' }>,
  ): void {
    this.take({ type: 'agent.commanded', agentId, command });
  }

  /** The hall looks after itself; right after a start what was due meanwhile is done first. */
  checkHall(): void {
    if (this.armed !== null && this.timersRunSince < this.world.agenda.now() - 100) this.take({ type: 'hall.checked' });
  }

  take(event: TurnEvent): void {
    const { tap, turn, world } = this;
    if (turn === null || tap === null) return;
    const death = this.drawDeath();
    tap.killNext = death === 'beforeCommit';
    tap.facts = [];
    const commits = tap.commits;
    const now = world.agenda.now();
    world.trace(() => `< ${told(event)}`);
    let outcome: TurnOutcome;
    try {
      outcome = turn.take(event, now);
    } catch (error) {
      if (!(error instanceof KilledBeforeCommit)) world.violations.report('the-turn-does-not-throw', String(error));
      this.die(null);
      return;
    }
    this.turns += 1;
    if (tap.commits > commits) world.trace(() => tap.facts.map((fact) => `  ! ${JSON.stringify(fact)}`).join('\n'));
    world.checkers.afterTurn(event, tap.facts, turn.hall, outcome.changed, now);
    for (const healed of outcome.healed) world.violations.report('nothing-is-to-be-healed', JSON.stringify(healed));
    if (this.turns % COMPARE_EVERY_TURNS === 0) this.compareWithJournal();
    if (event.type === 'asterisk.resynced') world.troubles.mended(event.askedAt);
    this.carryOutUntil(death, outcome);
  }

  /** A second hall, loaded from the journal, must know what this one knows. */
  compareWithJournal(): void {
    if (this.turn === null || this.journal === null) return;
    const loaded = new Turn(this.journal, this.turn.hall.configuration);
    this.compare(loaded.hall, hallPicture(this.turn.hall, this.world.site.allQueueIds), 'journal-knows-the-same');
  }

  close(): void {
    this.turn = null;
    this.journal?.close();
    this.journal = null;
  }

  private hear(event: LegEvent): void {
    if (this.turn === null) return;
    if (event.type === 'asterisk.resynced' && !this.timersRun) {
      this.timersRun = true;
      this.timersRunSince = this.world.agenda.now();
      this.carryOut(this.turn.pending());
    }
    this.take(event);
    if (event.type === 'asterisk.resynced' && event.occasion === 'connected') this.hearOfLines();
  }

  private hearOfLines(): void {
    const { agenda, dice, lines, wire } = this.world;
    const { life } = this;
    agenda.after(dice.between(1, 30), () => {
      if (life !== this.life || !wire.connected) return;
      this.knowsLines = true;
      this.take({ type: 'telephones.told', lines: lines() });
    });
  }

  private carryOutUntil(death: Death | null, outcome: TurnOutcome): void {
    switch (death) {
      case null:
      case 'beforeCommit':
        this.carryOut(outcome);
        return;
      case 'beforeEffects':
        for (const command of outcome.commands) this.world.wire.markUnheard(command);
        this.die(this.picture());
        return;
      case 'amidEffects': {
        const half = this.world.dice.between(0, outcome.commands.length);
        this.world.wire.perform(outcome.commands.slice(0, half));
        for (const command of outcome.commands.slice(half)) this.world.wire.markUnheard(command);
        this.die(this.picture());
        return;
      }
      case 'afterEffects':
        this.carryOut(outcome);
        this.die(this.picture());
        return;
    }
  }

  private carryOut(outcome: TurnOutcome): void {
    for (const command of outcome.commands) this.world.trace(() => `  > ${JSON.stringify(command)}`);
    this.world.wire.perform(outcome.commands);
    if (this.timersRun) for (const change of outcome.timers) this.arm(change);
    for (const recording of outcome.recordings) this.archive(recording);
  }

  private arm({ owner, name, dueAt }: TimerChange): void {
    const key = `${owner} ${name}`;
    this.timers.delete(key);
    if (dueAt === null) return;
    const { agenda, dice } = this.world;
    const token = { dueAt, firesAt: Math.max(dueAt, agenda.now()) + dice.between(0, 3) };
    this.timers.set(key, token);
    agenda.at(token.firesAt, () => {
      if (this.timers.get(key) !== token) return;
      this.timers.delete(key);
      this.take({ type: 'timer.fired', owner: timerOwner(owner, name), dueAt });
    });
  }

  /** The encoder works in the background and is told of a recording once a life. */
  private archive(recording: PendingRecording): void {
    const { callId, tenantId } = recording;
    if (this.encoding.has(callId)) return;
    this.encoding.add(callId);
    const { agenda, dice } = this.world;
    const { life } = this;
    agenda.after(dice.around(4000), () => {
      if (life !== this.life) return;
      this.take({
        type: 'recording.archived',
        fact: {
          kind: 'recording.made',
          id: `${callId}:recording`,
          at: agenda.now(),
          tenantId,
          callId,
          file: `${tenantId}/${callId}.opus`,
          format: 'ogg-opus',
          durationMs: dice.between(1, 60_000),
          bytes: dice.between(1000, 100_000),
        },
      });
    });
  }

  private drawDeath(): Death | null {
    const { dice, faults, wire } = this.world;
    if (faults.killedInTurn === 0 || wire.quiet || !dice.chance(faults.killedInTurn)) return null;
    return dice.pick(['beforeCommit', 'beforeEffects', 'amidEffects', 'afterEffects'] as const);
  }

  private die(knew: string | null): void {
    const { agenda, dice, wire, counts } = this.world;
    counts.killed += 1;
    this.world.trace(() => 'engine killed');
    this.knewAtDeath = knew;
    this.life += 1;
    this.close();
    this.timers = new Map();
    wire.cut();
    agenda.after(dice.weighted([4, dice.between(200, 3000)], [1, dice.between(10_000, 60_000)]), () => this.start());
  }

  private picture(): string | null {
    return this.turn === null ? null : hallPicture(this.turn.hall, this.world.site.allQueueIds);
  }

  private compare(hall: Hall, knew: string, rule: string): void {
    const knows = hallPicture(hall, this.world.site.allQueueIds);
    this.world.violations.check(knows === knew, rule, () => firstDifference(knew, knows));
  }
}

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `${one.slice(Math.max(0, at - 60), at + 60)} <> ${other.slice(Math.max(0, at - 60), at + 60)}`;
}

function told(event: TurnEvent): string {
  if (event.type === 'config.changed') return event.type;
  if (event.type === 'telephones.told' && event.lines.length > 1) return event.type;
  if (event.type !== 'asterisk.resynced') return JSON.stringify(event);
  const { type, occasion, askedAt, channels } = event;
  return `${type} ${occasion}, asked at ${String(askedAt)}: ${channels.map((seen) => seen.channelId).join(' ')}`;
}
