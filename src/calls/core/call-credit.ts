import type { LimitName } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { PlaybackId } from '../../kernel/ids.js';
import { systemPromptMedia } from '../../prompts/core/prompt.js';
import type { CallDraft } from './call-draft.js';
import { CAUSE } from './causes.js';

/** Tells those who talk that the money will soon be used up; both hear it, nothing waits for its end. */
export function warnOfCredit(draft: CallDraft, limit: LimitName): void {
  const { partyLeg, callerLeg, callId, language, creditWarned } = draft.state;
  if (partyLeg === null || creditWarned) return;
  draft.set({ creditWarned: true });
  draft.step('credit.warned', { limit });
  for (const { channelId } of [callerLeg, partyLeg]) {
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

/** Tells Asterisk when to end the call by itself. Of one that we place it is the customer's line that costs. */
export function limitDuration(draft: CallDraft, until: Instant | null, seconds: number): void {
  const { direction, turned, partyLeg, callerLeg } = draft.state;
  const { channelId } = direction === 'outbound' && !turned ? (partyLeg ?? callerLeg) : callerLeg;
  draft.set({ paidUntil: until });
  draft.commands.push({ command: 'limitDuration', channelId, seconds });
}

/** Durations of what is charged are without what the clock has jumped meanwhile. */
export function correctClock(draft: CallDraft, byMs: number): void {
  const { direction, times, clockShiftMs } = draft.state;
  const since = direction === 'outbound' ? times.connectedAt : times.answeredAt;
  if (since !== null) draft.set({ clockShiftMs: clockShiftMs + byMs });
}
