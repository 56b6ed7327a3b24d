import type { CallId, ChannelId, PlaybackId } from '../../kernel/ids.js';
import { arrivalOf, OPEN_LINE } from './arrival.js';
import { at, isObject, text, type Json } from './json.js';
import type { LegEvent } from './leg-events.js';

/** The Stasis application that every call is handed to. */
export const APPLICATION = 'callrack';
/** First argument of a leg that we dialled; one that arrives has its endpoint there (extensions.conf). */
export const DIALLED = 'dialled';

/** Legs that we dial carry ids of ours (`<call id>-a<n>`), legs that arrive Asterisk's own (`<node>-<seconds>.<serial>`). */
const DIALLED_BY_US = /-a\d+$/;
/** Channels that bring another's sound to somebody who listens (`<call id>-s<n>x<m>`, `…y<k>`). */
const SPY = /-s\d+x\d+(y\d+)?$/;

/** What the half is called that comes to an open line, behind the id of the leg that we dialled. */
export const OTHER_HALF = '-l';

export function isDialled(channelId: string): boolean {
  return DIALLED_BY_US.test(channelId);
}

/** ITU-T Q.850: normal call clearing. */
const NORMAL_CLEARING = 16;
/** SIP status that ends a call which its caller cancelled. */
const REQUEST_TERMINATED = 487;

/** The only messages that Asterisk is asked to send. Its filter also holds back the replies to requests, if not named. */
export const NEEDED_EVENTS = [
  'RESTResponse',
  'StasisStart',
  'ChannelStateChange',
  'Dial',
  'ChannelDestroyed',
  'ChannelDtmfReceived',
  'PlaybackFinished',
  'ContactStatusChange',
] as const;

/**
 * What an event of ARI means to the hall, or null. Takes anything: what it does not know it ignores.
 *
 * @param newCallId makes the id of a call that arrives
 */
export function translate(event: unknown, newCallId: () => CallId): LegEvent | null {
  if (!isObject(event)) return null;
  const channelId = text(at(event, 'channel', 'id')) as ChannelId | null;
  switch (event.type) {
    case 'StasisStart':
      return channelId === null ? null : started(event, channelId, newCallId);
    case 'ChannelStateChange':
      return channelId === null || !isDialled(channelId) ? null : progressed(event, channelId);
    case 'Dial':
      return heardEarly(event);
    case 'ChannelDestroyed':
      return channelId === null ? null : { type: 'leg.ended', channelId, causeCode: causeOf(event) };
    case 'ChannelDtmfReceived': {
      const key = text(event.digit);
      return channelId === null || key === null ? null : { type: 'key.pressed', channelId, key };
    }
    case 'PlaybackFinished':
      return played(event);
    default:
      return null;
  }
}

/** A leg that arrives. Those that we dial start before they ring; what is not SIP (a Local channel) is no call of ours. */
function started(event: Json, channelId: ChannelId, newCallId: () => CallId): LegEvent | null {
  const args = Array.isArray(event.args) ? event.args.map(text) : [];
  if ((args[0] ?? null) === null || isDialled(channelId)) return null;
  const isHalf = channelId.endsWith(OTHER_HALF) && args[0] === OPEN_LINE;
  if (!isHalf && endpointOf(text(at(event, 'channel', 'name')) ?? '') === '') return null;
  return { type: 'leg.arrived', channelId, ...arrivalOf(args, event.channel, newCallId) };
}

/** The channel that we made for a dial and that is in the application now, or null. */
export function startedByUs(event: unknown): ChannelId | null {
  if (at(event, 'type') !== 'StasisStart') return null;
  const channelId = text(at(event, 'channel', 'id'));
  return channelId !== null && (isDialled(channelId) || SPY.test(channelId)) ? (channelId as ChannelId) : null;
}

function progressed(event: Json, channelId: ChannelId): LegEvent | null {
  switch (at(event, 'channel', 'state')) {
    case 'Ringing':
      return { type: 'leg.ringing', channelId };
    case 'Up':
      return { type: 'leg.answered', channelId };
    default:
      return null;
  }
}

/** The far end lets something be heard before the answer (SIP 183), and then mostly never says that it rings. */
function heardEarly(event: Json): LegEvent | null {
  const channelId = text(at(event, 'peer', 'id')) as ChannelId | null;
  if (channelId === null || !isDialled(channelId) || event.dialstatus !== 'PROGRESS') return null;
  return { type: 'leg.ringing', channelId };
}

/** Asterisk gives no cause (0) for a plain BYE and "interworking" for a CANCEL: both are a party that hung up. */
function causeOf(event: Json): number {
  const cause = event.cause;
  if (typeof cause !== 'number' || cause === 0) return NORMAL_CLEARING;
  return event.tech_cause === REQUEST_TERMINATED ? NORMAL_CLEARING : cause;
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
