import type { RecordJSON, ResourceJSON } from 'adminjs';
import React from 'react';
import { Link, useLocation } from 'react-router-dom';

import { useWords, type FieldProperty } from './parts/adminjs.js';
import { ColumnChoice, useColumns } from './parts/column-choice.js';
import { ExportStyle } from './parts/export-style.js';
import { useExportWords } from './parts/export-words.js';
import { useSession } from './parts/session.js';

interface TableProps {
  readonly resource: ResourceJSON;
  readonly records: readonly RecordJSON[];
}

interface Wrapped extends TableProps {
  readonly OriginalComponent: React.ComponentType<TableProps>;
}

/** More columns than these are shown to who chooses them. */
const USUAL_COLUMNS = 9;
const EXPORT_PAGE = '/console/pages/exports';
/** Lists that can be exported. */
const EXPORTED: ReadonlySet<string> = new Set(['call_record', 'agent_record']);

/** AdminJS's table of records; of a list with many columns a person chooses what is shown. */
export default function RecordsTable({ OriginalComponent, ...props }: Wrapped): React.ReactElement {
  const { resource } = props;
  if (resource.listProperties.length <= USUAL_COLUMNS && !EXPORTED.has(resource.id))
    return (
      <div className="cr-scroll">
        <OriginalComponent {...props} />
      </div>
    );
  return <ChosenColumns key={resource.id} OriginalComponent={OriginalComponent} {...props} />;
}

function ChosenColumns({ OriginalComponent, ...props }: Wrapped): React.ReactElement {
  const { resource } = props;
  const { property: nameOf } = useWords();
  const all = resource.listProperties.map(({ propertyPath }) => propertyPath);
  const [shown, choose] = useColumns(resource.id, all, all.slice(0, USUAL_COLUMNS));
  const columns = resource.listProperties.map((property) => ({
    name: property.propertyPath,
    label: nameOf(property as unknown as FieldProperty),
  }));
  const narrowed = {
    ...resource,
    listProperties: resource.listProperties.filter(({ propertyPath }) => shown.includes(propertyPath)),
  };
  return (
    <>
      <ExportStyle />
      <div className="cr-columns">
        <ExportLink resourceId={resource.id} />
        <ColumnChoice columns={columns} shown={shown} onChange={choose} />
      </div>
      <div className="cr-scroll">
        <OriginalComponent {...props} resource={narrowed} />
      </div>
    </>
  );
}

/** For who may: the page that exports is in their menu. */
function ExportLink({ resourceId }: { readonly resourceId: string }): React.ReactElement | null {
  const say = useExportWords();
  const { search } = useLocation();
  const { modules } = useSession();
  const mayExport = modules.some(({ items }) => items.some(({ href }) => href === EXPORT_PAGE));
  if (!EXPORTED.has(resourceId) || !mayExport) return null;
  const asked = new URLSearchParams(search);
  if (resourceId !== 'call_record') asked.set('kind', resourceId);
  return (
    <Link className="cr-button" to={{ pathname: EXPORT_PAGE, search: asked.toString() }}>
      {say('exportThese')}
    </Link>
  );
}
