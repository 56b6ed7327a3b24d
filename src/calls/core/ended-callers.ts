import type { Instant } from '../../kernel/clock.js';
import type { CallId, ChannelId } from '../../kernel/ids.js';
import type { CallState } from './call-state.js';

/** How long a caller's channel is remembered after the call, milliseconds: a picture taken before may still show it. */
const REMEMBER_MS = 120_000;

export type EndedCall = Pick<CallState, 'callId' | 'tenantId' | 'caller' | 'called' | 'queueId' | 'agentId' | 'host'>;

export interface EndedCaller {
  /** Null where another node has kept the call: it may be brought here again. */
  readonly callId: CallId | null;
  readonly at: Instant;
  /** What is known of it while it may still be spoken of. */
  readonly call: EndedCall;
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

  /** A call that has ended lately. */
  callOf(callId: CallId): EndedCall | undefined {
    return [...this.callers.values()].find((caller) => caller.callId === callId)?.call;
  }

  remember(call: CallState, now: Instant, isOver: boolean): void {
    const { callerLeg, timers } = call;
    // Only the guard ends a call whose caller has not been told as gone.
    const gone = callerLeg.gone || timers.endGuard === undefined || now < timers.endGuard;
    const { callId, tenantId, caller, called, queueId, agentId, host } = call;
    const ended = { callId, tenantId, caller, called, queueId, agentId, host };
    this.callers.set(callerLeg.channelId, { callId: isOver ? callId : null, at: now, gone, call: ended });
    for (const [oldest, { at }] of this.callers) {
      if (at > now - REMEMBER_MS) break;
      this.callers.delete(oldest);
    }
  }

  forget(channelId: ChannelId): void {
    this.callers.delete(channelId);
  }
}
