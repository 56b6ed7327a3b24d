import React, { useState } from 'react';

import { withDays } from '../../calendars/core/calendar.js';
import { HOLIDAY_YEARS, publicHolidays } from '../../calendars/core/public-holidays.js';
import type { SpecialDay } from '../../kernel/working-times.js';
import { faultIn } from './calendar-shifts.js';
import { jsonOf, textOf, type EditProps } from './parts/adminjs.js';
import { useCalendarWords, WEEKDAYS, weekdayWord } from './parts/calendar-words.js';
import { FieldFrame } from './parts/field-frame.js';
import { LabelledChoice, LabelledInput } from './parts/labelled.js';
import { useSession } from './parts/session.js';

const KINDS = ['holiday', 'rest', 'working'] as const;

/** Days that are not as their weekday says: entered one by one, or a year's public holidays at once. */
export default function CalendarDays({ property, record, onChange }: EditProps): React.ReactElement {
  const say = useCalendarWords();
  const { language } = useSession();
  const days = (jsonOf(textOf(record, property.path)) as readonly SpecialDay[] | undefined) ?? [];
  const change = (changed: readonly SpecialDay[]): void => onChange(property.path, JSON.stringify(changed));
  return (
    <FieldFrame property={property} group error={faultIn(record, property.path)}>
      <div className="cr-buttons">
        {HOLIDAY_YEARS.map((year) => (
          <button
            key={year}
            type="button"
            className="cr-button"
            onClick={() => change(withDays(days, publicHolidays(year, language)))}
          >
            {say('addHolidays', { year })}
          </button>
        ))}
      </div>
      <p className="cr-hint">{say('holidaysHint')}</p>
      <NewDay id={property.path} onAdd={(day) => change(withDays(days, [day]))} />
      {days.length === 0 ? (
        <p className="cr-hint">{say('noDays')}</p>
      ) : (
        <ul className="cr-calendar-days">
          {days.map((day) => (
            <li key={day.date} data-kind={day.kind}>
              <span>
                {day.date} {dayText(day, say)}
              </span>
              <button
                type="button"
                className="cr-plain"
                aria-label={`${say('remove')} ${day.date}`}
                onClick={() => change(days.filter(({ date }) => date !== day.date))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </FieldFrame>
  );
}

/** What a special day is, in words. */
export function dayText(day: SpecialDay, say: ReturnType<typeof useCalendarWords>): string {
  switch (day.kind) {
    case 'holiday':
      return day.name;
    case 'rest':
      return say('rest');
    case 'working':
      return `${say('working')} (${say(weekdayWord(day.as))})`;
  }
}

function NewDay({ id, onAdd }: { readonly id: string; readonly onAdd: (day: SpecialDay) => void }): React.ReactElement {
  const say = useCalendarWords();
  const [date, setDate] = useState('');
  const [kind, setKind] = useState<SpecialDay['kind']>('holiday');
  const [name, setName] = useState('');
  const [as, setAs] = useState(1);
  const add = (): void => {
    if (kind === 'holiday') onAdd({ date, kind, name: name.trim() === '' ? say('holiday') : name.trim() });
    else onAdd(kind === 'rest' ? { date, kind } : { date, kind, as });
    setDate('');
    setName('');
  };
  return (
    <div className="cr-calendar-row">
      <LabelledInput id={`${id}-date`} label={say('date')} type="date" value={date} onChange={setDate} />
      <LabelledChoice
        id={`${id}-kind`}
        label={say('kind')}
        value={kind}
        choices={KINDS.map((one) => [one, say(one)] as const)}
        onChange={(value) => setKind(value)}
      />
      {kind === 'holiday' && (
        <LabelledInput id={`${id}-name`} label={say('holidayName')} value={name} onChange={setName} />
      )}
      {kind === 'working' && (
        <LabelledChoice
          id={`${id}-as`}
          label={say('worksAs')}
          value={String(as)}
          choices={WEEKDAYS.map((weekday) => [String(weekday), say(weekdayWord(weekday))] as const)}
          onChange={(value) => setAs(Number(value))}
        />
      )}
      <button type="button" className="cr-button" disabled={date === ''} onClick={add}>
        {say('addDay')}
      </button>
    </div>
  );
}
