import React from 'react';

import type { FilterProps } from './parts/adminjs.js';
import { FilterFrame } from './parts/field-frame.js';

export default function TextFilter({ property, filter, onChange }: FilterProps): React.ReactElement {
  return (
    <FilterFrame property={property}>
      {(id) => (
        <input
          id={id}
          name={id}
          className="cr-input"
          type="text"
          autoComplete="off"
          value={filter[property.path] ?? ''}
          onChange={(event) => onChange(property.path, event.target.value)}
        />
      )}
    </FilterFrame>
  );
}
