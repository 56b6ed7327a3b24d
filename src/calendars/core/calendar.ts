import type { CalendarId, TenantId } from '../../kernel/ids.js';
import type { SpecialDay, WorkingTimes } from '../../kernel/working-times.js';

/** When a company works: by the week, and otherwise on special days. */
export interface Calendar extends WorkingTimes {
  readonly id: CalendarId;
  readonly tenantId: TenantId;
  readonly name: string;
  /** IANA name; null: that of the tenant's account. */
  readonly timeZone: string | null;
}

/** A calendar as people see and edit one. */
export interface CalendarRecord extends WorkingTimes {
  readonly id: CalendarId;
  readonly version: number;
  readonly name: string;
  readonly timeZone: string;
}

/** With others in place of those of the same dates, by date. */
export function withDays(days: readonly SpecialDay[], others: readonly SpecialDay[]): SpecialDay[] {
  const byDate = new Map([...days, ...others].map((day) => [day.date, day]));
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}
