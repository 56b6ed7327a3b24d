import { elsewhere, ONLY_MUSIC, type LeavingWhy, type QueueWaiting } from '../../acd/core/queue-waiting.js';
import type { Queue } from '../../acd/core/queue.js';
import type { Instant } from '../../kernel/clock.js';
import type { Destination } from '../../kernel/destination.js';
import type { LostReason } from '../../kernel/domain-events.js';
import type { PromptId, QueueId } from '../../kernel/ids.js';
import { offerMedia } from './callback/callback-offer.js';
import { callbackOf } from './callback/callback-rules.js';
import { musicOfMedia } from '../../prompts/core/prompt.js';
import { positionMedia, waitMedia } from '../../prompts/core/line-words.js';
import type { CallDraft } from './call-draft.js';
import type { InLine } from './call-state.js';
import { repeatWaiting } from './call-handlers.js';
import { own } from './legs.js';

/** What is due while something else is being said waits so long, milliseconds. */
const BUSY_MS = 1_000;

function waitingOf(queue: Queue | undefined): QueueWaiting {
  return queue?.waiting ?? ONLY_MUSIC;
}

/** The rules of the queue that the caller stands in. */
export function ownWaiting({ config, state }: CallDraft): QueueWaiting {
  return waitingOf(state.queueId === null ? undefined : config.queues.get(state.queueId));
}

/** The caller begins to wait: what they will be told, and when. Whoever is answered hears the first words or music. */
export function enterLine(draft: CallDraft, queue: Queue): void {
  const waiting = waitingOf(queue);
  const { now } = draft;
  const periodic = waiting.periodicPromptId !== null && waiting.periodicEveryS > 0;
  const inLine: InLine = {
    since: now,
    tellAt: waiting.tells === 'nothing' ? null : now + waiting.tellsFromS * 1000,
    offerAt: offerAtOf(draft),
    promptAt: periodic ? now + waiting.periodicEveryS * 1000 : null,
  };
  draft.set({ inLine });
  if (!draft.state.callerLeg.answered) {
    draft.commands.push({ command: 'ring', channelId: draft.state.callerLeg.channelId });
    return;
  }
  const first = mediaOf(draft, waiting.firstPromptId);
  if (first.length > 0) draft.play(first);
  else draft.startMusic(musicOf(draft));
}

/** From when on the caller may ask to be called back. */
function offerAtOf({ config, state, now }: CallDraft): Instant | null {
  const rules = callbackOf(config, state.queueId);
  return rules === null ? null : now + rules.fromS * 1000;
}

/** Sets the timer of what is said next; only to those who have been answered, and in their own tenant's queue. */
export function armTalk(draft: CallDraft): void {
  const { inLine, callerLeg, host } = draft.state;
  draft.clear('say');
  if (inLine === null || !callerLeg.answered || host !== null) return;
  const due = [inLine.tellAt, inLine.promptAt, inLine.offerAt ?? null].filter((at) => at !== null);
  if (due.length > 0) draft.timer('say', Math.max(0, Math.min(...due) - draft.now));
}

/** Says what is due, between the music; the caller stays where they are in the line. */
export function say(draft: CallDraft): void {
  const { inLine, playbackId, asking } = draft.state;
  if (inLine === null) return;
  if (playbackId !== null || asking !== null) {
    draft.timer('say', BUSY_MS);
    return;
  }
  const { now } = draft;
  const waiting = ownWaiting(draft);
  const tells = inLine.tellAt !== null && inLine.tellAt <= now;
  const prompts = inLine.promptAt !== null && inLine.promptAt <= now;
  const offers = (inLine.offerAt ?? null) !== null && (inLine.offerAt ?? 0) <= now;
  const nextOf = (everyS: number): number | null => (everyS > 0 ? now + everyS * 1000 : null);
  draft.set({
    inLine: {
      ...inLine,
      ...(tells ? { tellAt: nextOf(waiting.tellsEveryS) } : {}),
      ...(prompts ? { promptAt: nextOf(waiting.periodicEveryS) } : {}),
      ...(offers ? { offerAt: nextOf(waiting.tellsEveryS) } : {}),
    },
  });
  const media = [
    ...(tells ? placeMedia(draft, waiting) : []),
    ...(offers ? offerMedia(draft) : []),
    ...(prompts ? mediaOf(draft, waiting.periodicPromptId) : []),
  ];
  if (media.length > 0) draft.play(media);
  armTalk(draft);
}

