import type { BridgeId, CallId, ChannelId, PlaybackId } from '../../src/kernel/ids.js';
import type { TelephonyCommand } from '../../src/telephony/core/commands.js';
import type { ChannelSeen, LegEvent } from '../../src/telephony/core/leg-events.js';
import type { Agenda } from './agenda.js';
import type { Dice } from './dice.js';

export interface Channel {
  readonly id: ChannelId;
  /** Dialled by us, or arrived by a line. */
  readonly dialledByUs: boolean;
  readonly endpoint: string;
  readonly callerNumber: string;
  readonly dialled: string;
  readonly bornAt: number;
  up: boolean;
  inApplication: boolean;
  bridgeId: BridgeId | null;
  readonly prompts: PlaybackId[];
  music: string | null;
  /** Counts what was begun and ended of prompts and music. */
  sounds: number;
  /** The how-manieth connection of the application its recording was asked for by; 0: not recorded. */
  recordedBy: number;
  /** When Asterisk ends it by itself. */
  livesUntil: number | null;
  ending: boolean;
}

/** An event about one channel. */
export type ChannelEvent = Extract<LegEvent, { channelId: ChannelId }>;

/** Who ended a channel; `backstop`: Asterisk, at the time it was told. */
export type EndedBy = 'person' | 'command' | 'asterisk' | 'backstop';

/** What Asterisk refuses, as ARI's status says it. */
export interface Refusal {
  readonly status: number;
  readonly why: string;
}

/** Who hears what happens in Asterisk: the wire to the engine, and the people at the telephones. */
export interface ModelListener {
  emit(event: ChannelEvent): void;
  promptStarted(channel: Channel, lengthMs: number): void;
  bridged(channel: Channel): void;
  telephoneCalled(channel: Channel, ringTimeoutS: number): void;
  /** What Asterisk was asked to do that no engine should ever ask. */
  absurd(what: string): void;
}

/**
 * Asterisk as the engine meets it: channels, bridges, prompts, music, recordings. It carries out what it is told and
 * tells what happens; it knows nothing of calls, queues or agents.
 */
export class AsteriskModel {
  readonly channels = new Map<ChannelId, Channel>();
  readonly bridges = new Map<BridgeId, Set<ChannelId>>();
  /** Who ended a channel that is gone: the one at the telephone, a command, or Asterisk's own end. */
  readonly endedBy = new Map<ChannelId, EndedBy>();
  /** Legs that Asterisk was told to dial, whether or not it could. */
  readonly askedToDial = new Set<ChannelId>();
  private readonly dialled = new Set<ChannelId>();
  private applicationThere = false;
  private connections = 0;
  private count = 0;

  constructor(
    private readonly agenda: Agenda,
    private readonly dice: Dice,
    private readonly listener: ModelListener,
    private readonly newCallId: () => CallId,
    private readonly isRegistered: (endpoint: string) => boolean,
  ) {}

  /** Whether the engine's application is registered: without it callers wait in the dialplan's loop. */
  applicationIs(there: boolean): void {
    this.applicationThere = there;
    if (there) this.connections += 1;
  }

  /** A caller's INVITE. */
  arrive(endpoint: string, callerNumber: string, dialled: string): Channel {
    this.count += 1;
    const channel = this.newChannel(`1750000000.${String(this.count)}`, false, endpoint, callerNumber, dialled);
    this.enterApplication(channel);
    return channel;
  }

  /** The dialplan's loop: into the application, or music for a second and again. */
  private enterApplication(channel: Channel): void {
    if (!this.lives(channel)) return;
    if (!this.applicationThere) {
      this.agenda.after(this.dice.between(900, 1100), () => this.enterApplication(channel));
      return;
    }
    channel.inApplication = true;
    const { id: channelId, endpoint, callerNumber, dialled } = channel;
    this.listener.emit({
      type: 'leg.arrived',
      channelId,
      callId: this.newCallId(),
      endpoint,
      callerNumber,
      dialled,
      visit: null,
    });
  }

  /** The one at the telephone hangs up. */
  personHangsUp(channel: Channel, causeCode: number): void {
    this.end(channel, causeCode, 'person');
  }

  pressKey(channel: Channel, key: string): void {
    if (this.lives(channel) && channel.inApplication) {
      this.listener.emit({ type: 'key.pressed', channelId: channel.id, key });
    }
  }

  telephoneRings(channel: Channel): void {
    if (this.lives(channel) && !channel.up) this.listener.emit({ type: 'leg.ringing', channelId: channel.id });
  }

