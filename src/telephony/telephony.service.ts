import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';

import { systemClock, type Instant } from '../kernel/clock.js';
import { uuidV7, type CallId } from '../kernel/ids.js';
import { Settings } from '../platform/settings/settings.js';
import { AmiClient } from './ami.client.js';
import { AriCommands } from './ari.commands.js';
import { AriSocket, type AriRequest } from './ari.socket.js';
import type { TelephonyCommand } from './core/commands.js';
import { at, text } from './core/json.js';
import type { LegEvent } from './core/leg-events.js';
import type { LineState } from './core/line-states.js';
import { emptyBridges, pictureOf } from './core/picture.js';
import { APPLICATION, NEEDED_EVENTS, startedByUs, translate } from './core/translate.js';
import { LineWatch } from './line-watch.js';
import { AmiRefused } from './telephony.errors.js';

export interface TelephonyState {
  readonly connected: boolean;
  readonly recorder: boolean;
  readonly since: Instant | null;
  readonly version: string | null;
  /** When Asterisk itself was started. */
  readonly startedAt: Instant | null;
  readonly transports: readonly { readonly protocol: string; readonly bind: string }[];
}

/** User of ARI and AMI in Asterisk's configuration. */
const USER = 'callrack';
/** Where recordings lie as Asterisk sees them. */
const RECORDING_SPOOL = '/callrack/var/spool/recording';
const RESYNC_EVERY_MS = 60_000;
const LIST_MS = 5000;
/**
 * What makes Asterisk read telephones and trunks again: the reload empties its memory of them (sorcery.conf), and being
 * asked for any fills it, so that it does not lie empty until the next call, when PostgreSQL may be away.
 */
const RELOAD_LINES: readonly AriRequest[] = [
  { method: 'PUT', uri: 'asterisk/modules/res_pjsip.so' },
  ...['endpoint', 'auth', 'aor', 'identify'].map((kind): AriRequest => {
    return { method: 'GET', uri: `asterisk/config/dynamic/res_pjsip/${kind}/-` };
  }),
];

/** The door to Asterisk: commands in, leg events out; everything it knows of Asterisk stays in this room. */
@Injectable()
export class TelephonyService {
  private readonly ari: AriSocket;
  private readonly ami: AmiClient;
  private readonly commands: AriCommands;
  private readonly lines: LineWatch;
  private listener: (event: LegEvent) => void = () => undefined;
  private resyncTimer: NodeJS.Timeout | undefined;
  /** Channels that ended while Asterisk was being asked for a picture. */
  private ended: Set<string> | null = null;
  private reloadIsDue = false;
  private since: Instant | null = null;
  private version: string | null = null;
  private startedAt: Instant | null = null;
  private stateListener: () => void = () => undefined;
  private readonly transports: TelephonyState['transports'];

  /** The recording spool as this host sees it. */
  private readonly spool: string;
  private readonly ariLogin: Settings['ari'];

  constructor(
    settings: Settings,
    private readonly log: PinoLogger,
  ) {
    log.setContext(TelephonyService.name);
    this.ariLogin = settings.ari;
    this.transports = [{ protocol: 'udp', bind: `${settings.sip.bind}:${String(settings.sip.port)}` }];
    const manager = { port: settings.ami.port, user: USER, password: settings.ami.password };
    this.lines = new LineWatch({ manager, log });
    this.spool = join(settings.asteriskFolder, 'var', 'spool', 'recording');
    this.ari = new AriSocket(
      {
        url: `ws://127.0.0.1:${String(settings.ari.port)}/ari/events?app=${APPLICATION}&subscribeAll=true`,
        user: USER,
        password: settings.ari.password,
      },
      {
        event: (event) => {
          this.hear(event);
        },
        up: () => {
          this.takeOver().catch((error: unknown) => {
            this.log.warn({ err: error }, 'Asterisk could not be taken over, trying again with a new connection');
            this.ari.drop();
          });
        },
        down: (why) => {
          const wasThere = this.since !== null;
          this.since = null;
          clearInterval(this.resyncTimer);
          this.commands.away();
          this.lines.pause();
          if (!wasThere) return;
          this.log.warn({ why }, 'Asterisk is away');
          this.listener({ type: 'asterisk.away' });
          this.stateListener();
        },
      },
    );
    this.ami = new AmiClient(manager, (up, why) => {
      if (up) this.log.info('the recorder is there');
      else this.log.warn({ why }, 'the recorder is away');
      this.stateListener();
    });
    this.commands = new AriCommands({
      ask: (request) => this.ari.request(request),
      report: (event) => {
        this.listener(event);
      },
      note: (what, command, channelId, detail) => {
        this.log.debug({ command, channelId, detail }, `command ${what}`);
      },
    });
  }

