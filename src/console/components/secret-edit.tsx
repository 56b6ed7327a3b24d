import React from 'react';

import { textOf, type EditProps } from './parts/adminjs.js';
import { described, FieldFrame } from './parts/field-frame.js';

/** What is written and never shown again. */
export default function SecretEdit(props: EditProps): React.ReactElement {
  const { property, record, onChange } = props;
  return (
    <FieldFrame property={property} error={record.errors[property.path]?.message}>
      <input
        {...described(props)}
        type="password"
        autoComplete="new-password"
        className="cr-input"
        value={textOf(record, property.path)}
        onChange={(event) => onChange(property.path, event.target.value)}
      />
    </FieldFrame>
  );
}
