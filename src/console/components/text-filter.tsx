import React from 'react';

import { useWords, type FilterProps } from './parts/adminjs.js';
import { FilterFrame } from './parts/field-frame.js';

export default function TextFilter({ property, filter, onChange }: FilterProps): React.ReactElement {
  const { say } = useWords();
  // an id is searched as a whole
  const hint = property.custom.kind === 'id' ? '' : say('searchesParts');
  return (
    <FilterFrame property={property}>
      {(id) => (
        <input
          id={id}
          name={id}
          className="cr-input"
          type="text"
          autoComplete="off"
          placeholder={hint}
          value={filter[property.path] ?? ''}
          onChange={(event) => onChange(property.path, event.target.value)}
        />
      )}
    </FilterFrame>
  );
}
