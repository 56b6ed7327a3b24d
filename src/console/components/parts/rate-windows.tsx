import React from 'react';

import type { TimeWindow } from '../../../billing/core/tariff.js';
import { DAY_NAMES, dayText } from './rate-text.js';
import { useRateWords } from './rate-words.js';
import { useSession } from './session.js';
import { timeOfDay } from './tariff-draft.js';

interface Props {
  readonly windows: readonly TimeWindow[];
  /** By path within the rate: "windows.0.from". */
  readonly faults: Readonly<Record<string, string>>;
  readonly onChange: (windows: readonly TimeWindow[]) => void;
}

/** When a rate holds, one line for each time of the week. */
export function RateWindows({ windows, faults, onChange }: Props): React.ReactElement {
  const say = useRateWords();
  return (
    <fieldset aria-describedby="rate-windows-hint">
      <legend>{say('windows')}</legend>
      <p id="rate-windows-hint" className="cr-hint">
        {say('windowsHint')}
      </p>
      <div className="cr-lines">
        {windows.map((window, index) => (
          <WindowLine
            key={index}
            window={window}
            index={index}
            faults={faultsOf(faults, index)}
            onChange={(changed) => onChange(windows.map((one, at) => (at === index ? changed : one)))}
            onRemove={() => onChange(windows.filter((_, at) => at !== index))}
          />
        ))}
      </div>
      <button
        type="button"
        className="cr-button"
        onClick={() => onChange([...windows, { days: [], from: '08:00', to: '18:00' }])}
      >
        {say('addWindow')}
      </button>
    </fieldset>
  );
}

function faultsOf(faults: Props['faults'], index: number): readonly string[] {
  const path = `windows.${String(index)}`;
  return Object.entries(faults).flatMap(([at, text]) => (at === path || at.startsWith(`${path}.`) ? [text] : []));
}

interface LineProps {
  readonly window: TimeWindow;
  readonly index: number;
  readonly faults: readonly string[];
  readonly onChange: (window: TimeWindow) => void;
  readonly onRemove: () => void;
}

function WindowLine({ window, index, faults, onChange, onRemove }: LineProps): React.ReactElement {
  const say = useRateWords();
  const { language } = useSession();
  const row = index + 1;
  const id = `rate-window-${String(index)}`;
  const times = [
    ['from', 'windowFrom'],
    ['to', 'windowTo'],
  ] as const;
  const toggle = (name: string): void => {
    const chosen = window.days.map(String);
    const after = chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name];
    const days = DAY_NAMES.filter((one) => after.includes(one)).map((one) => (/^\d$/.test(one) ? Number(one) : one));
    onChange({ ...window, days: days as unknown as TimeWindow['days'] });
  };
  return (
    <div role="group" aria-label={say('nth', { what: say('windows'), row })}>
      <div className="cr-line">
        {times.map(([end, word]) => (
          <div key={end}>
            <label htmlFor={`${id}-${end}`}>{say(word)}</label>
            <input
              id={`${id}-${end}`}
              className="cr-input"
              autoComplete="off"
              placeholder="08:00"
              aria-invalid={faults.length > 0}
              aria-describedby={faults.length === 0 ? undefined : `${id}-fault`}
              value={window[end]}
              onChange={(event) => onChange({ ...window, [end]: event.target.value })}
              onBlur={(event) => onChange({ ...window, [end]: timeOfDay(event.target.value) })}
            />
          </div>
        ))}
        <button
          type="button"
          className="cr-link cr-danger"
          aria-label={say('removeWindow', { row })}
          onClick={onRemove}
        >
          ×
        </button>
      </div>
      <div className="cr-days">
        {DAY_NAMES.map((name) => (
          <label key={name} className="cr-check">
            <input type="checkbox" checked={window.days.map(String).includes(name)} onChange={() => toggle(name)} />
            {dayText(name, language)}
          </label>
        ))}
        <span className="cr-quiet">{say('everyDay')}</span>
      </div>
      {faults.length > 0 && (
        <p id={`${id}-fault`} className="cr-error">
          {faults.join(' ')}
        </p>
      )}
    </div>
  );
}
