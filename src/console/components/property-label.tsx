import React from 'react';

import { useWords, type FieldProperty } from './parts/adminjs.js';
import { RequiredMark } from './parts/field-frame.js';

/** In AdminJS's own fields: the label with its hint under it, in place of a question mark to hover over. */
export default function PropertyLabel({
  property,
  filter = false,
}: {
  readonly property: FieldProperty;
  readonly filter?: boolean;
}): React.ReactElement {
  const { property: nameOf, message } = useWords();
  const hint = property.description === undefined ? '' : message(property.description, property.resourceId);
  return (
    <>
      <label htmlFor={filter ? `filter-${property.path}` : property.path}>
        {nameOf(property)}
        {!filter && property.isRequired && <RequiredMark />}
      </label>
      {!filter && hint !== '' && (
        <p id={`hint-${property.path}`} className="cr-hint">
          {hint}
        </p>
      )}
    </>
  );
}
