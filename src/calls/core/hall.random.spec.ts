import fc from 'fast-check';

import { HallWorld } from '../../../test/fixtures/hall-world.js';
import {
  accessNumber,
  demonstration,
  goMenu,
  keyMenu,
  queue,
  tenant,
  toExtension,
  toMenu,
  toPrompt,
  toQueue,
} from '../../../test/fixtures/node-config.js';
import type { AgentId, BridgeId, CallId, ChannelId, PlaybackId } from '../../kernel/ids.js';
import type { ChannelSeen } from '../../telephony/core/leg-events.js';
import { decideCall } from './call.js';
import type { CallInput } from './call-inputs.js';
import { bridgeOf, type CallState } from './call-state.js';
import type { NodeConfigLists } from './node-config.js';
import type { TurnEvent } from './turn-events.js';

/** A configuration with everything in it that can go wrong: circles, holes, short times, a narrow tenant. */
const WILD: NodeConfigLists = demonstration({
  tenants: [tenant('acme', { channelLimit: 6 })],
  accessNumbers: [
    accessNumber('acme', '1', toMenu('welcome')),
    accessNumber('acme', '2', toQueue('2000')),
    accessNumber('acme', '3', toExtension('8002')),
    accessNumber('acme', '4', toMenu('hours')),
    accessNumber('acme', '5', toQueue('2001')),
  ],
  menus: [
    keyMenu('acme', 'welcome', {
      '1': toQueue('2000'),
      '2': toMenu('hours'),
      '3': toExtension('8001'),
      '4': toMenu('?'),
    }),
    goMenu('acme', 'hours', toMenu('bye')),
    goMenu('acme', 'bye', toMenu('hours')),
  ],
  queues: [
    queue('acme', '2000', { maxWaitS: 30, overflow: toQueue('2001'), wrapUpS: 5 }),
    queue('acme', '2001', { maxWaitS: 10, overflow: toMenu('welcome'), answerBeforeAgent: false, record: false }),
    queue('acme', '2002', { maxWaitS: 0, overflow: toPrompt('?') }),
  ],
  agents: demonstration().agents.map((agent) => ({
    ...agent,
    queueIds: ['q2000', 'q2001'] as unknown as typeof agent.queueIds,
  })),
});
const WITHOUT_QUEUE: NodeConfigLists = { ...WILD, queues: WILD.queues.slice(1), agents: WILD.agents.slice(1) };
const WITHOUT_MENUS: NodeConfigLists = { ...WILD, menus: [], extensions: WILD.extensions.slice(0, 1), prompts: [] };
const CONFIGS = [WILD, WITHOUT_QUEUE, WITHOUT_MENUS];

/** A step picks among what is there by numbers, so that every sequence of numbers is a story. */
interface Step {
  readonly what: number;
  readonly which: number;
  readonly how: number;
  readonly afterMs: number;
}

const steps = fc.array(
  fc.record({ what: fc.nat(19), which: fc.nat(1000), how: fc.nat(1000), afterMs: fc.constantFrom(0, 0, 1, 500, 4000) }),
  { maxLength: 150, size: 'max' },
);

const CAUSES = [0, 16, 17, 19, 20, 21, 31];
const KEYS = ['1', '2', '3', '4', '9', '#'];

/** A world in which anything may happen at any time, also what cannot. */
class WildWorld {
  readonly world = new HallWorld(WILD);
  now = 1000;
  arrived = 0;

  get calls(): readonly CallState[] {
    return [...this.world.hall.calls.values()];
  }

  step({ what, which, how, afterMs }: Step): void {
    this.now += afterMs;
    if (what <= 2) this.arrive(how);
    else if (what <= 4) this.fire();
    else if (what === 5) this.world.crash(this.now);
    else if (what === 6) this.world.configure(pick(CONFIGS, how) ?? WILD, this.now);
    else if (what <= 8) this.resync(which, how);
    else if (what <= 11) this.command(which, how);
    else this.leg(what, which, how);
  }

