import { useFilterDrawer, type ActionJSON, type RecordJSON, type ResourceJSON } from 'adminjs';
import { Icon } from '@adminjs/design-system';
import React, { useEffect } from 'react';
import { Link, useNavigate } from 'react-router-dom';

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
  const { action: nameOf, resource: resourceName, say } = useWords();
  const navigate = useNavigate();
  const list = resourceName(resource.id);
  const name = action.name === 'list' ? list : nameOf(action.name, resource.id);
  const title =
    record === undefined
      ? name
      : action.name === 'show'
        ? record.title
        : say('named', { act: name, thing: record.title });
  usePageTitle(title, list);
  if (action.hideActionHeader) return null;
  const actions =
    record === undefined
      ? resource.resourceActions.filter(({ name: one }) => action.name === 'list' && one !== 'list' && one !== 'search')
      : inOrder(record.recordActions).filter(({ name: one }) => action.name === 'show' && one !== 'show');
  const onDone = (answer: ActionAnswer, done: ActionJSON): void => {
    if (record === undefined) navigate('.', { state: { done: Date.now() } });
    else if (done.name === 'delete') navigate(`/console/resources/${resource.id}`);
    else actionPerformed?.(answer);
  };
  return (
    <div className="cr-head">
      <Crumbs resource={resource} list={list} here={action.name === 'list' ? undefined : name} />
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

/** The window is called by what is shown in it; afterwards by the list, as the side bar has called it. */
function usePageTitle(title: string, list: string): void {
  useEffect(() => {
    const whole = title === list ? [list, 'CallRack'] : [title, list, 'CallRack'];
    document.title = whole.join(' – ');
    return () => {
      document.title = `${list} – CallRack`;
    };
  }, [title, list]);
}

interface CrumbsProps {
  readonly resource: ResourceJSON;
  readonly list: string;
  /** Undefined on the list itself. */
  readonly here: string | undefined;
}

/** The way from the first page to this one, in the words of the menus and actions. */
function Crumbs({ resource, list, here }: CrumbsProps): React.ReactElement {
  const { say } = useWords();
  const hasList = resource.resourceActions.some(({ name }) => name === 'list');
  return (
    <nav className="cr-crumbs" aria-label={say('crumbs')}>
      <ol>
        <li>
          <Link to="/console">{say('home')}</Link>
        </li>
        <li aria-current={here === undefined ? 'page' : undefined}>
          {here === undefined || !hasList ? list : <Link to={`/console/resources/${resource.id}`}>{list}</Link>}
        </li>
        {here !== undefined && <li aria-current="page">{here}</li>}
      </ol>
    </nav>
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
