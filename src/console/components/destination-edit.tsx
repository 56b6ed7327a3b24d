import React, { useState } from 'react';

import { jsonOf, textOf, titlesIn, type EditProps } from './parts/adminjs.js';
import { DestinationFields } from './parts/destination-fields.js';
import { destinationOf, draftOf } from './parts/destination.js';
import { described, FieldFrame } from './parts/field-frame.js';

export default function DestinationEdit(props: EditProps): React.ReactElement {
  const { property, record, onChange } = props;
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({});
  const about = described(props);
  return (
    <FieldFrame property={property} error={record.errors[property.path]?.message}>
      <DestinationFields
        id={property.path}
        value={draftOf(jsonOf(textOf(record, property.path)))}
        titles={{ ...titlesIn(record, property.path), ...titles }}
        describedBy={about['aria-describedby']}
        invalid={about['aria-invalid']}
        onChange={(value, title) => {
          if (value.id !== null && title !== undefined) setTitles({ ...titles, [value.id]: title });
          const destination = destinationOf(value);
          onChange(property.path, destination === null ? '' : JSON.stringify(destination));
        }}
      />
    </FieldFrame>
  );
}