  /** Who hears what happens. One listener; it must not wait. */
  events(listener: (event: LegEvent) => void): void {
    this.listener = listener;
  }

  /** Whether it is known of every line how it is. */
  get linesKnown(): boolean {
    return this.lines.known;
  }

  /** Who hears of lines that are others now, and of Asterisk coming and going; see LineWatch.watch. */
  watch(
    trunks: () => Iterable<string>,
    listener: { readonly lines: (endpoints: readonly string[]) => void; readonly state: () => void },
  ): void {
    this.lines.watch(trunks, listener.lines);
    this.stateListener = listener.state;
  }

  line(endpoint: string): LineState {
    return this.lines.line(endpoint);
  }

  start(): Promise<void> {
    this.ari.start();
    this.ami.start();
    this.lines.start();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    clearInterval(this.resyncTimer);
    this.commands.stop();
    await Promise.all([this.ari.stop(), this.ami.stop(), this.lines.stop()]);
  }

  state(): TelephonyState {
    return {
      connected: this.since !== null && this.ari.connected,
      recorder: this.ami.connected,
      since: this.since,
      version: this.version,
      startedAt: this.startedAt,
      transports: this.transports,
    };
  }

  /** Carries out commands in their order, without waiting; what fails comes back as an event. */
  perform(commands: readonly TelephonyCommand[]): void {
    for (const command of commands) {
      if (command.command === 'startRecording') this.record(command);
      else if (command.command === 'limitDuration') this.limit(command);
      else if (command.command === 'stopRecording') this.stopRecorder(command);
      else if (command.command === 'letAnswer') this.letAnswer(command);
      else this.commands.perform(command);
    }
  }

  /**
   * Lets Asterisk read telephones and trunks again, because their configuration has changed; at the next connection
   * where there is none now. To be called when PostgreSQL has just answered: what it cannot give now is forgotten.
   *
   * @throws AriAway
   */
  async reloadLines(): Promise<void> {
    this.reloadIsDue = true;
    if (this.ari.connected) await this.reloadIfDue();
  }

  private async reloadIfDue(): Promise<void> {
    if (!this.reloadIsDue) return;
    await Promise.all(RELOAD_LINES.map((request) => this.ari.request(request)));
    this.reloadIsDue = false;
  }

  private hear(event: unknown): void {
    const made = startedByUs(event);
    if (made !== null) {
      this.commands.started(made);
      return;
    }
    const legEvent = translate(event, newCallId);
    if (legEvent === null) {
      this.lines.hear(event);
      return;
    }
    if (legEvent.type === 'leg.ended') this.ended?.add(legEvent.channelId);
    this.listener(legEvent);
  }

  private record(command: Extract<TelephonyCommand, { command: 'startRecording' }>): void {
    const { channelId } = command;
    this.startMixMonitor(command).then(
      () => {
        this.listener({ type: 'recording.started', channelId });
      },
      (error: unknown) => {
        this.log.error({ err: error, channelId }, 'not recorded');
        const why = error instanceof Error ? error.message : String(error);
        this.listener({ type: 'recording.failed', channelId, why });
      },
    );
  }

  /** Who was promised not to be recorded must not be: a recorder that cannot be stopped is told of. */
  private stopRecorder({ channelId }: Extract<TelephonyCommand, { command: 'stopRecording' }>): void {
    this.ami.stopMixMonitor(channelId).catch((error: unknown) => {
      this.log.error({ err: error, channelId }, 'the recorder did not stop');
      const why = error instanceof Error ? error.message : String(error);
      this.listener({ type: 'recording.goesOn', channelId, why });
    });
  }

  /** Where it cannot be told, it goes on ringing, and can be answered by hand. */
  private letAnswer({ channelId }: Extract<TelephonyCommand, { command: 'letAnswer' }>): void {
    this.ami.letAnswer(channelId).catch((error: unknown) => {
      this.log.warn({ err: error, channelId }, 'the telephone could not be told to answer');
    });
  }

