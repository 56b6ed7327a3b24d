import fc from 'fast-check';

import { pick, steps, WildWorld } from '../../../../test/fixtures/hall-wild.js';
import type { AgentId, BridgeId, CallId, ChannelId, ExtensionId, MenuId, QueueId } from '../../../kernel/ids.js';
import type { TelephonyCommand } from '../../../telephony/core/commands.js';
import type { CallState } from '../call-state.js';
import type { By, TalkAct } from './acts.js';
import { colleagueOf, talkerOf } from './lead.js';
import { seating } from './seating.js';
import { sidesIn } from './side-leg.js';

const AGENTS = ['a1001', 'a1002'] as AgentId[];
const BOSSES = ['x8001', 'x8002', 'x9'] as ExtensionId[];

function actsFor(call: CallState, how: number): readonly TalkAct[] {
  const to = pick(
    [
      { to: 'agent', agentId: pick(AGENTS, how) ?? AGENTS[0]! },
      { to: 'extension', extensionId: pick(BOSSES, how) ?? BOSSES[0]! },
    ] as const,
    how >> 2,
  )!;
  const member = pick(sidesIn(call), how)?.channelId ?? ('nobody' as ChannelId);
  return [
    ...(['hold', 'retrieve', 'mute', 'unmute', 'swap', 'backFromConsult', 'completeTransfer'] as const),
    ...(['conference', 'leave', 'startRecording', 'pauseRecording', 'resumeRecording', 'stopRecording'] as const),
    ...(['listen', 'whisper', 'bargeIn', 'takeOver', 'stopListening', 'disconnect', 'pickUp'] as const),
  ]
    .map((act): TalkAct => ({ act }))
    .concat([
      { act: 'sendDigits', digits: '1#' },
      { act: 'transfer', to },
      { act: 'transfer', to: { to: 'queue', queueId: 'q2000' as QueueId } },
      { act: 'transfer', to: { to: 'menu', menuId: 'welcome' as MenuId } },
      { act: 'consult', to },
      { act: 'consult', to },
      { act: 'invite', to, as: how % 2 === 0 ? 'speaker' : 'listener' },
      { act: 'setRole', member, as: how % 2 === 0 ? 'listener' : 'speaker' },
      { act: 'dismiss', member },
      { act: 'assign', agentId: pick(AGENTS, how) ?? AGENTS[0]! },
    ]);
}

/** What Asterisk would have made of the commands: where each channel is, what it hears alone, whether it is heard. */
class Rooms {
  readonly room = new Map<ChannelId, BridgeId>();
  readonly music = new Set<ChannelId>();
  readonly muted = new Set<ChannelId>();

  /** @param isKnown whether the hall knows where everybody is: after an outage it asks for all of it again */
  constructor(private readonly isKnown: boolean) {}

  take(commands: readonly TelephonyCommand[]): void {
    for (const one of commands) {
      if (one.command === 'bridge') for (const id of one.channelIds) this.room.set(id, one.bridgeId);
      else if (one.command === 'join') this.room.set(one.channelId, one.bridgeId);
      else if (one.command === 'spy') this.room.set(one.channelId, one.bridgeId);
      else if (one.command === 'leave') this.leave(one.channelId, one.bridgeId);
      else if (one.command === 'dropBridge') this.drop(one.bridgeId);
      else if (one.command === 'startMusic') this.music.add(one.channelId);
      else if (one.command === 'stopMusic') this.music.delete(one.channelId);
      else if (one.command === 'mute') this.muted.add(one.channelId);
      else if (one.command === 'unmute') this.muted.delete(one.channelId);
    }
  }

  private leave(channelId: ChannelId, bridgeId: BridgeId): void {
    if (this.isKnown) expect(this.room.get(channelId)).toBe(bridgeId);
    this.room.delete(channelId);
  }

  private drop(bridgeId: BridgeId): void {
    for (const [channelId, room] of this.room) if (room === bridgeId) this.room.delete(channelId);
  }
}

/** Everybody who talks is where the state says. */
function seatsAreKept(wild: WildWorld, rooms: Rooms): void {
  for (const call of wild.calls) {
    if (call.phase !== 'talking') continue;
    for (const [channelId, seat] of seating(call)) {
      expect([channelId, rooms.room.get(channelId) ?? null]).toEqual([channelId, seat.room]);
      expect([channelId, rooms.music.has(channelId)]).toEqual([channelId, seat.sound === 'music']);
      expect([channelId, rooms.muted.has(channelId)]).toEqual([channelId, seat.muted]);
    }
  }
}

class Acting extends WildWorld {
  readonly done = new Set<string>();
  readonly doneInside = new Set<string>();
  /** By the agent at an extension that was called from outside. */
  readonly doneAtExtension = new Set<string>();

  constructor(readonly rooms: Rooms) {
    super();
  }

  override take(event: Parameters<WildWorld['take']>[0]): ReturnType<WildWorld['take']> {
    const told = super.take(event);
    this.rooms.take(told.commands);
    return told;
  }

