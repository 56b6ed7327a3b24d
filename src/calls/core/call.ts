import type { Instant } from '../../kernel/clock.js';
import type { ChannelId } from '../../kernel/ids.js';
import { agentAnswers, resumeOffer, saidInOffer, sayInOfferIsCut } from './agent-number.js';
import { askedInLine, askingIsCut, keyInLine, stopAsking } from './callback/asking-moves.js';
import type { Around } from './call-change.js';
import { CallDraft, type CallDecision } from './call-draft.js';
import {
  ANYWHERE,
  callerGone,
  ifCurrent,
  onTimer,
  repeatAnswer,
  type Handler,
  type Handlers,
} from './call-handlers.js';
import type { CallInput } from './call-inputs.js';
import { HANDING_OVER, RELAYED, RELAYING, VISITING } from './call-elsewhere.js';
import { announce, answered, inFlow, overflow, queueDeleted, staffLeft, tenantLeft } from './call-moves.js';
import { heardInFlow } from './flow/flow-handlers.js';
import { missAll, offeredEnds, offerTo, rivalAnswers } from './offer-moves.js';
import type { CallPhase, CallState } from './call-state.js';
import { connect, partyRings, rivalRings } from './connecting.js';
import { pickedUp } from './dialled-moves.js';
import { callComes, callLeaves, keyOnLine, resumeLine, saidOnLine, tellOnLine } from './open-line.js';
import { askAgain, judged, signInAsked, signInKey, signInTimedOut } from './sign-in-moves.js';
import { ENDING } from './call-ending.js';
import { actedOnRinging, RINGING } from './ringing.js';
import { TALKING } from './talk/talking.js';
import { waitInQueue } from './line-moves.js';
import { resumeWaiting, say } from './line-talk.js';
import { giveBack, isKeptThere } from './node-moves.js';
import { CAUSE, missedWhy } from './causes.js';
import { beginMessage, endMessage, messageFailed, messageKey, resumeMessage } from './message-moves.js';
import { placerWithin } from './inside-calls.js';
import { callPlacerAgain, customerMissed, placerAnswers, placerMissed, placerRings } from './placed-moves.js';
import { recordingFailed } from './recording-moves.js';
import { carryOut } from './talk/moves.js';

/** So much longer at a time, milliseconds. */
const ASKED_MS = 1_000;

/** A call that waits or rings is given to somebody, answered, or ended. */
const actedInLine: Handlers['acted'] = (draft, e) => {
  const { act } = e.act;
  if (act === 'assign' || act === 'pickUp' || act === 'disconnect' || act === 'answer') carryOut(draft, e.by, e.act);
};

/** A telephone that was called is gone. */
function whyEnded(channelId: ChannelId, { late, causeCode }: { readonly late?: boolean; readonly causeCode: number }) {
  return { channelId, causeCode, why: late === true ? 'lost' : missedWhy(causeCode) } as const;
}

const HEARD = heardInFlow(inFlow);

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
    'prompt.ended': HEARD['prompt.ended'],
    'key.pressed': HEARD['key.pressed'],
    'timer.fired': onTimer(HEARD.timers),
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
  ringing: RINGING,
  calling: {
    ...ANYWHERE,
    acted: actedOnRinging,
    'caller.ringing': placerRings,
    'caller.answered': (draft) => {
      if (draft.state.direction === 'internal') placerWithin(draft);
      else placerAnswers(draft);
    },
    'caller.ended': (draft, e) => {
      if (!e.late && callPlacerAgain(draft, e.causeCode)) return;
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
  talking: TALKING,
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
  ending: ENDING,
};

/** Decides what an input means for a call. */
export function decideCall(state: CallState, input: CallInput, around: Around, now: Instant): CallDecision {
  const draft = new CallDraft(state, around, now);
  draft.late = input.type === 'everybody.gone' || ('late' in input && input.late);
  if (input.type === 'caller.ended' && isKeptThere(state, input.causeCode)) giveBack(draft);
  const told = isReplaced(state, input) ? ({ type: 'stray.ended', channelId: input.channelId } as const) : input;
  (TABLE[state.phase][told.type] as Handler<CallInput>)(draft, told);
  return draft.decision();
}

/** In the same picture somebody has taken the party's place who is gone. */
function isReplaced(
  { partyLeg }: CallState,
  input: CallInput,
): input is Extract<CallInput, { type: 'party.ended' }> & { readonly channelId: ChannelId } {
  return input.type === 'party.ended' && input.channelId !== undefined && input.channelId !== partyLeg?.channelId;
}

function endAnnouncement(draft: CallDraft): void {
  const { losing } = draft.state;
  draft.end('system', losing === 'tenant_suspended' ? CAUSE.rejected : CAUSE.unallocated, losing);
}

function endClosing(draft: CallDraft): void {
  draft.promptIsOver();
  draft.end('system', draft.state.losingCauseCode ?? CAUSE.normal, draft.state.losing);
}
