import { Injectable } from '@nestjs/common';

import type { CalendarId, TenantId } from '../kernel/ids.js';
import { newId } from '../platform/database/new-id.js';
import type { ListQuery, Page } from '../platform/database/paging.js';
import { isUniqueViolation, type DbSession } from '../platform/database/transaction.js';
import { NotFound, QuotaReached } from '../platform/errors/record.errors.js';
import { References } from '../platform/references/references.js';
import { validInput } from '../platform/validation/valid-input.js';
import { CalendarExists } from './calendars.errors.js';
import { CalendarsRepository } from './calendars.repository.js';
import type { Calendar, CalendarRecord } from './core/calendar.js';
import { calendarInput } from './dto/calendar-input.js';
import type { CalendarEntity } from './entities/calendar.entity.js';

/** Every engine holds all of its tenants' in memory. */
export const MOST_CALENDARS = 100;
const CALENDARS = { zh: '日历数', en: 'Calendars' } as const;

/** When companies work. The session decides whose. */
@Injectable()
export class CalendarsService {
  constructor(
    private readonly calendars: CalendarsRepository,
    private readonly references: References,
  ) {
    references.register({
      kind: 'calendar',
      label: async (session, id) => (await this.calendars.calendar(session, id))?.name,
      usesOf: () => Promise.resolve([]),
    });
  }

  /** For the engine. */
  async listCalendars(session: DbSession): Promise<Calendar[]> {
    return (await this.calendars.calendars(session)).map(({ version: _, ...row }) => ({
      ...row,
      id: row.id as CalendarId,
      tenantId: row.tenantId as TenantId,
    }));
  }

  async pageOfCalendars(session: DbSession, query: ListQuery): Promise<Page<CalendarRecord>> {
    const { items, total } = await this.calendars.pageOfCalendars(session, query);
    return { items: items.map(toRecord), total };
  }

  async findCalendar(session: DbSession, id: string): Promise<CalendarRecord | undefined> {
    const row = await this.calendars.calendar(session, id);
    return row === null ? undefined : toRecord(row);
  }

  /** @throws InvalidInput, CalendarExists, QuotaReached */
  async createCalendar(session: DbSession, tenantId: TenantId, input: unknown): Promise<CalendarRecord> {
    const told = validInput(calendarInput, input);
    if ((await this.calendars.countCalendars(session, tenantId)) >= MOST_CALENDARS)
      throw new QuotaReached(CALENDARS, MOST_CALENDARS);
    const row = { ...told, id: newId(), tenantId, version: 1 };
    await orExists(told.name, this.calendars.insertCalendar(session, row));
    return toRecord(row);
  }

  /** @throws InvalidInput, NotFound, ChangedMeanwhile, CalendarExists */
  async updateCalendar(session: DbSession, id: string, version: number, input: unknown): Promise<CalendarRecord> {
    const before = await this.calendars.calendar(session, id);
    if (before === null) throw new NotFound();
    const told = validInput(calendarInput, input);
    await orExists(told.name, this.calendars.updateCalendar(session, before.id, version, told));
    return toRecord({ ...told, id: before.id, version: version + 1 });
  }

  /** @throws NotFound, InUse */
  async removeCalendar(session: DbSession, id: string): Promise<void> {
    const row = await this.calendars.calendar(session, id);
    if (row === null) throw new NotFound();
    await this.references.refuseIfUsed(session, { kind: 'calendar', id: row.id });
    await this.calendars.deleteCalendar(session, row.id);
  }
}

async function orExists(name: string, change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    throw isUniqueViolation(error) ? new CalendarExists(name) : error;
  }
}

function toRecord({ id, version, name, timeZone, shifts, days }: Omit<CalendarEntity, 'tenantId'>): CalendarRecord {
  return { id: id as CalendarId, version, name, timeZone: timeZone ?? '', shifts, days };
}
