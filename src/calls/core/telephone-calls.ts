import type { AgentState } from '../../acd/core/agent.js';
import { reasonMeant } from '../../acd/core/not-ready-reason.js';
import type { CallId, ChannelId, ExtensionId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/clock.js';
import type { Extension } from '../../lines/core/line.js';
import type { SystemPrompt } from '../../prompts/core/prompt.js';
import type { AgentDesk } from './agent-desk.js';
import type { Arrival } from './arrival-event.js';
import { blankCall } from './blank-call.js';
import type { Around } from './call-change.js';
import { CallDraft, type CallDecision } from './call-draft.js';
import type { CallInput } from './call-inputs.js';
import type { CallState } from './call-state.js';
import { CAUSE } from './causes.js';
import { dialOutside } from './dialled-moves.js';
import { dispositionKeyed, type CallSaid } from './sayings.js';
import { beginSignIn, signedIn, VERDICT_WORDS } from './sign-in-moves.js';
import { isInCall, signInAt } from './sign-in-at.js';
import { callWithin } from './inside-calls.js';
import { numbersOf } from './numbers.js';
import { readDialled, type Dialled, type FeatureCode } from './telephone-dial.js';

/** What a telephone's call is decided by. */
export interface TelephoneRoom {
  readonly around: Around;
  readonly desk: AgentDesk;
  readonly calls: ReadonlyMap<CallId, CallState>;
  said(event: CallSaid, now: Instant): void;
}

/** A call that begins, or somebody else's that is taken. */
export type TelephoneDecision =
  | { readonly kind: 'begins'; readonly decision: CallDecision }
  | {
      readonly kind: 'taken';
      readonly callId: CallId;
      readonly input: Extract<CallInput, { type: 'party.pickedUp' }>;
    };

/** Somebody dials on a telephone of the tenant: whom, and what comes of it. Agents are told at once. */
export function dialledOnTelephone(
  arrival: Arrival,
  extension: Extension,
  room: TelephoneRoom,
  now: Instant,
): TelephoneDecision {
  const { config } = room.around;
  const agent = room.desk.agentAt(extension.id);
  const dialled = readDialled(arrival.dialled, extension.tenantId, config);
  if (dialled.kind === 'code' && dialled.code.feature === 'pickUp') {
    const taken = pickUp(arrival.channelId, extension, agent, dialled.code.number, room, now);
    if (taken !== null) return taken;
  }
  const draft = beginsOn(arrival, extension, agent, room.around, now);
  carryOut(draft, dialled, { extension, agent, room, now });
  return { kind: 'begins', decision: draft.decision() };
}

interface Dialling {
  readonly extension: Extension;
  readonly agent: AgentState | undefined;
  readonly room: TelephoneRoom;
  readonly now: Instant;
}

function beginsOn(
  { callId, channelId, endpoint, dialled: called }: Arrival,
  { tenantId, dn, id }: Extension,
  agent: AgentState | undefined,
  around: Around,
  now: Instant,
): CallDraft {
  const language = around.config.tenants.get(tenantId)?.language ?? 'zh';
  const caller = (agent === undefined ? null : around.config.agents.get(agent.agentId)?.number) ?? dn;
  const legs = { channelId, endpoint, caller, called, direction: 'internal', trunkId: null, language } as const;
  const draft = new CallDraft(blankCall({ ...legs, callId, tenantId }, now), around, now);
  draft.set({
    callerLeg: { ...draft.state.callerLeg, party: { kind: 'extension', extensionId: id, ...whose(agent) } },
  });
  draft.step('call.arrived', { caller, called, trunkId: null, extensionId: id, agentId: agent?.agentId ?? null });
  return draft;
}

function carryOut(draft: CallDraft, dialled: Dialled, dialling: Dialling): void {
  const { extension, room } = dialling;
  const tenant = draft.config.tenants.get(extension.tenantId);
  if (tenant === undefined || tenant.place.at === 'left') {
    refuse(draft, 'calling-not-allowed');
    return;
  }
  if (tenant.suspended) {
    draft.step('call.refused', { why: 'tenant_suspended' });
    draft.close('service-suspended', 'tenant_suspended', CAUSE.rejected);
    return;
  }
  if (dialled.kind === 'code') {
    feature(draft, dialled.code, dialling);
    return;
  }
  if (dialled.kind === 'unknownCode') {
    refuse(draft, 'no-such-code');
    return;
  }
  if (dialled.kind === 'nobody') {
    draft.step('call.refused', { why: 'unknown_number' });
    draft.close('number-not-in-use', 'unknown_number', CAUSE.unallocated);
    return;
  }
  if (room.around.inUse.channelsOf(tenant.id) >= tenant.channelLimit) {
    draft.step('call.refused', { why: 'no_channel' });
    draft.limit('channels', 'refused', { limit: tenant.channelLimit });
    draft.close('all-agents-busy', 'no_channel', CAUSE.noCircuit);
    return;
  }
  call(draft, dialled, dialling);
}

/** Somebody is called. The telephone itself is in use from now on, so that its agent is offered nobody else. */
function call(
  draft: CallDraft,
  dialled: Exclude<Dialled, { kind: 'code' | 'unknownCode' | 'nobody' }>,
  { extension, agent, room, now }: Dialling,
): void {
  if (agent !== undefined && isInCall(agent)) {
    refuse(draft, 'not-now');
    return;
  }
  if (dialled.kind === 'outside') callOutside(draft, dialled.number, { extension, agent, room, now });
  else callWithin(draft, dialled);
}

/** Whose telephone it is now: they are in the call by it, whatever else they do. */
function whose(agent: AgentState | undefined): { readonly agentId?: AgentState['agentId'] } {
  return agent === undefined ? {} : { agentId: agent.agentId };
}

/** As in every call that is placed the agent is in it from the beginning to the end. */
function callOutside(draft: CallDraft, number: string, { extension, agent, room, now }: Dialling): void {
  const mayCall = agent !== undefined || extension.callsOut === true;
  if (agent !== undefined) {
    room.desk.tell(agent.agentId, { type: 'dialsOut', callId: draft.state.callId }, now);
    room.desk.tell(agent.agentId, { type: 'answered' }, now);
  }
  dialOutside(draft, number, agent?.agentId ?? null, mayCall);
}

function feature(draft: CallDraft, code: FeatureCode, { agent, extension, room, now }: Dialling): void {
  const whose = { extensionId: extension.id, agentId: agent?.agentId ?? null };
  draft.step('feature.used', { feature: code.feature, ...whose });
  if (code.feature === 'signIn') signIn(draft, code.number, extension, room, now);
  else if (agent === undefined) draft.close(withoutAgent(code), null);
  else if (code.feature === 'disposition')
    draft.close(disposed(`${draft.state.callId}:said`, code.code, agent, room, now), null);
  else draft.close(forAgent(code, agent, room, now), null);
}

function withoutAgent({ feature: asked }: FeatureCode): SystemPrompt {
  return asked === 'pickUp' ? 'nothing-to-pick-up' : 'not-signed-in';
}

function forAgent(
  code: Exclude<FeatureCode, { feature: 'signIn' | 'disposition' }>,
  agent: AgentState,
  { desk, around: { config } }: Pick<TelephoneRoom, 'desk' | 'around'>,
  now: Instant,
): SystemPrompt {
  const { agentId } = agent;
  switch (code.feature) {
    case 'signOut':
      return desk.command(agentId, { type: 'logout' }, now) === null ? 'agent-signed-out' : 'not-now';
    case 'ready':
      return desk.command(agentId, { type: 'goReady' }, now) === null ? 'agent-ready' : 'not-now';
    case 'notReady': {
      const reason = reasonMeant(config.notReadyReasons.get(agent.tenantId), code.reason);
      if (reason === undefined) return 'no-such-code';
      const refusal = desk.command(agentId, { type: 'goNotReady', reason: reason.key }, now);
      return refusal === null ? 'agent-not-ready' : 'not-now';
    }
    case 'tellState':
      return STATE_WORDS[agent.phase];
    case 'pickUp':
      return 'nothing-to-pick-up';
  }
}

/** What an agent asks for by the keys of their open line, and what they hear. */
export function codeOnLine(
  { callId, line, seq }: CallState,
  code: FeatureCode,
  room: Pick<TelephoneRoom, 'around' | 'desk' | 'said'>,
  now: Instant,
): Extract<CallInput, { type: 'line.told' }> {
  const agent = line === null ? undefined : room.desk.agents.get(line.agentId);
  const told = (words: SystemPrompt, ends = false) => ({ type: 'line.told', words, ends }) as const;
  if (agent === undefined) return told('not-signed-in', true);
  if (code.feature === 'signIn') return told(STATE_WORDS[agent.phase]);
  if (code.feature === 'disposition') {
    return told(disposed(`${callId}:said${String(seq)}`, code.code, agent, room, now));
  }
  return told(forAgent(code, agent, room, now), code.feature === 'signOut');
}

/** The same by the keys of the telephone during the call: what they hear. */
export function disposedInCall(
  { callId }: CallState,
  { agentId, code }: { readonly agentId: AgentState['agentId']; readonly code: string },
  room: Pick<TelephoneRoom, 'around' | 'desk' | 'said'>,
  now: Instant,
): SystemPrompt {
  const agent = room.desk.agents.get(agentId);
  return agent?.callId === callId ? disposed(`${callId}:said:${String(now)}`, code, agent, room, now) : 'not-now';
}

/**
 * An agent says by a code what came of the call, during it or in the wrap-up.
 *
 * @param id of what is said, of nothing else
 */
function disposed(
  id: string,
  code: string,
  agent: AgentState,
  room: Pick<TelephoneRoom, 'said' | 'around'>,
  now: Instant,
): SystemPrompt {
  const { agentId, tenantId, queueIds } = agent;
  const callId =
    agent.phase === 'wrapUp' ? (agent.owes ?? agent.callId) : agent.phase === 'talking' ? agent.callId : null;
  if (callId === null) return 'not-now';
  const disposition = dispositionKeyed(room.around.config.dispositions.get(tenantId) ?? [], code, queueIds);
  if (disposition === undefined) return 'no-such-code';
  const by = room.around.config.agents.get(agentId)?.number ?? '';
  room.said({ type: 'call.said', id, tenantId, callId, agentId, by, dispositionId: disposition.id }, now);
  return 'disposition-kept';
}

const STATE_WORDS: Readonly<Record<AgentState['phase'], SystemPrompt>> = {
  loggedOut: 'not-signed-in',
  ready: 'agent-ready',
  notReady: 'agent-not-ready',
  offered: 'agent-in-call',
  talking: 'agent-in-call',
  wrapUp: 'agent-wrapping-up',
};

/**
 * At their own telephone an agent without a PIN needs none: whoever is there has its password. Who it is they say all the
 * same, or a colleague who dials there would log in somebody who is not there.
 *
 * @param number dialled behind the code; null: only the code
 */
function signIn(
  draft: CallDraft,
  number: string | null,
  extension: Extension,
  { desk }: TelephoneRoom,
  now: Instant,
): void {
  const inside = numbersOf(draft.config, extension.tenantId);
  const owners = inside.owners.get(extension.id) ?? [];
  const owner = owners.length === 1 ? owners[0] : undefined;
  const freeId = owner?.pinHash === undefined ? (owner?.id ?? null) : null;
  const extensionId = extension.id;
  if (number === null) {
    beginSignIn(draft, { extensionId, freeId, ownerId: freeId === null ? (owner?.id ?? null) : null });
    return;
  }
  const named = inside.agents.get(number);
  if (named === undefined) draft.close(VERDICT_WORDS.wrong, null);
  else if (named.id !== freeId) beginSignIn(draft, { extensionId, freeId, ownerId: named.id });
  else {
    const verdict = signInAt(desk, draft.config, named.id, { extensionId, outsideNumber: null }, now);
    if (verdict === 'signedIn') signedIn(draft, named.id);
    else draft.close(VERDICT_WORDS[verdict], null);
  }
}

/** A colleague's telephone rings, of the own queues or of that number: the first such call is taken by this telephone. */
function pickUp(
  channelId: ChannelId,
  extension: Extension,
  agent: AgentState | undefined,
  number: string | null,
  { calls, around, desk }: TelephoneRoom,
  now: Instant,
): Extract<TelephoneDecision, { kind: 'taken' }> | null {
  if (agent !== undefined && isInCall(agent)) return null;
  const { config } = around;
  const rings = ({ tenantId, phase, partyLeg, role, host }: CallState): boolean =>
    tenantId === extension.tenantId &&
    role === 'owner' &&
    host === null &&
    (phase === 'ringing' || (phase === 'offering' && agent !== undefined)) &&
    partyLeg !== null &&
    partyLeg.party.kind !== 'outside' &&
    !partyLeg.answered;
  const isWanted = (state: CallState): boolean =>
    [state.partyLeg, ...state.rivals].some((leg) => isWantedAt(state, leg));
  const isWantedAt = (state: CallState, leg: CallState['partyLeg']): boolean => {
    const party = leg?.party;
    const at = party?.kind === 'agent' ? desk.telephoneOf(party.agentId) : extensionOf(party);
    if (number === null) return isNear(state, at);
    const agentNumber = party?.kind === 'agent' ? config.agents.get(party.agentId)?.number : undefined;
    return agentNumber === number || (at !== null && config.extensions.get(at)?.dn === number);
  };
  /** Of the queues that the agent serves, or of an agent who shares one. */
  const isNear = ({ queueId, partyLeg }: CallState, at: ExtensionId | null): boolean => {
    const own = agent?.queueIds ?? [];
    if (queueId !== null) return own.includes(queueId);
    const party = partyLeg?.party;
    const colleague = party?.kind === 'agent' ? party.agentId : at === null ? null : desk.agentAt(at)?.agentId;
    const theirs = colleague === null || colleague === undefined ? [] : (desk.agents.get(colleague)?.queueIds ?? []);
    return theirs.some((one) => own.includes(one));
  };
  for (const state of calls.values()) {
    if (!rings(state) || !isWanted(state)) continue;
    const by = { extensionId: extension.id, agentId: agent?.agentId ?? null };
    if (agent !== undefined) desk.tell(agent.agentId, { type: 'dialsOut', callId: state.callId }, now);
    return { kind: 'taken', callId: state.callId, input: { type: 'party.pickedUp', channelId, ...by } };
  }
  return null;
}

function extensionOf(party: NonNullable<CallState['partyLeg']>['party'] | undefined): ExtensionId | null {
  return party?.kind === 'extension' ? party.extensionId : null;
}

function refuse(draft: CallDraft, words: SystemPrompt): void {
  draft.step('call.refused', { why: 'not_permitted' });
  draft.close(words, 'not_permitted', CAUSE.rejected);
}
