import React, { useState } from 'react';

import type { Shift, SpecialDay, WorkingTimes } from '../../kernel/working-times.js';
import { civilDate, dayNumberOf, weekdayOf } from '../../kernel/zone.js';
import { dayText } from './calendar-days.js';
import { jsonOf, textOf, type ValueProps } from './parts/adminjs.js';
import { useCalendarWords, WEEKDAYS, weekdayWord } from './parts/calendar-words.js';
import { ValueFrame } from './parts/field-frame.js';

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** A year at a glance: working days, days of rest, holidays. */
export default function CalendarYear({ property, record, where }: ValueProps): React.ReactElement {
  const say = useCalendarWords();
  const [year, setYear] = useState(() => new Date().getFullYear());
  const times: WorkingTimes = {
    shifts: (jsonOf(textOf(record, 'shifts')) as readonly Shift[] | undefined) ?? [],
    days: (jsonOf(textOf(record, 'days')) as readonly SpecialDay[] | undefined) ?? [],
  };
  return (
    <ValueFrame property={property} where={where}>
      <div className="cr-calendar-head">
        <button type="button" className="cr-button" aria-label={say('before')} onClick={() => setYear(year - 1)}>
          ‹
        </button>
        <b aria-live="polite">{say('year', { year })}</b>
        <button type="button" className="cr-button" aria-label={say('after')} onClick={() => setYear(year + 1)}>
          ›
        </button>
        {(['working', 'rest', 'holiday'] as const).map((kind) => (
          <span key={kind} className="cr-calendar-key" data-kind={kind}>
            {say(kind)}
          </span>
        ))}
      </div>
      <div className="cr-calendar-year cr-wide">
        {MONTHS.map((month) => (
          <Month key={month} year={year} month={month} times={times} />
        ))}
      </div>
    </ValueFrame>
  );
}

interface MonthProps {
  readonly year: number;
  readonly month: number;
  readonly times: WorkingTimes;
}

function Month({ year, month, times }: MonthProps): React.ReactElement {
  const say = useCalendarWords();
  const first = dayNumberOf(year, month, 1);
  const next = month === 12 ? dayNumberOf(year + 1, 1, 1) : dayNumberOf(year, month + 1, 1);
  const days = Array.from({ length: next - first }, (_, index) => first + index);
  const weeks = Map.groupBy(days, (day) => Math.floor((day - first + weekdayOf(first) - 1) / 7));
  return (
    <table>
      <caption>{say('month', { month })}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
            <th key={weekday} scope="col">
              {say(weekdayWord(weekday))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...weeks].map(([week, inWeek]) => (
          <tr key={week}>
            {WEEKDAYS.map((weekday) => {
              const day = inWeek.find((one) => weekdayOf(one) === weekday);
              return day === undefined ? <td key={weekday} /> : <Day key={weekday} day={day} times={times} />;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, times }: { readonly day: number; readonly times: WorkingTimes }): React.ReactElement {
  const say = useCalendarWords();
  const { year, month, day: ofMonth } = civilDate(day);
  const date = [year, month, ofMonth].map((part) => String(part).padStart(2, '0')).join('-');
  const special = times.days.find((one) => one.date === date);
  const weekday = special?.kind === 'working' ? special.as : weekdayOf(day);
  const isWorked =
    (special === undefined || special.kind === 'working') &&
    times.shifts.some(({ weekdays }) => weekdays.includes(weekday));
  const kind = isWorked ? 'working' : special?.kind === 'holiday' ? 'holiday' : 'rest';
  const title = special === undefined ? say(kind) : dayText(special, say);
  return (
    <td data-kind={kind} data-special={special !== undefined} title={`${date} ${title}`}>
      {ofMonth}
    </td>
  );
}
