import type { BridgeId, ChannelId, PlaybackId } from '../../kernel/ids.js';
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
  | { readonly command: 'dropBridge'; readonly channelId: ChannelId; readonly bridgeId: BridgeId }
  /** One mono WAV per direction of this channel, kept in step; paths are relative to the recording spool. */
  | {
      readonly command: 'startRecording';
      readonly channelId: ChannelId;
      readonly heardFrom: string;
      readonly saidTo: string;
    };
