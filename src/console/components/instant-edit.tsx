import React from 'react';

import { textOf, type EditProps } from './parts/adminjs.js';
import { described, FieldFrame } from './parts/field-frame.js';
import { instantOfInput, localInput } from './parts/formats.js';

export default function InstantEdit(props: EditProps): React.ReactElement {
  const { property, record, onChange } = props;
  return (
    <FieldFrame property={property} error={record.errors[property.path]?.message}>
      <input
        {...described(props)}
        className="cr-input cr-short"
        type="datetime-local"
        step="1"
        value={localInput(textOf(record, property.path))}
        onChange={(event) => onChange(property.path, instantOfInput(event.target.value))}
      />
    </FieldFrame>
  );
}
