import React from 'react';

import { jsonOf, textOf, useWords, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';

type Fields = Readonly<Record<string, unknown>>;

/** What an act has changed: a row for each field, before and after side by side. */
export default function AuditChange({ property, record, where }: ValueProps): React.ReactElement {
  const words = useWords();
  const { before, after } = (jsonOf(textOf(record, property.path)) ?? {}) as { before?: Fields; after?: Fields };
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const resourceId = textOf(record, 'objectType');
  return (
    <ValueFrame property={property} where={where}>
      {names.length > 0 && (
        <table className="cr-table">
          <thead>
            <tr>
              <th scope="col">{words.choice(property, 'field')}</th>
              <th scope="col">{words.choice(property, 'before')}</th>
              <th scope="col">{words.choice(property, 'after')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{words.property({ ...property, label: name, resourceId })}</th>
                <td>{shown(before?.[name])}</td>
                <td>{shown(after?.[name])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ValueFrame>
  );
}

function shown(value: unknown): React.ReactElement | string {
  if (value === undefined || value === null) return '—';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  return <pre className="cr-json">{JSON.stringify(value, null, 2)}</pre>;
}
