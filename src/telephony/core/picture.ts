import type { BridgeId, CallId, ChannelId } from '../../kernel/ids.js';
import type { ChannelSeen } from './leg-events.js';
import { arrivalOf } from './arrival.js';
import { at, isObject, text } from './json.js';
import { endpointOf, isDialled } from './translate.js';

/**
 * What Asterisk holds, from its lists of channels and bridges (GET channels, GET bridges). Only SIP channels: others
 * (Local) are no legs of ours.
 *
 * @param ended channels whose end was told after the lists were asked for: the lists may be older than that
 */
export function pictureOf(
  channels: unknown,
  bridges: unknown,
  newCallId: () => CallId,
  ended: ReadonlySet<string> = new Set(),
): ChannelSeen[] {
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
    const endpoint = endpointOf(text(channel.name) ?? '');
    if (endpoint === '' || ended.has(channelId)) return [];
    return [
      {
        channelId,
        ...arrivalOf([endpoint, ...broughtIn(channel)], channel, newCallId),
        up: channel.state === 'Up',
        // A leg that we dial is in the application from its creation to its end.
        inApplication: at(channel, 'dialplan', 'app_name') === 'Stasis' || isDialled(channelId),
        bridgeId: bridgeOfChannel.get(channelId) ?? null,
      },
    ];
  });
}

/** What the dialplan hands over beside the endpoint (extensions.conf): arguments of the application as one text. */
function broughtIn(channel: unknown): readonly string[] {
  if (at(channel, 'dialplan', 'app_name') !== 'Stasis') return [];
  return (text(at(channel, 'dialplan', 'app_data')) ?? '').split(',').slice(2);
}

/** Bridges of ours that nobody is in: what a crash left between the end of a call and the drop of its bridge. */
export function emptyBridges(bridges: unknown): readonly BridgeId[] {
  return listOf(bridges).flatMap((bridge) => {
    const id = text(at(bridge, 'id')) as BridgeId | null;
    return id !== null && /-(?:b|c|m\d+)$/.test(id) && listOf(at(bridge, 'channels')).length === 0 ? [id] : [];
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
