import React, { useState } from 'react';

import { textOf, useWords, type EditProps } from './parts/adminjs.js';
import { described, FieldFrame } from './parts/field-frame.js';
import { millisecondsOf } from './parts/formats.js';

/** In seconds on the screen, in milliseconds everywhere else. */
export default function DurationEdit(props: EditProps): React.ReactElement {
  const { property, record, onChange } = props;
  const { say } = useWords();
  const known = textOf(record, property.path);
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (known === '' ? '' : String(Number(known) / 1000));
  return (
    <FieldFrame property={property} error={record.errors[property.path]?.message}>
      <span className="cr-with-unit">
        <input
          {...described(props)}
          className="cr-input cr-short"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={shown}
          onChange={(event) => {
            setTyped(event.target.value);
            // what is no number goes as it is, so that the server says what is wrong
            onChange(property.path, millisecondsOf(event.target.value) ?? event.target.value);
          }}
        />
        <span>{say('seconds')}</span>
      </span>
    </FieldFrame>
  );
}
