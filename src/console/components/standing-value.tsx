import React from 'react';

import { textOf, useWords, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';

/** Whether there is money to call with: a word, and its colour beside. */
export default function StandingValue({ property, record, where }: ValueProps): React.ReactElement {
  const { choice } = useWords();
  const value = textOf(record, property.path);
  return (
    <ValueFrame property={property} where={where}>
      {value !== '' && <span className={`cr-badge cr-standing-${value}`}>{choice(property, value)}</span>}
    </ValueFrame>
  );
}
