import type { ChannelId } from '../kernel/ids.js';
import type { AriReply, AriRequest } from './ari.socket.js';
import { at, text } from './core/json.js';
import type { LegEvent } from './core/leg-events.js';
import { channelOf, impossible, isReported, requestsOf, type AriCommand, type Request } from './core/requests.js';
import { AriAway } from './telephony.errors.js';

/** The end of a channel explains most refusals; it has so long to be told before the refusal is, milliseconds. */
const EXPLANATION_MS = 1000;
/** How long a channel that was made may take to come into the application before it may call. */
const START_MS = 3000;
/** ITU-T Q.850. */
const TEMPORARY_FAILURE = 41;

export interface AriCommandsOptions {
  readonly ask: (request: AriRequest) => Promise<AriReply>;
  readonly report: (event: LegEvent) => void;
  /** What concerns nobody but the log: a command that was lost or refused. */
  readonly note: (what: string, command: string, channelId: ChannelId, detail: unknown) => void;
}

interface WaitingDial {
  readonly command: AriCommand;
  readonly request: Request;
  readonly timeout: NodeJS.Timeout;
}

/**
 * Carries out the hall's commands. Requests leave in the order of the commands, and one connection carries them out in
 * that order. What is lost with a connection is not reported: the picture taken after the next one tells.
 */
export class AriCommands {
  private readonly waiting = new Map<ChannelId, WaitingDial>();
  private readonly explanations = new Set<NodeJS.Timeout>();

  constructor(private readonly options: AriCommandsOptions) {}

  perform(command: AriCommand): void {
    // Who is hung up before he calls must not call afterwards.
    if (command.command === 'hangUp') this.forget(command.channelId);
    const why = impossible(command);
    if (why !== null) {
      // Not within the turn that asks for it.
      setImmediate(() => {
        this.refused(command, 400, why);
      });
      return;
    }
    for (const request of requestsOf(command)) {
      if (request.afterStart === true) this.wait(command, request);
      else this.send(command, request);
    }
  }

  /** A channel that we made has come into the application. */
  started(channelId: ChannelId): void {
    const dial = this.waiting.get(channelId);
    if (dial === undefined) return;
    this.forget(channelId);
    this.send(dial.command, dial.request);
  }

  /** The connection is gone, and what waited with it. */
  away(): void {
    for (const channelId of this.waiting.keys()) this.forget(channelId);
  }

  stop(): void {
    this.away();
    for (const timeout of this.explanations) clearTimeout(timeout);
    this.explanations.clear();
  }

  private wait(command: AriCommand, request: Request): void {
    const channelId = channelOf(command);
    this.forget(channelId);
    const timeout = setTimeout(() => {
      this.waiting.delete(channelId);
      this.refused(command, 408, 'the channel did not come into the application');
      this.undial(channelId, request);
    }, START_MS);
    this.waiting.set(channelId, { command, request, timeout });
  }

  private forget(channelId: ChannelId): void {
    clearTimeout(this.waiting.get(channelId)?.timeout);
    this.waiting.delete(channelId);
  }

  /** After a dial that came to nothing no channel may be left that never calls. */
  private undial(channelId: ChannelId, request: Request): void {
    this.forget(channelId);
    if (request.afterStart === true) this.perform({ command: 'hangUp', channelId, causeCode: TEMPORARY_FAILURE });
  }

  private send(command: AriCommand, request: Request): void {
    this.options.ask(request).then(
      (reply) => {
        if (reply.status < 400) return;
        const why = text(at(reply.body, 'message')) ?? text(at(reply.body, 'error')) ?? reply.reason;
        const isTold = isReported(command, request, reply.status, why);
        if (isTold && command.command === 'dial') this.undial(command.channelId, request);
        if (isTold) this.refused(command, reply.status, why);
        else this.options.note('refused', command.command, channelOf(command), why);
      },
      (error: unknown) => {
        this.options.note(error instanceof AriAway ? 'not sent' : 'failed', command.command, channelOf(command), error);
      },
    );
  }

  private refused(command: AriCommand, status: number, why: string): void {
    const channelId = channelOf(command);
    const playbackId = command.command === 'playPrompt' ? command.playbackId : null;
    const event: LegEvent = { type: 'command.refused', channelId, command: command.command, playbackId, status, why };
    if (command.command === 'dial') {
      this.options.report(event);
      return;
    }
    const timeout = setTimeout(() => {
      this.explanations.delete(timeout);
      this.options.report(event);
    }, EXPLANATION_MS);
    this.explanations.add(timeout);
  }
}
