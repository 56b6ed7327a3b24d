import { z } from 'zod';

import type { Shift, SpecialDay } from '../../kernel/working-times.js';
import { isZone, parseDate } from '../../kernel/zone.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { jsonOf } from '../../platform/references/reference-input.js';
import { givenName, matching } from '../../platform/validation/valid-input.js';

export const MOST_SHIFTS = 20;
/** Some twenty years of holidays. */
export const MOST_DAYS = 1_000;

const A_ZONE: Text = { zh: '时区写作 Asia/Shanghai；可留空', en: 'Time zones are written Asia/Shanghai; may be empty' };
const A_TIME: Text = { zh: '时间写作 08:30', en: 'Times are written 08:30' };
const A_DATE: Text = { zh: '日期写作 2026-10-01', en: 'Dates are written 2026-10-01' };
const A_WEEKDAY: Text = { zh: '请至少选择一个星期', en: 'Choose at least one weekday' };
const TWICE: Text = { zh: '同一日期出现了两次', en: 'A date stands there twice' };
const TOO_MANY_SHIFTS: Text = { zh: `最多 ${MOST_SHIFTS} 个班次`, en: `At most ${MOST_SHIFTS} shifts` };
const TOO_MANY_DAYS: Text = { zh: `最多 ${MOST_DAYS} 个特殊日期`, en: `At most ${MOST_DAYS} special days` };

const time = matching(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, A_TIME);
const weekday = z.number().int().min(1).max(7);
const shift = z.object({
  name: givenName(100),
  weekdays: z
    .array(weekday)
    .refine((days) => days.length > 0, { params: { text: A_WEEKDAY } })
    .transform((days) => [...new Set(days)].sort()),
  from: time,
  to: time,
}) satisfies z.ZodType<Shift>;

const date = z.string().refine((value) => parseDate(value) !== null, { params: { text: A_DATE } });

/** A day that is not as its weekday says. */
export const specialDay = z.discriminatedUnion('kind', [
  z.object({ date, kind: z.literal('rest') }),
  z.object({ date, kind: z.literal('holiday'), name: givenName(100) }),
  z.object({ date, kind: z.literal('working'), as: weekday }),
]) satisfies z.ZodType<SpecialDay>;

const zone = z.preprocess(
  (value) => (value === '' ? null : (value ?? null)),
  z.null().or(z.string().refine(isZone, { params: { text: A_ZONE } })),
);

/** What people tell of a calendar; shifts and days also as JSON text, as forms send them. */
export const calendarInput = z.object({
  name: givenName(100),
  timeZone: zone,
  shifts: z.preprocess(
    jsonOf,
    z.array(shift).refine((all) => all.length <= MOST_SHIFTS, { params: { text: TOO_MANY_SHIFTS } }),
  ),
  days: z.preprocess(
    jsonOf,
    z
      .array(specialDay)
      .refine((all) => all.length <= MOST_DAYS, { params: { text: TOO_MANY_DAYS } })
      .refine((all) => new Set(all.map((day) => day.date)).size === all.length, { params: { text: TWICE } })
      .transform((all) => [...all].sort((a, b) => (a.date < b.date ? -1 : 1))),
  ),
});
