import type { MissedWhy } from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { ChannelId, ExtensionId } from '../../kernel/ids.js';
import { agentAnswers, resumeOffer, saidInOffer, sayInOfferIsCut } from './agent-number.js';
import { callAgentAgain } from './agent-telephone.js';
import { warnOfCredit } from './call-credit.js';
import { askedInLine, askingIsCut, keyInLine, stopAsking } from './callback/asking-moves.js';
import { CallDraft, type Around, type CallDecision } from './call-draft.js';
import {
  ANYWHERE,
  callerGone,
  ifCurrent,
  ignore,
  onTimer,
  repeatAnswer,
  repeatWaiting,
  type Handler,
  type Handlers,
} from './call-handlers.js';
import type { CallInput } from './call-inputs.js';
import { HANDING_OVER, RELAYED, RELAYING, VISITING } from './call-elsewhere.js';
import { announce, answered, inFlow, overflow, queueDeleted, staffLeft, tenantLeft } from './call-moves.js';
import { keyTold } from './flow/flow-moves.js';
import { missAll, offeredEnds, offerTo, rivalAnswers } from './offer-moves.js';
import type { CallPhase, CallState } from './call-state.js';
import { connect, partyRings, rivalRings } from './connecting.js';
import { pickedUp } from './dialled-moves.js';
import { callComes, callLeaves, keyOnLine, resumeLine, saidOnLine, tellOnLine } from './open-line.js';
import { askAgain, judged, signInAsked, signInKey, signInTimedOut } from './sign-in-moves.js';
import { waitInQueue } from './line-moves.js';
import { resumeWaiting, say } from './line-talk.js';
import { giveBack, isKeptThere } from './node-moves.js';
import { CAUSE, missedWhy } from './causes.js';
import { outsideMissed } from './outside/moves.js';
import { beginMessage, endMessage, messageFailed, messageKey, resumeMessage } from './message-moves.js';
import { customerMissed, placerAnswers, placerMissed, placerRings } from './placed-moves.js';
import { recordingFailed, repeatRecording } from './recording-moves.js';
import { carryOut, seatAll, sidesRungOut } from './talk/moves.js';
import { firstEnds, partyEnds, sideAnswers, sideEnds, sideRefused } from './talk/side-moves.js';

/** So much longer at a time, milliseconds. */
const ASKED_MS = 1_000;

/** What people do with it. */
const acted: Handlers['acted'] = (draft, e) => {
  carryOut(draft, e.by, e.act);
};

/** A call that waits or rings is given to somebody, answered, or ended. */
const actedInLine: Handlers['acted'] = (draft, e) => {
  const { act } = e.act;
  if (act === 'assign' || act === 'pickUp' || act === 'disconnect' || act === 'answer') carryOut(draft, e.by, e.act);
};

/** A telephone that rings is told to answer, or the call ended. */
const actedOnRinging: Handlers['acted'] = (draft, e) => {
  if (e.act.act === 'answer' || e.act.act === 'disconnect') carryOut(draft, e.by, e.act);
};

/** A telephone that was called is gone. */
function whyEnded(channelId: ChannelId, { late, causeCode }: { readonly late?: boolean; readonly causeCode: number }) {
  return { channelId, causeCode, why: late === true ? 'lost' : missedWhy(causeCode) } as const;
}