  private arrive(how: number): void {
    this.arrived += 1;
    const n = String(this.arrived);
    this.take({
      type: 'leg.arrived',
      channelId: `caller${n}` as ChannelId,
      callId: `c${n}` as CallId,
      endpoint: how % 10 === 9 ? 'stranger' : 'carrier',
      callerNumber: n,
      dialled: String(how % 7),
    });
  }

  /** The next timer, though it may fire a little early for others: the clock goes on with it. */
  fire(): void {
    const timer = this.world.dueTimers()[0];
    if (timer === undefined) return;
    this.now = Math.max(this.now, timer.dueAt);
    this.world.fire(timer, this.now);
  }

  private command(which: number, how: number): void {
    const agentId = pick(['a1001', 'a1002', 'a1009'], which) as AgentId;
    const queueIds = pick([['q2000'], ['q2001'], ['q2000', 'q2001'], []], how) as never[];
    const call = pick(this.calls, how);
    if (how % 10 === 0 && call !== undefined) this.take({ type: 'call.hangUp', callId: call.callId });
    else if (how % 10 < 6) this.take({ type: 'agent.commanded', agentId, command: { type: 'login', queueIds } });
    else if (how % 10 === 6) this.take({ type: 'agent.commanded', agentId, command: { type: 'logout' } });
    else if (how % 10 === 7) {
      this.take({ type: 'agent.commanded', agentId, command: { type: 'goNotReady', reason: 'lunch' } });
    } else this.take({ type: 'agent.commanded', agentId, command: { type: 'goReady' } });
  }

  /** Something about a leg that is, was, or never was. */
  private leg(what: number, which: number, how: number): void {
    const call = pick(this.calls, which);
    const gone = `c${(which % (this.arrived + 1)).toString()}-a1` as ChannelId;
    const party = call?.partyLeg?.channelId ?? call?.strayLegs[0]?.channelId ?? gone;
    const caller = call?.callerLeg.channelId ?? (`caller${String(which % (this.arrived + 1))}` as ChannelId);
    const either = how % 2 === 0 ? caller : party;
    const playbackId = (how % 5 === 0 ? 'old' : (call?.playbackId ?? 'none')) as PlaybackId;
    const commands = ['dial', 'bridge', 'playPrompt', 'answer', 'hangUp', 'startRecording'];
    const events: TurnEvent[] = [
      { type: 'leg.ringing', channelId: party },
      { type: 'leg.answered', channelId: party },
      { type: 'leg.ended', channelId: either, causeCode: pick(CAUSES, how) ?? 0 },
      { type: 'key.pressed', channelId: either, key: pick(KEYS, how) ?? '1' },
      { type: 'prompt.ended', channelId: caller, playbackId, ok: how % 3 !== 0 },
      how % 2 === 0
        ? { type: 'recording.started', channelId: caller }
        : { type: 'recording.failed', channelId: caller, why: 'disk full' },
      {
        type: 'command.refused',
        channelId: either,
        command: pick(commands, how) ?? '',
        playbackId,
        status: 500,
        why: '',
      },
    ];
    const event = events[what % events.length];
    if (event !== undefined) this.take(event);
  }

  /** A picture with some of the channels left out, as if they had gone, and sometimes an older one. */
  private resync(which: number, how: number): void {
    const legs = this.calls.flatMap((call) => [
      seenLeg(call, call.callerLeg.channelId),
      ...(call.partyLeg === null ? [] : [seenLeg(call, call.partyLeg.channelId)]),
      ...call.strayLegs.map((leg) => seenLeg(call, leg.channelId)),
    ]);
    const channels = legs.filter((_leg, index) => ((which >> (index % 10)) & 1) === 0);
    this.take({
      type: 'asterisk.resynced',
      occasion: how % 2 === 0 ? 'connected' : 'periodic',
      askedAt: how % 7 === 0 ? this.now - 600 : this.now,
      channels,
    });
  }

  take(event: TurnEvent): void {
    this.world.take(event, this.now);
  }
}

