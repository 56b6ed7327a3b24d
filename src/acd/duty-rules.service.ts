import { Injectable } from '@nestjs/common';

import type { AgentId, ExtensionId, QueueId, TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound, QuotaReached } from '../platform/errors/record.errors.js';
import { mustBeThere, notThere } from '../platform/references/reference-input.js';
import { References } from '../platform/references/references.js';
import type { Referable } from '../platform/references/thing.js';
import { validInput } from '../platform/validation/valid-input.js';
import { InvalidInput } from '../platform/validation/validation.errors.js';
import { DutyRuleExists } from './acd.errors.js';
import { CalendarsService } from '../calendars/calendars.service.js';
import type { Calendar } from '../calendars/core/calendar.js';
import { ownTimes, type DutyRule } from './core/duty-rule.js';
import { DutyRulesRepository } from './duty-rules.repository.js';
import { dutyRuleInput } from './dto/duty-rule-input.js';
import type { DutyRuleEntity } from './entities/duty-rule.entity.js';

/** A duty rule as people see and edit one. */
export interface DutyRuleRecord {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly priority: number;
  readonly queueIds: readonly string[];
  readonly agentIds: readonly string[];
  readonly extensionId: string | null;
  readonly calendarId: string | null;
  readonly shift: string | null;
  /** As texts: what a form chooses from. */
  readonly weekdays: readonly string[];
  readonly fromTime: string;
  readonly toTime: string;
  /** With commas between. */
  readonly exceptDates: string;
}

const NAMED: ReadonlySet<Referable> = new Set(['queue', 'agent', 'extension', 'calendar'] as const);

/** Every engine holds all of its tenants' in memory. */
export const MOST_DUTY_RULES = 1_000;
const NO_SUCH_SHIFT = { zh: '该日历没有这个班次', en: 'The calendar has no such shift' } as const;
const DUTY_RULES = { zh: '值班规则数', en: 'Duty rules' } as const;

/** Who is logged in when, where nobody is so by hand. */
@Injectable()
export class DutyRulesService {
  constructor(
    private readonly rules: DutyRulesRepository,
    private readonly calendars: CalendarsService,
    private readonly references: References,
  ) {
    references.register({
      kind: 'duty_rule',
      label: async (session, id) => (await this.rules.dutyRule(session, id))?.name,
      usesOf: async (session, { kind, id }) => {
        if (!NAMED.has(kind)) return [];
        const rows = await this.rules.dutyRulesNaming(session, id);
        return rows.map((row) => ({ kind: 'duty_rule', id: row.id, label: row.name }));
      },
    });
  }

  /** For the engine. */
  async listDutyRules(session: DbSession): Promise<DutyRule[]> {
    const calendars = new Map((await this.calendars.listCalendars(session)).map((one) => [one.id as string, one]));
    return (await this.rules.dutyRules(session)).map((row) => ({
      id: row.id,
      tenantId: row.tenantId as TenantId,
      name: row.name,
      priority: row.priority,
      queueIds: row.queueIds as QueueId[],
      agents: row.agentIds.map((agentId) => ({
        agentId: agentId as AgentId,
        extensionId: row.extensionId as ExtensionId | null,
      })),
      ...hoursOf(row, row.calendarId === null ? undefined : calendars.get(row.calendarId)),
    }));
  }

  async pageOfDutyRules(session: DbSession, query: ListQuery): Promise<Page<DutyRuleRecord>> {
    const { items, total } = await this.rules.pageOfDutyRules(session, query);
    return { items: items.map(toRecord), total };
  }

  async findDutyRule(session: DbSession, id: string): Promise<DutyRuleRecord | undefined> {
    const row = await this.rules.dutyRule(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput, DutyRuleExists, QuotaReached */
  async createDutyRule(session: DbSession, tenantId: TenantId, input: unknown): Promise<DutyRuleRecord> {
    const rule = await this.valid(session, input);
    if ((await this.rules.countDutyRules(session, tenantId)) >= MOST_DUTY_RULES)
      throw new QuotaReached(DUTY_RULES, MOST_DUTY_RULES);
    const row = { ...rule, id: newId(), tenantId, version: 1 };
    await orExists(rule.name, this.rules.insertDutyRule(session, row));
    return toRecord(row);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, DutyRuleExists */
  async updateDutyRule(session: DbSession, id: string, version: number, input: unknown): Promise<DutyRuleRecord> {
    const before = await this.rules.dutyRule(session, id);
    if (before === null) throw new NotFound();
    const rule = await this.valid(session, input);
    await orExists(rule.name, this.rules.updateDutyRule(session, before.id, version, rule));
    return toRecord({ ...rule, id: before.id, tenantId: before.tenantId, version: version + 1 });
  }

  /** Agents whom it has logged in are logged out, after their calls. @throws NotFound */
  async removeDutyRule(session: DbSession, id: string): Promise<void> {
    if (!(await this.rules.deleteDutyRule(session, id))) throw new NotFound();
  }

  private async valid(session: DbSession, input: unknown) {
    const rule = validInput(dutyRuleInput, input);
    await this.allThere(session, 'queueIds', 'queue', rule.queueIds);
    await this.allThere(session, 'agentIds', 'agent', rule.agentIds);
    const { extensionId, calendarId, shift } = rule;
    await mustBeThere(this.references, session, {
      extensionId: extensionId === null ? null : { kind: 'extension', id: extensionId },
      calendarId: calendarId === null ? null : { kind: 'calendar', id: calendarId },
    });
    const calendar = calendarId === null ? undefined : await this.calendars.findCalendar(session, calendarId);
    if (shift !== null && calendar?.shifts.every(({ name }) => name !== shift) === true)
      throw new InvalidInput({ shift: NO_SUCH_SHIFT });
    return rule;
  }

  private async allThere(session: DbSession, field: string, kind: Referable, ids: readonly string[]): Promise<void> {
    try {
      for (const id of ids) await mustBeThere(this.references, session, { [field]: { kind, id } });
    } catch (error) {
      throw error instanceof InvalidInput ? notThere(field) : error;
    }
  }
}

/** By its calendar, or by its own. */
function hoursOf(row: DutyRuleEntity, calendar: Calendar | undefined): Pick<DutyRule, 'times' | 'zone' | 'shift'> {
  if (calendar !== undefined) {
    const { shifts, days, timeZone } = calendar;
    return { times: { shifts, days }, zone: timeZone, shift: row.shift };
  }
  const { weekdays, fromTime: from, toTime: to } = row;
  return { times: ownTimes([{ weekdays, from, to }], row.exceptDates), zone: null, shift: null };
}

function toRecord({ tenantId: _, ...row }: DutyRuleEntity): DutyRuleRecord {
  return { ...row, weekdays: row.weekdays.map(String), exceptDates: row.exceptDates.join(', ') };
}

async function orExists(name: string, change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw isUniqueViolation(error) ? new DutyRuleExists(name) : error;
  }
}
