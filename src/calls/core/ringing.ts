import type { MissedWhy } from '../../acd/core/agent.js';
import type { ChannelId, ExtensionId } from '../../kernel/ids.js';
import { callAgentAgain } from './agent-telephone.js';
import { nobodyInGroup, sendOn } from './call-moves.js';
import type { CallDraft } from './call-draft.js';
import { ANYWHERE, onTimer, repeatWaiting, type Handlers } from './call-handlers.js';
import type { CallState } from './call-state.js';
import { CAUSE, missedWhy } from './causes.js';
import { connect, partyRings, rivalRings } from './connecting.js';
import { pickedUp } from './dialled-moves.js';
import { ringingAnswers, ringingKeyed, twinEnds, twinOf, twinRingsOn, twinsMissed } from './follow-me.js';
import { isInGroup, memberAnswers, memberEnds, membersMissed } from './group-moves.js';
import { outsideMissed } from './outside/moves.js';
import { carryOut } from './talk/moves.js';

/** A telephone that rings is told to answer, or the call ended. */
export const actedOnRinging: Handlers['acted'] = (draft, e) => {
  if (e.act.act === 'answer' || e.act.act === 'disconnect') carryOut(draft, e.by, e.act);
};

/** Telephones are called without a queue: one, maybe with a number outside, or those of a ring group. */
export const RINGING: Handlers = {
  ...ANYWHERE,
  acted: actedOnRinging,
  'party.ringing': partyRings,
  'party.answered': (draft) => {
    if (draft.state.partyLeg !== null) somebodyAnswers(draft, draft.state.partyLeg.channelId);
  },
  'party.keyed': (draft, e) => {
    ringingKeyed(draft, e.channelId, e.key);
  },
  'rival.ringing': (draft, e) => {
    rivalRings(draft, e.channelId);
  },
  'rival.answered': (draft, e) => {
    somebodyAnswers(draft, e.channelId);
  },
  'rival.ended': (draft, e) => {
    if (isInGroup(draft)) {
      nobodyInGroup(draft, memberEnds(draft, e.channelId, e.late ? 'lost' : missedWhy(e.causeCode)));
      return;
    }
    twinEnds(draft, e.channelId, { why: e.late ? 'lost' : missedWhy(e.causeCode), causeCode: e.causeCode });
  },
  'party.pickedUp': pickedUp,
  'party.ended': (draft, e) => {
    calledMissed(draft, e.late ? 'lost' : missedWhy(e.causeCode), e.causeCode, true);
  },
  'timer.fired': onTimer({
    ring: (draft) => {
      calledMissed(draft, 'no_answer', CAUSE.noAnswer, false);
    },
  }),
  'engine.resumed': repeatWaiting,
};

/** Of a ring group the first who answers has the call. */
function somebodyAnswers(draft: CallDraft, channelId: ChannelId): void {
  if (!isInGroup(draft)) {
    ringingAnswers(draft, channelId);
    return;
  }
  memberAnswers(draft, channelId);
  connect(draft);
}

function calledMissed(draft: CallDraft, why: MissedWhy | 'lost', causeCode: number, gone: boolean): void {
  const { partyLeg } = draft.state;
  if (isInGroup(draft)) {
    if (!gone) nobodyInGroup(draft, membersMissed(draft));
    else if (partyLeg !== null) nobodyInGroup(draft, memberEnds(draft, partyLeg.channelId, why));
    return;
  }
  const party = partyLeg?.party;
  const telephone = twinOf(partyLeg);
  if (partyLeg !== null && telephone !== null) {
    if (gone && twinEnds(draft, partyLeg.channelId, { why, causeCode })) return;
    if (!gone) twinsMissed(draft);
    draft.clear('ring');
    nobodyAt(draft, telephone, 'no_answer');
  } else if (party?.kind === 'outside') outsideMissed(draft, party, { why, causeCode, gone });
  else if (party === undefined || why !== 'unreachable' || !gone || !callAgentAgain(draft, party, causeCode))
    extensionMissed(draft, why === 'lost' ? 'unreachable' : why, gone);
}

function extensionMissed(draft: CallDraft, why: MissedWhy, gone: boolean): void {
  const agentId = agentOf(draft);
  const whose = agentId === null ? { extensionId: extensionOf(draft) } : { agentId };
  draft.step('extension.missed', { ...whose, why });
  if (gone && twinRingsOn(draft)) return;
  draft.clear('ring');
  if (gone && agentId !== null) draft.asks.push({ ask: 'agentWithdrawn', agentId });
  const extensionId = extensionOf(draft);
  if (gone) draft.set({ partyLeg: null });
  else twinsMissed(draft);
  if (extensionId === null) draft.close('nobody-answers', 'extension_unreachable');
  else nobodyAt(draft, extensionId, why);
}

/** The caller goes on where the telephone says so. */
function nobodyAt(draft: CallDraft, extensionId: ExtensionId, why: MissedWhy): void {
  draft.dropParty();
  if (!sendOn(draft, extensionId, why === 'declined' ? 'busy' : why))
    draft.close('nobody-answers', 'extension_unreachable');
}

function agentOf(draft: CallDraft): CallState['agentId'] {
  const party = draft.state.partyLeg?.party;
  return party?.kind === 'agent' ? party.agentId : null;
}

function extensionOf(draft: CallDraft): ExtensionId | null {
  const party = draft.state.partyLeg?.party;
  return party?.kind === 'extension' ? party.extensionId : null;
}
