import { setTimeout as pause } from 'node:timers/promises';

import type { Notice } from '../../kernel/live-status.js';
import type { EngineDoor } from './engine-doors.js';
import { CLOSED, LineFollowing, NoStream, type Ended, type FollowerTimes } from './line-following.js';
import { readNoticeLine } from './present-status.js';

/** The status of 10,000 agents and telephones costs the engine some 40 ms. */
const BETWEEN_STATUSES_MS = 2_000;
/** An engine of an older build has no notices: it is asked at intervals. */
const POLL_MS = 5_000;
const NOT_FOUND = 404;

export interface PresentListener {
  /** Takes the present as a whole; returns the number of the notices that are counted in. */
  refresh(): Promise<number>;
  /** What has changed since. */
  take(notice: Notice): void;
  /** The present is known and kept up to date, or is not any more. */
  connected(up: boolean, why: string): void;
}

/**
 * Keeps the present: opens the engine's notices, takes the status, and then what comes on top of it; for ever, with
 * back-off. Notices that come while the status is on its way wait for it.
 */
export class NoticeFollower {
  private readonly following: LineFollowing;

  constructor(
    door: EngineDoor,
    private readonly listener: PresentListener,
    times: Partial<FollowerTimes> = {},
  ) {
    this.following = new LineFollowing(door, times);
  }

  start(): void {
    this.following.start(
      () => this.followOnce(),
      (why) => this.listener.connected(false, why),
    );
  }

  async stop(): Promise<void> {
    await this.following.stop();
  }

  /** An engine that has no notices is asked for the present, and again after a while. */
  private async followOnce(): Promise<Ended> {
    const response = await this.following.open('/v1/notices').catch((error: unknown) => {
      if (error instanceof NoStream && error.status === NOT_FOUND) return null;
      throw error;
    });
    if (response === null) {
      await this.listener.refresh();
      this.listener.connected(true, '');
      return { againInMs: POLL_MS };
    }
    const taking = new Taking(this.listener, (error) => response.destroy(error));
    try {
      await this.following.read(response, (line) => {
        this.following.heard();
        taking.hear(line);
        return true;
      });
      return CLOSED;
    } finally {
      taking.end();
    }
  }
}

/** One connection: the status, and the notices around it. */
class Taking {
  private waiting: { readonly n: number; readonly notice: Notice }[] = [];
  private isRefreshing = false;
  /** The status on its way may be older than what was told to be taken again. */
  private again = false;
  private over = false;
  private refreshedAt = -BETWEEN_STATUSES_MS;

  constructor(
    private readonly listener: PresentListener,
    private readonly fail: (error: Error) => void,
  ) {}

  hear(line: string): void {
    const heard = readNoticeLine(line);
    if (heard.kind === 'begin' || heard.kind === 'again') this.refresh();
    if (heard.kind !== 'notice') return;
    if (this.isRefreshing) this.waiting.push(heard);
    else this.listener.take(heard.notice);
  }

  end(): void {
    this.over = true;
  }

  private refresh(): void {
    if (this.isRefreshing) {
      this.again = true;
      return;
    }
    this.isRefreshing = true;
    this.refreshOnce().catch((error: unknown) => {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    });
  }

  private async refreshOnce(): Promise<void> {
    do {
      this.again = false;
      await pause(Math.max(0, this.refreshedAt + BETWEEN_STATUSES_MS - performance.now()));
      if (this.isOver()) return;
      this.refreshedAt = performance.now();
      const at = await this.listener.refresh();
      if (this.isOver()) return;
      this.waiting = this.waiting.filter(({ n }) => n > at);
    } while (this.isAgain());
    this.isRefreshing = false;
    for (const { notice } of this.waiting) this.listener.take(notice);
    this.waiting = [];
    this.listener.connected(true, '');
  }

  /** Methods, because the compiler takes a flag for unchanged across an await. */
  private isOver(): boolean {
    return this.over;
  }

  private isAgain(): boolean {
    return this.again;
  }
}
