import { SortLink, type PropertyJSON } from 'adminjs';
import { TableCell, TableHead, TableRow } from '@adminjs/design-system';
import React from 'react';

import { useWords, type FieldProperty } from './parts/adminjs.js';

interface HeaderProps {
  readonly properties: readonly PropertyJSON[];
  readonly sortBy?: string;
  readonly direction?: 'asc' | 'desc';
  readonly onSelectAll?: () => void;
  readonly selectedAll?: boolean;
}

function kindOf(property: PropertyJSON): string | undefined {
  return (property as unknown as FieldProperty).custom.kind;
}

/** Names of the columns, by which a list is sorted. */
export default function RecordsTableHeader(props: HeaderProps): React.ReactElement {
  const { properties, sortBy = '', direction = 'asc', onSelectAll, selectedAll = false } = props;
  const { say, property: nameOf } = useWords();
  return (
    <TableHead>
      <TableRow>
        {onSelectAll !== undefined && (
          <TableCell className="cr-select">
            <input type="checkbox" aria-label={say('selectAll')} checked={selectedAll} onChange={onSelectAll} />
          </TableCell>
        )}
        {properties.map((property) => (
          <TableCell
            as="th"
            scope="col"
            key={property.propertyPath}
            className={kindOf(property) === 'money' ? 'cr-amount' : undefined}
            aria-sort={sortBy !== property.propertyPath ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
          >
            {property.isSortable ? (
              <SortLink property={property} sortBy={sortBy} direction={direction} />
            ) : (
              nameOf(property as unknown as FieldProperty)
            )}
          </TableCell>
        ))}
        <TableCell as="th" scope="col" className="cr-actions">
          {say('actions')}
        </TableCell>
      </TableRow>
    </TableHead>
  );
}
