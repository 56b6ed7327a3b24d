import type { ResourceJSON } from 'adminjs';
import { Icon } from '@adminjs/design-system';
import React from 'react';
import { Link } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { useFilters } from './parts/use-filters.js';

/** A list with nothing in it: because nothing is there yet, or because the filter leaves nothing. */
export default function NoRecords({ resource }: { readonly resource: ResourceJSON }): React.ReactElement {
  const { say, message, action } = useWords();
  const { filters, clear } = useFilters();
  const filtered = Object.keys(filters).length > 0;
  const canCreate = resource.resourceActions.some(({ name }) => name === 'new');
  return (
    <div className="cr-empty">
      <Icon icon={filtered ? 'Filter' : 'Inbox'} size={32} />
      <p>{filtered ? say('nothingLeft') : message('noRecords', resource.id)}</p>
      {filtered && (
        <button type="button" className="cr-button" onClick={clear}>
          {say('clearFilter')}
        </button>
      )}
      {!filtered && canCreate && (
        <Link className="cr-button cr-primary" to={`/console/resources/${resource.id}/actions/new`}>
          <Icon icon="Plus" /> {action('new', resource.id)}
        </Link>
      )}
    </div>
  );
}
