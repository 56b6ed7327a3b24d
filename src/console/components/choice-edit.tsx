import React from 'react';

import { textOf, useWords, type EditProps } from './parts/adminjs.js';
import { described, FieldFrame } from './parts/field-frame.js';

export default function ChoiceEdit(props: EditProps): React.ReactElement {
  const { property, record, onChange } = props;
  const { choice, say } = useWords();
  return (
    <FieldFrame property={property} error={record.errors[property.path]?.message}>
      <select
        {...described(props)}
        className="cr-input"
        value={textOf(record, property.path)}
        onChange={(event) => onChange(property.path, event.target.value)}
      >
        <option value="">{property.isRequired ? say('choose') : say('optionalNone')}</option>
        {(property.availableValues ?? []).map(({ value }) => (
          <option key={value} value={value}>
            {choice(property, String(value))}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
