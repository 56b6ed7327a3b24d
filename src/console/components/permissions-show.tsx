import React from 'react';

import { jsonOf, textOf, useWords, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';

/** Permissions by thing; in a list their number only. */
export default function PermissionsShow({ property, record, where }: ValueProps): React.ReactElement {
  const { permission } = useWords();
  const value = jsonOf(textOf(record, property.path));
  const names = Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  if (where === 'list') return <span className="cr-number">{names.length}</span>;
  const byThing = Map.groupBy(names, (name) => name.split('.')[0] ?? '');
  return (
    <ValueFrame property={property} where={where}>
      <ul className="cr-plain-list">
        {[...byThing].map(([thing, ofThing]) => (
          <li key={thing}>
            <b>{permission(`thing.${thing}`)}</b>{' '}
            {ofThing.map((name) => permission(`verb.${name.split('.')[1] ?? ''}`)).join(', ')}
          </li>
        ))}
      </ul>
    </ValueFrame>
  );
}
