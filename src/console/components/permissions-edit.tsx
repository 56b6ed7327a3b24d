import React from 'react';

import { jsonOf, textOf, useWords, type EditProps } from './parts/adminjs.js';
import { FieldFrame } from './parts/field-frame.js';

/** Thing -> verbs, as the server offers them. */
type Offered = Readonly<Record<string, readonly string[]>>;

/** What a role may: a row for each thing, a box for each verb. */
export default function PermissionsEdit({ property, record, onChange }: EditProps): React.ReactElement {
  const { permission, say } = useWords();
  const offered = (property.custom as { readonly offered?: Offered }).offered ?? {};
  const value = jsonOf(textOf(record, property.path));
  const chosen = new Set(Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []);
  const put = (names: readonly string[], on: boolean): void => {
    const next = new Set(chosen);
    for (const name of names) {
      if (on) next.add(name);
      else next.delete(name);
    }
    onChange(property.path, JSON.stringify([...next].sort()));
  };
  return (
    <FieldFrame property={property} group error={record.errors[property.path]?.message}>
      <table className="cr-permissions">
        <tbody>
          {Object.entries(offered).map(([thing, verbs]) => {
            const names = verbs.map((verb) => `${thing}.${verb}`);
            const all = names.every((name) => chosen.has(name));
            return (
              <tr key={thing}>
                <th scope="row">{permission(`thing.${thing}`)}</th>
                <td>
                  <label className="cr-check">
                    <input type="checkbox" checked={all} onChange={(event) => put(names, event.target.checked)} />
                    <span>{say('all')}</span>
                  </label>
                </td>
                <td>
                  {verbs.map((verb) => (
                    <label key={verb} className="cr-check">
                      <input
                        type="checkbox"
                        checked={chosen.has(`${thing}.${verb}`)}
                        onChange={(event) => put([`${thing}.${verb}`], event.target.checked)}
                      />
                      <span>{permission(`verb.${verb}`)}</span>
                    </label>
                  ))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </FieldFrame>
  );
}
