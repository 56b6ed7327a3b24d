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
const OF_RECORDING: ReadonlySet<unknown> = new Set([
  'startRecording',
  'stopRecording',
  'pauseRecording',
  'resumeRecording',
]);
const BEGUN_BY: ReadonlySet<unknown> = new Set(['startRecording', 'resumeRecording']);
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
  if (step === 'recording.goesOn') return isLeftOff(steps.findLast((other) => isOfRecording(other)));
  if (step === 'call.acted') return typeof detail.agentId === 'string';
  return OF_MEMBERS.has(step) && steps.some((other) => isOfOthers(other));
}

function isOfOthers({ step, detail }: CallStep): boolean {
  return step === 'call.acted' && !BETWEEN_THE_TWO.has(detail.act) && !OF_RECORDING.has(detail.act);
}

/** Somebody has come into the conversation who may go on in the agent's place. */
export function othersCame(steps: readonly CallStep[]): boolean {
  return steps.some(({ step }) => step === 'member.joined');
}

/** Of the recording something is told, or something is done about it. */
export function isOfRecording({ step, detail }: CallStep): boolean {
  return step.startsWith('recording.') || (step === 'call.acted' && OF_RECORDING.has(detail.act));
}

/** A recording begins, or fails, once, and again when somebody asks for it, or for the next agent when one has paused it. */
export function mayBeginAgain(steps: readonly CallStep[], step: CallStepName): boolean {
  const since = steps.slice(steps.findLastIndex((other) => other.step === step) + 1);
  const isPaused = isLeftOff(steps.findLast((other) => isOfRecording(other)));
  return since.some(
    (other) =>
      (other.step === 'call.acted' && BEGUN_BY.has(other.detail.act)) || (other.step === 'party.connected' && isPaused),
  );
}

function isLeftOff(last: CallStep | undefined): boolean {
  return last?.step === 'call.acted' && !BEGUN_BY.has(last.detail.act);
}
