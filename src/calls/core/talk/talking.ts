import { endForCredit, warnOfCredit } from '../call-credit.js';
import { ANYWHERE, onTimer, repeatAnswer, type Handlers } from '../call-handlers.js';
import { CAUSE } from '../causes.js';
import { heardInFlow } from '../flow/flow-handlers.js';
import { repeatRecording } from '../recording-moves.js';
import { answeredInAgentsFlow, askByFlow, fetchFromFlow, inAgentsFlow } from './by-flow.js';
import { carryOut, seatAll, sidesRungOut } from './moves.js';
import { isAsked } from './side-leg.js';
import { firstEnds, partyEnds, sideAnswers, sideEnds, sideRefused, unpaidSidesGo } from './side-moves.js';

const HEARD = heardInFlow(inAgentsFlow);

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
  'key.pressed': (draft, e) => {
    if (isAsked(draft.state)) HEARD['key.pressed'](draft, e);
  },
  'prompt.ended': HEARD['prompt.ended'],
  'inquiry.answered': answeredInAgentsFlow,
  'timer.fired': onTimer({ side: sidesRungOut, ...HEARD.timers }),
  acted: (draft, { by, act }) => {
    if (act.act === 'askByFlow') askByFlow(draft, by, act);
    else if (act.act === 'retrieve' && isAsked(draft.state)) fetchFromFlow(draft, by, act);
    else carryOut(draft, by, act);
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
    draft.stopPrompt();
    inAgentsFlow(draft, { type: 'resumed' });
  },
  'talk.apart': (draft) => {
    repeatAnswer(draft);
    if (draft.state.talk !== null) seatAll(draft);
    else draft.bridge();
  },
};
