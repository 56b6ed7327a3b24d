import { readFileSync } from 'node:fs';

import fc from 'fast-check';

import type { AgentPhase } from '../../kernel/domain-events.js';
import type { AgentId, CallId, QueueId, TenantId } from '../../kernel/ids.js';
import {
  decideAgent,
  isFree,
  newAgent,
  upgradedAgent,
  type AgentDecision,
  type AgentEvent,
  type AgentRefusal,
  type AgentState,
} from './agent.js';

const Q = 'q2000' as QueueId;
const LOGIN: AgentEvent = { type: 'login', queueIds: [Q] };
const OFFERED: AgentEvent = { type: 'offered', callId: 'c1' as CallId };
const DIALS_OUT: AgentEvent = { type: 'dialsOut', callId: 'c9' as CallId };
const ANSWERED: AgentEvent = { type: 'answered' };
const LUNCH: AgentEvent = { type: 'goNotReady', reason: 'lunch' };
const LOGOUT: AgentEvent = { type: 'logout' };
const READY: AgentEvent = { type: 'goReady' };
const NO_ANSWER: AgentEvent = { type: 'missed', why: 'no_answer' };
const WITHDRAWN: AgentEvent = { type: 'withdrawn' };
const WRAP_UP_ENDED: AgentEvent = { type: 'wrapUpEnded' };
const ended = (wrapUpS: number): AgentEvent => ({ type: 'callEnded', wrapUpS });

/** The agent after these events, one a second from second 1 on. */
function after(...events: readonly AgentEvent[]): AgentState {
  return events.reduce(
    (state, event, index) => decideAgent(state, event, (index + 1) * 1000).state,
    newAgent('a1' as AgentId, 't1' as TenantId, 0),
  );
}

const PHASES: Readonly<Record<AgentPhase, AgentState>> = {
  loggedOut: after(),
  ready: after(LOGIN),
  notReady: after(LOGIN, { type: 'goNotReady', reason: 'meeting' }),
  offered: after(LOGIN, OFFERED),
  talking: after(LOGIN, OFFERED, ANSWERED),
  wrapUp: after(LOGIN, OFFERED, ANSWERED, ended(10)),
};

const EVENTS: Readonly<Record<string, AgentEvent>> = {
  login: { type: 'login', queueIds: [Q, 'q2001' as QueueId] },
  logout: LOGOUT,
  goReady: READY,
  'goNotReady lunch': LUNCH,
  offered: { type: 'offered', callId: 'c2' as CallId },
  dialsOut: { type: 'dialsOut', callId: 'c2' as CallId },
  answered: ANSWERED,
  'missed no_answer': NO_ANSWER,
  withdrawn: WITHDRAWN,
  'callEnded 0 s': ended(0),
  'callEnded 10 s': ended(10),
  wrapUpEnded: WRAP_UP_ENDED,
  backDue: { type: 'backDue' },
  movedAway: { type: 'movedAway' },
  extendWrapUp: { type: 'extendWrapUp', byS: 30 },
  endWrapUp: { type: 'endWrapUp' },
  'said c1': { type: 'said', callId: 'c1' as CallId },
  'telephoneIs away': { type: 'telephoneIs', telephone: 'away' },
  stepBack: { type: 'stepBack', why: 'duty_rule' },
  'foundIn talking': { type: 'foundIn', callId: 'c3' as CallId, phase: 'talking' },
};

const REFUSALS: Readonly<Record<AgentRefusal, string>> = {
  'acd.agent_not_logged_in': 'refused',
  'acd.agent_busy': 'busy',
  'acd.not_in_wrap_up': 'no wrap-up',
};

