import React from 'react';

import { textOf, useWords, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';

export default function YesNoValue({ property, record, where }: ValueProps): React.ReactElement {
  const { say } = useWords();
  const value = textOf(record, property.path);
  return (
    <ValueFrame property={property} where={where}>
      {value !== '' && say(value === 'true' ? 'yes' : 'no')}
    </ValueFrame>
  );
}
