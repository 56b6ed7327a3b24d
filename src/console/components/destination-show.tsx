import React from 'react';

import { jsonOf, textOf, titlesIn, type ValueProps } from './parts/adminjs.js';
import { DestinationText } from './parts/destination-fields.js';
import { draftOf } from './parts/destination.js';
import { ValueFrame } from './parts/field-frame.js';

export default function DestinationShow({ property, record, where }: ValueProps): React.ReactElement {
  return (
    <ValueFrame property={property} where={where}>
      <DestinationText
        value={draftOf(jsonOf(textOf(record, property.path)))}
        titles={titlesIn(record, property.path)}
      />
    </ValueFrame>
  );
}
