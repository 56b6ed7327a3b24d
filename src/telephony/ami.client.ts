import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { AmiRefused } from './telephony.errors.js';

export interface AmiOptions {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** How long a recording waits for the next sign-in. */
  readonly patienceMs?: number;
}

type Fields = Readonly<Record<string, string>>;

interface Pending {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
  readonly timeout: NodeJS.Timeout;
  /** Of a list, what has come so far; null for a plain request. */
  readonly rows: Fields[] | null;
}

interface Reply {
  readonly fields: Fields;
  readonly rows: readonly Fields[];
}

const REQUEST_MS = 5000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1000;
const PATIENCE_MS = 2500;
/** What Asterisk says where nothing is recorded, or where nobody is. */
const NOTHING_TO_STOP = /could not stop|no such channel/i;
const END_OF_LINE = '\r\n';
const END_OF_MESSAGE = '\r\n\r\n';

/**
 * Asterisk's manager interface, for what ARI has not or not at once: MixMonitor, the end of a call by the clock, and the
 * list of contacts. Signs in again for ever.
 */
export class AmiClient {
  private readonly stopping = new AbortController();
  private readonly pending = new Map<string, Pending>();
  /** Who waits for the next sign-in. */
  private readonly longing = new Set<() => void>();
  private socket: Socket | null = null;
  private signedIn = false;
  private running: Promise<void> = Promise.resolve();
  private actions = 0;

  constructor(
    private readonly options: AmiOptions,
    private readonly told: (up: boolean, why: string) => void,
  ) {}

  get connected(): boolean {
    return this.signedIn;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.socket?.destroy();
    await this.running;
  }

  /**
   * Begins to write what a channel hears and says into two WAV files, for as long as it is bridged (option b). They stay
   * in step: Asterisk puts silence where nothing came (option n would switch that off). Waits a little for the manager
   * interface, where that comes back later than ARI.
   *
   * @param channelId name or unique id of the channel
   * @param heardFrom file, as Asterisk sees it, for the sound that comes from the channel
   * @param saidTo file for the sound that goes to it
   * @param alone at once, with whom it is or not; otherwise while it is bridged
   * @throws AmiRefused
   */
  async mixMonitor(channelId: string, heardFrom: string, saidTo: string, alone = false): Promise<void> {
    await this.becomesReady();
    const { fields } = await this.send({
      Action: 'MixMonitor',
      Channel: channelId,
      Options: `r(${heardFrom})t(${saidTo})${alone ? '' : 'b'}`,
    });
    if (fields.Response !== 'Success') throw new AmiRefused(fields.Message ?? 'no reason given');
  }

  /**
   * Ends the recorder of a channel; where there is none, or no such channel, that is so already.
   *
   * @throws AmiRefused
   */
  async stopMixMonitor(channelId: string): Promise<void> {
    await this.becomesReady();
    const { fields } = await this.send({ Action: 'StopMixMonitor', Channel: channelId });
    const { Response: response, Message: why = 'no reason given' } = fields;
    if (response !== 'Success' && !NOTHING_TO_STOP.test(why)) throw new AmiRefused(why);
  }

  /**
   * Tells the telephone of a channel that rings to lift its receiver: a NOTIFY of the event "talk" within its dialog, which
   * telephones know that can be answered from a computer.
   *
   * @throws AmiRefused
   */
  async letAnswer(channelId: string): Promise<void> {
    await this.becomesReady();
    const { fields } = await this.send({ Action: 'PJSIPNotify', Channel: channelId, Variable: 'Event=talk' });
    if (fields.Response !== 'Success') throw new AmiRefused(fields.Message ?? 'no reason given');
  }

  /**
   * Asterisk ends the channel by itself so many seconds from now, whatever it does then; 0 takes that back. ARI could set
   * the same variable, but would wait for the end of a prompt that plays, and all requests behind it as well.
   *
   * @throws AmiRefused
   */
  async limitDuration(channelId: string, seconds: number): Promise<void> {
    await this.becomesReady();
    const { fields } = await this.send({
      Action: 'Setvar',
      Channel: channelId,
      Variable: 'TIMEOUT(absolute)',
      Value: String(seconds === 0 ? 0 : Math.max(1, Math.ceil(seconds))),
    });
    if (fields.Response !== 'Success') throw new AmiRefused(fields.Message ?? 'no reason given');
  }

