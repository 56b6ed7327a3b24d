import type { AgentId, ChannelId } from '../../../kernel/ids.js';
import type { CallState, PartyLeg } from '../call-state.js';
import type { By } from './acts.js';
import { AS_IT_BEGAN } from './side-leg.js';

type Ends = Pick<CallState, 'direction' | 'turned' | 'talk' | 'callerLeg' | 'partyLeg'>;

/**
 * Whether the one who holds, asks and sends on is at the first leg: of a call that is placed its agent until they leave,
 * of a call inside the dialling agent once they have begun with it.
 */
export function firstLeads({ direction, turned, talk }: Pick<Ends, 'direction' | 'turned' | 'talk'>): boolean {
  return direction === 'outbound' ? !turned : talk?.firstLeads === true;
}

/** The legs of the two whom the conversation began with: of who leads it, or else was called, and the other side's. */
export function twoOf(ends: Ends): { readonly near: ChannelId | null; readonly far: ChannelId | null } {
  const first = ends.callerLeg.channelId;
  const second = ends.partyLeg?.channelId ?? null;
  return firstLeads(ends) ? { near: first, far: second } : { near: second, far: first };
}

/** The agent at a leg, who serves the call or is in it by their telephone only. */
export function agentAt(party: PartyLeg['party'] | undefined): AgentId | null {
  return party?.kind === 'agent' || party?.kind === 'extension' ? (party.agentId ?? null) : null;
}

/** The agent who leads the conversation; of what a telephone without an agent talks nobody. */
export function talkerOf(state: CallState): AgentId | null {
  if (!firstLeads(state)) return agentAt(state.partyLeg?.party);
  return state.direction === 'outbound' ? state.agentId : agentAt(state.callerLeg.party);
}

/** Of a call inside: the agent at the other side. */
export function colleagueOf(state: CallState): AgentId | null {
  return agentAt(firstLeads(state) ? state.partyLeg?.party : state.callerLeg.party);
}

export function isColleague(state: CallState, by: By): boolean {
  return by.kind === 'agent' && colleagueOf(state) === by.agentId;
}

/**
 * Whether the colleague may lead as well as who does: nobody hears music, nobody is called or told something who is for
 * the other alone.
 */
export function mayTakeLead({ talk }: Pick<CallState, 'talk'>): boolean {
  const { held, sides } = talk ?? AS_IT_BEGAN;
  return !held && sides.every(({ part }) => part === 'speaker' || part === 'listener' || part === 'listening');
}