function seenLeg(call: CallState, channelId: ChannelId): ChannelSeen {
  const callId = `${call.callId}-again` as CallId;
  const { endpoint } = call.callerLeg;
  const seen = { channelId, callId, endpoint, callerNumber: call.caller, dialled: call.called };
  const up = call.seq % 2 === 0;
  const bridgeId = call.phase === 'talking' && up ? (bridgeOf(call.callId) as BridgeId) : null;
  return { ...seen, up, inApplication: true, bridgeId };
}

function pick<T>(from: readonly T[], by: number): T | undefined {
  return from[by % Math.max(from.length, 1)];
}

const INPUTS: readonly CallInput[] = [
  { type: 'caller.ended', causeCode: 16, late: false },
  { type: 'caller.ended', causeCode: 0, late: true },
  { type: 'party.ringing' },
  { type: 'party.answered' },
  { type: 'party.ended', causeCode: 17, late: false },
  { type: 'party.ended', causeCode: 0, late: true },
  { type: 'everybody.gone' },
  { type: 'stray.ended', channelId: 'c1-a1' as ChannelId },
  { type: 'stray.lingers', channelId: 'c1-a1' as ChannelId },
  { type: 'key.pressed', key: '1' },
  { type: 'key.pressed', key: '7' },
  { type: 'prompt.ended', playbackId: 'c1-p1' as PlaybackId },
  ...(['prompt', 'key', 'maxWait', 'ring', 'endGuard'] as const).map(
    (timer) => ({ type: 'timer.fired', timer }) as const,
  ),
  { type: 'agent.assigned', agentId: 'a1001' as AgentId },
  { type: 'queue.deleted' },
  { type: 'hangUp.commanded' },
  { type: 'bridge.refused' },
  { type: 'recording.started' },
  { type: 'recording.failed', why: 'disk full' },
  { type: 'engine.resumed', bridged: true },
  { type: 'engine.resumed', bridged: false },
];

/** Every call can be ended: its legs end, or nothing more is heard of them and the guard ends it. */
function endAll(wild: WildWorld, tell: boolean): void {
  for (const call of wild.calls) {
    if (tell) {
      wild.take({ type: 'leg.ended', channelId: call.callerLeg.channelId, causeCode: 16 });
      const left = wild.world.hall.calls.get(call.callId);
      for (const leg of left?.strayLegs ?? []) {
        wild.take({ type: 'leg.ended', channelId: leg.channelId, causeCode: 16 });
      }
    } else {
      wild.take({ type: 'call.hangUp', callId: call.callId });
    }
  }
  for (let n = 0; n < 1000 && wild.calls.length > 0; n += 1) wild.fire();
}

describe('whatever happens, in whatever order', () => {
  test('nothing throws, the hall stays in order, every call can end and has one record, every agent is free', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (story, tell) => {
        const wild = new WildWorld();
        for (const step of story) wild.step(step);
        endAll(wild, tell);
        expect(wild.calls).toEqual([]);
        const facts = wild.world.journal.facts;
        const arrivals = facts.filter((fact) => fact.kind === 'call.step' && fact.step === 'call.arrived');
        expect(facts.filter((fact) => fact.kind === 'call.record')).toHaveLength(arrivals.length);
        const phases = [...wild.world.hall.agents.values()].map((agent) => agent.phase);
        expect(phases).not.toContain('offered');
        expect(phases).not.toContain('talking');
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('every call that is ever reached answers every input', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const wild = new WildWorld();
        for (const step of story) {
          wild.step(step);
          const call = pick(wild.calls, step.how);
          if (call !== undefined) answersAll(call, wild);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

function answersAll(call: CallState, wild: WildWorld): void {
  for (const input of INPUTS) {
    const { state, facts } = decideCall(call, input, wild.world.config, wild.now);
    const records = facts.filter((fact) => fact.kind === 'call.record').length;
    if (records !== (state === null ? 1 : 0)) throw new Error(`${call.phase}, ${input.type}: ${records} records`);
  }
}
