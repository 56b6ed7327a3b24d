import { ANYWHERE, onTimer, repeatAnswer, repeatWaiting, type Handlers } from './call-handlers.js';
import { comeBack, stayBehind } from './call-moves.js';
import { connect } from './connecting.js';
import type { CallDraft } from './call-draft.js';
import { CAUSE } from './causes.js';
import { callHost, hostMissed, hostRefuses, hostRings } from './guest-moves.js';
import {
  askToTakeOver,
  notTakenOver,
  relayAgain,
  relayConnects,
  relayMissed,
  relayRings,
  takenOver,
} from './node-moves.js';

/** The phases of a call that another node has to do with. */

/** Ours, with a queue of another tenant's on another node. */
export const VISITING: Handlers = {
  ...ANYWHERE,
  'party.ringing': hostRings,
  'party.answered': connect,
  'party.ended': (draft, e) => {
    hostRefuses(draft, e.late ? 0 : e.causeCode);
  },
  'timer.fired': onTimer({
    again: callHost,
    maxWait: (draft) => {
      hostMissed(draft, 'max_wait');
    },
  }),
  'engine.resumed': repeatWaiting,
};

/** Ours, until the tenant's new home has taken it over. */
export const HANDING_OVER: Handlers = {
  ...ANYWHERE,
  'party.ringing': (draft) => {
    takenOver(draft);
    relayRings(draft);
  },
  'party.answered': (draft) => {
    takenOver(draft);
    relayConnects(draft);
  },
  'party.ended': (draft) => {
    notTakenOver(draft, true);
  },
  'timer.fired': onTimer({
    ring: (draft) => {
      notTakenOver(draft, false);
    },
    again: (draft) => {
      if (hasMoved(draft)) askToTakeOver(draft);
      else comeBack(draft);
    },
    maxWait: stayBehind,
  }),
  'engine.resumed': repeatWaiting,
};

function hasMoved({ state, config }: CallDraft): boolean {
  const tenant = state.tenantId === null ? undefined : config.tenants.get(state.tenantId);
  return tenant === undefined || tenant.place.at === 'left';
}

/** Another node's: it is called, the caller hears nothing yet or that it rings. */
export const RELAYING: Handlers = {
  ...ANYWHERE,
  'party.ringing': relayRings,
  'party.answered': relayConnects,
  'party.ended': (draft, e) => {
    relayMissed(draft, e.late ? 0 : e.causeCode);
  },
  'timer.fired': onTimer({
    again: relayAgain,
    ring: (draft) => {
      const heard = draft.state.handover?.heard === true;
      draft.end('system', heard ? CAUSE.noAnswer : CAUSE.congestion, 'node_unreachable');
    },
  }),
  'engine.resumed': (draft) => {
    if (draft.state.partyLeg?.rang === true || draft.state.music !== null) repeatWaiting(draft);
  },
};

/** Another node's, which talks to the caller. */
export const RELAYED: Handlers = {
  ...ANYWHERE,
  'party.ended': (draft, e) => {
    draft.set({ partyLeg: null });
    draft.end('system', e.causeCode === 0 ? CAUSE.normal : e.causeCode, null, e.late);
  },
  'bridge.refused': (draft) => {
    draft.end('system', CAUSE.outOfOrder, null);
  },
  'engine.resumed': (draft, e) => {
    if (!e.bridged) bringTogether(draft);
  },
  'talk.apart': bringTogether,
};

function bringTogether(draft: CallDraft): void {
  repeatAnswer(draft);
  draft.bridge();
}
