import React from 'react';
import { Link } from 'react-router-dom';

import { jsonOf, textOf, titlesIn, useWords, type ValueProps } from './parts/adminjs.js';
import { ValueFrame } from './parts/field-frame.js';

/** Most things named in a row of a list. */
const MOST_IN_LIST = 5;

/** Another thing, or several, each a link to its own page. */
export default function ReferenceShow({ property, record, where }: ValueProps): React.ReactElement {
  const { say } = useWords();
  const text = textOf(record, property.path);
  const value = property.custom.kind === 'references' ? jsonOf(text) : text === '' ? [] : [text];
  const ids = Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  const titles = titlesIn(record, property.path);
  const shown = where === 'list' ? ids.slice(0, MOST_IN_LIST) : ids;
  return (
    <ValueFrame property={property} where={where}>
      <span className="cr-things">
        {shown.map((id) => {
          const title = titles[id];
          return title === undefined ? (
            <span key={id} className="cr-quiet">
              {say('unknownThing')}
            </span>
          ) : (
            <Link
              key={id}
              className={where === 'list' ? 'cr-clip' : undefined}
              title={where === 'list' ? title : undefined}
              to={`/console/resources/${property.custom.to ?? ''}/records/${id}/show`}
            >
              {title}
            </Link>
          );
        })}
        {ids.length > shown.length && <span className="cr-quiet">{`+${ids.length - shown.length}`}</span>}
      </span>
    </ValueFrame>
  );
}