/** The next phase with its reason; `(later)` when it is kept for after the call, `-` when nothing happens. */
function leadsTo(state: AgentState, event: AgentEvent): string {
  const { state: next, steps, refusal } = decideAgent(state, event, 60_000);
  if (refusal !== null) return REFUSALS[refusal];
  if (steps.length > 0) return next.reason === null ? next.phase : `${next.phase} ${next.reason}`;
  if (next === state) return '-';
  if (next.queueIds !== state.queueIds) return 'queues';
  if (next.telephone !== state.telephone) return 'telephone';
  if (next.callId !== state.callId) return 'call';
  if (next.said !== state.said) return 'kept';
  if (next.timers.wrapUp !== state.timers.wrapUp) return 'longer';
  return `(${next.afterCall})`;
}

test('every phase answers every event as the table of the README says', () => {
  const line = (name: string, cells: readonly string[]): string =>
    [name, ...cells]
      .map((cell) => cell.padEnd(20))
      .join('')
      .trimEnd();
  const rows = Object.entries(EVENTS).map(([name, event]) =>
    line(
      name,
      Object.values(PHASES).map((state) => leadsTo(state, event)),
    ),
  );
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const told = readme.split('```').find((part) => part.includes('wrapUpEnded'));
  expect(told?.trimEnd().replace(/^\n/, '')).toBe([line('', Object.keys(PHASES)), ...rows].join('\n'));
});

describe('where the agent goes after the call', () => {
  test.each<[string, AgentEvent[], AgentPhase, string | null]>([
    ['nothing asked for: ready', [], 'ready', null],
    ['logout asked for: logged out', [LOGOUT], 'loggedOut', null],
    ['break asked for: not ready with its reason', [LUNCH], 'notReady', 'lunch'],
    ['break asked for and taken back: ready', [LUNCH, READY], 'ready', null],
    ['logout, then login: ready', [LOGOUT, LOGIN], 'ready', null],
    ['break, then login: ready', [LUNCH, LOGIN], 'ready', null],
    ['break, then logout: logged out', [LUNCH, LOGOUT], 'loggedOut', null],
  ])('%s', (_story, asked, phase, reason) => {
    const start = [LOGIN, OFFERED, ANSWERED, ...asked];
    expect(after(...start, ended(0))).toMatchObject({ phase, reason, callId: null, timers: {} });
    expect(after(...start, ended(10), WRAP_UP_ENDED)).toMatchObject({ phase, reason, callId: null, timers: {} });
    // What was asked for holds for one call only.
    expect(after(...start, ended(0))).toMatchObject({ afterCall: 'ready', afterCallReason: null });
  });

  test('logout asked for while the phone rings: off duty whether the offer is missed or withdrawn', () => {
    expect(after(LOGIN, OFFERED, LOGOUT, NO_ANSWER).phase).toBe('loggedOut');
    expect(after(LOGIN, OFFERED, LOGOUT, WITHDRAWN).phase).toBe('loggedOut');
  });

  test('login during wrap-up takes back a logout asked for during the call', () => {
    expect(after(LOGIN, OFFERED, ANSWERED, LOGOUT, ended(10), LOGIN, WRAP_UP_ENDED).phase).toBe('ready');
  });
});