  telephoneAnswers(channel: Channel): void {
    if (!this.lives(channel) || channel.up) return;
    channel.up = true;
    if (this.applicationThere) {
      channel.inApplication = true;
      this.listener.emit({ type: 'leg.answered', channelId: channel.id });
    } else {
      // a dialled leg that finds no application has nowhere to go
      this.agenda.after(this.dice.between(1, 200), () => this.end(channel, 16, 'asterisk'));
    }
  }

  telephoneRefuses(channel: Channel, causeCode: number): void {
    if (!channel.up) this.end(channel, causeCode, 'person');
  }

  /** Asterisk starts anew: everything is gone, and nobody is told. */
  restart(): void {
    for (const channel of this.channels.values()) {
      this.endedBy.set(channel.id, 'asterisk');
      channel.ending = true;
    }
    this.channels.clear();
    this.bridges.clear();
  }

  picture(): ChannelSeen[] {
    return [...this.channels.values()].map((channel) => ({
      channelId: channel.id,
      callId: this.newCallId(),
      endpoint: channel.endpoint,
      callerNumber: channel.callerNumber,
      dialled: channel.dialled,
      visit: null,
      up: channel.up,
      inApplication: channel.inApplication,
      bridgeId: channel.bridgeId,
    }));
  }

  lives(channel: Channel): boolean {
    return this.channels.get(channel.id) === channel;
  }

  /** Carries out one command; null when it was, or when its channel is gone (the engine will hear of that). */
  execute(command: TelephonyCommand): Refusal | null {
    if (command.command === 'dial') return this.dial(command);
    if (command.command === 'dropBridge') {
      this.dropBridge(command.bridgeId);
      return null;
    }
    if (command.command === 'bridge') return this.bridge(command);
    const channel = this.channels.get(command.channelId);
    if (channel === undefined) return null;
    if (command.command !== 'hangUp' && !channel.inApplication) {
      return { status: 409, why: 'Channel not in Stasis application' };
    }
    switch (command.command) {
      case 'ring':
        return null;
      case 'answer':
        channel.up = true;
        return null;
      case 'hangUp':
        this.hangUp(channel, command.causeCode);
        return null;
      case 'playPrompt':
        return this.play(channel, command.playbackId, command.media);
      case 'stopPrompt':
        this.promptEnds(channel, command.playbackId, true);
        return null;
      case 'startMusic':
        channel.music = command.musicClass;
        channel.sounds += 1;
        return null;
      case 'stopMusic':
        channel.music = null;
        channel.sounds += 1;
        return null;
      case 'limitDuration':
        this.limitDuration(channel, command.seconds);
        return null;
      case 'startRecording':
        this.record(channel);
        return null;
      case 'join':
        this.leaveBridge(channel);
        channel.bridgeId = command.bridgeId;
        this.bridges.set(command.bridgeId, (this.bridges.get(command.bridgeId) ?? new Set()).add(channel.id));
        return null;
      case 'leave':
        this.leaveBridge(channel);
        return null;
      case 'stopRinging':
      case 'mute':
      case 'unmute':
      case 'sendDigits':
      case 'letAnswer':
      case 'spy':
        return null;
      case 'stopRecording':
        channel.recordedBy = 0;
        return null;
    }
  }

