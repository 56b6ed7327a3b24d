import type { MissedWhy } from '../../acd/core/agent.js';
import type { Instant } from '../../kernel/clock.js';
import type { LostReason } from '../../kernel/domain-events.js';
import type { ExtensionId, PlaybackId } from '../../kernel/ids.js';
import { correctClock, endForCredit, limitDuration, warnOfCredit } from './call-credit.js';
import { CallDraft, type Around, type CallDecision } from './call-draft.js';
import type { CallInput } from './call-inputs.js';
import {
  announce,
  connect,
  miss,
  offerLost,
  offerTo,
  overflow,
  partyRings,
  queueDeleted,
  startRecording,
  tellMenu,
} from './call-moves.js';
import { sidesOf, type CallPhase, type CallState } from './call-state.js';
import { CAUSE, missedWhy } from './causes.js';
import { customerMissed, placerAnswers, placerMissed, placerRings } from './placed-moves.js';

/** A prompt that broke off counts as ended after so long, if the caller is still there, milliseconds. */
const PROMPT_FAILED_MS = 500;

type Handler<E> = (draft: CallDraft, input: E) => void;
type Handlers = { readonly [T in CallInput['type']]: Handler<Extract<CallInput, { type: T }>> };

const ignore = (): void => undefined;

/** What holds in every phase unless the phase says otherwise. */
const ANYWHERE: Handlers = {
  'caller.ended': (draft, e) => {
    callerGone(draft);
    const causeCode = draft.state.losingCauseCode ?? e.causeCode;
    draft.end(e.late ? 'unknown' : sidesOf(draft.state).first, causeCode, lostIn(draft.state), e.late);
  },
  'everybody.gone': (draft) => {
    const partyChannel = draft.state.partyLeg?.channelId;
    callerGone(draft);
    draft.end('unknown', 0, lostIn(draft.state), true);
    draft.set({ strayLegs: draft.state.strayLegs.filter((leg) => leg.channelId !== partyChannel) });
    draft.finishWhenEmpty();
  },
  'caller.ringing': ignore,
  'caller.answered': ignore,
  'party.ringing': ignore,
  'party.answered': ignore,
  'party.ended': (draft) => {
    draft.set({ partyLeg: null });
  },
  'stray.ended': (draft, e) => {
    draft.set({ strayLegs: draft.state.strayLegs.filter((leg) => leg.channelId !== e.channelId) });
    draft.finishWhenEmpty();
  },
  'stray.lingers': (draft, e) => {
    draft.commands.push({ command: 'hangUp', channelId: e.channelId, causeCode: CAUSE.normal });
  },
  'key.pressed': ignore,
  'prompt.ended': ignore,
  'prompt.failed': ifCurrent((draft) => {
    draft.timer('prompt', PROMPT_FAILED_MS);
  }),
  'timer.fired': onTimer({}),
  'agent.assigned': (draft, e) => {
    draft.asks.push({ ask: 'agentWithdrawn', agentId: e.agentId });
  },
  'queue.deleted': ignore,
  'hangUp.commanded': (draft) => {
    draft.end('system', CAUSE.normal, lostIn(draft.state));
  },
  'bridge.refused': ignore,
  'recording.started': (draft) => {
    if (draft.state.recording !== 'asked') return;
    draft.set({ recording: 'running' });
    draft.step('recording.started');
  },
  'recording.failed': (draft, e) => {
    if (draft.state.recording !== 'asked' && draft.state.recording !== 'running') return;
    draft.set({ recording: 'failed' });
    draft.step('recording.failed', { why: e.why });
  },
  'credit.low': ignore,
  'credit.restored': (draft) => {
    draft.set({ creditWarned: false });
  },
  'credit.out': (draft, e) => {
    endForCredit(draft, e.limit);
  },
  'credit.limited': (draft, e) => {
    limitDuration(draft, e.until, e.seconds);
  },
  'clock.corrected': (draft, e) => {
    correctClock(draft, e.byMs);
  },
  'engine.resumed': ignore,
};

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
      tellMenu(draft, { type: 'promptEnded' });
    }),
    'key.pressed': (draft, e) => {
      draft.step('key.pressed', { key: e.key });
      tellMenu(draft, { type: 'keyPressed', key: e.key });
    },
    'timer.fired': onTimer({
      prompt: (draft) => {
        draft.stopPrompt();
        tellMenu(draft, { type: 'promptEnded' });
      },
      key: (draft) => {
        tellMenu(draft, { type: 'keyTimedOut' });
      },
    }),
    'engine.resumed': (draft) => {
      repeatAnswer(draft);
      draft.stopPrompt();
      tellMenu(draft, { type: 'resumed' });
    },
  },
  waiting: {
    ...ANYWHERE,
    'agent.assigned': (draft, e) => {
      offerTo(draft, e.agentId);
    },
    'timer.fired': onTimer({ maxWait: overflow }),
    'queue.deleted': (draft) => {
      queueDeleted(draft);
    },
    'engine.resumed': repeatWaiting,
  },
  offering: {
    ...ANYWHERE,
    'party.ringing': partyRings,
    'party.answered': connect,
    'party.ended': (draft, e) => {
      const agentId = agentOf(draft);
      draft.set({ partyLeg: null });
      if (agentId === null) return;
      if (e.late) offerLost(draft, agentId);
      else miss(draft, agentId, missedWhy(e.causeCode));
    },
    'timer.fired': onTimer({
      ring: (draft) => {
        const agentId = agentOf(draft);
        if (agentId !== null) miss(draft, agentId, 'no_answer');
      },
      maxWait: (draft) => {
        draft.set({ overdue: true });
      },
    }),
    'queue.deleted': (draft) => {
      queueDeleted(draft);
    },
    'engine.resumed': repeatWaiting,
  },
  ringing: {
    ...ANYWHERE,
    'party.ringing': partyRings,
    'party.answered': connect,
    'party.ended': (draft, e) => {
      extensionMissed(draft, missedWhy(e.causeCode), true);
    },
    'timer.fired': onTimer({
      ring: (draft) => {
        extensionMissed(draft, 'no_answer', false);
      },
    }),
    'engine.resumed': repeatWaiting,
  },
  calling: {
    ...ANYWHERE,
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
  talking: {
    ...ANYWHERE,
    'party.ended': (draft, e) => {
      draft.set({ partyLeg: null });
      draft.end(sidesOf(draft.state).second, e.causeCode === 0 ? CAUSE.normal : e.causeCode, null, e.late);
    },
    'caller.ended': (draft, e) => {
      callerGone(draft);
      draft.end(sidesOf(draft.state).first, e.causeCode === 0 ? CAUSE.normal : e.causeCode, null, e.late);
    },
    'credit.low': (draft, e) => {
      warnOfCredit(draft, e.limit);
    },
    'bridge.refused': (draft) => {
      draft.end('system', CAUSE.outOfOrder, 'system_failure');
    },
    'engine.resumed': (draft, e) => {
      if (!e.bridged) {
        repeatAnswer(draft);
        draft.bridge();
      }
      if (draft.state.recording === 'asked') startRecording(draft);
    },
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
  (TABLE[state.phase][input.type] as Handler<CallInput>)(draft, input);
  return draft.decision();
}

function callerGone(draft: CallDraft): void {
  draft.set({ callerLeg: { ...draft.state.callerLeg, gone: true } });
}

/** How a call counts that ends in this phase through the caller. */
function lostIn(state: CallState): LostReason | null {
  switch (state.phase) {
    case 'announcing':
    case 'closing':
      return state.losing;
    case 'navigating':
      return 'abandoned_in_menu';
    case 'waiting':
      return 'abandoned_in_queue';
    case 'calling':
      return 'agent_unreachable';
    case 'offering':
    case 'ringing':
    case 'dialling':
      return 'abandoned_while_ringing';
    case 'talking':
    case 'ending':
      return null;
  }
}

function endAnnouncement(draft: CallDraft): void {
  const { losing } = draft.state;
  draft.end('system', losing === 'tenant_suspended' ? CAUSE.rejected : CAUSE.unallocated, losing);
}

function endClosing(draft: CallDraft): void {
  draft.promptIsOver();
  draft.end('system', draft.state.losingCauseCode ?? CAUSE.normal, draft.state.losing);
}

function extensionMissed(draft: CallDraft, why: MissedWhy, gone: boolean): void {
  draft.clear('ring');
  draft.step('extension.missed', { extensionId: extensionOf(draft), why });
  if (gone) draft.set({ partyLeg: null });
  draft.close('nobody-answers', 'extension_unreachable');
}

/** After an outage: what should be so is asked for again; asking twice does no harm. */
function repeatAnswer(draft: CallDraft): void {
  if (!draft.state.callerLeg.answered || draft.state.direction === 'outbound') return;
  draft.commands.push({ command: 'answer', channelId: draft.state.callerLeg.channelId });
}

function repeatWaiting(draft: CallDraft): void {
  repeatAnswer(draft);
  const { music, callerLeg } = draft.state;
  if (music !== null) draft.startMusic(music);
  else if (!callerLeg.answered) draft.commands.push({ command: 'ring', channelId: callerLeg.channelId });
}

function agentOf(draft: CallDraft): CallState['agentId'] {
  const party = draft.state.partyLeg?.party;
  return party?.kind === 'agent' ? party.agentId : null;
}

function extensionOf(draft: CallDraft): ExtensionId | null {
  const party = draft.state.partyLeg?.party;
  return party?.kind === 'extension' ? party.extensionId : null;
}

/** Only the end of the prompt that plays now counts: one that was stopped also reports its end. */
function ifCurrent(then: (draft: CallDraft) => void): Handler<{ readonly playbackId: PlaybackId }> {
  return (draft, e) => {
    if (e.playbackId === draft.state.playbackId) then(draft);
  };
}

type TimerFired = Extract<CallInput, { type: 'timer.fired' }>;
type TimerHandlers = Partial<Record<TimerFired['timer'], Handler<TimerFired>>>;

/** A timer that fires is spent, whether or not the phase has a use for it. */
function onTimer(handlers: TimerHandlers): Handler<TimerFired> {
  return (draft, e) => {
    draft.clear(e.timer);
    handlers[e.timer]?.(draft, e);
  };
}
