import React from 'react';

import { textOf, useWords, type ValueProps } from './parts/adminjs.js';
import { None, ValueFrame } from './parts/field-frame.js';
import { numberText } from './parts/formats.js';
import { useLocale } from './parts/session.js';

export default function NumberValue({ property, record, where }: ValueProps): React.ReactElement {
  const locale = useLocale();
  const { message } = useWords();
  const value = textOf(record, property.path);
  return (
    <ValueFrame property={property} where={where}>
      {value === '' ? (
        <None>{where === 'show' ? message(`none_${property.path}`, property.resourceId) : ''}</None>
      ) : (
        <span className="cr-number">{property.custom.isName === true ? value : numberText(value, locale)}</span>
      )}
    </ValueFrame>
  );
}