/** What is said is over: music again. */
export function sayIsOver(draft: CallDraft): void {
  draft.promptIsOver();
  if (draft.state.callerLeg.answered) draft.startMusic(musicOf(draft));
}

/** The prompt's end was not told. */
export function sayIsCut(draft: CallDraft): void {
  draft.stopPrompt();
  sayIsOver(draft);
}

/** Nothing more is said: the caller leaves the line. */
export function endTalk(draft: CallDraft): void {
  draft.stopPrompt();
  if (draft.state.asking !== null) draft.clear('key');
  draft.clear('say');
  draft.set({ inLine: null, asking: null });
}

/** The caller waits for nobody of the queue any more. */
export function leaveLine(draft: CallDraft): void {
  draft.asks.push({ ask: 'leave' });
  draft.clear('maxWait', 'widen');
  endTalk(draft);
}

/** Who is told something hears music instead, as long as they are kept. */
export function hush(draft: CallDraft): void {
  if (draft.state.playbackId !== null) sayIsCut(draft);
  endTalk(draft);
}

/** After an outage: what was being said is not said again, the music goes on. */
export function resumeWaiting(draft: CallDraft): void {
  const { playbackId, asking } = draft.state;
  if (playbackId !== null || asking !== null) {
    draft.stopPrompt();
    if (asking !== null) draft.clear('key');
    draft.set({ music: musicOf(draft), asking: null });
  }
  repeatWaiting(draft);
}

/** Why somebody is sent elsewhere, how that counts should it be the end. */
export interface Leaving {
  readonly why: LeavingWhy;
  readonly to: Destination;
  readonly losing: LostReason;
}

/** Where the caller of a queue goes instead of waiting there; null: they wait. */
export function leavingOf(draft: CallDraft, queueId: QueueId, isEntering: boolean): Leaving | null {
  const { line } = draft.around;
  const waiting = waitingOf(draft.config.queues.get(queueId));
  const staffing = {
    loggedIn: line.loggedIn(queueId),
    atWork: line.atWork(queueId),
    // Who is in it already is not sent away by those who came later.
    waiting: isEntering && waiting.fullAt > 0 ? line.waiting(queueId) : 0,
  };
  const leaving = elsewhere(waiting, staffing);
  return leaving === null ? null : { ...leaving, losing: leaving.why === 'full' ? 'queue_full' : 'queue_unstaffed' };
}

/** The caller's place and how long it will take. */
function placeMedia(draft: CallDraft, { tells }: QueueWaiting): readonly string[] {
  const { callId, queueId, language } = draft.state;
  const { line } = draft.around;
  const ahead = line.ahead(callId);
  if (ahead === undefined || queueId === null) return [];
  const waitMs = tells === 'position' ? null : line.expectedWaitMs(queueId, ahead);
  return [
    ...(tells === 'wait' ? [] : positionMedia(ahead + 1, language)),
    ...(waitMs === null ? [] : waitMedia(waitMs, language)),
  ];
}

/** What the caller of a queue hears between what is said. */
export function musicOf(draft: CallDraft): string {
  const { config, state } = draft;
  const queue = state.queueId === null ? undefined : config.queues.get(state.queueId);
  const [media] = mediaOf(draft, waitingOf(queue).musicPromptId);
  return media === undefined ? (queue?.musicClass ?? 'default') : musicOfMedia(media);
}

function mediaOf(draft: CallDraft, promptId: PromptId | null): readonly string[] {
  const prompt = promptId === null ? undefined : own(draft, draft.config.prompts.get(promptId));
  return prompt === undefined ? [] : [prompt.media];
}
