import { ApiClient } from 'adminjs';
import React, { useEffect, useState } from 'react';

import type { FilterProps } from './parts/adminjs.js';
import { FilterFrame } from './parts/field-frame.js';
import { ThingPicker } from './parts/thing-picker.js';
import type { NamedThing } from './parts/use-things.js';

export default function ReferenceFilter({ property, filter, onChange }: FilterProps): React.ReactElement {
  const resourceId = property.custom.to ?? '';
  const id = filter[property.path] ?? '';
  const [thing, setThing] = useState<NamedThing | null>(null);
  useEffect(() => {
    if (id === '' || thing?.id === id) return;
    // the address of the page knows the id only
    new ApiClient().recordAction({ resourceId, recordId: id, actionName: 'show' }).then(
      ({ data }) => setThing({ id, title: data.record.title === '' ? id : data.record.title }),
      () => setThing({ id, title: id }),
    );
  }, [id]);
  return (
    <FilterFrame property={property}>
      {(inputId) => (
        <ThingPicker
          id={inputId}
          resourceId={resourceId}
          value={id === '' ? null : (thing ?? { id, title: '…' })}
          onChange={(chosen) => {
            setThing(chosen);
            onChange(property.path, chosen?.id ?? '');
          }}
        />
      )}
    </FilterFrame>
  );
}
