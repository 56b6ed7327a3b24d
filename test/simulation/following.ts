import type { CallStep } from '../../src/kernel/domain-events.js';
import { isPlaced, type CallStory } from './call-story.js';
import { othersCame } from './talk-steps.js';

/** Out of the line, and on to somewhere. */
export function leavesQueue(story: CallStory): boolean {
  const was = story.place;
  story.place = 'leftQueue';
  story.openOffer = null;
  return was === 'queue';
}

/**
 * For want of money also when somebody would answer; on the way into a menu, from the start or from a queue; all others
 * before anything else.
 */
export function mayBeRefused(story: CallStory, { detail }: CallStep): boolean {
  story.refused = true;
  if (detail.why === 'no_credit') return !isPlaced(story);
  return detail.why === 'no_ivr_line' ? story.place !== 'queue' && !isPlaced(story) : isFirst(story);
}

/** Only what the tenant's lists say of the caller is told before. */
function isFirst({ steps }: CallStory): boolean {
  return steps.filter(({ step }) => step !== 'list.matched').length === 1;
}

/** Whether it is this agent's telephone that is called. */
function hisOffer({ openOffer }: CallStory, agentId: string | null): boolean {
  return openOffer !== null && openOffer === agentId;
}

/** The two are brought together, or who was asked to join goes on in the agent's place. */
export function connects(story: CallStory, step: CallStep, agentId: string | null): boolean {
  if (story.connected) return othersCame(story.steps);
  story.connected = true;
  if (isPlaced(story)) return story.place === 'dialling' && step.detail.number === story.steps[0]?.detail.called;
  if (agentId !== null) return hisOffer(story, agentId);
  return story.place === 'extension' || story.place === 'partner';
}

/** An agent is offered the call: their telephone rings once, and is answered or missed. */
export function followOffer(
  story: CallStory,
  step: 'agent.offered' | 'agent.ringing' | 'agent.missed' | 'agent.spared',
  agentId: string | null,
): boolean {
  const isHis = hisOffer(story, agentId);
  switch (step) {
    case 'agent.offered': {
      const free = story.place === 'queue' && story.openOffer === null;
      story.openOffer = agentId;
      story.rang = false;
      return free && agentId !== null;
    }
    case 'agent.ringing': {
      const { rang } = story;
      story.rang = true;
      return isHis && !rang;
    }
    case 'agent.missed':
      story.openOffer = null;
      return isHis && story.place !== 'dialling';
    case 'agent.spared':
      return false; // telephones ring one at a time here
  }
}

type PlacedStep = CallStep & {
  readonly step: 'call.placed' | 'agent.called' | 'customer.dialled' | 'customer.ringing' | 'customer.missed';
};

/**
 * A call that an agent places: their telephone, then the customer's, by one trunk after the other where a trunk cannot;
 * it may be refused before each of them.
 */
export function followPlaced(story: CallStory, step: PlacedStep, agentId: string | null): boolean {
  const first = story.steps[0]?.detail ?? {};
  const was = story.place;
  const isThere = isPlaced(story) && story.openOffer !== null;
  switch (step.step) {
    case 'agent.called':
      story.place = 'calling';
      story.openOffer = agentId;
      return story.steps.length === 1 && isPlaced(story) && agentId === first.agentId;
    case 'customer.dialled':
      story.place = 'dialling';
      story.rang = false;
      return isThere && (was === 'calling' || isNextTrunk(story, step)) && step.detail.number === first.called;
    case 'customer.ringing': {
      const { rang } = story;
      story.rang = true;
      return isThere && was === 'dialling' && !rang;
    }
    case 'customer.missed':
      story.place = 'customerMissed';
      return isThere && (was === 'calling' || was === 'dialling' || isRefusedInstead(story, step));
    case 'call.placed':
      return agentId !== null;
  }
}

/** By these a trunk says that it cannot; 27 stands for none that was told. */
const OF_A_TRUNK: ReadonlySet<unknown> = new Set([27, 34, 38, 41, 42]);

/** In the same moment a trunk has said that it cannot take the call. */
function trunkCouldNot({ steps }: CallStory, { at }: PlacedStep): boolean {
  const before = steps.at(-1);
  if (before?.step !== 'customer.missed' || before.at !== at) return false;
  return before.detail.why === 'unreachable' && OF_A_TRUNK.has(before.detail.causeCode);
}

/** Each trunk is tried once. */
function isNextTrunk(story: CallStory, step: PlacedStep): boolean {
  const tried = story.steps.filter((other) => other.step === 'customer.dialled');
  return trunkCouldNot(story, step) && !tried.some((other) => other.detail.trunkId === step.detail.trunkId);
}

/** There is another trunk, yet the customer must not be called any more. */
function isRefusedInstead(story: CallStory, step: PlacedStep): boolean {
  return trunkCouldNot(story, step) && !MISSED_AT_THE_TELEPHONE.has(step.detail.why);
}

const MISSED_AT_THE_TELEPHONE: ReadonlySet<unknown> = new Set(['busy', 'no_answer', 'declined', 'unreachable', 'lost']);
