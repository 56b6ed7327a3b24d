import type { CallId, ChannelId, PlaybackId } from '../../kernel/ids.js';
import type { LegEvent } from './leg-events.js';

/** The Stasis application that every call is handed to. */
export const APPLICATION = 'callrack';
/** First argument of a leg that we dialled; one that arrives has its endpoint there (extensions.conf). */
export const DIALLED = 'dialled';

/** The only messages that Asterisk is asked to send. Its filter also holds back the replies to requests, if not named. */
export const NEEDED_EVENTS = [
  'RESTResponse',
  'StasisStart',
  'ChannelStateChange',
  'ChannelDestroyed',
  'ChannelDtmfReceived',
  'PlaybackFinished',
] as const;

type Json = Readonly<Record<string, unknown>>;

/**
 * What an event of ARI means to the hall, or null. Takes anything: what it does not know it ignores.
 *
 * @param newCallId makes the id of a call that arrives
 */
export function translate(event: unknown, newCallId: () => CallId): LegEvent | null {
  if (!isObject(event)) return null;
  const channelId = text(at(event, 'channel', 'id')) as ChannelId | null;
  switch (event['type']) {
    case 'StasisStart':
      return channelId === null ? null : started(event, channelId, newCallId);
    case 'ChannelStateChange':
      return channelId !== null && at(event, 'channel', 'state') === 'Ringing'
        ? { type: 'leg.ringing', channelId }
        : null;
    case 'ChannelDestroyed': {
      const cause = event['cause'];
      return channelId === null
        ? null
        : { type: 'leg.ended', channelId, causeCode: typeof cause === 'number' ? cause : 0 };
    }
    case 'ChannelDtmfReceived': {
      const key = text(event['digit']);
      return channelId === null || key === null ? null : { type: 'key.pressed', channelId, key };
    }
    case 'PlaybackFinished':
      return played(event);
    default:
      return null;
  }
}

function started(event: Json, channelId: ChannelId, newCallId: () => CallId): LegEvent | null {
  const args: unknown = event['args'];
  const first = Array.isArray(args) ? text(args[0]) : null;
  if (first === DIALLED) return { type: 'leg.answered', channelId };
  return {
    type: 'leg.arrived',
    channelId,
    callId: newCallId(),
    endpoint: first ?? '',
    callerNumber: text(at(event, 'channel', 'caller', 'number')) ?? '',
    dialled: text(at(event, 'channel', 'dialplan', 'exten')) ?? '',
  };
}

function played(event: Json): LegEvent | null {
  const playbackId = text(at(event, 'playback', 'id')) as PlaybackId | null;
  const target = text(at(event, 'playback', 'target_uri'));
  if (playbackId === null || target?.startsWith('channel:') !== true) return null;
  return {
    type: 'prompt.ended',
    channelId: target.slice('channel:'.length) as ChannelId,
    playbackId,
    ok: at(event, 'playback', 'state') === 'done',
  };
}

/** The PJSIP endpoint in a channel's name, `PJSIP/<endpoint>-<serial>`; '' for other technologies. */
export function endpointOf(channelName: string): string {
  return /^PJSIP\/(.+)-[0-9a-f]{8}$/.exec(channelName)?.[1] ?? '';
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of keys, undefined where there is none. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
