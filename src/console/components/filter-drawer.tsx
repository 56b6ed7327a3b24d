import { BasePropertyComponent, useFilterDrawer, useQueryParams, type ResourceJSON } from 'adminjs';
import { Icon } from '@adminjs/design-system';
import React, { useEffect, useState } from 'react';

import { useWords } from './parts/adminjs.js';

type Filter = Readonly<Record<string, string | undefined>>;

/** The filter of a list, at its right side. */
export default function FilterDrawer({ resource }: { readonly resource: ResourceJSON }): React.ReactElement | null {
  const { say } = useWords();
  const { isVisible, toggleFilter } = useFilterDrawer();
  const { storeParams, clearParams, filters } = useQueryParams();
  const applied = (filters as Filter | undefined) ?? {};
  const [filter, setFilter] = useState<Filter>(applied);
  useEffect(() => setFilter(applied), [resource.id, JSON.stringify(applied)]);
  if (!isVisible) return null;
  const change = (name: string, value: string): void => {
    setFilter((before) => ({ ...before, [name]: value === '' ? undefined : value }));
  };
  const apply = (event: React.FormEvent): void => {
    event.preventDefault();
    const wanted = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    storeParams({ filters: wanted, page: '1' });
  };
  return (
    <form className="cr-filter" aria-label={say('filters')} onSubmit={apply}>
      <div className="cr-filter-head">
        <h2>{say('filters')}</h2>
        <button type="button" className="cr-plain" aria-label={say('close')} onClick={toggleFilter}>
          <Icon icon="X" />
        </button>
      </div>
      <div className="cr-filter-fields">
        {resource.filterProperties.map((property) => (
          <BasePropertyComponent
            key={property.propertyPath}
            where="filter"
            onChange={change as (name: unknown, value?: unknown) => void}
            property={property}
            filter={filter}
            resource={resource}
          />
        ))}
      </div>
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary">
          {say('apply')}
        </button>
        <button
          type="button"
          className="cr-button"
          onClick={() => {
            setFilter({});
            clearParams('filters');
          }}
        >
          {say('clear')}
        </button>
      </div>
    </form>
  );
}
