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
/** Lists that can be exported, and the page that does it. */
const EXPORTS: Readonly<Partial<Record<string, string>>> = { call_record: '/console/pages/exports' };

/** AdminJS's table of records; of a list with many columns a person chooses what is shown. */
export default function RecordsTable({ OriginalComponent, ...props }: Wrapped): React.ReactElement {
  const { resource } = props;
  if (resource.listProperties.length <= USUAL_COLUMNS && EXPORTS[resource.id] === undefined)
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
  const page = EXPORTS[resourceId];
  if (page === undefined || !modules.some(({ items }) => items.some(({ href }) => href === page))) return null;
  return (
    <Link className="cr-button" to={{ pathname: page, search }}>
      {say('exportThese')}
    </Link>
  );
}
