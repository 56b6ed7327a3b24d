import type { BridgeId, CallId, ChannelId } from '../../../kernel/ids.js';
import type { TelephonyCommand } from '../../../telephony/core/commands.js';
import type { CallState } from '../call-state.js';
import { bridgeOf } from '../call-views.js';
import { twoOf } from './lead.js';
import { AS_IT_BEGAN, type SideLeg } from './side-leg.js';

/** What somebody hears who is not with others. */
export const HOLD_MUSIC = 'default';

/** Where one of a conversation is: with whom, or alone with what sound. */
export interface Seat {
  readonly room: BridgeId | null;
  readonly sound: 'music' | 'ringing' | null;
  /** Hears, and is not heard. */
  readonly muted: boolean;
  /** Whose sound is brought into the room, in which only that one hears what is said; null: nobody's. */
  readonly hears: Hears | null;
  /** A room of their own that stays while they are here, though they are elsewhere now. */
  readonly keeps: BridgeId | null;
}

interface Hears {
  readonly on: ChannelId;
  /** By this channel: no two listen by the same, one who is hung up may still be there when the next one comes. */
  readonly by: ChannelId;
}

export type Seating = ReadonlyMap<ChannelId, Seat>;

export const NOWHERE: Seat = { room: null, sound: null, muted: false, hears: null, keeps: null };
const WITH_MUSIC: Seat = { ...NOWHERE, sound: 'music' };
const WITH_RINGING: Seat = { ...NOWHERE, sound: 'ringing' };

/** Whether somebody who is there is in another room than they belong to. */
export function isApart(
  state: CallState,
  seen: ReadonlyMap<ChannelId, { readonly bridgeId: BridgeId | null }>,
): boolean {
  return [...seating(state)].some(([channelId, { room }]) => {
    const there = seen.get(channelId);
    return there !== undefined && there.bridgeId !== room;
  });
}

export function asideOf(callId: CallId): BridgeId {
  return `${callId}-c` as BridgeId;
}

/** Who hears whom. */
export function seating(state: CallState): Seating {
  const { near, far } = twoOf(state);
  const { held, muted, farMuted = false, aside, asked = null, sides } = state.talk ?? AS_IT_BEGAN;
  const main = { ...NOWHERE, room: bridgeOf(state.callId) as BridgeId };
  const there = sides.filter(({ answered }) => answered);
  const consulted = sides.find(({ part }) => part === 'consulted');
  const isAside = aside && consulted !== undefined;
  const isAlone = !there.some(({ part }) => part === 'speaker');
  const seats = new Map<ChannelId, Seat>();
  if (far !== null) {
    const place = asked !== null ? NOWHERE : held || (isAside && isAlone) ? WITH_MUSIC : main;
    seats.set(far, { ...place, muted: farMuted });
  }
  const withConsulted = { ...NOWHERE, room: asideOf(state.callId) };
  if (near !== null) {
    const waits = asked !== null && isAlone ? WITH_MUSIC : main;
    const place = isAside ? (consulted.answered ? withConsulted : WITH_RINGING) : waits;
    seats.set(near, { ...place, muted });
  }
  for (const side of there) seats.set(side.channelId, seatOf(side));
  return seats;

  function seatOf({ part, channelId, muted: isMuted, listened = 0 }: SideLeg): Seat {
    const keeps = listened > 0 ? monitorOf(channelId) : null;
    switch (part) {
      case 'consulted':
        return isAside ? { ...withConsulted, muted: isMuted } : WITH_MUSIC;
      case 'speaker':
      case 'takingOver':
        return { ...main, muted: isMuted, keeps };
      case 'listener':
        return { ...main, muted: true };
      case 'listening':
      case 'whispering':
        return {
          ...NOWHERE,
          room: monitorOf(channelId),
          muted: part === 'listening',
          hears: near === null ? null : { on: near, by: spyOf(channelId, near, listened) },
          keeps,
        };
    }
  }
}

