import type { BridgeId, CallId, ChannelId } from '../../kernel/ids.js';
import type { ChannelSeen } from './leg-events.js';
import { at, endpointOf, isObject, text } from './translate.js';

/** Legs that we dial carry ids of ours. */
const DIALLED_BY_US = /-a\d+$/;

/** What Asterisk holds, from its lists of channels and bridges (GET channels, GET bridges). */
export function pictureOf(channels: unknown, bridges: unknown, newCallId: () => CallId): ChannelSeen[] {
  const bridgeOfChannel = new Map<string, BridgeId>();
  for (const bridge of listOf(bridges)) {
    const id = text(at(bridge, 'id')) as BridgeId | null;
    if (id === null) continue;
    for (const member of listOf(at(bridge, 'channels')))
      if (typeof member === 'string') bridgeOfChannel.set(member, id);
  }
  return listOf(channels).flatMap((channel) => {
    const channelId = text(at(channel, 'id')) as ChannelId | null;
    if (!isObject(channel) || channelId === null) return [];
    const up = channel['state'] === 'Up';
    return [
      {
        channelId,
        callId: newCallId(),
        endpoint: endpointOf(text(channel['name']) ?? ''),
        callerNumber: text(at(channel, 'caller', 'number')) ?? '',
        dialled: text(at(channel, 'dialplan', 'exten')) ?? '',
        up,
        // A leg that we dialled is handed to the application by its answer.
        inApplication: at(channel, 'dialplan', 'app_name') === 'Stasis' || (up && DIALLED_BY_US.test(channelId)),
        bridgeId: bridgeOfChannel.get(channelId) ?? null,
      },
    ];
  });
}

/** Legs that ring: after an outage the application has to ask for their events again. */
export function ringingLegs(picture: readonly ChannelSeen[]): readonly ChannelId[] {
  return picture.filter((seen) => !seen.up && DIALLED_BY_US.test(seen.channelId)).map((seen) => seen.channelId);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
