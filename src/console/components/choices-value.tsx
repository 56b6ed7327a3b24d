import React from 'react';

import { jsonOf, textOf, useWords, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';

/** Several of a field's values. */
export default function ChoicesValue({ property, record, where }: ValueProps): React.ReactElement {
  const { choice } = useWords();
  const value = jsonOf(textOf(record, property.path));
  const chosen = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  return (
    <ValueFrame property={property} where={where}>
      <span className="cr-things">
        {chosen.map((one) => (
          <span key={one} className="cr-badge">
            {choice(property, one)}
          </span>
        ))}
      </span>
    </ValueFrame>
  );
}
