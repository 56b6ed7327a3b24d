import type { Instant } from '../../src/kernel/clock.js';
import type { ChannelId } from '../../src/kernel/ids.js';

/**
 * Where and when something went wrong that the next picture of Asterisk is to mend. Until then engine and Asterisk may
 * differ about that channel; after it they may not.
 */
export class Troubles {
  private everywhereAt: Instant = -1;
  private readonly byChannel = new Map<ChannelId, Instant>();
  private mendedFrom: Instant = 0;
  /** Channels about which a command never got through: what the engine ended may go on in Asterisk. */
  readonly unheard = new Set<ChannelId>();

  on(channelId: ChannelId, now: Instant): void {
    this.byChannel.set(channelId, Math.max(now, this.byChannel.get(channelId) ?? 0));
  }

  everywhere(now: Instant): void {
    this.everywhereAt = now;
  }

  /** A picture that was asked for at this instant has been taken in. */
  mended(askedAt: Instant): void {
    this.mendedFrom = Math.max(this.mendedFrom, askedAt);
  }

  /** True when nothing ever went wrong about this channel by itself. */
  none(channelId: ChannelId): boolean {
    return !this.byChannel.has(channelId);
  }

  /** True when engine and Asterisk must agree about these channels. */
  over(channelIds: readonly ChannelId[]): boolean {
    const last = Math.max(this.everywhereAt, ...channelIds.map((id) => this.byChannel.get(id) ?? -1));
    return last < this.mendedFrom;
  }
}
