import type { MissedWhy } from '../../acd/core/agent.js';
import type { ExtensionId } from '../../kernel/ids.js';
import { callAgentAgain } from './agent-telephone.js';
import { sendOn } from './call-moves.js';
import type { CallDraft } from './call-draft.js';
import { ANYWHERE, onTimer, repeatWaiting, type Handlers } from './call-handlers.js';
import type { CallState } from './call-state.js';
import { CAUSE, missedWhy } from './causes.js';
import { connect, partyRings } from './connecting.js';
import { pickedUp } from './dialled-moves.js';
import { outsideMissed } from './outside/moves.js';
import { carryOut } from './talk/moves.js';

/** A telephone that rings is told to answer, or the call ended. */
export const actedOnRinging: Handlers['acted'] = (draft, e) => {
  if (e.act.act === 'answer' || e.act.act === 'disconnect') carryOut(draft, e.by, e.act);
};

/** One telephone is called, without a queue. */
export const RINGING: Handlers = {
  ...ANYWHERE,
  acted: actedOnRinging,
  'party.ringing': partyRings,
  'party.answered': connect,
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

function calledMissed(draft: CallDraft, why: MissedWhy | 'lost', causeCode: number, gone: boolean): void {
  const party = draft.state.partyLeg?.party;
  if (party?.kind === 'outside') outsideMissed(draft, party, { why, causeCode, gone });
  else if (party === undefined || why !== 'unreachable' || !gone || !callAgentAgain(draft, party, causeCode))
    extensionMissed(draft, why === 'lost' ? 'unreachable' : why, gone);
}

function extensionMissed(draft: CallDraft, why: MissedWhy, gone: boolean): void {
  draft.clear('ring');
  const agentId = agentOf(draft);
  const whose = agentId === null ? { extensionId: extensionOf(draft) } : { agentId };
  draft.step('extension.missed', { ...whose, why });
  if (gone && agentId !== null) draft.asks.push({ ask: 'agentWithdrawn', agentId });
  const extensionId = extensionOf(draft);
  if (gone) draft.set({ partyLeg: null });
  if (extensionId !== null) {
    draft.dropParty();
    if (sendOn(draft, extensionId, why === 'declined' ? 'busy' : why)) return;
  }
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
