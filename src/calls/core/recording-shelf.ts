import type { Instant } from '../../kernel/clock.js';
import type { RecordingMade } from '../../kernel/domain-events.js';
import type { CallId } from '../../kernel/ids.js';
import type { CallFact } from './call-change.js';
import { stepOf } from './call-facts.js';
import type { Outbox } from './outbox.js';
import type { PendingRecording } from './turn-events.js';

/** The sound of calls that have ended, until it is encoded, or known to be nowhere. */
export class RecordingShelf {
  readonly pending = new Map<CallId, PendingRecording>();

  constructor(private readonly out: Outbox) {}

  load(recording: PendingRecording): void {
    this.pending.set(recording.callId, recording);
  }

  /** @param facts of the turn that ended a call */
  callEnded(facts: readonly CallFact[], parts: number): void {
    const lastSeq = facts.findLast((fact) => fact.kind === 'call.step')?.seq ?? 0;
    for (const fact of facts) {
      if (fact.kind !== 'call.record' || !fact.recorded || fact.tenantId === null) continue;
      // A message is left without anybody to be connected with.
      const connectedAt = fact.connectedAt ?? fact.answeredAt;
      if (connectedAt === null) continue;
      const recording = { callId: fact.callId, tenantId: fact.tenantId, connectedAt, parts, lastSeq };
      this.pending.set(fact.callId, recording);
      this.out.changes.set(`recording:${fact.callId}`, { kind: 'recording', recording });
      this.out.recordings.push(recording);
    }
  }

  archived(fact: RecordingMade): void {
    this.pending.delete(fact.callId);
    this.out.changes.set(`recording:${fact.callId}`, null);
    this.out.facts.push(fact);
  }

  lost(callId: CallId, why: string, now: Instant): void {
    const recording = this.pending.get(callId);
    if (recording === undefined) return;
    this.pending.delete(callId);
    this.out.changes.set(`recording:${callId}`, null);
    this.out.facts.push(stepOf(recording, recording.lastSeq + 1, 'recording.failed', now, { why }));
  }
}
