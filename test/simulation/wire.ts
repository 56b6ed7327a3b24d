import type { ChannelId } from '../../src/kernel/ids.js';
import type { TelephonyCommand } from '../../src/telephony/core/commands.js';
import type { LegEvent } from '../../src/telephony/core/leg-events.js';
import type { Agenda } from './agenda.js';
import type { AsteriskModel, ChannelEvent } from './asterisk-model.js';
import type { Dice } from './dice.js';
import type { FaultCounts, FaultProfile } from './faults.js';
import type { Troubles } from './troubles.js';

const RESYNC_EVERY_MS = 60_000;
/** Commands whose refusal is told. */
const TOLD: ReadonlySet<TelephonyCommand['command']> = new Set(['dial', 'playPrompt', 'bridge', 'answer']);

/**
 * The connection between engine and Asterisk, with all that may happen to it. What concerns one channel keeps its
 * order; between channels there is none.
 */
export class Wire {
  /** Where events go; the engine that lives now. */
  deliver: (event: LegEvent) => void = () => undefined;
  connected = false;
  /** Faults stop when the run is drained. */
  quiet = false;
  commandsDone = 0;
  private connection = 0;
  private readonly lastEventAt = new Map<ChannelId, number>();
  private readonly lastCommandAt = new Map<ChannelId, number>();
  private lastDialAt = 0;
  private model!: AsteriskModel;

  constructor(
    private readonly agenda: Agenda,
    private readonly dice: Dice,
    private readonly faults: FaultProfile,
    private readonly counts: FaultCounts,
    private readonly troubles: Troubles,
  ) {}

  attach(model: AsteriskModel): void {
    this.model = model;
  }

  /** The engine's application is registered; it gets the whole picture, and another one from time to time. */
  connect(): void {
    if (this.connected) return;
    this.connected = true;
    this.connection += 1;
    this.troubles.everywhere(this.agenda.now());
    this.model.applicationIs(true);
    this.resync('connected');
    this.resyncAgain(this.connection);
  }

  /** Cut off: events on their way are lost, commands on their way may be. */
  cut(): void {
    this.connected = false;
    this.connection += 1;
    this.troubles.everywhere(this.agenda.now());
    this.model.applicationIs(false);
    this.lastEventAt.clear();
  }

  emit(event: ChannelEvent): void {
    const { agenda, dice, faults, counts, troubles } = this;
    if (!this.connected) return;
    if (this.happens(faults.eventLost)) {
      counts.eventsLost += 1;
      troubles.on(event.channelId, agenda.now());
      return;
    }
    const late = this.happens(faults.eventLate);
    if (late) counts.eventsLate += 1;
    const lag = late ? dice.between(50, 5000) : dice.between(1, 12);
    const at = Math.max(agenda.now() + lag, this.lastEventAt.get(event.channelId) ?? 0);
    this.lastEventAt.set(event.channelId, at);
    if (late) troubles.on(event.channelId, at);
    this.bring(at, event);
    if (!this.happens(faults.eventDoubled)) return;
    counts.eventsDoubled += 1;
    const again = at + dice.between(0, 1500);
    troubles.on(event.channelId, again);
    this.bring(again, event);
  }

  perform(commands: readonly TelephonyCommand[]): void {
    for (const command of commands) {
      if (this.connected) this.send(command);
      else this.lose(command);
    }
  }

  private bring(at: number, event: LegEvent): void {
    const { connection } = this;
    this.agenda.at(at, () => {
      if (connection === this.connection) this.deliver(event);
    });
  }

  private send(command: TelephonyCommand): void {
    const { agenda, dice } = this;
    const channelIds = channelsOf(command);
    const last = Math.max(...channelIds.map((id) => this.lastCommandAt.get(id) ?? 0));
    const at = Math.max(agenda.now() + dice.between(1, 10), last);
    for (const id of channelIds) this.lastCommandAt.set(id, at);
    if (command.command === 'dial') this.lastDialAt = Math.max(this.lastDialAt, at);
    const { connection } = this;
    agenda.at(at, () => {
      if (connection !== this.connection && dice.chance(0.5)) this.lose(command);
      else this.carryOut(command);
    });
  }

  private carryOut(command: TelephonyCommand): void {
    this.commandsDone += 1;
    if (command.command === 'dial') this.model.askedToDial.add(command.channelId);
    const byChance = this.happens(this.faults.commandRefused);
    if (byChance) {
      this.counts.commandsRefused += 1;
      this.markUnheard(command);
    }
    const refusal = byChance ? { status: 500, why: 'refused by chance' } : this.model.execute(command);
    if (refusal === null) return;
    const { channelId } = command.command === 'bridge' ? { channelId: command.channelIds[0] } : command;
    const { status, why } = refusal;
    if (command.command === 'startRecording') this.emit({ type: 'recording.failed', channelId, why });
    if (!TOLD.has(command.command)) return;
    // the end of a channel explains most refusals and is given time to be told first
    this.agenda.after(command.command === 'dial' ? 0 : 1000, () => {
      const playbackId = command.command === 'playPrompt' ? command.playbackId : null;
      this.emit({ type: 'command.refused', channelId, command: command.command, playbackId, status, why });
    });
  }

  private lose(command: TelephonyCommand): void {
    this.counts.commandsLost += 1;
    this.markUnheard(command);
  }

  markUnheard(command: TelephonyCommand): void {
    for (const id of channelsOf(command)) {
      this.troubles.on(id, this.agenda.now());
      this.troubles.unheard.add(id);
    }
  }

  private resyncAgain(connection: number): void {
    this.agenda.after(RESYNC_EVERY_MS, () => {
      if (connection !== this.connection) return;
      this.resync('periodic');
      this.resyncAgain(connection);
    });
  }

  /** Asterisk is asked for all its channels; what was dialled before is in the answer. */
  private resync(occasion: 'connected' | 'periodic'): void {
    const { agenda, dice, connection } = this;
    const askedAt = agenda.now();
    agenda.at(Math.max(askedAt + dice.between(1, 15), this.lastDialAt + 1), () => {
      if (connection !== this.connection) return;
      const channels = this.model.picture();
      this.bring(agenda.now() + dice.between(1, 25), { type: 'asterisk.resynced', occasion, askedAt, channels });
    });
  }

  private happens(probability: number): boolean {
    return probability > 0 && !this.quiet && this.dice.chance(probability);
  }
}

function channelsOf(command: TelephonyCommand): readonly ChannelId[] {
  return command.command === 'bridge' ? command.channelIds : [command.channelId];
}
