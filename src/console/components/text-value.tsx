import React from 'react';

import { textOf, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';

export default function TextValue({ property, record, where }: ValueProps): React.ReactElement {
  return (
    <ValueFrame property={property} where={where}>
      <span className={property.custom.kind === 'longText' ? 'cr-text cr-long' : 'cr-text'}>
        {textOf(record, property.path)}
      </span>
    </ValueFrame>
  );
}