/** The room of one who listens: their telephone, and what is brought into it. */
function monitorOf(channelId: ChannelId): BridgeId {
  return channelId.replace(/-a(\d+)$/, '-m$1') as BridgeId;
}

/** The channel that brings another's sound into the room of one who listens. */
function spyOf(listener: ChannelId, on: ChannelId, listened: number): ChannelId {
  const which = /-a(\d+)$/.exec(on)?.[1] ?? '0';
  const again = listened > 1 ? `y${String(listened)}` : '';
  return `${listener.replace(/-a(\d+)$/, '-s$1')}x${which}${again}` as ChannelId;
}

/** What makes the one of the other; said again, it does no harm. */
export function changeOf(before: Seating, after: Seating): readonly TelephonyCommand[] {
  const commands = [...after].flatMap(([channelId, seat]) => moved(channelId, before.get(channelId) ?? NOWHERE, seat));
  for (const [channelId, seat] of before) if (!after.has(channelId)) commands.push(...noMoreHears(seat));
  return [...commands, ...emptied(before, after)];
}

/** All that brings a seating about, wherever everybody is now: after an outage nobody knows. */
export function allOf(seats: Seating, callId: CallId): readonly TelephonyCommand[] {
  const main = bridgeOf(callId) as BridgeId;
  return [...seats].flatMap(([channelId, seat]) => [
    ...(seat.room === null ? [{ command: 'leave', channelId, bridgeId: main } as const] : []),
    ...(seat.sound === null ? [{ command: 'stopMusic', channelId } as const] : []),
    ...(seat.muted ? [] : [{ command: 'unmute', channelId } as const]),
    ...moved(channelId, NOWHERE, seat),
  ]);
}

function moved(channelId: ChannelId, was: Seat, is: Seat): readonly TelephonyCommand[] {
  const commands: TelephonyCommand[] = [];
  if (was.sound === 'music' && is.sound !== 'music') commands.push({ command: 'stopMusic', channelId });
  if (was.sound === 'ringing' && is.sound !== 'ringing') commands.push({ command: 'stopRinging', channelId });
  const isNew = was.hears?.by !== is.hears?.by || was.room !== is.room;
  if (isNew) commands.push(...noMoreHears(was));
  // Before they are brought together with others nobody is to hear them.
  if (is.muted && !was.muted) commands.push({ command: 'mute', channelId });
  if (was.room !== is.room && is.room !== null) commands.push({ command: 'join', channelId, bridgeId: is.room });
  if (was.room !== null && is.room === null) commands.push({ command: 'leave', channelId, bridgeId: was.room });
  if (is.sound === 'music' && was.sound !== 'music') {
    commands.push({ command: 'startMusic', channelId, musicClass: HOLD_MUSIC });
  }
  if (is.sound === 'ringing' && was.sound !== 'ringing') commands.push({ command: 'ring', channelId });
  if (was.muted && !is.muted) commands.push({ command: 'unmute', channelId });
  if (isNew && is.hears !== null && is.room !== null) {
    commands.push({ command: 'spy', channelId: is.hears.by, onChannelId: is.hears.on, bridgeId: is.room });
  }
  return commands;
}

function noMoreHears({ hears }: Seat): readonly TelephonyCommand[] {
  return hears === null ? [] : [{ command: 'hangUp', channelId: hears.by, causeCode: 16 }];
}

/** Rooms that nobody is in any more; that of the call itself is dropped with it. */
function emptied(before: Seating, after: Seating): readonly TelephonyCommand[] {
  const left = new Set([...after.values()].flatMap(({ room, keeps }) => [room, keeps]));
  const rooms = new Map(
    [...before].flatMap(([channelId, { room, keeps }]) => [room, keeps].map((one) => [one, channelId])),
  );
  return [...rooms].flatMap(([room, channelId]) => {
    const isMain = room === null || room.endsWith('-b');
    return isMain || left.has(room) ? [] : [{ command: 'dropBridge', channelId, bridgeId: room } as const];
  });
}
