import type { BridgeId, CallId, ChannelId, PlaybackId } from '../../kernel/ids.js';
import type { Visit } from '../../kernel/visit.js';

/** What the hall may ask of telephony. Commands about one channel are carried out in the order given. */
export type TelephonyCommand =
  | { readonly command: 'ring'; readonly channelId: ChannelId }
  | { readonly command: 'answer'; readonly channelId: ChannelId }
  /** causeCode: ITU-T Q.850; before the answer it becomes the SIP status of the refusal. */
  | { readonly command: 'hangUp'; readonly channelId: ChannelId; readonly causeCode: number }
  /** media: sound files as Asterisk sees them, without ending. */
  | {
      readonly command: 'playPrompt';
      readonly channelId: ChannelId;
      readonly playbackId: PlaybackId;
      readonly media: readonly string[];
    }
  | { readonly command: 'stopPrompt'; readonly channelId: ChannelId; readonly playbackId: PlaybackId }
  | { readonly command: 'startMusic'; readonly channelId: ChannelId; readonly musicClass: string }
  | { readonly command: 'stopMusic'; readonly channelId: ChannelId }
  | {
      readonly command: 'dial';
      readonly channelId: ChannelId;
      readonly endpoint: string;
      /** To dial by this line, digits only; null: the line is the telephone itself. */
      readonly number: string | null;
      readonly callerNumber: string;
      readonly ringTimeoutS: number;
      /** The line of an agent that is open already, by the id of its call: it is not rung, the call is brought to it. */
      readonly openLine?: CallId;
      /** The telephone is asked to answer by itself; left out: it rings. */
      readonly autoAnswer?: true;
      /** What another node is told of the call; null: it is no other node that is dialled. */
      readonly visit: Visit | null;
    }
  /** Asterisk ends the channel by itself after so long, whoever is away; 0 takes it back. */
  | { readonly command: 'limitDuration'; readonly channelId: ChannelId; readonly seconds: number }
  /** Makes the bridge if it is not there and puts both channels into it. */
  | {
      readonly command: 'bridge';
      readonly bridgeId: BridgeId;
      readonly channelIds: readonly [ChannelId, ChannelId];
    }
  /** Makes the bridge if it is not there and puts the channel into it, out of whichever it was in. */
  | { readonly command: 'join'; readonly channelId: ChannelId; readonly bridgeId: BridgeId }
  | { readonly command: 'leave'; readonly channelId: ChannelId; readonly bridgeId: BridgeId }
  | { readonly command: 'stopRinging'; readonly channelId: ChannelId }
  /** What comes from the channel is heard by nobody, or again. */
  | { readonly command: 'mute' | 'unmute'; readonly channelId: ChannelId }
  /** Tones for whoever is at the channel. */
  | { readonly command: 'sendDigits'; readonly channelId: ChannelId; readonly digits: string }
  /**
   * Makes a channel that brings all that another one says and hears into a bridge, and what is said there to that one
   * alone.
   */
  | {
      readonly command: 'spy';
      readonly channelId: ChannelId;
      readonly onChannelId: ChannelId;
      readonly bridgeId: BridgeId;
    }
  /** The telephone that rings is told to lift its receiver; whether it does so it tells by its answer. */
  | { readonly command: 'letAnswer'; readonly channelId: ChannelId }
  /** Where nothing is being recorded, it is done already. */
  | { readonly command: 'stopRecording'; readonly channelId: ChannelId }
  | { readonly command: 'dropBridge'; readonly channelId: ChannelId; readonly bridgeId: BridgeId }
  /** One mono WAV per direction of this channel, kept in step; paths are relative to the recording spool. */
  | {
      readonly command: 'startRecording';
      readonly channelId: ChannelId;
      readonly heardFrom: string;
      readonly saidTo: string;
      /** Also while the channel is with nobody; left out: only in a conversation. */
      readonly alone?: true;
    };
