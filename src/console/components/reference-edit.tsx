import React, { useState } from 'react';

import { textOf, titlesIn, useWords, type EditProps } from './parts/adminjs.js';
import { described, FieldFrame } from './parts/field-frame.js';
import { ThingPicker } from './parts/thing-picker.js';

export default function ReferenceEdit(props: EditProps): React.ReactElement {
  const { property, record, onChange } = props;
  const { say } = useWords();
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({});
  const id = textOf(record, property.path);
  const about = described(props);
  const title = titles[id] ?? titlesIn(record, property.path)[id] ?? say('unknownThing');
  return (
    <FieldFrame property={property} error={record.errors[property.path]?.message}>
      <ThingPicker
        id={property.path}
        resourceId={property.custom.to ?? ''}
        value={id === '' ? null : { id, title }}
        describedBy={about['aria-describedby']}
        invalid={about['aria-invalid']}
        onChange={(thing) => {
          if (thing !== null) setTitles({ ...titles, [thing.id]: thing.title });
          onChange(property.path, thing?.id ?? '');
        }}
      />
    </FieldFrame>
  );
}
