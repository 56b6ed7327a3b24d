import React from 'react';

import { useWords, type FilterProps } from './parts/adminjs.js';
import { FilterFrame } from './parts/field-frame.js';

/** One of a field's values, or yes and no. */
export default function ChoiceFilter({ property, filter, onChange }: FilterProps): React.ReactElement {
  const { choice, say } = useWords();
  const options =
    property.custom.kind === 'boolean'
      ? [
          { value: 'true', label: say('yes') },
          { value: 'false', label: say('no') },
        ]
      : (property.availableValues ?? []).map(({ value }) => ({ value, label: choice(property, String(value)) }));
  return (
    <FilterFrame property={property}>
      {(id) => (
        <select
          id={id}
          className="cr-input"
          value={filter[property.path] ?? ''}
          onChange={(event) => onChange(property.path, event.target.value)}
        >
          <option value="">{say('any')}</option>
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </FilterFrame>
  );
}
