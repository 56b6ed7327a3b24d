import type { Instant } from '../../kernel/clock.js';
import type { BridgeId, CallId, ChannelId, PlaybackId } from '../../kernel/ids.js';
import type { Visit } from '../../kernel/visit.js';

/** What telephony tells the hall, one leg at a time. Unknown or unneeded events of Asterisk never get this far. */
export type LegEvent =
  /**
   * A call enters from a line: `endpoint` is the PJSIP endpoint it came by, `callId` is made for it here, or is that of
   * the visit.
   */
  | {
      readonly type: 'leg.arrived';
      readonly channelId: ChannelId;
      readonly callId: CallId;
      readonly endpoint: string;
      readonly callerNumber: string;
      readonly dialled: string;
      /** What it brings along from another node; null where it brings nothing that can be read, or from anybody else. */
      readonly visit: Visit | null;
    }
  /** Told by a leg that we dialled, perhaps twice: it rings, or lets something be heard before the answer. */
  | { readonly type: 'leg.ringing'; readonly channelId: ChannelId }
  /** A leg that we dialled was answered. */
  | { readonly type: 'leg.answered'; readonly channelId: ChannelId }
  /** The channel is gone; causeCode is ITU-T Q.850. */
  | { readonly type: 'leg.ended'; readonly channelId: ChannelId; readonly causeCode: number }
  | { readonly type: 'key.pressed'; readonly channelId: ChannelId; readonly key: string }
  | {
      readonly type: 'prompt.ended';
      readonly channelId: ChannelId;
      readonly playbackId: PlaybackId;
      readonly ok: boolean;
    }
  | { readonly type: 'recording.started'; readonly channelId: ChannelId }
  /** It did not begin. */
  | { readonly type: 'recording.failed'; readonly channelId: ChannelId; readonly why: string }
  /** It was to stop, and goes on as far as anybody knows. */
  | { readonly type: 'recording.goesOn'; readonly channelId: ChannelId; readonly why: string }
  /** Asterisk refused a command about this channel (a 404 for a channel that has just ended is not reported). */
  | {
      readonly type: 'command.refused';
      readonly channelId: ChannelId;
      readonly command: string;
      /** Of a refused playPrompt: by the time this is told another prompt may play. */
      readonly playbackId: PlaybackId | null;
      readonly status: number;
      readonly why: string;
    }
  /** The whole truth of Asterisk, after each (re)connection and at intervals: what is not in it does not exist. */
  | {
      readonly type: 'asterisk.resynced';
      /** 'connected': events may have been missed before it; 'periodic': none should have been. */
      readonly occasion: 'connected' | 'periodic';
      /** When Asterisk was asked: what began after it is not judged by the answer. */
      readonly askedAt: Instant;
      readonly channels: readonly ChannelSeen[];
    }
  | { readonly type: 'asterisk.away' };

export interface ChannelSeen {
  readonly channelId: ChannelId;
  /** A call id for it, should it turn out to be a call nobody knows yet. */
  readonly callId: CallId;
  readonly endpoint: string;
  readonly callerNumber: string;
  readonly dialled: string;
  /** As of a leg that arrives. */
  readonly visit: Visit | null;
  readonly up: boolean;
  /** True when the channel is in our Stasis application now. */
  readonly inApplication: boolean;
  readonly bridgeId: BridgeId | null;
}
