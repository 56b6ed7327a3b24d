import { ANYWHERE, callerGone, ignore, onTimer, type Handlers } from './call-handlers.js';
import { CAUSE } from './causes.js';

/** Hung up; the channels are not all gone yet. */
export const ENDING: Handlers = {
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
};
