import React from 'react';

import { jsonOf, textOf, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';

export default function JsonShow({ property, record, where }: ValueProps): React.ReactElement {
  const text = textOf(record, property.path);
  if (where === 'list') return <span className="cr-text">{text}</span>;
  const value = jsonOf(text);
  return (
    <ValueFrame property={property} where={where}>
      {value !== undefined && <pre className="cr-json">{JSON.stringify(value, null, 2)}</pre>}
    </ValueFrame>
  );
}
