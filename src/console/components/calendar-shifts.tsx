import React, { useEffect, useState } from 'react';

import type { Shift } from '../../kernel/working-times.js';
import { jsonOf, textOf, type EditProps } from './parts/adminjs.js';
import { useCalendarWords, WEEKDAYS, weekdayWord } from './parts/calendar-words.js';
import { FieldFrame } from './parts/field-frame.js';
import { LabelledInput } from './parts/labelled.js';

/** The shifts of a week. */
export default function CalendarShifts({ property, record, onChange }: EditProps): React.ReactElement {
  const say = useCalendarWords();
  const text = textOf(record, property.path);
  const [shifts, setShifts] = useState<readonly Shift[]>(() => {
    const first = [{ name: say('firstShift'), weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }];
    return (jsonOf(text) as readonly Shift[] | undefined) ?? first;
  });
  const change = (changed: readonly Shift[]): void => {
    setShifts(changed);
    onChange(property.path, JSON.stringify(changed));
  };
  useEffect(() => {
    // what is shown at first is also what is sent
    if (text === '') onChange(property.path, JSON.stringify(shifts));
  }, [text]);
  const add = (): void => {
    const name = say('anotherShift', { number: shifts.length + 1 });
    change([...shifts, { name, weekdays: [1, 2, 3, 4, 5], from: '18:00', to: '22:00' }]);
  };
  return (
    <FieldFrame property={property} group error={faultIn(record, property.path)}>
      {shifts.length === 0 && <p className="cr-hint">{say('noShifts')}</p>}
      {shifts.map((shift, index) => (
        <OneShift
          key={index}
          id={`${property.path}-${String(index)}`}
          shift={shift}
          onChange={(changed) => change(shifts.with(index, changed))}
          onRemove={() => change(shifts.toSpliced(index, 1))}
        />
      ))}
      <button type="button" className="cr-button" onClick={add}>
        {say('addShift')}
      </button>
    </FieldFrame>
  );
}

/** The first of what is wrong with any part of it. */
export function faultIn({ errors }: EditProps['record'], path: string): string | undefined {
  return Object.entries(errors).find(([field]) => field === path || field.startsWith(`${path}.`))?.[1]?.message;
}

interface ShiftProps {
  readonly id: string;
  readonly shift: Shift;
  readonly onChange: (shift: Shift) => void;
  readonly onRemove: () => void;
}

function OneShift({ id, shift, onChange, onRemove }: ShiftProps): React.ReactElement {
  const say = useCalendarWords();
  const turned = (weekday: number): readonly number[] =>
    shift.weekdays.includes(weekday)
      ? shift.weekdays.filter((one) => one !== weekday)
      : [...shift.weekdays, weekday].sort();
  return (
    <div className="cr-calendar-row">
      <LabelledInput
        id={`${id}-name`}
        label={say('shiftName')}
        value={shift.name ?? ''}
        onChange={(name) => onChange({ ...shift, name })}
      />
      <div className="cr-field" role="group" aria-label={say('weekdays')}>
        <span className="cr-label">{say('weekdays')}</span>
        <span className="cr-weekdays">
          {WEEKDAYS.map((weekday) => (
            <label key={weekday} className="cr-check">
              <input
                type="checkbox"
                checked={shift.weekdays.includes(weekday)}
                onChange={() => onChange({ ...shift, weekdays: turned(weekday) })}
              />
              <span>{say(weekdayWord(weekday))}</span>
            </label>
          ))}
        </span>
      </div>
      {(['from', 'to'] as const).map((edge) => (
        <LabelledInput
          key={edge}
          id={`${id}-${edge}`}
          label={say(edge)}
          type="time"
          value={shift[edge]}
          onChange={(value) => onChange({ ...shift, [edge]: value })}
        />
      ))}
      <button type="button" className="cr-button" onClick={onRemove}>
        {say('remove')}
      </button>
    </div>
  );
}
