import { Injectable } from '@nestjs/common';

import type { Duty } from '../acd/core/duty.js';
import type { Ledger } from '../billing/core/ledger.js';
import type { Instant } from '../kernel/clock.js';
import type { AgentPhase } from '../kernel/domain-events.js';
import type { AgentId, CallId, ExtensionId, QueueId, TenantId } from '../kernel/ids.js';
import type { CallbackState } from './core/callback/callback-state.js';
import type { DbSession } from '../platform/database/transaction.js';

interface DutyRow {
  readonly tenant_id: string;
  readonly agent_id: string;
  readonly phase: string;
  readonly reason: string | null;
  readonly queue_ids: readonly string[];
  readonly since: Date;
  readonly idle_since: Date | null;
  readonly seq: number;
  readonly refusals: number;
  readonly by_rule: string | null;
  readonly extension_id: string | null;
  readonly sits_out_until: Date | null;
}

/** What a tenant's home keeps of its agents and its ledger, so that another home can go on from it. */
@Injectable()
export class WorkRepository {
  async duties(session: DbSession, tenantId: TenantId): Promise<Duty[]> {
    const rows = await session.query<DutyRow[]>(
      `SELECT tenant_id, agent_id, phase, reason, queue_ids, since, idle_since, seq, refusals,
          by_rule, extension_id, sits_out_until
        FROM work.agent_duty WHERE tenant_id = $1 ORDER BY agent_id`,
      [tenantId],
    );
    return rows.map((row) => ({
      tenantId: row.tenant_id as TenantId,
      agentId: row.agent_id as AgentId,
      phase: row.phase as AgentPhase,
      reason: row.reason,
      queueIds: row.queue_ids as readonly QueueId[],
      since: row.since.getTime(),
      idleSince: row.idle_since?.getTime() ?? null,
      seq: row.seq,
      refusals: row.refusals,
      byRule: row.by_rule,
      extensionId: row.extension_id as ExtensionId | null,
      sitsOutUntil: row.sits_out_until?.getTime() ?? null,
    }));
  }

  async ledger(session: DbSession, tenantId: TenantId): Promise<Ledger | null> {
    const [row] = await session.query<{ readonly ledger: Ledger }[]>(
      'SELECT ledger FROM work.tenant_ledger WHERE tenant_id = $1',
      [tenantId],
    );
    return row?.ledger.tenantId === tenantId ? row.ledger : null;
  }

  async putDuties(session: DbSession, duties: readonly Duty[]): Promise<void> {
    const rows = duties.map((duty) => ({
      tenant_id: duty.tenantId,
      agent_id: duty.agentId,
      phase: duty.phase,
      reason: duty.reason,
      queue_ids: duty.queueIds,
      since: new Date(duty.since),
      idle_since: duty.idleSince === null ? null : new Date(duty.idleSince),
      seq: duty.seq,
      refusals: duty.refusals,
      by_rule: duty.byRule ?? null,
      extension_id: duty.extensionId ?? null,
      sits_out_until: instantOrNull(duty.sitsOutUntil),
    }));
    await session.query(
      `INSERT INTO work.agent_duty (tenant_id, agent_id, phase, reason, queue_ids, since, idle_since, seq, refusals,
          by_rule, extension_id, sits_out_until)
        SELECT tenant_id, agent_id, phase, reason, queue_ids, since, idle_since, seq, refusals,
          by_rule, extension_id, sits_out_until
        FROM jsonb_to_recordset($1::jsonb) AS duty (tenant_id uuid, agent_id uuid, phase text, reason text,
          queue_ids uuid[], since timestamptz, idle_since timestamptz, seq integer, refusals integer,
          by_rule uuid, extension_id uuid, sits_out_until timestamptz)
        ON CONFLICT (tenant_id, agent_id) DO UPDATE SET phase = excluded.phase, reason = excluded.reason,
          queue_ids = excluded.queue_ids, since = excluded.since, idle_since = excluded.idle_since,
          seq = excluded.seq, refusals = excluded.refusals, by_rule = excluded.by_rule,
          extension_id = excluded.extension_id, sits_out_until = excluded.sits_out_until`,
      [JSON.stringify(rows)],
    );
  }

  async putLedger(session: DbSession, ledger: Ledger, at: Instant): Promise<void> {
    await session.query(
      `INSERT INTO work.tenant_ledger (tenant_id, ledger, at) VALUES ($1, $2::jsonb, $3)
        ON CONFLICT (tenant_id) DO UPDATE SET ledger = excluded.ledger, at = excluded.at`,
      [ledger.tenantId, JSON.stringify(ledger), new Date(at)],
    );
  }

  async callbacks(session: DbSession, tenantId: TenantId): Promise<CallbackState[]> {
    const rows = await session.query<{ readonly callback: CallbackState }[]>(
      'SELECT callback FROM work.callback WHERE tenant_id = $1 ORDER BY callback_id',
      [tenantId],
    );
    return rows.map(({ callback }) => callback).filter((callback) => callback.tenantId === tenantId);
  }

  async putCallback(session: DbSession, callback: CallbackState): Promise<void> {
    await session.query(
      `INSERT INTO work.callback (tenant_id, callback_id, callback) VALUES ($1, $2, $3::jsonb)
        ON CONFLICT (tenant_id, callback_id) DO UPDATE SET callback = excluded.callback`,
      [callback.tenantId, callback.callbackId, JSON.stringify(callback)],
    );
  }

  /** Those who are called back no more. */
  async dropCallbacks(session: DbSession, callbackIds: readonly CallId[]): Promise<void> {
    await session.query('DELETE FROM work.callback WHERE callback_id = ANY($1)', [callbackIds]);
  }
}

function instantOrNull(at: Instant | null | undefined): Date | null {
  return at === null || at === undefined ? null : new Date(at);
}
