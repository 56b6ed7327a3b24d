import React from 'react';

import { textOf, type EditProps } from './parts/adminjs.js';
import { described, FieldFrame } from './parts/field-frame.js';

/** A text, or a number as text: what is valid is the server's to say. */
export default function TextEdit(props: EditProps): React.ReactElement {
  const { property, record, onChange } = props;
  const { kind } = property.custom;
  const common = {
    ...described(props),
    value: textOf(record, property.path),
    autoComplete: 'off',
    className: 'cr-input',
  };
  return (
    <FieldFrame property={property} error={record.errors[property.path]?.message}>
      {kind === 'longText' ? (
        <textarea {...common} rows={4} onChange={(event) => onChange(property.path, event.target.value)} />
      ) : (
        <input
          {...common}
          type="text"
          inputMode={kind === 'number' ? 'numeric' : undefined}
          onChange={(event) => onChange(property.path, event.target.value)}
        />
      )}
    </FieldFrame>
  );
}
