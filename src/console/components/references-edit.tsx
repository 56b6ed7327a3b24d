import React, { useState } from 'react';
import { Icon } from '@adminjs/design-system';

import { jsonOf, textOf, titlesIn, useWords, type EditProps } from './parts/adminjs.js';
import { FieldFrame } from './parts/field-frame.js';
import { ThingPicker } from './parts/thing-picker.js';

/** Several things of one kind: each can be taken away, and others are added by the picker below. */
export default function ReferencesEdit({ property, record, onChange }: EditProps): React.ReactElement {
  const { say, property: nameOf } = useWords();
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const value = jsonOf(textOf(record, property.path));
  const ids = Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  const titles = { ...titlesIn(record, property.path), ...chosen };
  const put = (next: readonly string[]): void => onChange(property.path, JSON.stringify(next));
  return (
    <FieldFrame property={property} group error={record.errors[property.path]?.message}>
      <ul className="cr-chips">
        {ids.map((id) => (
          <li key={id}>
            {titles[id] ?? say('unknownThing')}
            <button
              type="button"
              className="cr-plain"
              aria-label={`${say('remove')} ${titles[id] ?? ''}`}
              onClick={() => put(ids.filter((one) => one !== id))}
            >
              <Icon icon="X" />
            </button>
          </li>
        ))}
      </ul>
      <ThingPicker
        id={property.path}
        label={say('named', { act: say('add'), thing: nameOf(property) })}
        resourceId={property.custom.to ?? ''}
        value={null}
        onChange={(thing) => {
          if (thing === null || ids.includes(thing.id)) return;
          setChosen({ ...chosen, [thing.id]: thing.title });
          put([...ids, thing.id]);
        }}
      />
    </FieldFrame>
  );
}