describe('a call of the agent’s own', () => {
  const MEETING: AgentEvent = { type: 'goNotReady', reason: 'meeting' };
  const TALKED = [DIALS_OUT, ANSWERED, ended(0)];

  test('from a break: back in the same break, whether or not anybody was reached', () => {
    const back = { phase: 'notReady', reason: 'meeting', callId: null };
    expect(after(LOGIN, MEETING, ...TALKED)).toMatchObject(back);
    expect(after(LOGIN, MEETING, DIALS_OUT, WITHDRAWN)).toMatchObject(back);
  });

  test('ready, own telephone not answered: ready again and as idle as before', () => {
    expect(after(LOGIN, DIALS_OUT, WITHDRAWN)).toMatchObject({ phase: 'ready', idleSince: 1000 });
  });

  test('ready, after a conversation: the last in the line', () => {
    expect(after(LOGIN, ...TALKED)).toMatchObject({ phase: 'ready', idleSince: 4000 });
  });

  test('from the wrap-up: what is left of it goes on, then ready', () => {
    const wrapped = [LOGIN, OFFERED, ANSWERED, ended(10)];
    // Wrap-up from second 4 to 14, interrupted in second 5: nine seconds are left.
    expect(after(...wrapped, DIALS_OUT)).toMatchObject({ phase: 'offered', timers: {}, wrapUpLeftMs: 9000 });
    const back = after(...wrapped, ...TALKED);
    expect(back).toMatchObject({ phase: 'wrapUp', callId: null, timers: { wrapUp: 7000 + 9000 }, wrapUpLeftMs: null });
    expect(after(...wrapped, DIALS_OUT, WITHDRAWN)).toMatchObject({ phase: 'wrapUp', timers: { wrapUp: 15_000 } });
    expect(after(...wrapped, ...TALKED, WRAP_UP_ENDED).phase).toBe('ready');
  });

  test('from the wrap-up, with a logout asked for meanwhile: logged out when the wrap-up is over', () => {
    const story = [LOGIN, OFFERED, ANSWERED, ended(10), DIALS_OUT, LOGOUT, WITHDRAWN];
    expect(after(...story).phase).toBe('wrapUp');
    expect(after(...story, WRAP_UP_ENDED).phase).toBe('loggedOut');
  });

  test('what is asked for during it holds after it', () => {
    // Ready from then on: who was on a break has not waited.
    expect(after(LOGIN, MEETING, DIALS_OUT, READY, WITHDRAWN)).toMatchObject({ phase: 'ready', idleSince: 5000 });
    expect(after(LOGIN, DIALS_OUT, ANSWERED, LUNCH, ended(0))).toMatchObject({ phase: 'notReady', reason: 'lunch' });
  });

  test('who is in a call, or not logged in, calls nobody', () => {
    const refusal = (...events: readonly AgentEvent[]): string | null =>
      decideAgent(after(...events), DIALS_OUT, 9000).refusal;
    expect(refusal()).toBe('acd.agent_not_logged_in');
    expect(refusal(LOGIN, OFFERED)).toBe('acd.agent_busy');
    expect(refusal(LOGIN, OFFERED, ANSWERED)).toBe('acd.agent_busy');
    expect(refusal(LOGIN, DIALS_OUT)).toBe('acd.agent_busy');
  });
});

describe('the telephone', () => {
  const AWAY: AgentEvent = { type: 'telephoneIs', telephone: 'away' };
  const FREE: AgentEvent = { type: 'telephoneIs', telephone: 'free' };

  test('gone and back while ready: no step, not free meanwhile, and as idle as before', () => {
    expect(isFree(after(LOGIN))).toBe(true);
    expect(isFree(after(LOGIN, AWAY))).toBe(false);
    expect(after(LOGIN, AWAY, FREE)).toEqual(after(LOGIN));
  });

  test('what an older build kept has a free telephone', () => {
    const later = ['telephone', 'byRule', 'calls', 'owes', 'said'];
    const old = Object.fromEntries(Object.entries(after(LOGIN)).filter(([field]) => !later.includes(field)));
    expect(upgradedAgent(old as unknown as AgentState)).toEqual(after(LOGIN));
  });
});

