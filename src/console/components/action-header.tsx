import { Breadcrumbs, useFilterDrawer, type ActionJSON, type RecordJSON, type ResourceJSON } from 'adminjs';
import { Icon } from '@adminjs/design-system';
import React from 'react';
import { useNavigate } from 'react-router-dom';

import { ActionButton } from './parts/action-button.js';
import { useWords } from './parts/adminjs.js';
import { inOrder } from './parts/row-actions.js';
import type { ActionAnswer } from './parts/use-perform.js';

interface HeaderProps {
  readonly resource: ResourceJSON;
  readonly action: ActionJSON;
  readonly record?: RecordJSON;
  /** Length of the list. */
  readonly tag?: string;
  readonly toggleFilter?: unknown;
  readonly actionPerformed?: (answer: ActionAnswer) => void;
}

/** Where one is, what is shown there, and what can be done with it. */
export default function ActionHeader(props: HeaderProps): React.ReactElement | null {
  const { resource, action, record, tag, toggleFilter, actionPerformed } = props;
  const { action: nameOf, resource: resourceName } = useWords();
  const navigate = useNavigate();
  if (action.hideActionHeader) return null;
  const name = action.name === 'list' ? resourceName(resource.id) : nameOf(action.name, resource.id);
  const title = record === undefined ? name : action.name === 'show' ? record.title : `${name}: ${record.title}`;
  const actions =
    record === undefined
      ? resource.resourceActions.filter(({ name: one }) => action.name === 'list' && one !== 'list' && one !== 'search')
      : inOrder(record.recordActions).filter(({ name: one }) => action.name === 'show' && one !== 'show');
  const onDone = (answer: ActionAnswer, done: ActionJSON): void => {
    if (record === undefined) navigate('.', { state: { done: Date.now() } });
    else if (done.name === 'delete') navigate(`/console/resources/${resource.id}`);
    else actionPerformed?.(answer);
  };
  // it may be without a record, whatever its types say
  const crumbs = { resource, record, actionName: action.name } as unknown as React.ComponentProps<typeof Breadcrumbs>;
  return (
    <div className="cr-head">
      <Breadcrumbs {...crumbs} />
      <div className="cr-head-row">
        <h2>
          {title}
          {tag !== undefined && tag !== '' && <span className="cr-count">{tag}</span>}
        </h2>
        <div className="cr-head-buttons">
          {Boolean(toggleFilter) && <FilterButton />}
          {actions.map((one) => (
            <ActionButton
              key={one.name}
              className={one.name === 'new' || one.name === 'edit' ? 'cr-button cr-primary' : 'cr-button'}
              icon
              resource={resource}
              record={record}
              action={one}
              onDone={(answer) => onDone(answer, one)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function FilterButton(): React.ReactElement {
  const { say } = useWords();
  const { toggleFilter, filtersCount, isVisible } = useFilterDrawer();
  return (
    <button type="button" className="cr-button" aria-expanded={isVisible} onClick={toggleFilter}>
      <Icon icon="Filter" /> {say('filters')}
      {filtersCount > 0 && ` (${filtersCount})`}
    </button>
  );
}
