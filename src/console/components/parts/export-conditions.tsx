import { ApiClient, useResource } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';

import { useWords, type FieldProperty } from './adminjs.js';
import type { AskedFilter } from './asked-filter.js';
import { useExportWords, type SayExport } from './export-words.js';
import { durationText, instantText } from './formats.js';
import { useLocale } from './session.js';

type Wanted = AskedFilter['filter'][string];

/** Of a list (its resource): what is exported, in words, and the way to where it is chosen. */
export function ExportConditions({
  kind,
  filter,
  search,
}: Pick<AskedFilter, 'filter'> & { readonly kind: string; readonly search: string }): React.ReactElement {
  const say = useExportWords();
  const { property: nameOf } = useWords();
  const described = useResource(kind)?.filterProperties ?? [];
  const asked = described
    .map((property) => ({ ...property, path: property.propertyPath }))
    .filter(({ path }) => filter[path] !== undefined);
  return (
    <fieldset>
      <legend>{say('filter')}</legend>
      {asked.length === 0 && <p>{say('everything')}</p>}
      <dl className="cr-conditions">
        {asked.map((property) => (
          <div key={property.path}>
            <dt>{nameOf(property)}</dt>
            <dd>
              <Condition property={property} wanted={filter[property.path] ?? ''} />
            </dd>
          </div>
        ))}
      </dl>
      <Link className="cr-plain-link" to={{ pathname: `/console/resources/${kind}`, search }}>
        {say('changeFilter')}
      </Link>
    </fieldset>
  );
}

function Condition({ property, wanted }: { readonly property: FieldProperty; readonly wanted: Wanted }) {
  const say = useExportWords();
  const locale = useLocale();
  const { choice, say: sayConsole } = useWords();
  const { kind, to } = property.custom;
  if (typeof wanted === 'object') return <>{rangeText(say, kind, wanted, locale)}</>;
  if (kind === 'reference' && to !== undefined) return <ThingTitle resourceId={to} id={wanted} />;
  if (kind === 'choice') return <>{choice(property, wanted)}</>;
  if (kind === 'boolean') return <>{sayConsole(wanted === 'true' ? 'yes' : 'no')}</>;
  return <>{wanted}</>;
}

function rangeText(say: SayExport, kind: string | undefined, range: Exclude<Wanted, string>, locale: string): string {
  const shown = (value: string): string =>
    kind === 'instant' ? instantText(value, locale) : durationText(Number(value));
  const [from, to] = [shown(range.from ?? ''), shown(range.to ?? '')];
  if (range.from === undefined) return say('until', { to });
  return range.to === undefined ? say('since', { from }) : say('fromTo', { from, to });
}

/** What people call a thing; its id until that is known. */
function ThingTitle({ resourceId, id }: { readonly resourceId: string; readonly id: string }): React.ReactElement {
  const [title, setTitle] = useState(id);
  useEffect(() => {
    new ApiClient().recordAction({ resourceId, recordId: id, actionName: 'show' }).then(
      ({ data }) => setTitle(data.record.title),
      () => undefined,
    );
  }, [resourceId, id]);
  return <>{title}</>;
}
