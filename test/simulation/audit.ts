import type { CallPhase, CallState, CallTimer } from '../../src/calls/core/call-state.js';
import type { Hall } from '../../src/calls/core/hall.js';
import type { DutyRule } from '../../src/acd/core/duty-rule.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { AgentId, BridgeId, CallId, ChannelId, ExtensionId } from '../../src/kernel/ids.js';
import { minutesEastOf } from './money.js';
import type { AsteriskModel, Channel } from './asterisk-model.js';
import type { Checkers } from './checkers.js';
import type { ArmedTimer } from './engine.js';
import type { Troubles } from './troubles.js';
import type { Violations } from './violations.js';

/** A timer is late by less. */
const LATE_MS = 1_000;

/** What a call in a phase waits for at most. */
const GUARDS: Readonly<Record<CallPhase, readonly CallTimer[]>> = {
  announcing: ['prompt'],
  navigating: ['prompt', 'key'],
  signingIn: ['prompt', 'key'],
  standingBy: [],
  waiting: [],
  offering: ['ring', 'prompt'],
  ringing: ['ring'],
  calling: ['ring'],
  dialling: ['ring'],
  visiting: ['maxWait'],
  handingOver: ['ring', 'again'],
  relaying: ['ring', 'again'],
  relayed: [],
  talking: [],
  voicemail: ['prompt', 'message'],
  closing: ['prompt'],
  ending: ['endGuard'],
};

/**
 * Compares what the hall believes with what Asterisk has. What is on its way between them looks wrong for a moment, so a
 * difference counts when two audits in a row find it and nothing went wrong about those channels.
 */
export class Audit {
  private lastTime = new Map<string, string>();

  constructor(
    private readonly violations: Violations,
    private readonly troubles: Troubles,
    private readonly model: AsteriskModel,
    private readonly checkers: Checkers,
  ) {}

  /** hall and armed: states and timers of the engine that lives now; null while there is none. */
  run(hall: Hall | null, armed: ReadonlyMap<string, ArmedTimer> | null, now: Instant): void {
    this.noStrangersInABridge();
    const found = new Map<string, string>();
    if (hall !== null) {
      for (const call of hall.calls.values()) this.ofCall(call, found);
      if (armed !== null) this.ofTimers(hall, armed, now);
      if (armed !== null) this.ofDuty(hall, now);
      this.ofTelephones(hall);
      const known = new Set([...hall.calls.values()].flatMap(channelsOf));
      for (const channel of this.model.channels.values()) {
        if (!known.has(channel.id)) this.ofUnknown(channel, now, found);
      }
    }
    for (const [what, rule] of found) if (this.lastTime.get(what) === rule) this.violations.report(rule, what);
    this.lastTime = found;
  }

  /** What must hold when everybody has hung up and every picture has been taken. */
  atEnd(hall: Hall): void {
    const { violations, model } = this;
    for (const call of hall.calls.values()) violations.report('no-call-left', `${call.callId} ${call.phase}`);
    for (const channel of model.channels.values()) violations.report('no-channel-left', channel.id);
    for (const [bridgeId, members] of model.bridges) {
      violations.check(members.size === 0, 'no-bridge-left', () => bridgeId);
    }
    for (const agent of hall.agents.values()) {
      const stuck = agent.phase === 'offered' || agent.phase === 'talking';
      violations.check(!stuck, 'no-agent-stuck', () => `${agent.agentId} ${agent.phase}`);
    }
    for (const pending of hall.recordings.values()) violations.report('every-recording-is-archived', pending.callId);
  }

  /** Whatever goes wrong: in the bridge of a call are its caller and those who were called for it, nobody else. */
  private noStrangersInABridge(): void {
    const { model, checkers, violations } = this;
    for (const [bridgeId, members] of model.bridges) {
      const callId = bridgeId.slice(0, -'-b'.length) as CallId;
      const callerChannel = checkers.channelOfCall.get(callId);
      const strangers = [...members].filter((id) => id !== callerChannel && !id.startsWith(`${callId}-a`));
      violations.check(strangers.length === 0, 'no-strangers-in-a-bridge', () => `${bridgeId}: ${strangers.join(' ')}`);
      const most = 2 + checkers.joinedIn(callId);
      violations.check(members.size <= most, 'two-in-a-bridge', () => `${bridgeId}: ${[...members].join(' ')}`);
    }
  }

