import { Injectable } from '@nestjs/common';

import type { Fact } from '../../kernel/domain-events.js';
import type { DbSession } from '../database/transaction.js';
import { factRow, type FactTable } from './fact-rows.js';

const COLUMNS: Readonly<Record<FactTable, string>> = {
  call_step: 'id text, at timestamptz, tenant_id uuid, call_id text, seq integer, step text, detail jsonb',
  call_record: `id text, at timestamptz, tenant_id uuid, call_id text, direction text, trunk_id uuid, caller text,
    called text, queue_id uuid, agent_id uuid, arrived_at timestamptz, answered_at timestamptz, menu_at timestamptz,
    queued_at timestamptz, offered_at timestamptz, ringing_at timestamptz, connected_at timestamptz,
    ended_at timestamptz, ended_at_is_late boolean, offers integer, ended_by text, cause_code integer,
    lost_reason text, recorded boolean, node_id text`,
  agent_step: `id text, at timestamptz, tenant_id uuid, agent_id uuid, seq integer, from_phase text, to_phase text,
    reason text, call_id text`,
  recording: `id text, at timestamptz, tenant_id uuid, call_id text, file text, format text, duration_ms integer,
    bytes bigint, node_id text`,
  charge: `id text, at timestamptz, tenant_id uuid, call_id text, kind text, tariff_id uuid, tariff_version_id uuid,
    currency text, amount_micro bigint, caller_amount_micro bigint, outbound_micro bigint, started_at timestamptz,
    seconds integer, calculation jsonb, node_id text`,
  call_saying: `id text, at timestamptz, tenant_id uuid, call_id text, what text, agent_id uuid, by_name text,
    says_disposition boolean, disposition_id uuid, says_note boolean, note text, handled boolean`,
  limit_reached: `id text, at timestamptz, tenant_id uuid, limit_name text, action text, call_id text, agent_id uuid,
    trunk_id uuid, detail jsonb`,
};

/** Schema facts, as the shipper writes it, on its own node and on the admin node. */
@Injectable()
export class FactsRepository {
  /** Those that are there already are passed over. @throws FactUnreadable */
  async insert(session: DbSession, facts: readonly Fact[], nodeId: string): Promise<void> {
    const rows = Map.groupBy(
      facts.map((fact) => factRow(fact, nodeId)),
      (row) => row.table,
    );
    for (const [table, ofTable] of rows) {
      const names = COLUMNS[table].replaceAll(/ \w+(,|$)/g, '$1');
      await session.query(
        `INSERT INTO facts.${table} (${names})
         SELECT ${names} FROM jsonb_to_recordset($1::jsonb) AS fact (${COLUMNS[table]})
         ON CONFLICT DO NOTHING`,
        [
          JSON.stringify(
            ofTable.map((row) => row.columns),
            withoutUnstorable,
          ),
        ],
      );
    }
  }
}

/** PostgreSQL's text holds neither NUL nor half a surrogate pair; a caller's number may be sent with either. */
function withoutUnstorable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\u0000', '\ufffd').toWellFormed() : value;
}
