import type { ChargedLeg } from '../../../kernel/charge.js';
import type { Instant } from '../../../kernel/clock.js';
import type { PaidLeg } from '../../../kernel/visit.js';
import type { CallState, PartyLeg } from '../call-state.js';
import { sidesIn, type SideLeg } from '../talk/side-leg.js';
import type { OutsideLeg, OutsideParty } from './outside-party.js';

type Legs = Pick<CallState, 'callerLeg' | 'partyLeg' | 'rivals' | 'talk' | 'outside' | 'ending'>;

/**
 * The legs outside as they are after a decision: who is called now, who has answered, who is gone.
 *
 * @param until up to when a leg is charged that was answered then, and is gone now
 */
export function outsideNow(state: Legs, now: Instant, until: (answeredAt: Instant) => Instant): readonly OutsideLeg[] {
  const here = legsHere(state);
  const { outside } = state;
  if (here.length === 0 && outside.length === 0) return outside;
  const known = outside.flatMap((leg): readonly OutsideLeg[] => {
    if (leg.chargedUntil !== null) return [leg];
    const still = here.find(({ channelId }) => channelId === leg.channelId);
    if (still === undefined) return leg.answeredAt === null ? [] : [{ ...leg, chargedUntil: until(leg.answeredAt) }];
    return [still.answered && leg.answeredAt === null ? { ...leg, answeredAt: now } : leg];
  });
  const others = here
    .filter(({ channelId }) => !outside.some((leg) => leg.channelId === channelId))
    .map(({ channelId, answered, number, trunkId }): OutsideLeg => {
      return { channelId, number, trunkId, answeredAt: answered ? now : null, chargedUntil: null, clockShiftMs: 0 };
    });
  const same =
    others.length === 0 && known.length === outside.length && known.every((leg, index) => leg === outside[index]);
  return same ? outside : [...known, ...others];
}

type LegHere = Pick<PartyLeg, 'channelId' | 'answered'> & Pick<OutsideParty, 'number' | 'trunkId'>;

function legsHere({ callerLeg, partyLeg, rivals, talk, ending }: Legs): readonly LegHere[] {
  const { party, outside = party === undefined ? null : outsideOf(party), channelId, answered, gone } = callerLeg;
  const called = [...(partyLeg === null ? [] : [partyLeg]), ...rivals, ...sidesIn({ talk })];
  const legs = [
    ...(gone || ending !== null ? [] : [{ channelId, answered, outside }]),
    ...called.map((leg) => ({ ...leg, outside: outsideOf(leg.party) })),
  ];
  return legs.flatMap((leg) => {
    if (leg.outside === null) return [];
    const { number, trunkId } = leg.outside;
    return [{ channelId: leg.channelId, answered: leg.answered, number, trunkId }];
  });
}

/** By which line somebody is called who is at a number of the network; null: is not. */
export function outsideOf(party: PartyLeg['party'] | SideLeg['party']): Omit<OutsideParty, 'kind'> | null {
  if (party.kind === 'outside') return party;
  return party.kind === 'agent' ? (party.outside ?? null) : null;
}

/** Numbers outside that were asked to join a conversation, and have answered. */
export function outsideSides(state: Pick<CallState, 'talk'>): readonly SideLeg[] {
  return sidesIn(state).filter(({ answered, party }) => answered && outsideOf(party) !== null);
}

/** Those that hold a channel now. */
export function outsideUp({ outside }: Pick<CallState, 'outside'>): readonly OutsideLeg[] {
  return outside.length === 0 ? outside : outside.filter(({ chargedUntil }) => chargedUntil === null);
}

/** Whether anything of the call costs as calls do that we dial. */
export function dialsOut({ direction, outside }: Pick<CallState, 'direction' | 'outside'>): boolean {
  return direction === 'outbound' || outside.some(({ answeredAt }) => answeredAt !== null);
}

/** What goes along to another node: whoever cost nothing is forgotten, and nobody is there any more. */
export function outsidePaid({ outside }: Pick<CallState, 'outside'>, now: Instant): readonly PaidLeg[] {
  return outside.flatMap(({ number, trunkId, answeredAt, chargedUntil, clockShiftMs }) =>
    answeredAt === null ? [] : [{ number, trunkId, answeredAt, chargedUntil: chargedUntil ?? now, clockShiftMs }],
  );
}

/** As they are charged, were they to end then. */
export function outsideCharged(
  { outside, ending }: Pick<CallState, 'outside' | 'ending'>,
  at: Instant,
): readonly ChargedLeg[] {
  return outside.flatMap(({ number, trunkId, answeredAt, chargedUntil, clockShiftMs }): readonly ChargedLeg[] => {
    if (answeredAt === null || answeredAt >= at) return [];
    const end = Math.min(at, chargedUntil ?? at, ending?.chargedUntil ?? at);
    const endedAt = Math.max(answeredAt, end);
    const times = { answeredAt, connectedAt: answeredAt, endedAt };
    return [{ direction: 'outbound', trunkId, number, ...times, clockShiftMs, shiftBeforePersonMs: 0 }];
  });
}

/** The clock was put forward: those who are there are measured without that. */
export function outsideCorrected(outside: readonly OutsideLeg[], byMs: number): readonly OutsideLeg[] {
  return outside.map((leg) =>
    leg.answeredAt === null || leg.chargedUntil !== null ? leg : { ...leg, clockShiftMs: leg.clockShiftMs + byMs },
  );
}
