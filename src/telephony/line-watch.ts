import type { PinoLogger } from 'nestjs-pino';

import { systemClock } from '../kernel/clock.js';
import { AmiClient, type AmiOptions } from './ami.client.js';
import { contactOfEvent, contactOfRow, LineStates, type ContactSeen, type LineState } from './core/line-states.js';

/** A lost event costs so long at most; the list of 10,000 telephones is 6 MB. */
const READ_EVERY_MS = 5 * 60_000;
const RETRY_MS = 5_000;

export interface LineWatchOptions {
  readonly manager: AmiOptions;
  readonly log: PinoLogger;
}

/**
 * Which telephones are registered and which trunks answer: read as a list when Asterisk comes, kept up by its events.
 * The list goes by a connection of its own, where no recording waits behind it.
 */
export class LineWatch {
  private readonly states = new LineStates();
  private readonly manager: AmiClient;
  private readonly log: PinoLogger;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  /** Endpoints heard of while a list is being made. */
  private heardMeanwhile: Set<string> | null = null;
  private trunks: () => Iterable<string> = () => [];
  /** Whether the list has been read since the start: what is not on it is nowhere. */
  private listRead = false;
  private listener: (endpoints: readonly string[]) => void = () => undefined;

  constructor({ manager, log }: LineWatchOptions) {
    this.log = log;
    this.manager = new AmiClient(manager, () => undefined);
  }

  /**
   * @param trunks endpoints of the trunks: they do not register, and are asked for one by one
   * @param listener hears which endpoints' lines are others now; called when they are known for the first time, also for none
   */
  watch(trunks: () => Iterable<string>, listener: (endpoints: readonly string[]) => void): void {
    this.trunks = trunks;
    this.listener = listener;
  }

  line(endpoint: string): LineState {
    return this.states.line(endpoint);
  }

  get known(): boolean {
    return this.listRead;
  }

  start(): void {
    this.manager.start();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.manager.stop();
  }

  /** Takes an event of Asterisk; others than those of contacts are passed over. */
  hear(event: unknown): void {
    const contact = contactOfEvent(event);
    if (contact === null) return;
    this.heardMeanwhile?.add(contact.endpoint);
    if (this.states.heard(contact, systemClock.now())) this.listener([contact.endpoint]);
  }

  /** Reads the list, now and from now on at intervals; returns at once. */
  read(): void {
    clearTimeout(this.timer);
    this.readNow().then(
      () => this.readAgainIn(READ_EVERY_MS),
      (error: unknown) => {
        this.log.warn({ err: error }, 'registrations are not known now');
        this.readAgainIn(RETRY_MS);
      },
    );
  }

  /** Asterisk is away: what is known stays, and is read again when it is back. */
  pause(): void {
    clearTimeout(this.timer);
  }

  private readAgainIn(ms: number): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.read();
    }, ms);
  }

  private async readNow(): Promise<void> {
    const heard = new Set<string>();
    this.heardMeanwhile = heard;
    try {
      const contacts = rowsToContacts(await this.manager.list({ Action: 'PJSIPShowContacts' }));
      for (const endpoint of this.trunks()) {
        contacts.push(...rowsToContacts(await this.manager.list({ Action: 'PJSIPShowEndpoint', Endpoint: endpoint })));
      }
      const others = this.states.seen(contacts, heard, systemClock.now());
      const first = !this.listRead;
      this.listRead = true;
      if (first || others.length > 0) this.listener(others);
    } finally {
      this.heardMeanwhile = null;
    }
  }
}

function rowsToContacts(rows: readonly Readonly<Record<string, string>>[]): ContactSeen[] {
  return rows.flatMap((row) => contactOfRow(row) ?? []);
}
