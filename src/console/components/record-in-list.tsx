import { BasePropertyComponent, type RecordJSON, type ResourceJSON } from 'adminjs';
import { TableCell, TableRow } from '@adminjs/design-system';
import React from 'react';
import { useNavigate } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { RowActions } from './parts/row-actions.js';
import type { ActionAnswer } from './parts/use-perform.js';

interface RowProps {
  readonly resource: ResourceJSON;
  readonly record: RecordJSON;
  readonly actionPerformed?: (answer: ActionAnswer) => void;
  readonly onSelect?: (record: RecordJSON) => void;
  readonly isSelected?: boolean;
}

/** A row: its values, and what can be done with it, by name. */
export default function RecordInList(props: RowProps): React.ReactElement {
  const { resource, record, actionPerformed, onSelect, isSelected = false } = props;
  const { say } = useWords();
  const navigate = useNavigate();
  const canShow = record.recordActions.some(({ name }) => name === 'show');
  const onRowClick = ({ target }: React.MouseEvent): void => {
    if (!canShow || !(target instanceof Element)) return;
    // text that is being marked is not meant as a click
    if (target.closest('a, button, input, summary, label, audio') !== null) return;
    if (window.getSelection()?.isCollapsed === false) return;
    navigate(`/console/resources/${resource.id}/records/${encodeURIComponent(record.id)}/show`);
  };
  return (
    <TableRow className={isSelected ? 'selected' : 'not-selected'} onClick={onRowClick} data-id={record.id}>
      {/* a person may delete all of a list or none of it: no row has this without the head having it */}
      {onSelect !== undefined && record.bulkActions.length > 0 && (
        <TableCell className="cr-select">
          <input
            type="checkbox"
            aria-label={say('select', { title: record.title })}
            checked={isSelected}
            onChange={() => onSelect(record)}
          />
        </TableCell>
      )}
      {resource.listProperties.map((property) => (
        <TableCell key={property.propertyPath} data-property-name={property.propertyPath}>
          <BasePropertyComponent where="list" property={property} resource={resource} record={record} />
        </TableCell>
      ))}
      <TableCell className="cr-actions">
        <RowActions resource={resource} record={record} onDone={(answer) => actionPerformed?.(answer)} />
      </TableCell>
    </TableRow>
  );
}
