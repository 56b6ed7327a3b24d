import React from 'react';

import { textOf, type EditProps } from './parts/adminjs.js';
import { described, FieldFrame } from './parts/field-frame.js';

export default function JsonEdit(props: EditProps): React.ReactElement {
  const { property, record, onChange } = props;
  return (
    <FieldFrame property={property} error={record.errors[property.path]?.message}>
      <textarea
        {...described(props)}
        className="cr-input cr-json"
        rows={6}
        spellCheck={false}
        value={textOf(record, property.path)}
        onChange={(event) => onChange(property.path, event.target.value)}
      />
    </FieldFrame>
  );
}
