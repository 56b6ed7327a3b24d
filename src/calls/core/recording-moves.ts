import { isRecorded, spoolFiles } from '../../recording/core/policy.js';
import type { CallDraft } from './call-draft.js';
import type { CallState } from './call-state.js';
import { twoOf } from './talk/lead.js';

/** Whatever is said now is kept, or will be in a moment. */
export function isRunning(recording: CallState['recording']): boolean {
  return recording === 'asked' || recording === 'running';
}

/** A queue's rule is for its agents: whom its overflow called is not recorded by it, but where another tenant helps out. */
export function recordByQueue(draft: CallDraft): void {
  const { queueId, role } = draft.state;
  if (role !== 'owner' || queueId === null) return;
  if (!isRecorded(draft.config.queues.get(queueId) ?? null)) return;
  // What one agent has paused is not paused for the next one.
  if (draft.state.recording === 'paused') recordNextPart(draft);
  else record(draft);
}

/** A call that an agent places belongs to no queue: it is recorded where any of the agent's queues is. */
export function placedIsRecorded({ state, config }: CallDraft): boolean {
  const queueIds = state.agentId === null ? [] : (config.agents.get(state.agentId)?.queueIds ?? []);
  return queueIds.some((queueId) => isRecorded(config.queues.get(queueId) ?? null));
}

/** Records the conversation, unless the tenant has as many recorded ones as it may have. */
export function record(draft: CallDraft): void {
  const { tenantId, recording } = draft.state;
  // Who is sent on is recorded as before.
  if (tenantId === null || recording !== 'none') return;
  const most = draft.config.tenants.get(tenantId)?.recordedSeatLimit ?? null;
  if (most === null || draft.around.inUse.recorded(tenantId) < most) {
    recordNextPart(draft);
    return;
  }
  draft.set({ recording: 'failed' });
  draft.step('recording.failed', { why: 'quota' });
  draft.limit('recorded_seats', 'refused', { limit: most });
}

/** Begins a recording, or goes on with one: whatever there is already is not touched. */
export function recordNextPart(draft: CallDraft): void {
  draft.set({ recording: 'asked', recordingParts: draft.state.recordingParts + 1 });
  startRecording(draft);
}

/** Nothing that is said from now on is kept. */
export function leaveOffRecording(draft: CallDraft, recording: 'paused' | 'stopped'): void {
  draft.set({ recording });
  stopRecorder(draft);
}

/** After an outage nobody knows whether the recorder was told. */
export function repeatRecording(draft: CallDraft): void {
  const { recording } = draft.state;
  if (recording === 'asked') startRecording(draft);
  else if (recording === 'paused' || recording === 'stopped') stopRecorder(draft);
}

export function recordingFailed(draft: CallDraft, why: string): void {
  const { recording, recordingParts } = draft.state;
  if (!isRunning(recording)) return;
  // Of a part that never began there is no sound; of those before it there is.
  draft.set({ recording: 'failed', recordingParts: recording === 'asked' ? recordingParts - 1 : recordingParts });
  draft.step('recording.failed', { why });
}

/** Who paused it must not believe that it was. */
export function recordingGoesOn(draft: CallDraft, why: string): void {
  const { recording } = draft.state;
  if (recording !== 'paused' && recording !== 'stopped') return;
  draft.set({ recording: 'running' });
  draft.step('recording.goesOn', { why });
}

function stopRecorder(draft: CallDraft): void {
  const { far } = twoOf(draft.state);
  if (far !== null) draft.commands.push({ command: 'stopRecording', channelId: far });
}

/** By the other side's leg: agents may leave, the call goes on. */
function startRecording(draft: CallDraft): void {
  const { tenantId, callId, recordingParts, phase } = draft.state;
  const { far } = twoOf(draft.state);
  if (tenantId === null || far === null) return;
  const files = spoolFiles(tenantId, callId, recordingParts);
  draft.commands.push({
    command: 'startRecording',
    channelId: far,
    heardFrom: files.caller,
    saidTo: files.agent,
    ...(phase === 'voicemail' ? { alone: true } : {}),
  });
}