  /** Nobody waits for something that may never come: there is a timer that ends it, and it runs. */
  private ofTimers(hall: Hall, armed: ReadonlyMap<string, ArmedTimer>, now: Instant): void {
    for (const { callId, phase, timers } of hall.calls.values()) {
      const guarded = GUARDS[phase].length === 0 || GUARDS[phase].some((name) => timers[name] !== undefined);
      this.violations.check(
        guarded,
        'every-wait-has-a-timer',
        () => `${callId} ${phase} ${Object.keys(timers).join(' ')}`,
      );
      for (const [name, dueAt] of Object.entries(timers)) {
        const timer = armed.get(`call:${callId} ${name}`);
        const runs = timer?.dueAt === dueAt && timer.firesAt >= now;
        this.violations.check(runs, 'every-timer-runs', () => `${callId} ${phase} ${name} due at ${String(dueAt)}`);
      }
    }
    const wanted = new Set(hall.allTimers().map(({ owner, name, dueAt }) => `${owner} ${name} ${String(dueAt)}`));
    for (const [key, { dueAt }] of armed) {
      this.violations.check(wanted.has(`${key} ${String(dueAt)}`), 'no-timer-is-left-over', () => key);
    }
    for (const { agentId, phase, timers } of hall.agents.values()) {
      if (phase !== 'wrapUp') continue;
      const runs = timers.wrapUp !== undefined && armed.get(`agent:${agentId} wrapUp`)?.dueAt === timers.wrapUp;
      this.violations.check(runs, 'every-timer-runs', () => `${agentId} ${phase}`);
    }
  }

  /** An agent's telephone is away as Asterisk has told, in use while another call has it, or free. */
  private ofTelephones(hall: Hall): void {
    const away = this.checkers.telephonesAway;
    if (away === null) return;
    const { agents, extensions } = hall.configuration;
    const users = usersOfTelephones(hall);
    for (const { agentId, telephone, callId, extensionId: chosen } of hall.agents.values()) {
      const extensionId = chosen ?? agents.get(agentId)?.extensionId;
      const extension = extensionId === undefined ? undefined : extensions.get(extensionId);
      const inUse = extension !== undefined && (users.get(extension.id) ?? []).some((user) => user !== callId);
      const should = extension === undefined ? 'free' : away.has(extension.endpoint) ? 'away' : inUse ? 'busy' : 'free';
      this.violations.check(telephone === should, 'telephones-are-as-told', () => `${agentId} ${telephone} ${should}`);
    }
  }

  /** Who is logged in by a rule is so in its hours, by the clock of the tenant. */
  private ofDuty(hall: Hall, now: Instant): void {
    const { accounts, dutyRules } = hall.configuration;
    for (const { agentId, tenantId, byRule, phase, afterCall } of hall.agents.values()) {
      if (byRule === null || phase === 'offered' || phase === 'talking') continue;
      // The work after a call belongs to it: who is to go then goes after that.
      if (phase === 'wrapUp' && afterCall === 'loggedOut') continue;
      const rule = dutyRules.get(tenantId)?.find(({ id }) => id === byRule);
      const zone = accounts.get(tenantId)?.timeZone ?? '';
      const on = rule !== undefined && [now - LATE_MS, now].some((at) => isWithin(rule, zone, at));
      const told = (): string => `${agentId} ${phase} by ${byRule}`;
      this.violations.check(on && phase !== 'loggedOut', 'on-duty-in-the-hours-of-the-rule', told);
    }
  }

  private ofCall(call: CallState, found: Map<string, string>): void {
    const { callerLeg, partyLeg, callId, phase } = call;
    const joined = (call.talk?.sides ?? []).filter(({ answered }) => answered).map(({ channelId }) => channelId);
    const channelIds = [callerLeg.channelId, ...(partyLeg === null ? [] : [partyLeg.channelId]), ...joined];
    for (const { channelId } of call.strayLegs) {
      if (this.troubles.over([channelId])) found.set(`${callId} ${channelId}`, 'who-is-given-up-goes');
    }
    if (!this.troubles.over(channelIds)) return;
    const differs = (rule: string, what: string): void => {
      found.set(`${callId} ${phase} ${what}`, rule);
    };
    const caller = this.model.channels.get(callerLeg.channelId);
    if (caller === undefined) {
      // Whose end was lost while the call ends has a timer for it (every-timer-runs).
      const isGuarded = phase === 'ending' && call.timers.endGuard !== undefined;
      if (!callerLeg.gone && !isGuarded) differs('a-call-has-its-caller', 'caller is gone');
      return;
    }
    if (phase === 'talking') {
      this.whoHearsWhom(call, differs);
    } else if (phase !== 'ending' && caller.bridgeId !== null) {
      differs('only-those-who-talk-are-bridged', caller.bridgeId);
    }
    if (this.troubles.none(callerLeg.channelId)) this.whatTheCallerHears(call, caller, differs);
    if (phase === 'calling' && caller.up && caller.inApplication) differs('who-lifts-the-receiver-is-heard', caller.id);
    if (phase === 'ending') differs('who-is-hung-up-goes', caller.id);
    if (partyLeg !== null && !this.model.channels.has(partyLeg.channelId))
      // not there yet at one look and gone at the next is not twice the same
      differs('a-party-is-there', `${partyLeg.channelId}${partyLeg.rang ? ', which rang' : ''}`);
  }