  private newChannel(
    id: string,
    dialledByUs: boolean,
    endpoint: string,
    callerNumber: string,
    dialled: string,
  ): Channel {
    const channel: Channel = {
      id: id as ChannelId,
      dialledByUs,
      endpoint,
      callerNumber,
      dialled,
      bornAt: this.agenda.now(),
      up: false,
      inApplication: false,
      bridgeId: null,
      prompts: [],
      music: null,
      sounds: 0,
      recordedBy: 0,
      livesUntil: null,
      ending: false,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  private dial(command: Extract<TelephonyCommand, { command: 'dial' }>): Refusal | null {
    if (this.dialled.has(command.channelId)) {
      this.listener.absurd(`leg ${command.channelId} dialled twice`);
      return { status: 409, why: 'Channel with given unique ID already exists' };
    }
    this.dialled.add(command.channelId);
    const registered = this.isRegistered(command.endpoint);
    if (!registered && this.dice.chance(0.5)) return { status: 500, why: 'Allocation failed' };
    const { channelId, endpoint, callerNumber, number } = command;
    const channel = this.newChannel(channelId, true, endpoint, callerNumber, number ?? '');
    if (!registered) {
      this.agenda.after(this.dice.between(1, 20), () => this.telephoneRefuses(channel, 20));
      return null;
    }
    this.agenda.after(command.ringTimeoutS * 1000, () => {
      if (!channel.up) this.end(channel, 19, 'asterisk');
    });
    this.listener.telephoneCalled(channel, command.ringTimeoutS);
    return null;
  }

  /** A soft hang-up: the channel goes a moment later, and the one at the telephone may be quicker. */
  private hangUp(channel: Channel, causeCode: number): void {
    if (channel.ending) return;
    channel.ending = true;
    if (channel.dialledByUs && !channel.up && this.dice.chance(0.06)) this.telephoneAnswers(channel);
    this.agenda.after(this.dice.between(0, 40), () => this.end(channel, causeCode, 'command'));
  }

  private end(channel: Channel, causeCode: number, by: EndedBy): void {
    if (!this.lives(channel)) return;
    for (const playbackId of [...channel.prompts]) this.promptEnds(channel, playbackId, false);
    this.channels.delete(channel.id);
    channel.ending = true;
    if (channel.bridgeId !== null) this.bridges.get(channel.bridgeId)?.delete(channel.id);
    this.endedBy.set(channel.id, by);
    if (channel.inApplication || channel.dialledByUs) {
      this.listener.emit({ type: 'leg.ended', channelId: channel.id, causeCode });
    }
  }

  private play(channel: Channel, playbackId: PlaybackId, media: readonly string[]): Refusal | null {
    if (media.length === 0) return { status: 400, why: 'Media is required' };
    channel.prompts.push(playbackId);
    channel.sounds += 1;
    if (channel.prompts.length === 1) this.startPrompt(channel);
    return null;
  }

  private startPrompt(channel: Channel): void {
    const playbackId = channel.prompts[0];
    if (playbackId === undefined) return;
    const lengthMs = this.dice.weighted([1, this.dice.between(1, 300)], [2, this.dice.between(800, 6000)]);
    this.listener.promptStarted(channel, lengthMs);
    this.agenda.after(lengthMs, () => this.promptEnds(channel, playbackId, true));
  }

  private promptEnds(channel: Channel, playbackId: PlaybackId, ok: boolean): void {
    const place = channel.prompts.indexOf(playbackId);
    if (place < 0 || !this.lives(channel)) return;
    channel.prompts.splice(place, 1);
    channel.sounds += 1;
    this.listener.emit({ type: 'prompt.ended', channelId: channel.id, playbackId, ok });
    if (place === 0 && ok) this.startPrompt(channel);
  }

  private bridge(command: Extract<TelephonyCommand, { command: 'bridge' }>): Refusal | null {
    const members = this.bridges.get(command.bridgeId) ?? new Set();
    this.bridges.set(command.bridgeId, members);
    for (const channelId of command.channelIds) {
      const channel = this.channels.get(channelId);
      if (channel === undefined) continue;
      if (!channel.inApplication) return { status: 422, why: 'Channel not in Stasis application' };
      if (channel.bridgeId !== null && channel.bridgeId !== command.bridgeId) {
        this.bridges.get(channel.bridgeId)?.delete(channelId);
      }
      channel.bridgeId = command.bridgeId;
      members.add(channelId);
      this.listener.bridged(channel);
    }
    return null;
  }

  private leaveBridge(channel: Channel): void {
    if (channel.bridgeId !== null) this.bridges.get(channel.bridgeId)?.delete(channel.id);
    channel.bridgeId = null;
  }

  private dropBridge(bridgeId: BridgeId): void {
    for (const channelId of this.bridges.get(bridgeId) ?? []) {
      const channel = this.channels.get(channelId);
      if (channel !== undefined) channel.bridgeId = null;
    }
    this.bridges.delete(bridgeId);
  }

  /** TIMEOUT(absolute): the channel ends by itself, whoever is away. */
  private limitDuration(channel: Channel, seconds: number): void {
    const until = seconds === 0 ? null : this.agenda.now() + seconds * 1000;
    channel.livesUntil = until;
    if (until === null) return;
    this.agenda.at(until, () => {
      if (channel.livesUntil === until) this.end(channel, 16, 'backstop');
    });
  }

  private record(channel: Channel): void {
    // after an outage the engine may not know that it runs, and asks again
    if (channel.recordedBy === this.connections) this.listener.absurd(`recording of ${channel.id} started twice`);
    const failed = this.dice.chance(0.03);
    channel.recordedBy = failed ? 0 : this.connections;
    this.agenda.after(this.dice.between(1, 30), () => {
      if (!this.lives(channel)) return;
      this.listener.emit(
        failed
          ? { type: 'recording.failed', channelId: channel.id, why: 'no space left' }
          : { type: 'recording.started', channelId: channel.id },
      );
    });
  }
}
