import type { LimitName } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { PlaybackId } from '../../kernel/ids.js';
import { systemPromptMedia } from '../../prompts/core/prompt.js';
import type { CallDraft } from './call-draft.js';
import { CAUSE } from './causes.js';
import { outsideCorrected, outsideSides, outsideUp } from './outside/outside-leg.js';
import { twoOf } from './talk/lead.js';

/**
 * Tells those who talk that the money will soon be used up; nothing waits for its end. Where somebody outside was asked to
 * join, who would be gone first, the other side is not told.
 */
export function warnOfCredit(draft: CallDraft, limit: LimitName): void {
  const { partyLeg, callerLeg, callId, language, creditWarned } = draft.state;
  if (partyLeg === null || creditWarned) return;
  draft.set({ creditWarned: true });
  draft.step('credit.warned', { limit });
  const beside = outsideSides(draft.state).map(({ channelId }) => channelId);
  const told = beside.length === 0 ? [callerLeg.channelId, partyLeg.channelId] : [twoOf(draft.state).near, ...beside];
  for (const channelId of told) {
    if (channelId === null) continue;
    const prompts = draft.state.prompts + 1;
    draft.set({ prompts });
    const playbackId = `${callId}-w${String(prompts)}` as PlaybackId;
    const media = [systemPromptMedia('credit-ends-soon', language)];
    draft.commands.push({ command: 'playPrompt', channelId, playbackId, media });
  }
}

/** Nobody could pay for what comes next. A conversation that had none before counts as lost. */
export function endForCredit(draft: CallDraft, limit: LimitName): void {
  const { connectedAt } = draft.state.times;
  draft.step('credit.ended', { limit });
  draft.end('system', CAUSE.normal, connectedAt === null || connectedAt === draft.now ? 'no_credit' : null);
}

/** Tells Asterisk when to end the call by itself: every line that costs, of a call that we place the customer's. */
export function limitDuration(draft: CallDraft, until: Instant | null, seconds: number): void {
  const { direction, turned, partyLeg, callerLeg } = draft.state;
  const { channelId } = direction === 'outbound' && !turned ? (partyLeg ?? callerLeg) : callerLeg;
  draft.set({ paidUntil: until });
  const others = outsideUp(draft.state).filter((leg) => leg.answeredAt !== null && leg.channelId !== channelId);
  for (const leg of [{ channelId }, ...others]) {
    draft.commands.push({ command: 'limitDuration', channelId: leg.channelId, seconds });
  }
}

/** Durations of what is charged are without what the clock has jumped meanwhile. */
export function correctClock(draft: CallDraft, byMs: number): void {
  const { direction, times, clockShiftMs, outside } = draft.state;
  if (outside.length > 0) draft.set({ outside: outsideCorrected(outside, byMs) });
  const since = direction === 'outbound' ? times.connectedAt : times.answeredAt;
  if (since !== null) draft.set({ clockShiftMs: clockShiftMs + byMs });
}
