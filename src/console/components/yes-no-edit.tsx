import React from 'react';

import { textOf, useWords, type EditProps } from './parts/adminjs.js';
import { described } from './parts/field-frame.js';

export default function YesNoEdit(props: EditProps): React.ReactElement {
  const { property, record, onChange } = props;
  const { property: nameOf, message } = useWords();
  const error = record.errors[property.path]?.message;
  return (
    <div className="cr-field">
      <label className="cr-check">
        <input
          {...described(props)}
          type="checkbox"
          checked={textOf(record, property.path) === 'true'}
          onChange={(event) => onChange(property.path, event.target.checked)}
        />
        <span>{nameOf(property)}</span>
      </label>
      {property.description !== undefined && (
        <p id={`hint-${property.path}`} className="cr-hint">
          {message(property.description, property.resourceId)}
        </p>
      )}
      {error !== undefined && (
        <p id={`error-${property.path}`} className="cr-error">
          {error}
        </p>
      )}
    </div>
  );
}
