import type { Instant } from '../../kernel/clock.js';
import type { Fact } from '../../kernel/domain-events.js';

export type FactTable =
  'call_step' | 'call_record' | 'agent_step' | 'recording' | 'charge' | 'limit_reached' | 'call_saying';

export interface FactRow {
  readonly table: FactTable;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** A fact that this build cannot put into a row: of a kind it does not know, or with an impossible time. */
export class FactUnreadable extends Error {}

/**
 * The row of a fact in schema facts: column names as there, instants as ISO 8601.
 *
 * @param nodeId the node that made it
 * @throws FactUnreadable
 */
export function factRow(fact: Fact, nodeId: string): FactRow {
  const base = { id: fact.id, at: iso(fact.at), tenant_id: fact.tenantId };
  switch (fact.kind) {
    case 'call.step':
      return {
        table: 'call_step',
        columns: { ...base, call_id: fact.callId, seq: fact.seq, step: fact.step, detail: fact.detail },
      };
    case 'call.record':
      return { table: 'call_record', columns: { ...base, ...callRecordColumns(fact), node_id: nodeId } };
    case 'agent.step':
      return {
        table: 'agent_step',
        columns: {
          ...base,
          agent_id: fact.agentId,
          seq: fact.seq,
          from_phase: fact.from,
          to_phase: fact.to,
          reason: fact.reason,
          call_id: fact.callId,
        },
      };
    case 'recording.made':
      return {
        table: 'recording',
        columns: {
          ...base,
          call_id: fact.callId,
          file: fact.file,
          format: fact.format,
          duration_ms: fact.durationMs,
          bytes: fact.bytes,
          node_id: nodeId,
        },
      };
    case 'call.charge':
      return { table: 'charge', columns: { ...base, ...chargeColumns(fact), node_id: nodeId } };
    case 'call.saying':
      return { table: 'call_saying', columns: { ...base, ...sayingColumns(fact) } };
    case 'limit.reached':
      return {
        table: 'limit_reached',
        columns: {
          ...base,
          limit_name: fact.limit,
          action: fact.action,
          call_id: fact.callId,
          agent_id: fact.agentId,
          trunk_id: fact.trunkId,
          detail: fact.detail,
        },
      };
  }
  // the journal may hold facts of a newer build
  throw new FactUnreadable(`unknown kind of fact: ${JSON.stringify(fact).slice(0, 100)}`);
}

function callRecordColumns(fact: Extract<Fact, { kind: 'call.record' }>): Record<string, unknown> {
  return {
    call_id: fact.callId,
    direction: fact.direction,
    trunk_id: fact.trunkId,
    caller: fact.caller,
    called: fact.called,
    queue_id: fact.queueId,
    agent_id: fact.agentId,
    arrived_at: iso(fact.arrivedAt),
    answered_at: isoOrNull(fact.answeredAt),
    menu_at: isoOrNull(fact.menuAt),
    queued_at: isoOrNull(fact.queuedAt),
    offered_at: isoOrNull(fact.offeredAt),
    ringing_at: isoOrNull(fact.ringingAt),
    connected_at: isoOrNull(fact.connectedAt),
    ended_at: iso(fact.endedAt),
    ended_at_is_late: fact.endedAtIsLate,
    offers: fact.offers,
    ended_by: fact.endedBy,
    cause_code: fact.causeCode,
    lost_reason: fact.lostReason,
    recorded: fact.recorded,
  };
}

function sayingColumns(fact: Extract<Fact, { kind: 'call.saying' }>): Record<string, unknown> {
  return {
    call_id: fact.callId,
    what: fact.what,
    agent_id: fact.agentId,
    by_name: fact.by,
    says_disposition: fact.dispositionId !== undefined,
    disposition_id: fact.dispositionId ?? null,
    says_note: fact.note !== undefined,
    note: fact.note ?? null,
    handled: fact.handled ?? null,
  };
}

function chargeColumns(fact: Extract<Fact, { kind: 'call.charge' }>): Record<string, unknown> {
  return {
    call_id: fact.callId,
    kind: 'call',
    tariff_id: fact.tariffId,
    tariff_version_id: fact.tariffVersionId,
    currency: fact.currency,
    amount_micro: fact.amountMicro,
    caller_amount_micro: fact.callerAmountMicro,
    outbound_micro: fact.outboundMicro,
    started_at: isoOrNull(fact.startedAt),
    seconds: fact.seconds,
    calculation: fact.calculation,
  };
}

function iso(instant: Instant): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) throw new FactUnreadable(`not an instant: ${String(instant)}`);
  return date.toISOString();
}

function isoOrNull(instant: Instant | null): string | null {
  return instant === null ? null : iso(instant);
}
