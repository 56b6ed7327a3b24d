import React from 'react';

import { jsonOf, textOf, useWords, type EditProps } from './parts/adminjs.js';
import { FieldFrame } from './parts/field-frame.js';

/** Any of a field's values: a box for each. */
export default function ChoicesEdit({ property, record, onChange }: EditProps): React.ReactElement {
  const { choice } = useWords();
  const value = jsonOf(textOf(record, property.path));
  const chosen = new Set(Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
  const offered = (property.availableValues ?? []).map(({ value: one }) => String(one));
  return (
    <FieldFrame property={property} group error={record.errors[property.path]?.message}>
      <div className="cr-choices" id={property.path}>
        {offered.map((one) => (
          <label key={one} className="cr-check">
            <input
              type="checkbox"
              checked={chosen.has(one)}
              onChange={({ target }) => {
                const next = offered.filter((other) => (other === one ? target.checked : chosen.has(other)));
                onChange(property.path, next.length === 0 ? '' : JSON.stringify(next));
              }}
            />
            <span>{choice(property, one)}</span>
          </label>
        ))}
      </div>
    </FieldFrame>
  );
}
