import React, { useState } from 'react';

import { datesBetween } from './dates-between.js';
import type { DraftFault } from './draft-check.js';
import { newKey, type Draft, type PackageRow } from './tariff-draft.js';
import { useTariffWords, type TariffWord } from './tariff-words.js';

interface Props {
  readonly draft: Draft;
  readonly faults: readonly DraftFault[];
  readonly onChange: (changed: Partial<Draft>) => void;
}

/** Minutes that are included in a month. */
export function DraftPackages({ draft, faults, onChange }: Props): React.ReactElement {
  const say = useTariffWords();
  const { packages } = draft;
  const change = (index: number, changed: Partial<PackageRow>): void =>
    onChange({ packages: packages.map((one, at) => (at === index ? { ...one, ...changed } : one)) });
  return (
    <section aria-labelledby="draft-packages">
      <h3 id="draft-packages">{say('packages')}</h3>
      <p className="cr-quiet">{say('packagesAbout')}</p>
      <div className="cr-lines">
        {packages.map((row, index) => (
          <PackageLine
            key={row.key}
            row={row}
            index={index}
            faults={faults.filter(({ path }) => path.startsWith(`packages.${String(index)}.`))}
            onChange={(changed) => change(index, changed)}
            onRemove={() => onChange({ packages: packages.filter((_, at) => at !== index) })}
          />
        ))}
      </div>
      <button
        type="button"
        className="cr-button"
        onClick={() => onChange({ packages: [...packages, { key: newKey(), code: '', name: '', minutes: '' }] })}
      >
        {say('addPackage')}
      </button>
    </section>
  );
}

interface LineProps {
  readonly row: PackageRow;
  readonly index: number;
  readonly faults: readonly DraftFault[];
  readonly onChange: (changed: Partial<PackageRow>) => void;
  readonly onRemove: () => void;
}

const CELLS: readonly (readonly [keyof Omit<PackageRow, 'key'>, TariffWord, string])[] = [
  ['code', 'code', 'code'],
  ['name', 'name', 'name'],
  ['minutes', 'minutes', 'seconds'],
];

function PackageLine({ row, index, faults, onChange, onRemove }: LineProps): React.ReactElement {
  const say = useTariffWords();
  const id = `package-${String(index)}`;
  return (
    <div>
      <div className="cr-line">
        {CELLS.map(([cell, word, path]) => (
          <div key={cell}>
            <label htmlFor={`${id}-${cell}`}>{say(word)}</label>
            <input
              id={`${id}-${cell}`}
              className="cr-input"
              autoComplete="off"
              aria-invalid={faults.some((fault) => fault.path.endsWith(`.${path}`))}
              aria-describedby={faults.length === 0 ? undefined : `${id}-fault`}
              value={row[cell]}
              onChange={(event) => onChange({ [cell]: event.target.value })}
            />
          </div>
        ))}
        <button
          type="button"
          className="cr-link cr-danger"
          aria-label={say('actOn', { act: say('remove'), what: `${say('packages')} ${row.code}` })}
          onClick={onRemove}
        >
          ×
        </button>
      </div>
      {faults.length > 0 && (
        <p id={`${id}-fault`} className="cr-error">
          {faults.map(({ text }) => text).join(' ')}
        </p>
      )}
    </div>
  );
}

/** Which dates are no workdays, and which weekends are. */
export function DraftCalendar({ draft, faults, onChange }: Props): React.ReactElement {
  const say = useTariffWords();
  return (
    <section aria-labelledby="draft-calendar">
      <h3 id="draft-calendar">{say('calendar')}</h3>
      <p className="cr-quiet">{say('calendarAbout')}</p>
      {(['holidays', 'workdays'] as const).map((list) => (
        <Dates
          key={list}
          list={list}
          dates={draft[list]}
          faults={faults.filter(({ path }) => path.startsWith(list))}
          onChange={(dates) => onChange({ [list]: dates })}
        />
      ))}
    </section>
  );
}

interface DatesProps {
  readonly list: 'holidays' | 'workdays';
  readonly dates: readonly string[];
  readonly faults: readonly DraftFault[];
  readonly onChange: (dates: readonly string[]) => void;
}

function Chips({ dates, onChange }: Pick<DatesProps, 'dates' | 'onChange'>): React.ReactElement {
  const say = useTariffWords();
  return (
    <ul className="cr-chips">
      {dates.map((date) => (
        <li key={date}>
          {date}
          <button
            type="button"
            className="cr-link"
            aria-label={say('actOn', { act: say('remove'), what: date })}
            onClick={() => onChange(dates.filter((one) => one !== date))}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

function Dates({ list, dates, faults, onChange }: DatesProps): React.ReactElement {
  const say = useTariffWords();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = (): void => {
    const added = datesBetween(from, to === '' ? from : to);
    setWrong(added === null);
    if (added === null) return;
    onChange([...new Set([...dates, ...added])].sort());
    setFrom('');
    setTo('');
  };
  const ends = [
    ['from', 'dateFrom', from, setFrom],
    ['to', 'dateTo', to, setTo],
  ] as const;
  return (
    <fieldset>
      <legend>{say(list)}</legend>
      {dates.length === 0 ? <p className="cr-quiet">{say('none')}</p> : <Chips dates={dates} onChange={onChange} />}
      <div className="cr-line">
        {ends.map(([end, word, value, set]) => (
          <div key={end}>
            <label htmlFor={`${list}-${end}`}>{say(word)}</label>
            <input
              id={`${list}-${end}`}
              className="cr-input"
              style={{ width: 160 }}
              type="date"
              aria-invalid={wrong}
              aria-describedby={wrong ? `${list}-fault` : undefined}
              value={value}
              onChange={(event) => set(event.target.value)}
            />
          </div>
        ))}
        <button type="button" className="cr-button" onClick={add}>
          {say('addDates')}
        </button>
      </div>
      {wrong && (
        <p id={`${list}-fault`} className="cr-error" role="alert">
          {say('badDates')}
        </p>
      )}
      {faults.map(({ path, text }) => (
        <p key={path} className="cr-error">
          {text}
        </p>
      ))}
    </fieldset>
  );
}