  /** Those are together who talk, and whoever is put aside hears music instead. */
  private whoHearsWhom(call: CallState, differs: (rule: string, what: string) => void): void {
    const { callId, talk } = call;
    const [together, aside, alone] = placesIn(call);
    const membersOf = (suffix: string): string =>
      [...(this.model.bridges.get(`${callId}-${suffix}` as BridgeId) ?? [])].sort().join(' ');
    if (membersOf('b') !== together.sort().join(' ')) differs('those-who-talk-are-bridged', membersOf('b'));
    if (membersOf('c') !== aside.sort().join(' ')) differs('those-who-consult-are-bridged', membersOf('c'));
    if (talk === null) return;
    for (const channelId of [...together, ...aside, ...alone]) {
      const channel = this.model.channels.get(channelId);
      if (channel === undefined || !this.troubles.none(channelId)) continue;
      const hears = channel.music !== null;
      if (hears !== alone.includes(channelId)) differs('who-is-held-hears-music', `${channelId} ${String(hears)}`);
    }
  }

  /** Pictures of Asterisk do not show sounds: what is lost of them a periodic one cannot mend. */
  private whatTheCallerHears(call: CallState, caller: Channel, differs: (rule: string, what: string) => void): void {
    const { phase, music, playbackId } = call;
    // what has played between two looks was not yet heard at the one and over at the other
    const sounds = `after ${String(caller.sounds)} sounds`;
    if (call.callerLeg.answered && !caller.up) differs('answered-is-up', 'caller is not up');
    if ((phase === 'waiting' || phase === 'offering' || phase === 'ringing') && caller.music !== music) {
      differs('who-waits-hears-music', `${String(caller.music)} for ${String(music)} ${sounds}`);
    }
    if (playbackId !== null && !caller.prompts.includes(playbackId))
      differs('the-prompt-plays', `${playbackId} ${sounds}`);
  }

  private ofUnknown(channel: Channel, now: Instant, found: Map<string, string>): void {
    if (!this.troubles.over([channel.id]) || now - channel.bornAt < 3000) return;
    if (!channel.inApplication && !channel.dialledByUs) return;
    found.set(`${channel.id} since ${String(channel.bornAt)}`, 'a-channel-has-its-call');
  }
}

/** By what the call shows: who is with the others, who consults apart from them, and who hears music alone. */
function placesIn({
  direction,
  turned,
  callerLeg,
  partyLeg,
  talk,
}: CallState): [ChannelId[], ChannelId[], ChannelId[]] {
  const party = partyLeg === null ? [] : [partyLeg.channelId];
  const isAgentFirst = direction === 'outbound' ? !turned : talk?.firstLeads === true;
  const agent = isAgentFirst ? [callerLeg.channelId] : party;
  const customer = isAgentFirst ? party : [callerLeg.channelId];
  const answered = (talk?.sides ?? []).filter((side) => side.answered);
  const joined = answered.filter(({ part }) => part !== 'consulted').map(({ channelId }) => channelId);
  const consulted = answered.filter(({ part }) => part === 'consulted').map(({ channelId }) => channelId);
  const isAside = talk?.aside === true && talk.sides.some(({ part }) => part === 'consulted');
  const isHeld = talk?.held === true || (isAside && joined.length === 0);
  const together = [...(isHeld ? [] : customer), ...(isAside ? [] : agent), ...joined];
  // until the telephone of whom they ask is lifted they hear it ring
  const aside = isAside && consulted.length > 0 ? [...agent, ...consulted] : [];
  return [together, aside, [...(isHeld ? customer : []), ...(isAside ? [] : consulted)]];
}

/** The calls that have each telephone. */
function usersOfTelephones({ calls, configuration, agents }: Hall): ReadonlyMap<ExtensionId, CallId[]> {
  const users = new Map<ExtensionId, CallId[]>();
  const uses = (extensionId: ExtensionId | undefined, callId: CallId): void => {
    if (extensionId !== undefined) users.set(extensionId, [...(users.get(extensionId) ?? []), callId]);
  };
  const ofAgent = (agentId: AgentId): ExtensionId | undefined =>
    agents.get(agentId)?.extensionId ?? configuration.agents.get(agentId)?.extensionId;
  for (const { callId, phase, partyLeg, talk, direction, turned, agentId } of calls.values()) {
    if (phase === 'ending') continue;
    if (direction === 'outbound' && !turned && agentId !== null) uses(ofAgent(agentId), callId);
    for (const { party } of [...(partyLeg === null ? [] : [partyLeg]), ...(talk?.sides ?? [])]) {
      if (party.kind === 'extension') uses(party.extensionId, callId);
      else if (party.kind === 'agent') uses(ofAgent(party.agentId), callId);
    }
  }
  return users;
}

/** Hours that begin on one day and end on it or the next. */
function isWithin({ times: { shifts } }: DutyRule, zone: string, at: Instant): boolean {
  const minute = (Math.floor(at / 60_000) + minutesEastOf(zone)) % 1440;
  const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  return shifts.some(({ from, to }) => {
    const [begins, ends] = [minuteOf(from), minuteOf(to)];
    return begins <= ends ? minute >= begins && minute < ends : minute >= begins || minute < ends;
  });
}

function channelsOf(call: CallState): readonly ChannelId[] {
  const { callerLeg, partyLeg, strayLegs, talk } = call;
  return [
    callerLeg.channelId,
    ...(partyLeg === null ? [] : [partyLeg.channelId]),
    ...strayLegs.map((leg) => leg.channelId),
    ...(talk?.sides ?? []).map((leg) => leg.channelId),
  ];
}
