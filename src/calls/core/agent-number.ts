import { lineMedia } from '../../prompts/core/line-words.js';
import { spokenMedia } from '../../prompts/core/spoken.js';
import type { PlaybackId } from '../../kernel/ids.js';
import type { CallDraft } from './call-draft.js';
import { repeatAnswer } from './call-handlers.js';
import type { PartyLeg } from './call-state.js';
import { connect, refusesUnpaid, spareRivals } from './connecting.js';
import { ownWaiting, resumeWaiting, sayIsCut, sayIsOver } from './line-talk.js';

/**
 * An agent answers a caller of a queue. Where the queue says so, both hear the agent's number first; until they are brought
 * together the caller is offered still, and nobody talks.
 */
export function agentAnswers(draft: CallDraft): void {
  const { partyLeg } = draft.state;
  const media = partyLeg === null || isAnnounced(draft) ? [] : announcement(draft, partyLeg);
  if (partyLeg === null || media.length === 0) {
    connect(draft);
    return;
  }
  if (refusesUnpaid(draft)) return;
  spareRivals(draft);
  draft.clear('ring');
  draft.set({ partyLeg: { ...partyLeg, answered: true } });
  draft.stopPrompt();
  draft.answerCaller();
  draft.play(media);
  const playbackId = partyPlayback(draft);
  draft.commands.push({ command: 'playPrompt', channelId: partyLeg.channelId, playbackId, media });
}

/** Whether the two hear whose number it is: the telephone that is called has been answered. */
export function isAnnounced({ state }: CallDraft): boolean {
  return state.phase === 'offering' && state.partyLeg?.answered === true;
}

/** What the caller hears is over while an agent is called: the agent's number, or something of the queue's. */
export function saidInOffer(draft: CallDraft): void {
  if (!isAnnounced(draft)) {
    sayIsOver(draft);
    return;
  }
  draft.promptIsOver();
  bringTogether(draft);
}

/** Its end was not told. */
export function sayInOfferIsCut(draft: CallDraft): void {
  if (isAnnounced(draft)) bringTogether(draft);
  else sayIsCut(draft);
}

/** After an outage the number is not told again. */
export function resumeOffer(draft: CallDraft): void {
  if (!isAnnounced(draft)) {
    resumeWaiting(draft);
    return;
  }
  repeatAnswer(draft);
  bringTogether(draft);
}

function bringTogether(draft: CallDraft): void {
  const { partyLeg } = draft.state;
  if (partyLeg !== null) {
    const { channelId } = partyLeg;
    draft.commands.push({ command: 'stopPrompt', channelId, playbackId: partyPlayback(draft) });
  }
  connect(draft);
}

/** Of the tenant's own callers and agents; what another tenant's queue would say here is left out. */
function announcement(draft: CallDraft, { party }: PartyLeg): readonly string[] {
  const { role, host, language } = draft.state;
  if (role !== 'owner' || host !== null || party.kind !== 'agent' || !ownWaiting(draft).announcesAgent) return [];
  const number = draft.config.agents.get(party.agentId)?.number;
  if (number === undefined) return [];
  const said = spokenMedia(number, 'digits', language);
  return [lineMedia('agent-number-is', language), ...said, lineMedia('agent-at-service', language)];
}

function partyPlayback({ state }: CallDraft): PlaybackId {
  return `${state.callId}-n${String(state.prompts)}` as PlaybackId;
}
