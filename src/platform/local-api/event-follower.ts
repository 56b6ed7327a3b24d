import type { EngineDoor } from './engine-doors.js';
import { eventLine } from './engine-status.js';
import type { FactAt } from './fact-source.js';
import { CLOSED, LineFollowing, type Ended, type FollowerTimes } from './line-following.js';

export interface Follower {
  /** Starts afresh (at first, and after a gap): takes the present state and returns the `seq` that it includes. */
  refresh(): Promise<number>;
  /** Each fact once, in order. */
  take(event: FactAt): void;
  /** The stream has come up, or has gone down. */
  connected(up: boolean, why: string): void;
}

/** Follows GET /v1/events for ever: resumes by the last `seq`, reconnects with back-off, starts afresh after a gap. */
export class EventFollower {
  private readonly following: LineFollowing;
  /** The last fact taken; null when the present state has to be fetched first. */
  private at: number | null = null;

  constructor(
    door: EngineDoor,
    private readonly follower: Follower,
    times: Partial<FollowerTimes> = {},
  ) {
    this.following = new LineFollowing(door, times);
  }

  start(): void {
    this.following.start(
      () => this.followOnce(),
      (why) => this.follower.connected(false, why),
    );
  }

  async stop(): Promise<void> {
    await this.following.stop();
  }

  private async followOnce(): Promise<Ended> {
    this.at ??= await this.follower.refresh();
    const response = await this.following.open(`/v1/events?after=${this.at}`);
    const closed = await this.following.read(response, (line) => this.hear(line));
    return closed ? CLOSED : { why: 'facts are missing, starting afresh' };
  }

  /** @returns false after a gap */
  private hear(line: string): boolean {
    const heard = eventLine.parse(JSON.parse(line));
    this.following.heard();
    if ('gap' in heard) {
      this.at = null;
      return false;
    }
    if (!('seq' in heard)) {
      this.follower.connected(true, '');
      return true;
    }
    if (this.at !== null && heard.seq <= this.at) return true;
    // Kinds that a newer engine has are for the reader to pass over.
    this.follower.take(heard as unknown as FactAt);
    this.at = heard.seq;
    return true;
  }
}
