import type { CallStep, CallStepName } from '../../src/kernel/domain-events.js';

const AFTER_CONNECTING: ReadonlySet<CallStepName> = new Set<CallStepName>([
  'recording.started',
  'recording.failed',
  'credit.warned',
  'credit.ended',
  'call.ended',
]);
/** Acts that concern nobody but the two who talk: after them the conversation goes on as before. */
const BETWEEN_THE_TWO: ReadonlySet<unknown> = new Set(['hold', 'retrieve', 'mute', 'unmute', 'sendDigits']);
/** What may follow when somebody else was asked to join. */
const OF_MEMBERS: ReadonlySet<CallStepName> = new Set<CallStepName>([
  'member.joined',
  'member.missed',
  'member.left',
  'party.connected',
]);

/** What somebody does who talks may be done; others come into the conversation only when they were asked. */
export function mayFollowConnecting(steps: readonly CallStep[], { step, detail }: CallStep): boolean {
  if (AFTER_CONNECTING.has(step)) return true;
  if (step === 'call.acted') return typeof detail.agentId === 'string';
  return OF_MEMBERS.has(step) && steps.some((other) => isOfOthers(other));
}

function isOfOthers({ step, detail }: CallStep): boolean {
  return step === 'call.acted' && !BETWEEN_THE_TWO.has(detail.act);
}

/** Somebody has come into the conversation who may go on in the agent's place. */
export function othersCame(steps: readonly CallStep[]): boolean {
  return steps.some(({ step }) => step === 'member.joined');
}