  override fire(): ReturnType<WildWorld['fire']> {
    const told = super.fire();
    this.rooms.take(told?.commands ?? []);
    return told;
  }

  act(which: number, how: number): void {
    const call = pick(this.calls, which);
    if (call === undefined) return;
    const talker =
      pick(
        [talkerOf(call), colleagueOf(call)].filter((id) => id !== null),
        how,
      ) ?? AGENTS[0]!;
    const by: By =
      how % 3 === 0
        ? { kind: 'supervisor', name: 'boss', extensionId: pick(BOSSES, which) ?? null }
        : { kind: 'agent', agentId: how % 3 === 1 ? talker : (pick(AGENTS, which) ?? talker) };
    const act = pick(actsFor(call, which), Math.floor(how / 3))!;
    const { refusal } = this.take({ type: 'call.act', callId: call.callId, by, act });
    if (refusal !== null) return;
    this.done.add(act.act);
    if (call.direction === 'internal') this.doneInside.add(act.act);
    const isAtExtension = call.direction === 'inbound' && call.partyLeg?.party.kind === 'extension';
    if (isAtExtension && by.kind === 'agent') this.doneAtExtension.add(act.act);
  }

  /** Somebody who was asked to join answers, or goes. */
  side(which: number, how: number): void {
    const channelId = pick(this.calls.flatMap(sidesIn), which)?.channelId;
    if (channelId === undefined) return;
    if (how % 4 === 0) this.take({ type: 'leg.ended', channelId, causeCode: 16 });
    else this.take({ type: 'leg.answered', channelId });
  }

  /** Somebody calls the queue or an extension, or dials inside. */
  arrives(how: number): void {
    this.arrived += 1;
    const n = String(this.arrived);
    const endpoint = pick(['carrier', 'acme-8001', 'acme-8002'], how) ?? 'carrier';
    const inside = pick(['1001', '1002', '8001', '8002', '2000', '2'], how >> 2) ?? '2';
    const dialled = endpoint === 'carrier' ? (pick(['2', '2', '3'], how >> 2) ?? '2') : inside;
    const from = { endpoint, callerNumber: n, dialled, visit: null };
    this.take({ type: 'leg.arrived', channelId: `caller${n}` as ChannelId, callId: `c${n}` as CallId, ...from });
    this.answers();
  }

  /** Whoever is called lifts the receiver. */
  answers(): void {
    for (const { partyLeg } of this.calls) {
      if (partyLeg?.answered === false) this.take({ type: 'leg.answered', channelId: partyLeg.channelId });
    }
  }

  endAll(): void {
    for (const { callId, callerLeg } of this.calls) {
      this.take({ type: 'call.hangUp', callId });
      this.take({ type: 'leg.ended', channelId: callerLeg.channelId, causeCode: 16 });
      for (const leg of this.world.hall.calls.get(callId)?.strayLegs ?? []) {
        this.take({ type: 'leg.ended', channelId: leg.channelId, causeCode: 16 });
      }
    }
    for (let n = 0; n < 1000 && this.calls.length > 0; n += 1) this.fire();
  }
}

const DONE = new Set<string>();
const DONE_INSIDE = new Set<string>();
const DONE_AT_EXTENSION = new Set<string>();

test('whatever people do with calls: each is where it should be, every call ends, every agent is free', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (story, withOutages) => {
      const wild = new Acting(new Rooms(!withOutages));
      for (const number of AGENTS) {
        wild.take({
          type: 'agent.commanded',
          agentId: number,
          command: { type: 'login', queueIds: ['q2000' as QueueId, 'q2001' as QueueId] },
        });
      }
      for (const step of story) {
        if (wild.calls.length === 0 || step.what === 0) wild.arrives(step.how);
        if (step.what <= 2) wild.answers();
        else if (step.what <= 7) wild.side(step.how, step.which);
        else if (step.what === 8 && withOutages) wild.step({ ...step, what: step.how % 2 === 0 ? 5 : 7 });
        else if (step.what === 9) wild.step({ ...step, what: 12 + (step.how % 7) });
        else wild.act(step.which, step.how);
        if (!withOutages) seatsAreKept(wild, wild.rooms);
      }
      wild.endAll();
      for (const act of wild.done) DONE.add(act);
      for (const act of wild.doneInside) DONE_INSIDE.add(act);
      for (const act of wild.doneAtExtension) DONE_AT_EXTENSION.add(act);
      expect(wild.calls).toEqual([]);
      for (const agent of wild.world.hall.agents.values()) expect(['offered', 'talking']).not.toContain(agent.phase);
    }),
    { numRuns: 200, seed: 7 },
  );
});

test('most of what there is was done on the way', () => {
  expect(DONE.size).toBeGreaterThan(15);
  expect(DONE_INSIDE.size).toBeGreaterThan(15);
  expect(DONE_AT_EXTENSION.size).toBeGreaterThan(6);
});