/** The machine of one call: what each phase answers to each input. */
const TABLE: Readonly<Record<CallPhase, Handlers>> = {
  announcing: {
    ...ANYWHERE,
    'prompt.ended': ifCurrent(endAnnouncement),
    'timer.fired': onTimer({ prompt: endAnnouncement }),
    'engine.resumed': (draft) => {
      draft.stopPrompt();
      announce(draft);
    },
  },
  navigating: {
    ...ANYWHERE,
    'prompt.ended': ifCurrent((draft) => {
      draft.promptIsOver();
      inFlow(draft, { type: 'promptEnded' });
    }),
    'key.pressed': (draft, e) => {
      keyTold(draft, e.key);
      inFlow(draft, { type: 'keyPressed', key: e.key });
    },
    'timer.fired': onTimer({
      prompt: (draft) => {
        draft.stopPrompt();
        inFlow(draft, { type: 'promptEnded' });
      },
      key: (draft) => {
        inFlow(draft, { type: 'keyTimedOut' });
      },
    }),
    'inquiry.answered': answered,
    'engine.resumed': (draft) => {
      repeatAnswer(draft);
      draft.stopPrompt();
      inFlow(draft, { type: 'resumed' });
    },
  },
  signingIn: {
    ...ANYWHERE,
    'key.pressed': (draft, e) => {
      signInKey(draft, e.key, e.typed ?? '');
    },
    'prompt.ended': ifCurrent(signInAsked),
    'timer.fired': onTimer({ prompt: signInAsked, key: signInTimedOut }),
    'signIn.judged': (draft, e) => {
      if (draft.state.signIn?.asks === 'verdict') judged(draft, e);
    },
    'engine.resumed': (draft) => {
      repeatAnswer(draft);
      askAgain(draft);
    },
  },
  standingBy: {
    ...ANYWHERE,
    'line.called': (draft, e) => {
      callComes(draft, e.channelId);
    },
    'line.told': (draft, e) => {
      tellOnLine(draft, e.words, e.ends);
    },
    'key.pressed': (draft, e) => {
      keyOnLine(draft, e.key, e.typed ?? '');
    },
    'party.ended': callLeaves,
    'prompt.ended': ifCurrent(saidOnLine),
    'timer.fired': onTimer({ prompt: saidOnLine }),
    'bridge.refused': (draft) => {
      draft.dropParty();
      callLeaves(draft);
    },
    'engine.resumed': (draft) => {
      repeatAnswer(draft);
      resumeLine(draft);
    },
  },
  waiting: {
    ...ANYWHERE,
    'agent.assigned': (draft, e) => {
      offerTo(draft, e.agentIds);
    },
    'key.pressed': (draft, e) => {
      keyInLine(draft, e.key);
    },
    'prompt.ended': ifCurrent(askedInLine),
    'timer.fired': onTimer({
      maxWait: (draft) => {
        // Who is asked where to call them back is not sent away in the middle of it.
        if (draft.state.asking === null) overflow(draft);
        else draft.timer('maxWait', ASKED_MS);
      },
      widen: waitInQueue,
      say,
      prompt: askingIsCut,
      key: stopAsking,
    }),
    acted: actedInLine,
    'queue.deleted': queueDeleted,
    'queue.changed': waitInQueue,
    'staff.left': staffLeft,
    'tenant.left': (draft, e) => {
      tenantLeft(draft, e.nodeId);
    },
    'engine.resumed': resumeWaiting,
  },
  offering: {
    ...ANYWHERE,
    'party.ringing': partyRings,
    'party.answered': agentAnswers,
    'party.pickedUp': pickedUp,
    'party.ended': (draft, e) => {
      const { partyLeg } = draft.state;
      if (partyLeg !== null) offeredEnds(draft, whyEnded(partyLeg.channelId, e));
    },
    'rival.ringing': (draft, e) => {
      rivalRings(draft, e.channelId);
    },
    'rival.answered': (draft, e) => {
      rivalAnswers(draft, e.channelId);
    },
    'rival.ended': (draft, e) => {
      offeredEnds(draft, whyEnded(e.channelId, e));
    },
    'prompt.ended': ifCurrent(saidInOffer),
    'timer.fired': onTimer({
      prompt: sayInOfferIsCut,
      ring: (draft) => {
        missAll(draft, 'no_answer');
      },
      maxWait: (draft) => {
        draft.set({ overdue: true });
      },
    }),
    acted: actedInLine,
    'queue.deleted': queueDeleted,
    'tenant.left': (draft, e) => {
      tenantLeft(draft, e.nodeId);
    },
    'engine.resumed': resumeOffer,
  },
  ringing: {
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
  },
  calling: {
    ...ANYWHERE,
    acted: actedOnRinging,
    'caller.ringing': placerRings,
    'caller.answered': placerAnswers,
    'caller.ended': (draft, e) => {
      callerGone(draft);
      placerMissed(draft, e.late ? 'lost' : missedWhy(e.causeCode), e.causeCode, e.late);
    },
    'timer.fired': onTimer({
      ring: (draft, e) => {
        placerMissed(draft, e.away === true ? 'lost' : 'no_answer', CAUSE.noAnswer, false);
      },
    }),
  },
  dialling: {
    ...ANYWHERE,
    'party.ringing': partyRings,
    'party.answered': connect,
    'party.ended': (draft, e) => {
      customerMissed(draft, e.late ? 'lost' : missedWhy(e.causeCode), e.causeCode, true);
    },
    'timer.fired': onTimer({
      ring: (draft) => {
        customerMissed(draft, 'no_answer', CAUSE.noAnswer, false);
      },
    }),
    'engine.resumed': (draft) => {
      draft.commands.push({ command: 'ring', channelId: draft.state.callerLeg.channelId });
    },
  },
  visiting: VISITING,
  handingOver: HANDING_OVER,
  relaying: RELAYING,
  relayed: RELAYED,
  talking: {
    ...ANYWHERE,
    'party.ended': (draft, e) => {
      partyEnds(draft, e.causeCode, e.late);
    },
    'caller.ended': (draft, e) => {
      firstEnds(draft, e.causeCode, e.late);
    },
    'side.answered': (draft, e) => {
      sideAnswers(draft, e.channelId);
    },
    'side.ended': (draft, e) => {
      sideEnds(draft, e);
    },
    'side.refused': (draft, e) => {
      sideRefused(draft, e.channelId);
    },
    'timer.fired': onTimer({ side: sidesRungOut }),
    acted,
    'credit.low': (draft, e) => {
      warnOfCredit(draft, e.limit);
    },
    'bridge.refused': (draft) => {
      draft.end('system', CAUSE.outOfOrder, 'system_failure');
    },
    'engine.resumed': (draft, e) => {
      if (!e.bridged) repeatAnswer(draft);
      if (draft.state.talk !== null) seatAll(draft);
      else if (!e.bridged) draft.bridge();
      repeatRecording(draft);
    },
    'talk.apart': (draft) => {
      repeatAnswer(draft);
      if (draft.state.talk !== null) seatAll(draft);
      else draft.bridge();
    },
  },
  voicemail: {
    ...ANYWHERE,
    'prompt.ended': ifCurrent(beginMessage),
    'key.pressed': (draft, e) => {
      messageKey(draft, e.key);
    },
    'timer.fired': onTimer({ prompt: beginMessage, message: endMessage }),
    'recording.failed': (draft, e) => {
      recordingFailed(draft, e.why);
      messageFailed(draft);
    },
    'engine.resumed': resumeMessage,
  },
  closing: {
    ...ANYWHERE,
    'prompt.ended': ifCurrent(endClosing),
    'timer.fired': onTimer({ prompt: endClosing }),
    'engine.resumed': (draft) => {
      repeatAnswer(draft);
      draft.stopPrompt();
      endClosing(draft);
    },
  },
  ending: {
    ...ANYWHERE,
    // The agent lifted the receiver as we gave up.
    'caller.answered': (draft) => {
      draft.commands.push({
        command: 'hangUp',
        channelId: draft.state.callerLeg.channelId,
        causeCode: CAUSE.normal,
      });
    },
    'caller.ended': (draft) => {
      callerGone(draft);
      draft.finishWhenEmpty();
    },
    'everybody.gone': (draft) => {
      callerGone(draft);
      draft.finishWhenEmpty();
    },
    'hangUp.commanded': ignore,
    acted: ignore,
    'credit.out': ignore,
    'credit.limited': ignore,
    'clock.corrected': ignore,
    'timer.fired': onTimer({
      endGuard: (draft) => {
        draft.hangUpAll();
        draft.finish();
      },
    }),
    'engine.resumed': (draft) => {
      const { callerLeg, ending } = draft.state;
      draft.commands.push({
        command: 'hangUp',
        channelId: callerLeg.channelId,
        causeCode: ending?.causeCode ?? CAUSE.normal,
      });
    },
  },
};

/** Decides what an input means for a call. */
export function decideCall(state: CallState, input: CallInput, around: Around, now: Instant): CallDecision {
  const draft = new CallDraft(state, around, now);
  draft.late = input.type === 'everybody.gone' || ('late' in input && input.late);
  if (input.type === 'caller.ended' && isKeptThere(state, input.causeCode)) giveBack(draft);
  (TABLE[state.phase][input.type] as Handler<CallInput>)(draft, input);
  return draft.decision();
}

function endAnnouncement(draft: CallDraft): void {
  const { losing } = draft.state;
  draft.end('system', losing === 'tenant_suspended' ? CAUSE.rejected : CAUSE.unallocated, losing);
}

function endClosing(draft: CallDraft): void {
  draft.promptIsOver();
  draft.end('system', draft.state.losingCauseCode ?? CAUSE.normal, draft.state.losing);
}

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
  if (gone) draft.set({ partyLeg: null });
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
