import { Injectable } from '@nestjs/common';

import { pageOf, type ListQuery, type Page } from '../platform/database/paging.js';
import type { DbSession } from '../platform/database/transaction.js';
import { rowById, updateVersion } from '../platform/database/versioned.js';
import { CalendarEntity } from './entities/calendar.entity.js';

@Injectable()
export class CalendarsRepository {
  calendars(session: DbSession): Promise<CalendarEntity[]> {
    return session.find(CalendarEntity, { order: { id: 'ASC' } });
  }

  pageOfCalendars(session: DbSession, query: ListQuery): Promise<Page<CalendarEntity>> {
    return pageOf(session, CalendarEntity, query, { name: 'text', timeZone: 'text' } as const);
  }

  calendar(session: DbSession, id: string): Promise<CalendarEntity | null> {
    return rowById(session, CalendarEntity, id);
  }

  countCalendars(session: DbSession, tenantId: string): Promise<number> {
    return session.countBy(CalendarEntity, { tenantId });
  }

  async insertCalendar(session: DbSession, calendar: CalendarEntity): Promise<void> {
    await session.insert(CalendarEntity, calendar);
  }

  async updateCalendar(
    session: DbSession,
    id: string,
    version: number,
    values: Partial<Omit<CalendarEntity, 'id' | 'tenantId' | 'version'>>,
  ): Promise<void> {
    await updateVersion(session, CalendarEntity, id, version, values);
  }

  async deleteCalendar(session: DbSession, id: string): Promise<void> {
    await session.delete(CalendarEntity, { id });
  }
}
