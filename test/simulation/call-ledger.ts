import type { Instant } from '../../src/kernel/clock.js';
import type { CallRecord, CallStep, CallStepName } from '../../src/kernel/domain-events.js';
import type { CallId } from '../../src/kernel/ids.js';
import { isPlaced, type CallStory, type Place } from './call-story.js';
import { connects, followOffer, followPlaced, leavesQueue, mayBeRefused } from './following.js';
import { recordAgainstStory } from './record-checks.js';
import { mayBeginAgain, mayFollowConnecting, othersCame } from './talk-steps.js';
import type { Violations } from './violations.js';

/** A customer is dialled, and missed, once by each trunk: `followPlaced` knows. */
const ONLY_ONCE: ReadonlySet<CallStepName> = new Set<CallStepName>([
  'call.arrived',
  'call.placed',
  'agent.called',
  'call.refused',
  'call.answered',
  'party.connected',
  'recording.started',
  'recording.failed',
  'credit.ended',
  'call.ended',
]);

const AFTER_TALK = ['flow.returned', 'flow.resumed', 'evaluation.asked', 'evaluation.given'] as const;

/** What comes of a conversation only. */
function isAfterTalk(step: CallStepName): step is (typeof AFTER_TALK)[number] {
  return AFTER_TALK.some((one) => one === step);
}

/** Follows the calls through their facts alone. */
export class CallLedger {
  readonly stories = new Map<CallId, CallStory>();
  /** Instants of turns that took in a picture of Asterisk. */
  private readonly pictures = new Set<Instant>();
  records = 0;

  constructor(private readonly violations: Violations) {}

  pictureTaken(at: Instant): void {
    this.pictures.add(at);
  }

  step(step: CallStep): void {
    const story = this.storyOf(step);
    const { violations } = this;
    const told = (rule: string, holds: boolean): void =>
      violations.check(holds, rule, () => `${step.callId} step ${String(step.seq)} ${step.step} ${tail(story)}`);
    told('step-seq-gapless', step.seq === story.steps.length + 1);
    const begins = step.step === 'call.arrived' || step.step === 'call.placed';
    told('arrives-first', begins === (story.steps.length === 0));
    told('nothing-after-the-record', story.record === null);
    if (ONLY_ONCE.has(step.step) && !isAgain(story, step))
      told('step-only-once', !story.steps.some((other) => other.step === step.step));
    if (story.connected) told('nothing-but-the-end-after-connecting', mayFollowConnecting(story.steps, step));
    if (step.detail.act === 'transfer') story.waitingSince = step.at;
    told('steps-in-order', this.follow(story, step));
    story.steps.push(step);
  }

  record(record: CallRecord): void {
    const story = this.stories.get(record.callId);
    const { violations } = this;
    violations.check(story !== undefined, 'record-of-a-call', () => record.callId);
    if (story === undefined) return;
    this.records += 1;
    violations.check(story.record === null, 'one-record-a-call', () => record.callId);
    violations.check(story.steps.at(-1)?.step === 'call.ended', 'record-with-its-end', () => record.callId);
    story.record = record;
    const wrong = [
      ...recordAgainstStory(record, story),
      ...(record.endedAtIsLate && !this.pictures.has(record.endedAt) ? ['late without a picture of Asterisk'] : []),
    ];
    for (const what of wrong) violations.report('record-is-consistent', `${record.callId}: ${what} ${tail(story)}`);
  }

  private storyOf(step: CallStep): CallStory {
    let story = this.stories.get(step.callId);
    if (story === undefined) {
      story = {
        callId: step.callId,
        steps: [],
        place: 'start',
        openOffer: null,
        rang: false,
        connected: false,
        refused: false,
        waitingSince: null,
        record: null,
      };
      this.stories.set(step.callId, story);
    }
    return story;
  }

  /**
   * Moves the story on by a step; false when the step cannot follow. Calls of these worlds stay where they are, and go
   * nowhere outside, nor on from a telephone; those of two nodes have a world of their own.
   */
  private follow(story: CallStory, step: CallStep): boolean {
    const agentId = typeof step.detail.agentId === 'string' ? step.detail.agentId : null;
    if (step.step === 'call.forwarded' || step.step === 'group.entered') return false;
    if (step.step === 'flow.node' || step.step === 'flow.left') return story.place === 'menu';
    if (isAfterTalk(step.step)) return story.connected;
    switch (step.step) {
      case 'call.arrived':
      case 'message.began':
      case 'message.left':
      case 'feature.used':
      case 'line.opened':
      case 'call.pickedUp':
      case 'credit.ended':
      case 'call.ended':
      case 'callback.asked':
      case 'callback.called':
      case 'callback.missed':
      case 'callback.ended':
        return true;
      case 'list.matched':
      case 'call.answered':
        return !isPlaced(story);
      case 'call.refused':
        return mayBeRefused(story, step);
      case 'menu.entered':
      case 'flow.entered':
        return this.move(story, 'menu');
      case 'key.pressed':
        return story.place === 'menu' || story.place === 'queue';
      case 'queue.entered':
        story.waitingSince ??= step.at;
        return this.move(story, 'queue');
      case 'queue.left':
        return leavesQueue(story);
      case 'agent.offered':
      case 'agent.ringing':
      case 'agent.missed':
      case 'agent.spared':
        return followOffer(story, step.step, agentId);
      case 'party.connected':
        return connects(story, step, agentId);
      case 'extension.dialled':
      case 'partner.dialled':
        return this.move(story, step.step === 'partner.dialled' ? 'partner' : 'extension');
      case 'extension.missed':
      case 'partner.ringing':
      case 'partner.missed':
        return story.place === step.step.split('.')[0];
      case 'external.dialled':
      case 'external.ringing':
      case 'external.missed':
      case 'call.moved':
        return false;
      case 'call.placed':
      case 'agent.called':
      case 'customer.dialled':
      case 'customer.ringing':
      case 'customer.missed':
        return followPlaced(story, { ...step, step: step.step }, agentId);
      case 'recording.started':
      case 'recording.failed':
      case 'recording.goesOn':
      case 'call.acted':
      case 'member.joined':
      case 'member.missed':
      case 'member.left':
      case 'credit.warned':
        return story.connected;
    }
  }

  private move(story: CallStory, place: Place): boolean {
    const was = story.place;
    story.place = place;
    return was !== 'queue' && was !== 'extension' && !story.refused && !isPlaced(story);
  }
}

function isAgain({ steps }: CallStory, { step }: CallStep): boolean {
  if (step === 'party.connected') return othersCame(steps);
  return (step === 'recording.started' || step === 'recording.failed') && mayBeginAgain(steps, step);
}

function tail(story: CallStory): string {
  return `[${story.steps
    .slice(-6)
    .map((step) => step.step)
    .join(' ')}]`;
}
