import type { AgentId, CallId, ChannelId, ExtensionId, TenantId } from '../../kernel/ids.js';
import type { Visit } from '../../kernel/visit.js';
import type { CallDraft } from './call-draft.js';
import type { PartyLeg } from './call-state.js';
import { servedBy } from './call-views.js';

/** Asterisk's own limit of a dialled leg lies this far behind ours, seconds: it only serves while the engine is away. */
const RING_BACKSTOP_S = 5;
/**
 * How long a caller waits who has not been answered, seconds: networks give up a ringing call after three minutes
 * (RFC 3261, section 16.6, timer C), and a caller who vanishes before the answer is not noticed by the lack of sound.
 */
const UNANSWERED_S = 180;

/** Where a leg leads. */
export interface Line {
  readonly endpoint: string;
  readonly number: string | null;
  /** What another node is told of the call. */
  readonly visit?: Visit;
  readonly autoAnswer?: boolean;
  /** The open line of the agent who is called. */
  readonly openLine?: CallId | null;
}

/**
 * Destinations name what they lead to by id alone, which the database cannot hold against the tenant of their row: what
 * belongs to another tenant does not exist for this call.
 */
export function own<T extends { readonly tenantId: TenantId }>(draft: CallDraft, thing: T | undefined): T | undefined {
  return thing?.tenantId === servedBy(draft.state) ? thing : undefined;
}

/** What is allowed; before the answer no longer than UNANSWERED_S. 0: for ever. */
export function longestWaitS(allowedS: number, answered: boolean): number {
  if (answered) return allowedS;
  return allowedS > 0 ? Math.min(allowedS, UNANSWERED_S) : UNANSWERED_S;
}

/** Lets who is not answered hear it ringing, all others music; whoever hears some goes on hearing it. */
export function entertain(draft: CallDraft, musicClass: string): void {
  const { callerLeg, music } = draft.state;
  if (!callerLeg.answered) draft.commands.push({ command: 'ring', channelId: callerLeg.channelId });
  else if (music === null) draft.startMusic(musicClass);
}

/** By which number telephones know somebody of the house, or outside; null: by none. */
export function numberOf(
  party: PartyLeg['party'] | undefined,
  { agents, extensions }: CallDraft['config'],
): string | null {
  const agentId = party?.kind === 'agent' || party?.kind === 'extension' ? party.agentId : undefined;
  if (agentId !== undefined) return agents.get(agentId)?.number ?? null;
  if (party?.kind === 'extension') return extensions.get(party.extensionId)?.dn ?? null;
  return party?.kind === 'outside' ? party.number : null;
}

/** The number of who is at the first leg: it may be somebody else than who called. */
export function numberOfFirst({ state, config }: CallDraft): string {
  return numberOf(state.callerLeg.party, config) ?? state.caller;
}

/**
 * Dials an extension as the party of this call; false where there is none.
 *
 * @param agentId who is in the call by it; null: nobody of the agents
 */
export function dial(draft: CallDraft, extensionId: ExtensionId, ringS: number, agentId: AgentId | null): boolean {
  const extension = own(draft, draft.config.extensions.get(extensionId));
  if (extension === undefined) return false;
  const party = { kind: 'extension', extensionId, ...(agentId === null ? {} : { agentId }) } as const;
  const channelId = newParty(draft, party);
  dialLeg(draft, channelId, { endpoint: extension.endpoint, number: null }, numberOfFirst(draft), ringS);
  return true;
}

/** The channel of the next leg that we dial. */
export function nextChannel(draft: CallDraft): ChannelId {
  const dials = draft.state.dials + 1;
  draft.set({ dials });
  return `${draft.state.callId}-a${String(dials)}` as ChannelId;
}

/** A leg that is about to be dialled. */
export function newParty(draft: CallDraft, party: PartyLeg['party']): ChannelId {
  const channelId = nextChannel(draft);
  draft.set({ partyLeg: { channelId, since: draft.now, rang: false, answered: false, party } });
  return channelId;
}

/** What is left of the ringing, seconds. */
export function ringLeftS({ state, now }: CallDraft): number {
  return Math.ceil(((state.timers.ring ?? now) - now) / 1000);
}

/** Dials a leg of this call; the timer `ring` ends the ringing. */
export function dialLeg(draft: CallDraft, channelId: ChannelId, to: Line, callerNumber: string, ringS: number): void {
  draft.timer('ring', ringS * 1000);
  tellToDial(draft, channelId, to, callerNumber, ringS);
}

/** Dials a leg whose ringing is ended by another timer. */
export function tellToDial(
  draft: CallDraft,
  channelId: ChannelId,
  { endpoint, number, visit, autoAnswer, openLine }: Line,
  callerNumber: string,
  ringS: number,
): void {
  const ringTimeoutS = ringS + RING_BACKSTOP_S;
  draft.commands.push({
    command: 'dial',
    channelId,
    endpoint,
    number,
    callerNumber,
    ringTimeoutS,
    visit: visit ?? null,
    ...(autoAnswer === true ? { autoAnswer } : {}),
    ...(openLine === null || openLine === undefined ? {} : { openLine }),
  });
}
