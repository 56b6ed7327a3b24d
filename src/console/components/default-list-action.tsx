import { RecordsTable, useRecords, useSelectedRecords, type ActionProps } from 'adminjs';
import React, { useEffect } from 'react';
import { useSearchParams } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { Pager } from './parts/pager.js';

/** A list: what these things are for, the things, and the way to the next page. */
export default function DefaultListAction({ resource, setTag }: ActionProps): React.ReactElement {
  const { message } = useWords();
  const [search, setSearch] = useSearchParams();
  const { records, loading, direction, sortBy, page, total, fetchData, perPage } = useRecords(resource.id);
  const { selectedRecords, handleSelect, handleSelectAll, setSelectedRecords } = useSelectedRecords(records);
  useEffect(() => setTag?.(total.toString()), [total]);
  // what is marked is what is seen
  useEffect(() => setSelectedRecords([]), [resource.id, search.toString(), records]);
  const go = (changes: Readonly<Record<string, string>>): void => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) next.set(name, value);
    setSearch(next);
  };
  return (
    <div className="cr-list">
      <p className="cr-about">{message('about', resource.id)}</p>
      <RecordsTable
        resource={resource}
        records={records}
        actionPerformed={() => {
          void fetchData();
        }}
        onSelect={handleSelect}
        onSelectAll={handleSelectAll}
        selectedRecords={selectedRecords}
        direction={direction}
        {...(sortBy === undefined ? {} : { sortBy })}
        isLoading={loading}
      />
      <Pager
        page={page}
        perPage={perPage}
        total={total}
        onPage={(number) => go({ page: String(number) })}
        onPerPage={(number) => go({ perPage: String(number), page: '1' })}
      />
    </div>
  );
}
