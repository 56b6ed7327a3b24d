import type { AgentId, ChannelId, ExtensionId, TenantId } from '../../../kernel/ids.js';
import type { CallState } from '../call-state.js';
import type { NodeConfig } from '../node-config.js';
import { isRunning } from '../recording-moves.js';
import { MOST_TOGETHER, type ActRefusal, type By, type TalkAct, type TalkTarget } from './acts.js';
import { agentAt, colleagueOf, isColleague, mayTakeLead, talkerOf, twoOf } from './lead.js';
import { AS_IT_BEGAN, isHidden, sidesIn, type SideLeg } from './side-leg.js';

/** What an act is judged by beside the call. */
export type Known = Pick<NodeConfig, 'agents' | 'extensions' | 'queues' | 'menus' | 'flows'> & {
  /** By which an agent is called; null: by none. */
  readonly telephone: (agentId: AgentId) => ExtensionId | null;
};

const DIGITS = /^[0-9*#]{1,32}$/;

export function consultedIn(state: CallState): SideLeg | undefined {
  return sidesIn(state).find(({ part }) => part === 'consulted');
}

/** The telephone by which a supervisor is in the call. */
export function sideOfSupervisor(state: CallState, by: By): SideLeg | undefined {
  if (by.kind !== 'supervisor') return undefined;
  const { extensionId } = by;
  return sidesIn(state).find(
    ({ supervisor, party }) =>
      supervisor === by.name &&
      (extensionId === null || (party.kind === 'extension' && party.extensionId === extensionId)),
  );
}

export function sideOfAgent(state: CallState, agentId: AgentId): SideLeg | undefined {
  return sidesIn(state).find(({ party }) => party.kind === 'agent' && party.agentId === agentId);
}

/** Who goes on when the agent leaves: who was consulted, else the one who has spoken along longest. */
export function heirIn(state: CallState): SideLeg | undefined {
  const consulted = consultedIn(state);
  if (consulted?.answered === true) return consulted;
  return sidesIn(state).find(({ part, answered }) => part === 'speaker' && answered);
}

/** Why the act cannot be done about the call as it is; null: it can. Whether an agent is free is not looked at. */
export function whyNot(state: CallState, by: By, act: TalkAct, config: Known): ActRefusal | null {
  if (state.phase === 'ending' || state.phase === 'closing') return 'calls.not_now';
  if (state.role !== 'owner' || state.host !== null || state.partyLeg?.party.kind === 'node')
    return 'calls.on_another_node';
  if (isInTalk(act)) return whyNotInTalk(state, by, act, config);
  switch (act.act) {
    case 'assign':
      return by.kind === 'agent' ? 'calls.not_for_agents' : whyNotTaken(state, act.agentId, config);
    case 'pickUp':
      return by.kind === 'agent' ? whyNotTaken(state, by.agentId, config) : 'calls.not_now';
    case 'answer':
      return by.kind === 'agent' ? whyNotAnswered(state, by.agentId, config) : 'calls.not_now';
    case 'disconnect':
      return by.kind === 'supervisor' || isIn(state, by.agentId) ? null : 'calls.not_in_this_call';
    case 'listen':
    case 'whisper':
    case 'bargeIn':
    case 'takeOver':
      return whyNotHeard(state, by, config);
    case 'stopListening':
      if (by.kind === 'agent') return 'calls.not_for_agents';
      return sideOfSupervisor(state, by) === undefined ? 'calls.unknown_member' : null;
  }
}

/** The leg by which the agent's telephone is called and not yet answered; null: it does not ring. */
export function ringingLegOf(state: CallState, agentId: AgentId): ChannelId | null {
  const { phase, partyLeg, callerLeg } = state;
  if (phase === 'calling') return state.agentId === agentId ? callerLeg.channelId : null;
  if (partyLeg?.answered === false && agentAt(partyLeg.party) === agentId) return partyLeg.channelId;
  const side = sideOfAgent(state, agentId);
  return side?.answered === false ? side.channelId : null;
}

function whyNotAnswered(state: CallState, agentId: AgentId, { extensions, telephone }: Known): ActRefusal | null {
  if (ringingLegOf(state, agentId) === null) return 'calls.not_now';
  const extensionId = telephone(agentId);
  const extension = extensionId === null ? undefined : extensions.get(extensionId);
  return extension?.answersByNotify === true ? null : 'calls.by_hand_only';
}

function isIn(state: CallState, agentId: AgentId): boolean {
  return talkerOf(state) === agentId || colleagueOf(state) === agentId || sideOfAgent(state, agentId) !== undefined;
}

/** A call in a queue that another agent is to have. */
function whyNotTaken(state: CallState, agentId: AgentId, config: Known): ActRefusal | null {
  if (state.phase !== 'waiting' && state.phase !== 'offering') return 'calls.not_now';
  // An agent has answered and their number is told.
  if (state.partyLeg?.answered === true) return 'calls.not_now';
  return whyNotTarget(state.tenantId, { to: 'agent', agentId }, config);
}

function whyNotHeard(state: CallState, by: By, { extensions }: Known): ActRefusal | null {
  if (by.kind === 'agent') return 'calls.not_for_agents';
  if (state.phase !== 'talking') return 'calls.not_now';
  const { reach } = by;
  if (reach !== undefined && ![talkerOf(state), colleagueOf(state)].some((one) => one !== null && reach.includes(one)))
    return 'calls.unknown_call';
  if (sideOfSupervisor(state, by) !== undefined) return null;
  const extension = by.extensionId === null ? undefined : extensions.get(by.extensionId);
  if (extension?.tenantId !== state.tenantId) return 'calls.no_telephone_given';
  return isFull(state) ? 'calls.conference_full' : null;
}

function isFull(state: CallState): boolean {
  return sidesIn(state).length + 2 >= MOST_TOGETHER;
}

const FROM_OUTSIDE = [
  'answer',
  'assign',
  'pickUp',
  'disconnect',
  'listen',
  'whisper',
  'bargeIn',
  'takeOver',
  'stopListening',
] as const satisfies readonly TalkAct['act'][];

/** What those do who talk. */
type InTalk = Exclude<TalkAct, { readonly act: (typeof FROM_OUTSIDE)[number] }>;

function isInTalk(act: TalkAct): act is InTalk {
  return !(FROM_OUTSIDE as readonly string[]).includes(act.act);
}

function whyNotInTalk(state: CallState, by: By, act: InTalk, config: Known): ActRefusal | null {
  if (state.phase !== 'talking') return 'calls.not_now';
  const { held, muted, farMuted = false, aside, asked = null } = state.talk ?? AS_IT_BEGAN;
  if (asked !== null && (act.act !== 'retrieve' || by.kind !== 'agent' || talkerOf(state) !== by.agentId))
    return 'calls.not_now';
  if (isColleague(state, by)) {
    if (act.act === 'mute' || act.act === 'unmute') return farMuted === (act.act === 'mute') ? 'calls.not_now' : null;
    if (!mayTakeLead(state)) return 'calls.not_now';
  } else if (by.kind === 'agent' && talkerOf(state) !== by.agentId) return whyNotBeside(state, by.agentId, act);
  if (by.kind === 'supervisor' && !FOR_SUPERVISORS.has(act.act)) return 'calls.not_now';
  const consulted = consultedIn(state);
  switch (act.act) {
    case 'hold':
      return held || consulted !== undefined ? 'calls.not_now' : null;
    case 'retrieve':
      return held || asked !== null ? null : 'calls.not_now';
    case 'askByFlow':
      return isAlone(state) ? whyNotTarget(state.tenantId, act.to, config) : 'calls.not_now';
    case 'mute':
      return muted ? 'calls.not_now' : null;
    case 'unmute':
      return muted ? null : 'calls.not_now';
    case 'sendDigits':
      if (!DIGITS.test(act.digits)) return 'calls.bad_digits';
      return held || aside ? 'calls.not_now' : null;
    case 'transfer':
      return whyNotTarget(state.tenantId, act.to, config);
    case 'consult':
      if (consulted !== undefined) return 'calls.not_now';
      return isFull(state) ? 'calls.conference_full' : whyNotTarget(state.tenantId, act.to, config);
    case 'swap':
    case 'completeTransfer':
    case 'conference':
      return consulted?.answered === true ? null : 'calls.nobody_consulted';
    case 'backFromConsult':
      return consulted === undefined ? 'calls.nobody_consulted' : null;
    case 'invite':
      return isFull(state) ? 'calls.conference_full' : whyNotTarget(state.tenantId, act.to, config);
    case 'setRole':
    case 'dismiss':
      return whyNotMember(state, by, act.member);
    case 'leave':
      return heirIn(state) === undefined ? 'calls.not_now' : null;
    case 'startRecording':
    case 'stopRecording':
    case 'pauseRecording':
    case 'resumeRecording':
      return whyNotRecorded(state.recording, act.act);
  }
}

/** The agent alone is with somebody who called, whatever supervisors hear of it. */
function isAlone(state: CallState): boolean {
  const { held, aside, sides } = state.talk ?? AS_IT_BEGAN;
  const { far } = twoOf(state);
  const isCaller = far === state.callerLeg.channelId && state.callerLeg.party === undefined;
  return isCaller && !held && !aside && sides.every(isHidden);
}

type OfRecording = 'startRecording' | 'stopRecording' | 'pauseRecording' | 'resumeRecording';

/** Whether the tenant may have one more is not looked at. */
function whyNotRecorded(recording: CallState['recording'], act: OfRecording): ActRefusal | null {
  const runs = isRunning(recording);
  const isPaused = recording === 'paused';
  switch (act) {
    case 'startRecording':
      return runs || isPaused ? 'calls.not_now' : null;
    case 'stopRecording':
      return runs || isPaused ? null : 'calls.not_recorded';
    case 'pauseRecording':
      return runs ? null : isPaused ? 'calls.not_now' : 'calls.not_recorded';
    case 'resumeRecording':
      return isPaused ? null : 'calls.not_now';
  }
}

const FOR_SUPERVISORS: ReadonlySet<TalkAct['act']> = new Set([
  'transfer',
  'invite',
  'setRole',
  'dismiss',
  'startRecording',
  'stopRecording',
  'pauseRecording',
  'resumeRecording',
]);

/** Who was asked to join may leave, and be silent. */
function whyNotBeside(state: CallState, agentId: AgentId, { act }: InTalk): ActRefusal | null {
  const side = sideOfAgent(state, agentId);
  if (side === undefined) return 'calls.not_in_this_call';
  if (!side.answered) return 'calls.not_now';
  if (act === 'leave') return null;
  if (act === 'mute') return side.muted ? 'calls.not_now' : null;
  if (act === 'unmute') return side.muted && side.part !== 'listener' ? null : 'calls.not_now';
  return 'calls.not_now';
}

/** Of supervisors agents are not the masters. */
function whyNotMember(state: CallState, by: By, member: ChannelId): ActRefusal | null {
  const side = sidesIn(state).find(({ channelId }) => channelId === member);
  if (side?.part === 'speaker' && side.supervisor !== null && by.kind === 'agent') return 'calls.not_for_agents';
  return side?.part === 'speaker' || side?.part === 'listener' ? null : 'calls.unknown_member';
}

/** What is another tenant's does not exist for this call. */
function whyNotTarget(tenantId: TenantId | null, to: TalkTarget, config: Known): ActRefusal | null {
  // Whether the number may be called is judged where money and trunks are known (acting.ts).
  if (to.to === 'external') return null;
  return thingMeant(to, config)?.tenantId === tenantId ? null : 'calls.unknown_target';
}

function thingMeant(
  to: Exclude<TalkTarget, { readonly to: 'external' }>,
  { agents, extensions, queues, menus, flows }: Known,
): { readonly tenantId: TenantId } | undefined {
  switch (to.to) {
    case 'agent':
      return agents.get(to.agentId);
    case 'extension':
      return extensions.get(to.extensionId);
    case 'queue':
      return queues.get(to.queueId);
    case 'menu':
      return menus.get(to.menuId);
    case 'flow':
      return flows.get(to.flowId);
  }
}