  /** It is only for the time when the engine is away: what is lost here is told, and said anew with the next picture. */
  private limit({ channelId, seconds }: Extract<TelephonyCommand, { command: 'limitDuration' }>): void {
    this.ami.limitDuration(channelId, seconds).catch((error: unknown) => {
      this.log.debug({ err: error, channelId }, 'duration not limited');
      const what = { command: 'limitDuration', playbackId: null, status: 0, why: String(error) };
      this.listener({ type: 'command.refused', channelId, ...what });
    });
  }

  private async startMixMonitor(command: Extract<TelephonyCommand, { command: 'startRecording' }>): Promise<void> {
    // Asked for again after an outage: a second recorder would begin the same files afresh.
    if (existsSync(join(this.spool, command.heardFrom))) return;
    const [heardFrom, saidTo] = [command.heardFrom, command.saidTo].map((file) => {
      // It becomes part of a list of options.
      if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*\.wav$/.test(file) || file.includes('..'))
        throw new AmiRefused(`no file: ${file}`);
      return `${RECORDING_SPOOL}/${file}`;
    });
    await this.ami.mixMonitor(command.channelId, heardFrom ?? '', saidTo ?? '', command.alone === true);
  }

  /** After each connection: the events wanted, the lines as they are now, then the picture of what is there. */
  private async takeOver(): Promise<void> {
    await this.ask({
      method: 'PUT',
      uri: `applications/${APPLICATION}/eventFilter`,
      body: { allowed: NEEDED_EVENTS.map((type) => ({ type })) },
    });
    const info = await this.ask({ method: 'GET', uri: 'asterisk/info?only=system,status' });
    this.version = text(at(info, 'system', 'version'));
    this.startedAt = instantOf(text(at(info, 'status', 'startup_time')));
    this.since = systemClock.now();
    await this.resync('connected');
    this.lines.read();
    this.stateListener();
    this.log.info({ version: this.version }, 'Asterisk is there');
    clearInterval(this.resyncTimer);
    this.resyncTimer = setInterval(() => {
      this.resync('periodic').catch((error: unknown) => {
        this.log.warn({ err: error }, 'no picture of Asterisk');
      });
    }, RESYNC_EVERY_MS);
    await this.reloadIfDue();
  }

  private async resync(occasion: 'connected' | 'periodic'): Promise<void> {
    const askedAt = systemClock.now();
    const ended = new Set<string>();
    this.ended = ended;
    // Its reply says that all commands given before have been carried out: the picture comes by another connection.
    await this.ask({ method: 'GET', uri: 'asterisk/ping' });
    const [channels, bridges] = await Promise.all([this.list('channels'), this.list('bridges')]);
    this.ended = null;
    if (occasion === 'connected') {
      for (const bridge of emptyBridges(bridges)) {
        await this.ari.request({ method: 'DELETE', uri: `bridges/${encodeURIComponent(bridge)}` });
      }
    }
    this.listener({
      type: 'asterisk.resynced',
      occasion,
      askedAt,
      channels: pictureOf(channels, bridges, newCallId, ended),
    });
  }

  /**
   * A list of everything, by plain HTTP: Asterisk 22.10 dies of a WebSocket reply of half a megabyte, which is about a
   * thousand channels.
   */
  private async list(what: 'channels' | 'bridges'): Promise<unknown> {
    const reply = await fetch(`http://127.0.0.1:${String(this.ariLogin.port)}/ari/${what}`, {
      headers: { Authorization: `Basic ${Buffer.from(`${USER}:${this.ariLogin.password}`).toString('base64')}` },
      signal: AbortSignal.timeout(LIST_MS),
    });
    if (!reply.ok) throw new Error(`GET ${what}: ${String(reply.status)}`);
    return reply.json();
  }

  private async ask(request: AriRequest): Promise<unknown> {
    const reply = await this.ari.request(request);
    if (reply.status >= 400)
      throw new Error(`${request.method} ${request.uri}: ${String(reply.status)} ${reply.reason}`);
    return reply.body;
  }
}

/** Asterisk writes the zone without a colon. */
function instantOf(time: string | null): Instant | null {
  const instant = Date.parse((time ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(instant) ? null : instant;
}

function newCallId(): CallId {
  return uuidV7(systemClock.now(), randomBytes(10)) as CallId;
}
