import React from 'react';

import { textOf, type EditProps } from './parts/adminjs.js';
import { described, FieldFrame } from './parts/field-frame.js';

/** An amount as people write it, such as 0.15; what is none goes as it is, so that the server says what is wrong. */
export default function MoneyEdit(props: EditProps): React.ReactElement {
  const { property, record, onChange } = props;
  const { currency } = property.custom;
  const unit = currency === undefined ? '' : textOf(record, currency);
  return (
    <FieldFrame property={property} error={record.errors[property.path]?.message}>
      <span className="cr-with-unit">
        <input
          {...described(props)}
          className="cr-input cr-short cr-money"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={textOf(record, property.path)}
          onChange={(event) => onChange(property.path, event.target.value)}
        />
        {unit !== '' && <span>{unit}</span>}
      </span>
    </FieldFrame>
  );
}