describe('agents of duty rules', () => {
  const BY_RULE: AgentEvent = { type: 'login', queueIds: [Q], byRule: 'r1' };
  const BACK: AgentEvent = { type: 'stepBack', why: 'stepped_back' };

  test('logged in, and stepping back at once or after the call and its wrap-up', () => {
    expect(after(BY_RULE)).toMatchObject({ phase: 'ready', reason: 'duty_rule', byRule: 'r1' });
    expect(after(BY_RULE, BACK)).toMatchObject({ phase: 'loggedOut', reason: 'stepped_back', byRule: null });
    const inCall = after(BY_RULE, OFFERED, ANSWERED, BACK);
    expect(inCall.phase).toBe('talking');
    const talked = decideAgent(inCall, ended(10), 9000).state;
    expect(talked.phase).toBe('wrapUp');
    expect(decideAgent(talked, WRAP_UP_ENDED, 19_000).state).toMatchObject({
      phase: 'loggedOut',
      reason: 'stepped_back',
    });
  });

  test('a login by hand makes them their own; the rule that wants them again takes back what it had asked for', () => {
    expect(after(BY_RULE, LOGIN)).toMatchObject({ phase: 'ready', reason: null, byRule: null });
    expect(after(BY_RULE, OFFERED, BACK, BY_RULE)).toMatchObject({ afterCall: 'ready', byRule: 'r1' });
    expect(after(BY_RULE, OFFERED, LUNCH, BY_RULE)).toMatchObject({ afterCall: 'notReady', byRule: 'r1' });
  });

  test('who is to step back does so, also where they ask to be ready or for a break meanwhile', () => {
    const READY: AgentEvent = { type: 'goReady' };
    for (const asked of [READY, LUNCH]) {
      expect(after(BY_RULE, OFFERED, ANSWERED, BACK, asked, ended(0))).toMatchObject({
        phase: 'loggedOut',
        reason: 'stepped_back',
      });
      expect(after(BY_RULE, OFFERED, ANSWERED, ended(10), BACK, asked)).toMatchObject({
        phase: 'loggedOut',
        reason: 'stepped_back',
      });
    }
    expect(after(BY_RULE, OFFERED, ANSWERED, BACK, LOGIN, READY)).toMatchObject({ afterCall: 'ready', byRule: null });
  });

  test('who has missed an offer and places a call, or is found in one, is ready after it: the timer would have done that', () => {
    const MISSED_BACK: AgentEvent = { type: 'missed', why: 'no_answer', backAt: 90_000 };
    const DIALS: AgentEvent = { type: 'dialsOut', callId: 'c9' as CallId };
    const FOUND: AgentEvent = { type: 'foundIn', callId: 'c9' as CallId, phase: 'talking' };
    for (const begins of [DIALS, FOUND]) {
      expect(after(BY_RULE, OFFERED, MISSED_BACK, begins, ANSWERED, ended(0)).phase).toBe('ready');
      expect(after(LOGIN, LUNCH, begins, ANSWERED, ended(0))).toMatchObject({ phase: 'notReady', reason: 'lunch' });
    }
  });
});

describe('the disposition of a call', () => {
  const C1 = 'c1' as CallId;
  const ASKED: AgentEvent = { type: 'callEnded', wrapUpS: 10, owes: C1 };
  const AT_ONCE: AgentEvent = { type: 'callEnded', wrapUpS: 0, owes: C1 };
  const SAID: AgentEvent = { type: 'said', callId: C1 };
  const START = [LOGIN, OFFERED, ANSWERED];

  /** Calls that were left out by all these events. */
  function leftOut(...events: readonly AgentEvent[]): readonly CallId[] {
    let state = after();
    return events.flatMap((event, index) => {
      const decision = decideAgent(state, event, (index + 1) * 1000);
      state = decision.state;
      return decision.leftOut;
    });
  }

  test.each<[string, AgentEvent[]]>([
    ['the time is over', [ASKED, WRAP_UP_ENDED]],
    ['the agent ends it', [ASKED, { type: 'endWrapUp' }]],
    ['the agent goes ready', [ASKED, READY]],
    ['the agent goes on a break', [ASKED, LUNCH]],
    ['the agent logs out', [ASKED, LOGOUT]],
    ['the tenant has moved', [ASKED, { type: 'movedAway' }]],
    ['there is no wrap-up', [AT_ONCE]],
    ['another call was asked about', [{ type: 'said', callId: 'c7' as CallId }, ASKED, WRAP_UP_ENDED]],
    ['a call of the own came between', [ASKED, DIALS_OUT, ANSWERED, ended(0), WRAP_UP_ENDED]],
  ])('asked for and not said, %s: noted once, and nobody is kept from anything', (_how, events) => {
    expect(leftOut(...START, ...events)).toEqual([C1]);
    expect(after(...START, ...events)).toMatchObject({ owes: null });
    expect(after(...START, ...events).phase).not.toBe('wrapUp');
  });

  test.each<[string, AgentEvent[]]>([
    ['during the call', [SAID, ASKED, WRAP_UP_ENDED]],
    ['during a call without wrap-up', [SAID, AT_ONCE]],
    ['in the wrap-up', [ASKED, SAID, WRAP_UP_ENDED]],
    ['while a call of the own interrupts it', [ASKED, DIALS_OUT, SAID, ANSWERED, ended(0), WRAP_UP_ENDED]],
    ['never, where nobody asks', [ended(10), WRAP_UP_ENDED]],
  ])('said %s: nothing is noted', (_when, events) => {
    expect(leftOut(...START, ...events)).toEqual([]);
  });

  test('while it is asked for the state says of which call', () => {
    expect(after(...START, ASKED)).toMatchObject({ phase: 'wrapUp', owes: C1, said: null });
    expect(after(...START, ASKED, SAID)).toMatchObject({ phase: 'wrapUp', owes: null, said: C1 });
    expect(after(...START, ASKED, DIALS_OUT)).toMatchObject({ phase: 'offered', owes: C1, callId: 'c9' });
  });
});

