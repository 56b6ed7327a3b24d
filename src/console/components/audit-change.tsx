import React from 'react';

import type { ChangedField, Piece } from '../resources/audit-told.js';
import { jsonOf, textOf, useWords, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';
import { durationText, instantText } from './parts/formats.js';
import { useLocale } from './parts/session.js';

/** What an act has changed: a row for each field, before and after side by side. */
export default function AuditChange({ property, record, where }: ValueProps): React.ReactElement {
  const words = useWords();
  const value = jsonOf(textOf(record, property.path));
  const changes = Array.isArray(value) ? (value as readonly ChangedField[]) : [];
  return (
    <ValueFrame property={property} where={where}>
      {changes.length > 0 && (
        <table className="cr-table">
          <thead>
            <tr>
              <th scope="col">{words.choice(property, 'field')}</th>
              <th scope="col">{words.choice(property, 'before')}</th>
              <th scope="col">{words.choice(property, 'after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ name, label, before, after }) => (
              <tr key={name}>
                <th scope="row">{label}</th>
                <Told pieces={before} />
                <Told pieces={after} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ValueFrame>
  );
}

function Told({ pieces }: { readonly pieces: readonly Piece[] | null }): React.ReactElement {
  const locale = useLocale();
  const text = (piece: Piece): string => {
    if (typeof piece === 'string') return piece;
    return 'at' in piece ? instantText(piece.at, locale) : durationText(piece.ms);
  };
  return <td style={{ whiteSpace: 'pre-line' }}>{pieces === null ? '—' : pieces.map(text).join('')}</td>;
}
