import React from 'react';

import { useWords, type FilterProps } from './adminjs.js';
import { isBackwards } from './range.js';

interface RangeProps extends FilterProps {
  readonly type: 'datetime-local' | 'text';
  readonly unit?: string;
  /** Value of the address -> of the input, and back. */
  readonly shown: (value: string) => string;
  readonly read: (value: string) => string;
}

/** From and to, as AdminJS puts them into the address of a list. */
export function RangeFilter(props: RangeProps): React.ReactElement {
  const { property, filter, onChange, type, unit, shown, read } = props;
  const { property: nameOf, say } = useWords();
  const { path } = property;
  const backwards = isBackwards(filter[`${path}~~from`], filter[`${path}~~to`]);
  const fault = `filter-${path}-fault`;
  return (
    <fieldset className="cr-field" data-backwards={backwards}>
      <legend>{unit === undefined ? nameOf(property) : say('inUnit', { name: nameOf(property), unit })}</legend>
      {(['from', 'to'] as const).map((end) => {
        const id = `filter-${path}-${end}`;
        return (
          <div key={end} className="cr-range">
            <label htmlFor={id}>{say(end === 'from' ? 'rangeFrom' : 'rangeTo')}</label>
            <input
              id={id}
              className="cr-input"
              type={type}
              step={type === 'text' ? undefined : '1'}
              inputMode={type === 'text' ? 'numeric' : undefined}
              value={shown(filter[`${path}~~${end}`] ?? '')}
              aria-invalid={backwards}
              aria-describedby={backwards ? fault : undefined}
              onChange={(event) => onChange(`${path}~~${end}`, read(event.target.value))}
            />
          </div>
        );
      })}
      {backwards && (
        <p id={fault} className="cr-error" role="alert">
          {say('rangeBackwards')}
        </p>
      )}
    </fieldset>
  );
}