describe('times', () => {
  test('wrap-up ends by a timer at its own instant', () => {
    expect(after(LOGIN, OFFERED, ANSWERED, ended(10)).timers).toEqual({ wrapUp: 14_000 });
  });

  test('an offer that was withdrawn leaves the agent as idle as before', () => {
    expect(after(LOGIN, OFFERED, WITHDRAWN)).toMatchObject({ phase: 'ready', idleSince: 1000, since: 3000 });
  });

  test('a conversation makes the agent the last in the line', () => {
    expect(after(LOGIN, OFFERED, ANSWERED, ended(0)).idleSince).toBe(4000);
  });

  test('a missed offer and coming back makes the agent the last in the line', () => {
    expect(after(LOGIN, OFFERED, NO_ANSWER, READY).idleSince).toBe(4000);
  });
});

describe('steps', () => {
  const steps = (state: AgentState, event: AgentEvent): AgentDecision['steps'] => decideAgent(state, event, 5000).steps;

  test('a step tells from where to where, why, and in which call', () => {
    expect(steps(PHASES.offered, NO_ANSWER)).toEqual([
      {
        kind: 'agent.step',
        id: 'a1:3',
        at: 5000,
        tenantId: 't1',
        agentId: 'a1',
        seq: 3,
        from: 'offered',
        to: 'notReady',
        reason: 'no_answer',
        callId: 'c1',
      },
    ]);
  });

  test('a new reason for not being ready is a step of its own', () => {
    expect(steps(PHASES.notReady, LUNCH)).toMatchObject([{ from: 'notReady', to: 'notReady', reason: 'lunch' }]);
  });

  test('other queues are no step', () => {
    expect(steps(PHASES.ready, { type: 'login', queueIds: [] })).toEqual([]);
  });

  test('steps of any story are numbered without gaps and never doubled', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...Object.values(EVENTS), ended(5)), { maxLength: 60, size: 'max' }),
        (events) => {
          let state = newAgent('a1' as AgentId, 't1' as TenantId, 0);
          const seen: number[] = [];
          for (const event of events) {
            const decision = decideAgent(state, event, seen.length);
            seen.push(...decision.steps.map((step) => step.seq));
            state = decision.state;
            expect((state.phase === 'wrapUp') === (state.timers.wrapUp !== undefined)).toBe(true);
            if (state.phase === 'offered' || state.phase === 'talking') expect(state.callId).not.toBeNull();
            if (state.phase === 'loggedOut') expect(state).toMatchObject({ byRule: null, queueIds: [], timers: {} });
          }
          expect(seen).toEqual(seen.map((_seq, index) => index + 1));
        },
      ),
    );
  });
});
