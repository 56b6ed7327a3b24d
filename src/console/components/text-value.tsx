import React from 'react';

import { textOf, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';

export default function TextValue({ property, record, where }: ValueProps): React.ReactElement {
  const text = textOf(record, property.path);
  return (
    <ValueFrame property={property} where={where}>
      {where === 'list' ? (
        <span className="cr-text cr-clip" title={text}>
          {text}
        </span>
      ) : (
        <span className={property.custom.kind === 'longText' ? 'cr-text cr-long' : 'cr-text'}>{text}</span>
      )}
    </ValueFrame>
  );
}
