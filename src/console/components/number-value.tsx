import React from 'react';

import { textOf, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';
import { numberText } from './parts/formats.js';
import { useLocale } from './parts/session.js';

export default function NumberValue({ property, record, where }: ValueProps): React.ReactElement {
  const locale = useLocale();
  return (
    <ValueFrame property={property} where={where}>
      <span className="cr-number">{numberText(textOf(record, property.path), locale)}</span>
    </ValueFrame>
  );
}
