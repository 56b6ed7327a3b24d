import type { LostReason } from '../../kernel/domain-events.js';
import type { PlaybackId } from '../../kernel/ids.js';
import { isDialled } from '../../telephony/core/translate.js';
import { correctClock, endForCredit, limitDuration } from './call-credit.js';
import type { CallDraft } from './call-draft.js';
import type { CallInput } from './call-inputs.js';
import type { CallState } from './call-state.js';
import { sidesOf } from './call-views.js';
import { CAUSE } from './causes.js';
import { isBeingLeft } from './message-moves.js';
import { recordingFailed, recordingGoesOn } from './recording-moves.js';

/** A prompt that broke off counts as ended after so long, if the caller is still there, milliseconds. */
const PROMPT_FAILED_MS = 500;

export type Handler<E> = (draft: CallDraft, input: E) => void;
export type Handlers = { readonly [T in CallInput['type']]: Handler<Extract<CallInput, { type: T }>> };

export const ignore = (): void => undefined;

/** What holds in every phase unless the phase says otherwise. */
export const ANYWHERE: Handlers = {
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
  'party.keyed': ignore,
  // There are some only while agents are called, or a number outside beside a telephone.
  'rival.ringing': ignore,
  'rival.answered': ignore,
  'rival.ended': ignore,
  'side.ringing': ignore,
  'side.answered': ignore,
  'side.ended': ignore,
  'side.refused': ignore,
  acted: (draft, e) => {
    if (e.act.act !== 'disconnect') return;
    draft.step('call.acted', {
      act: 'disconnect',
      ...(e.by.kind === 'agent' ? { agentId: e.by.agentId } : { supervisor: e.by.name }),
    });
    draft.end(e.by.kind === 'agent' ? 'agent' : 'system', CAUSE.normal, lostIn(draft.state));
  },
  'stray.ended': (draft, e) => {
    draft.set({ strayLegs: draft.state.strayLegs.filter((leg) => leg.channelId !== e.channelId) });
    draft.finishWhenEmpty();
  },
  'stray.lingers': (draft, e) => {
    const stray = draft.state.strayLegs.find(({ channelId }) => channelId === e.channelId);
    draft.commands.push({ command: 'hangUp', channelId: e.channelId, causeCode: stray?.causeCode ?? CAUSE.normal });
  },
  'key.pressed': ignore,
  'prompt.ended': ignore,
  'prompt.failed': ifCurrent((draft) => {
    draft.timer('prompt', PROMPT_FAILED_MS);
  }),
  'timer.fired': onTimer({}),
  'agent.assigned': (draft, e) => {
    for (const agentId of e.agentIds) draft.asks.push({ ask: 'agentWithdrawn', agentId });
  },
  // Whoever wanted to take it is too late.
  'party.pickedUp': (draft, e) => {
    draft.commands.push({ command: 'hangUp', channelId: e.channelId, causeCode: CAUSE.normal });
  },
  'inquiry.answered': ignore,
  'signIn.judged': ignore,
  // Whoever is brought to a line that is no more is told that nobody is there.
  'line.called': (draft, e) => {
    draft.commands.push({ command: 'hangUp', channelId: e.channelId, causeCode: CAUSE.busy });
  },
  'line.told': ignore,
  'queue.deleted': ignore,
  'queue.changed': ignore,
  'staff.left': ignore,
  'tenant.left': ignore,
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
    recordingFailed(draft, e.why);
  },
  'recording.goesOn': (draft, e) => {
    recordingGoesOn(draft, e.why);
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
  'talk.apart': ignore,
};

export function callerGone(draft: CallDraft): void {
  draft.set({ callerLeg: { ...draft.state.callerLeg, gone: true } });
}

/** How a call counts that ends in this phase through the caller. */
export function lostIn(state: CallState): LostReason | null {
  switch (state.phase) {
    case 'announcing':
    case 'closing':
      return state.losing;
    case 'navigating':
      return 'abandoned_in_menu';
    case 'signingIn':
    case 'standingBy':
      return null;
    case 'voicemail':
      return isBeingLeft(state) ? 'message_left' : state.losing;
    case 'waiting':
      return 'abandoned_in_queue';
    case 'calling':
      return 'agent_unreachable';
    case 'visiting':
      return 'abandoned_in_queue';
    case 'handingOver':
      return (state.handover?.since ?? null) === null ? 'abandoned_while_ringing' : 'abandoned_in_queue';
    case 'offering':
    case 'ringing':
    case 'dialling':
      return 'abandoned_while_ringing';
    case 'relaying':
      // Its node has not been heard of: it was tried in vain before, or has only just been asked.
      return state.partyLeg === null || state.dials > 1 ? 'node_unreachable' : 'abandoned_while_ringing';
    case 'talking':
    case 'relayed':
    case 'ending':
      return null;
  }
}

/** After an outage: what should be so is asked for again; asking twice does no harm. */
export function repeatAnswer(draft: CallDraft): void {
  if (!draft.state.callerLeg.answered || isDialled(draft.state.callerLeg.channelId)) return;
  draft.commands.push({ command: 'answer', channelId: draft.state.callerLeg.channelId });
}

export function repeatWaiting(draft: CallDraft): void {
  repeatAnswer(draft);
  const { music, callerLeg, role, times } = draft.state;
  if (role === 'guest' && times.ringingAt === null) return;
  if (music !== null) draft.startMusic(music);
  else if (!callerLeg.answered) draft.commands.push({ command: 'ring', channelId: callerLeg.channelId });
}

/** Only the end of the prompt that plays now counts: one that was stopped also reports its end. */
export function ifCurrent(then: (draft: CallDraft) => void): Handler<{ readonly playbackId: PlaybackId }> {
  return (draft, e) => {
    if (e.playbackId === draft.state.playbackId) then(draft);
  };
}

type TimerFired = Extract<CallInput, { type: 'timer.fired' }>;
type TimerHandlers = Partial<Record<TimerFired['timer'], Handler<TimerFired>>>;

/** A timer that fires is spent, whether or not the phase has a use for it. */
export function onTimer(handlers: TimerHandlers): Handler<TimerFired> {
  return (draft, e) => {
    draft.clear(e.timer);
    handlers[e.timer]?.(draft, e);
  };
}
