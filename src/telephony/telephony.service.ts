import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';

import { systemClock, type Instant } from '../kernel/clock.js';
import { uuidV7, type CallId } from '../kernel/ids.js';
import { Settings } from '../platform/settings/settings.js';
import { AmiClient } from './ami.client.js';
import { AriSocket, type AriReply, type AriRequest } from './ari.socket.js';
import type { TelephonyCommand } from './core/commands.js';
import type { LegEvent } from './core/leg-events.js';
import { pictureOf, ringingLegs } from './core/picture.js';
import { isReported, requestsOf, type AriCommand } from './core/requests.js';
import { APPLICATION, at, NEEDED_EVENTS, text, translate } from './core/translate.js';
import { AriAway } from './telephony.errors.js';

export interface TelephonyState {
  readonly connected: boolean;
  readonly recorder: boolean;
  readonly since: Instant | null;
  readonly version: string | null;
}

/** User of ARI and AMI in Asterisk's configuration. */
const USER = 'callrack';
/** Where recordings lie as Asterisk sees them. */
const RECORDING_SPOOL = '/callrack/var/spool/recording';
const RESYNC_EVERY_MS = 60_000;
/** The end of a channel explains most refusals; it has so long to be told before the refusal is, milliseconds. */
const EXPLANATION_MS = 1000;
/** Modules whose reload empties the memory of telephones and trunks (sorcery.conf). */
const LINE_MODULES = ['res_pjsip.so', 'res_pjsip_endpoint_identifier_ip.so'];

/** The door to Asterisk: commands in, leg events out; everything it knows of Asterisk stays in this room. */
@Injectable()
export class TelephonyService {
  private readonly ari: AriSocket;
  private readonly ami: AmiClient;
  private listener: (event: LegEvent) => void = () => undefined;
  private resyncTimer: NodeJS.Timeout | undefined;
  private readonly explanations = new Set<NodeJS.Timeout>();
  private since: Instant | null = null;
  private version: string | null = null;

  constructor(
    settings: Settings,
    private readonly log: PinoLogger,
  ) {
    log.setContext(TelephonyService.name);
    this.ari = new AriSocket(
      {
        url: `ws://127.0.0.1:${String(settings.ari.port)}/ari/events?app=${APPLICATION}&subscribeAll=false`,
        user: USER,
        password: settings.ari.password,
      },
      {
        event: (event) => {
          const legEvent = translate(event, newCallId);
          if (legEvent !== null) this.listener(legEvent);
        },
        up: () => {
          this.takeOver().catch((error: unknown) => {
            this.log.warn({ err: error }, 'Asterisk could not be taken over, trying again with a new connection');
            this.ari.drop();
          });
        },
        down: (why) => {
          this.since = null;
          clearInterval(this.resyncTimer);
          this.log.warn({ why }, 'Asterisk is away');
          this.listener({ type: 'asterisk.away' });
        },
      },
    );
    this.ami = new AmiClient({ port: settings.ami.port, user: USER, password: settings.ami.password }, (up, why) => {
      if (up) this.log.info('the recorder is there');
      else this.log.warn({ why }, 'the recorder is away');
    });
  }

  /** Who hears what happens. One listener; it must not wait. */
  events(listener: (event: LegEvent) => void): void {
    this.listener = listener;
  }

  start(): Promise<void> {
    this.ari.start();
    this.ami.start();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    clearInterval(this.resyncTimer);
    for (const timeout of this.explanations) clearTimeout(timeout);
    await Promise.all([this.ari.stop(), this.ami.stop()]);
  }

  state(): TelephonyState {
    return {
      connected: this.since !== null && this.ari.connected,
      recorder: this.ami.connected,
      since: this.since,
      version: this.version,
    };
  }

  /** Carries out commands in their order, without waiting; what fails comes back as an event. */
  perform(commands: readonly TelephonyCommand[]): void {
    for (const command of commands) {
      if (command.command === 'startRecording') this.record(command);
      else this.command(command);
    }
  }

