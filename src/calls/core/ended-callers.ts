import type { Instant } from '../../kernel/clock.js';
import type { CallId, ChannelId } from '../../kernel/ids.js';
import type { CallState } from './call-state.js';

/** How long a caller's channel is remembered after the call, milliseconds: a picture taken before may still show it. */
const REMEMBER_MS = 120_000;

export interface EndedCaller {
  /** Null where another node has kept the call: it may be brought here again. */
  readonly callId: CallId | null;
  readonly at: Instant;
  /** False: nobody has told that the channel is gone; the call was ended without waiting for it any longer. */
  readonly gone: boolean;
}

/** The callers of calls that ended lately, oldest first. */
export class EndedCallers {
  private readonly callers = new Map<ChannelId, EndedCaller>();

  get(channelId: ChannelId): EndedCaller | undefined {
    return this.callers.get(channelId);
  }

  has(channelId: ChannelId): boolean {
    return this.callers.has(channelId);
  }

  /** Whether a call has ended lately: another node may still believe that it has it. */
  hasCall(callId: CallId): boolean {
    return [...this.callers.values()].some((caller) => caller.callId === callId);
  }

  remember(call: CallState, now: Instant, isOver: boolean): void {
    const { callerLeg, timers } = call;
    // Only the guard ends a call whose caller has not been told as gone.
    const gone = callerLeg.gone || timers.endGuard === undefined || now < timers.endGuard;
    this.callers.set(callerLeg.channelId, { callId: isOver ? call.callId : null, at: now, gone });
    for (const [oldest, { at }] of this.callers) {
      if (at > now - REMEMBER_MS) break;
      this.callers.delete(oldest);
    }
  }

  forget(channelId: ChannelId): void {
    this.callers.delete(channelId);
  }
}
