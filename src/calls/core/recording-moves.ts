import { isRecorded, spoolFiles } from '../../recording/core/policy.js';
import type { CallDraft } from './call-draft.js';
import { twoOf } from './talk/seating.js';

/** A queue's rule is for its agents: whom its overflow called is not recorded by it, but where another tenant helps out. */
export function recordByQueue(draft: CallDraft): void {
  const { queueId, role } = draft.state;
  if (role !== 'owner' || queueId === null) return;
  if (isRecorded(draft.config.queues.get(queueId) ?? null)) record(draft);
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
    startRecording(draft);
    return;
  }
  draft.set({ recording: 'failed' });
  draft.step('recording.failed', { why: 'quota' });
  draft.limit('recorded_seats', 'refused', { limit: most });
}

export function startRecording(draft: CallDraft): void {
  const { tenantId, callId } = draft.state;
  // By the other side's leg: agents may leave, the call goes on.
  const { far } = twoOf(draft.state);
  if (tenantId === null || far === null) return;
  const files = spoolFiles(tenantId, callId);
  draft.set({ recording: 'asked' });
  draft.commands.push({
    command: 'startRecording',
    channelId: far,
    heardFrom: files.caller,
    saidTo: files.agent,
  });
}