  /** Lets Asterisk read telephones and trunks again: their configuration has changed. */
  async reloadLines(): Promise<void> {
    for (const module of LINE_MODULES) await this.ari.request({ method: 'PUT', uri: `asterisk/modules/${module}` });
  }

  private command(command: AriCommand): void {
    for (const request of requestsOf(command)) {
      this.ari.request(request).then(
        (reply) => {
          if (reply.status >= 400) this.refused(command, reply);
        },
        (error: unknown) => {
          // What was lost with the connection is settled by the picture taken after the next one.
          if (error instanceof AriAway) this.log.warn({ err: error, command: command.command }, 'command not sent');
          else this.log.error({ err: error, command: command.command }, 'command failed');
        },
      );
    }
  }

  private refused(command: AriCommand, reply: AriReply): void {
    const why = text(at(reply.body, 'message')) ?? reply.reason;
    const channelId = command.command === 'bridge' ? command.channelIds[0] : command.channelId;
    this.log.debug({ command: command.command, channelId, status: reply.status, why }, 'command refused');
    if (!isReported(command.command, reply.status)) return;
    const event: LegEvent = {
      type: 'command.refused',
      channelId,
      command: command.command,
      status: reply.status,
      why,
    };
    if (command.command === 'dial') {
      this.listener(event);
      return;
    }
    const timeout = setTimeout(() => {
      this.explanations.delete(timeout);
      this.listener(event);
    }, EXPLANATION_MS);
    this.explanations.add(timeout);
  }

  private record(command: Extract<TelephonyCommand, { command: 'startRecording' }>): void {
    const { channelId } = command;
    this.ami
      .mixMonitor(channelId, `${RECORDING_SPOOL}/${command.heardFrom}`, `${RECORDING_SPOOL}/${command.saidTo}`)
      .then(
        () => {
          this.listener({ type: 'recording.started', channelId });
        },
        (error: unknown) => {
          this.log.error({ err: error, channelId }, 'not recorded');
          this.listener({
            type: 'recording.failed',
            channelId,
            why: error instanceof Error ? error.message : String(error),
          });
        },
      );
  }

  /** After each connection: the events wanted, the lines as they are now, then the picture of what is there. */
  private async takeOver(): Promise<void> {
    await this.ask({
      method: 'PUT',
      uri: `applications/${APPLICATION}/eventFilter`,
      body: { allowed: NEEDED_EVENTS.map((type) => ({ type })) },
    });
    const info = await this.ask({ method: 'GET', uri: 'asterisk/info?only=system' });
    this.version = text(at(info, 'system', 'version'));
    await this.resync('connected');
    this.since = systemClock.now();
    this.log.info({ version: this.version }, 'Asterisk is there');
    clearInterval(this.resyncTimer);
    this.resyncTimer = setInterval(() => {
      this.resync('periodic').catch((error: unknown) => {
        this.log.warn({ err: error }, 'no picture of Asterisk');
      });
    }, RESYNC_EVERY_MS);
    await this.reloadLines();
  }

  private async resync(occasion: 'connected' | 'periodic'): Promise<void> {
    const askedAt = systemClock.now();
    const [channels, bridges] = await Promise.all([
      this.ask({ method: 'GET', uri: 'channels' }),
      this.ask({ method: 'GET', uri: 'bridges' }),
    ]);
    const picture = pictureOf(channels, bridges, newCallId);
    for (const channelId of ringingLegs(picture)) {
      await this.ari.request({
        method: 'POST',
        uri: `applications/${APPLICATION}/subscription?eventSource=channel:${encodeURIComponent(channelId)}`,
      });
    }
    this.listener({ type: 'asterisk.resynced', occasion, askedAt, channels: picture });
  }

  private async ask(request: AriRequest): Promise<unknown> {
    const reply = await this.ari.request(request);
    if (reply.status >= 400)
      throw new Error(`${request.method} ${request.uri}: ${String(reply.status)} ${reply.reason}`);
    return reply.body;
  }
}

function newCallId(): CallId {
  return uuidV7(systemClock.now(), randomBytes(10)) as CallId;
}
