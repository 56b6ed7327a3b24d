import { BasePropertyComponent, useFilterDrawer, type ResourceJSON } from 'adminjs';
import { Icon } from '@adminjs/design-system';
import React, { useEffect, useState } from 'react';

import { useWords } from './parts/adminjs.js';
import { useFilters, type Filters } from './parts/use-filters.js';

/** The filter of a list, at its right side. */
export default function FilterDrawer({ resource }: { readonly resource: ResourceJSON }): React.ReactElement | null {
  const { say } = useWords();
  const { isVisible, toggleFilter } = useFilterDrawer();
  const { filters: applied, apply, clear } = useFilters();
  const [filter, setFilter] = useState<Filters>(applied);
  useEffect(() => setFilter(applied), [resource.id, JSON.stringify(applied)]);
  if (!isVisible) return null;
  const change = (name: string, value: string): void => {
    setFilter((before) => ({ ...before, [name]: value === '' ? undefined : value }));
  };
  const onSubmit = (event: React.FormEvent): void => {
    event.preventDefault();
    const backwards = event.currentTarget.querySelector<HTMLInputElement>('[data-backwards="true"] input');
    if (backwards !== null) {
      backwards.focus();
      return;
    }
    apply(Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)));
    // it lies over the list, and what was found is to be seen
    toggleFilter();
  };
  return (
    <form className="cr-filter" aria-label={say('filters')} onSubmit={onSubmit}>
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
            clear();
          }}
        >
          {say('clear')}
        </button>
      </div>
    </form>
  );
}
