import { Injectable } from '@nestjs/common';

import { isId, LARGEST_PAGE, type ListQuery, type Page } from '../database/paging.js';
import type { DbSession } from '../database/transaction.js';
import { AuditEntryEntity } from './entities/audit-entry.entity.js';

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  /** Code of the tenant whose log it is in; null: the platform's, or the tenant is no more. */
  readonly tenant: string | null;
  readonly operatorLogin: string;
  readonly operatorName: string;
  /** Whether it was a program with an API key, named by it. */
  readonly byKey: boolean;
  readonly address: string;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string | null;
  readonly objectLabel: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

const FROM = 'access.audit_entry a LEFT JOIN config.tenant t ON t.id = a.tenant_id';
const COLUMNS = `SELECT a.id, a.at, t.code AS tenant, a.operator_login AS "operatorLogin",
    a.operator_name AS "operatorName",
    EXISTS (SELECT FROM access.api_key k WHERE k.id = a.operator_id) AS "byKey", a.address, a.action, a.object_type AS "objectType", a.object_id AS "objectId",
    a.object_label AS "objectLabel", a.before, a.after
  FROM ${FROM}`;
/** More are not counted: nobody turns so many pages, and a keyword is looked for in every row. */
const MOST_COUNTED = 10_000;
/** Filters that name what they mean; several with commas between. */
const EXACT: Readonly<Record<string, string>> = {
  action: 'a.action',
  objectType: 'a.object_type',
  objectId: 'a.object_id',
  tenant: 't.code',
};

/** Inserts and reads; nobody may do more (the database holds to it). */
@Injectable()
export class AuditRepository {
  async insert(session: DbSession, entries: readonly AuditEntryEntity[]): Promise<void> {
    // not through `save`, which would read first
    for (let from = 0; from < entries.length; from += 500) {
      await session.insert(AuditEntryEntity, entries.slice(from, from + 500));
    }
  }

  /** Changes of a tenant's configuration take turns, so that what one has checked still holds when it is written. */
  async lockTenant(session: DbSession, tenantId: string | null): Promise<void> {
    await session.query("SELECT pg_advisory_xact_lock(hashtextextended('callrack ' || $1, 0))", [
      tenantId ?? 'platform',
    ]);
  }

  /** Newest first, unless oldest first is asked for; along the index by time where nothing narrower is asked for. */
  async page(session: DbSession, query: ListQuery): Promise<Page<AuditRow>> {
    const { where, values } = conditions(query.filter);
    const limit = Math.min(Math.max(1, Math.trunc(query.limit)), LARGEST_PAGE);
    const offset = Math.max(0, Math.trunc(query.offset));
    const order = query.sort?.by === 'at' && !query.sort.descending ? 'ASC' : 'DESC';
    const items = await session.query<AuditRow[]>(
      `${COLUMNS} ${where} ORDER BY a.at ${order}, a.id ${order} LIMIT ${limit} OFFSET ${offset}`,
      values,
    );
    const counted = await session.query<{ total: number }[]>(
      `SELECT count(*)::integer AS total FROM (SELECT FROM ${FROM} ${where} LIMIT ${MOST_COUNTED}) AS found`,
      values,
    );
    return { items, total: counted[0]?.total ?? 0 };
  }

  async find(session: DbSession, id: string): Promise<AuditRow | undefined> {
    if (!isId(id)) return undefined;
    const rows = await session.query<AuditRow[]>(`${COLUMNS} WHERE a.id = $1`, [id]);
    return rows[0];
  }
}

type Filter = ListQuery['filter'];

/** What is no instant finds nothing. */
function conditions(filter: Filter): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const parts: string[] = [];
  const add = (value: unknown, condition: (place: string) => string): void => {
    values.push(value);
    parts.push(condition(`$${values.length}`));
  };
  const at = filter.at ?? '';
  const { from = '', to = '' } = typeof at === 'string' ? { from: at, to: at } : at;
  for (const [instant, sign] of [
    [from, '>='],
    [to, '<='],
  ] as const) {
    if (instant === '') continue;
    if (Number.isNaN(Date.parse(instant))) parts.push('false');
    else add(new Date(instant), (place) => `a.at ${sign} ${place}`);
  }
  const text = (name: string): string => (typeof filter[name] === 'string' ? filter[name].trim() : '');
  for (const [name, column] of Object.entries(EXACT)) {
    if (text(name) !== '') add(text(name).split(','), (place) => `${column} = ANY (${place})`);
  }
  const person = text('operator');
  if (person !== '') {
    add(like(person), (place) => `(a.operator_login ILIKE ${place} OR a.operator_name ILIKE ${place})`);
  }
  const keyword = text('keyword');
  if (keyword !== '') {
    add(
      like(keyword),
      (place) => `(a.object_label ILIKE ${place} OR a.before::text ILIKE ${place} OR a.after::text ILIKE ${place})`,
    );
  }
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
}

function like(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
