import React, { useState } from 'react';

import type { FilterProps } from './parts/adminjs.js';
import { FilterFrame } from './parts/field-frame.js';
import { ThingPicker } from './parts/thing-picker.js';
import { useTitle } from './parts/use-title.js';

export default function ReferenceFilter({ property, filter, onChange }: FilterProps): React.ReactElement {
  const resourceId = property.custom.to ?? '';
  const id = filter[property.path] ?? '';
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({});
  const title = useTitle(resourceId, id, titles[id]);
  return (
    <FilterFrame property={property}>
      {(inputId) => (
        <ThingPicker
          id={inputId}
          resourceId={resourceId}
          value={id === '' ? null : { id, title: title === '' ? id : title }}
          onChange={(chosen) => {
            if (chosen !== null) setTitles({ ...titles, [chosen.id]: chosen.title });
            onChange(property.path, chosen?.id ?? '');
          }}
        />
      )}
    </FilterFrame>
  );
}
