import React from 'react';

import { useWords, type FilterProps } from './adminjs.js';

interface RangeProps extends FilterProps {
  readonly type: 'datetime-local' | 'text';
  /** Value of the address -> of the input, and back. */
  readonly shown: (value: string) => string;
  readonly read: (value: string) => string;
}

/** From and to, as AdminJS puts them into the address of a list. */
export function RangeFilter({ property, filter, onChange, type, shown, read }: RangeProps): React.ReactElement {
  const { property: nameOf, say } = useWords();
  return (
    <fieldset className="cr-field">
      <legend>{nameOf(property)}</legend>
      {(['from', 'to'] as const).map((end) => {
        const path = `${property.path}~~${end}`;
        const id = `filter-${property.path}-${end}`;
        return (
          <div key={end} className="cr-range">
            <label htmlFor={id}>{say(end === 'from' ? 'rangeFrom' : 'rangeTo')}</label>
            <input
              id={id}
              className="cr-input"
              type={type}
              step={type === 'text' ? undefined : '1'}
              inputMode={type === 'text' ? 'numeric' : undefined}
              value={shown(filter[path] ?? '')}
              onChange={(event) => onChange(path, read(event.target.value))}
            />
          </div>
        );
      })}
    </fieldset>
  );
}