  /**
   * Asks for a list: the events between "start" and "Complete". Asterisk answers an error where there is nothing to list.
   *
   * @throws AmiRefused when the manager interface is away or the list stops
   */
  async list(action: Fields): Promise<readonly Fields[]> {
    await this.becomesReady();
    const { rows } = await this.send(action, []);
    return rows;
  }

  private becomesReady(): Promise<void> {
    if (this.signedIn) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => {
        this.longing.delete(signedIn);
        reject(new AmiRefused('the manager interface is away'));
      }, this.options.patienceMs ?? PATIENCE_MS);
      const signedIn = (): void => {
        clearTimeout(timeout);
        resolve();
      };
      this.longing.add(signedIn);
    });
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const lived = await this.connectOnce();
      if (lived) pauseMs = FIRST_PAUSE_MS;
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  private connectOnce(): Promise<boolean> {
    const socket = connect({ host: '127.0.0.1', port: this.options.port });
    this.socket = socket;
    socket.setEncoding('utf8').setKeepAlive(true);
    return new Promise((resolve) => {
      let buffer = '';
      let lived = false;
      let why = 'closed';
      socket.on('connect', () => {
        this.signIn().then(
          () => {
            lived = true;
            this.signedIn = true;
            this.told(true, '');
            for (const signedIn of this.longing) signedIn();
            this.longing.clear();
          },
          (error: unknown) => {
            why = error instanceof Error ? error.message : String(error);
            socket.destroy();
          },
        );
      });
      socket.on('data', (data) => {
        const messages = `${buffer}${data.toString()}`.split(END_OF_MESSAGE);
        buffer = messages.pop() ?? '';
        for (const message of messages) this.hear(message);
      });
      socket.on('error', (error) => {
        why = error.message;
      });
      socket.on('close', () => {
        this.socket = null;
        if (this.signedIn && !this.stopping.signal.aborted) this.told(false, why);
        this.signedIn = false;
        this.failPending(why);
        resolve(lived);
      });
    });
  }

  private async signIn(): Promise<void> {
    const { user, password } = this.options;
    const { fields } = await this.send({ Action: 'Login', Username: user, Secret: password, Events: 'off' });
    if (fields.Response !== 'Success') throw new AmiRefused('the manager interface refuses our password');
  }

  private send(action: Fields, rows: Fields[] | null = null): Promise<Reply> {
    const { socket } = this;
    if (socket === null) return Promise.reject(new AmiRefused('the manager interface is away'));
    if (Object.values(action).some((value) => /[\r\n]/.test(value)))
      return Promise.reject(new AmiRefused('a line break within a field'));
    this.actions += 1;
    const id = String(this.actions);
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => {
        this.pending.delete(id);
        reject(new AmiRefused(`no reply to ${action.Action ?? ''}`));
      }, REQUEST_MS);
      this.pending.set(id, { resolve, reject, timeout, rows });
      const lines = Object.entries({ ...action, ActionID: id }).map(([name, value]) => `${name}: ${value}`);
      socket.write(`${lines.join(END_OF_LINE)}${END_OF_MESSAGE}`);
    });
  }

  private hear(message: string): void {
    const fields = fieldsOf(message);
    const pending = this.pending.get(fields.ActionID ?? '');
    if (pending === undefined) return;
    const { rows } = pending;
    if (rows !== null) {
      pending.timeout.refresh();
      if (fields.Response === 'Success') return;
      if (fields.Response === undefined && fields.EventList !== 'Complete') {
        rows.push(fields);
        return;
      }
    } else if (fields.Response === undefined) return;
    this.pending.delete(fields.ActionID ?? '');
    clearTimeout(pending.timeout);
    pending.resolve({ fields, rows: rows ?? [] });
  }

  private failPending(why: string): void {
    for (const { reject, timeout } of this.pending.values()) {
      clearTimeout(timeout);
      reject(new AmiRefused(why));
    }
    this.pending.clear();
  }
}

/** The fields of one message; the greeting line before the first is no field. */
function fieldsOf(message: string): Fields {
  const pairs = message.split(END_OF_LINE).flatMap((line) => {
    const colon = line.indexOf(': ');
    return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 2)] as const];
  });
  return Object.fromEntries(pairs);
}
