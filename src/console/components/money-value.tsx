import React from 'react';

import { textOf, useWords, type ValueProps } from './parts/adminjs.js';
import { None, ValueFrame } from './parts/field-frame.js';
import { moneyText } from './parts/money-text.js';

/** An amount with its currency; in a list at the right edge, so that points stand below each other. */
export default function MoneyValue({ property, record, where }: ValueProps): React.ReactElement {
  const { message } = useWords();
  const amount = textOf(record, property.path);
  const { currency } = property.custom;
  const below = amount.startsWith('-');
  return (
    <ValueFrame property={property} where={where}>
      {amount === '' ? (
        <None>{where === 'show' ? message(`none_${property.path}`, property.resourceId) : ''}</None>
      ) : (
        <span className={`${where === 'list' ? 'cr-money cr-money-cell' : 'cr-money'}${below ? ' cr-below' : ''}`}>
          {moneyText(amount, currency === undefined ? '' : textOf(record, currency))}
        </span>
      )}
    </ValueFrame>
  );
}
