import React from 'react';

import { textOf, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';
import { durationText } from './parts/formats.js';

export default function DurationValue({ property, record, where }: ValueProps): React.ReactElement {
  const value = textOf(record, property.path);
  return (
    <ValueFrame property={property} where={where}>
      <span className="cr-number">{value === '' ? '' : durationText(Number(value))}</span>
    </ValueFrame>
  );
}
