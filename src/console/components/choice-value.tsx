import React from 'react';

import { textOf, useWords, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';

export default function ChoiceValue({ property, record, where }: ValueProps): React.ReactElement {
  const { choice } = useWords();
  const value = textOf(record, property.path);
  return (
    <ValueFrame property={property} where={where}>
      {value !== '' && <span className="cr-badge">{choice(property, value)}</span>}
    </ValueFrame>
  );
}
