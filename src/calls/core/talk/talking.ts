import { endForCredit, warnOfCredit } from '../call-credit.js';
import { ANYWHERE, onTimer, repeatAnswer, type Handlers } from '../call-handlers.js';
import { CAUSE } from '../causes.js';
import { repeatRecording } from '../recording-moves.js';
import { carryOut, seatAll, sidesRungOut } from './moves.js';
import { firstEnds, partyEnds, sideAnswers, sideEnds, sideRefused, unpaidSidesGo } from './side-moves.js';

/** A conversation, of two or more. */
export const TALKING: Handlers = {
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
  acted: (draft, e) => {
    carryOut(draft, e.by, e.act);
  },
  'credit.low': (draft, e) => {
    warnOfCredit(draft, e.limit);
  },
  'credit.out': (draft, e) => {
    if (!unpaidSidesGo(draft, e.limit)) endForCredit(draft, e.limit);
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
};
