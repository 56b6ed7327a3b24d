import React from 'react';

import { textOf, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';
import { instantText } from './parts/formats.js';
import { useLocale } from './parts/session.js';

export default function InstantValue({ property, record, where }: ValueProps): React.ReactElement {
  const locale = useLocale();
  const value = textOf(record, property.path);
  return (
    <ValueFrame property={property} where={where}>
      {value !== '' && (
        <time className="cr-number" dateTime={value}>
          {instantText(value, locale)}
        </time>
      )}
    </ValueFrame>
  );
}
