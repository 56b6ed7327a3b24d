import React, { useState } from 'react';

import { textOf, titlesIn, useWords, type EditProps } from './parts/adminjs.js';
import { described, FieldFrame } from './parts/field-frame.js';
import { useTitle } from './parts/use-title.js';
import { ThingPicker } from './parts/thing-picker.js';

export default function ReferenceEdit(props: EditProps): React.ReactElement {
  const { property, record, onChange } = props;
  const { say } = useWords();
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({});
  const id = textOf(record, property.path);
  const about = described(props);
  const resourceId = property.custom.to ?? '';
  const title = useTitle(resourceId, id, titles[id] ?? titlesIn(record, property.path)[id]);
  return (
    <FieldFrame property={property} error={record.errors[property.path]?.message}>
      <ThingPicker
        id={property.path}
        resourceId={resourceId}
        value={id === '' ? null : { id, title: title === '' ? say('unknownThing') : title }}
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
