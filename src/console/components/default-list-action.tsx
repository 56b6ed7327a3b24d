import { RecordsTable, useRecords, useSelectedRecords, type ActionProps } from 'adminjs';
import React, { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { numberText } from './parts/formats.js';
import { lastPageOf } from './parts/last-page.js';
import { Pager } from './parts/pager.js';
import { useLocale } from './parts/session.js';

/** A list: what these things are for, the things, and the way to the next page. */
export default function DefaultListAction({ resource, setTag }: ActionProps): React.ReactElement {
  const { message } = useWords();
  const [search, setSearch] = useSearchParams();
  const { records, loading, direction, sortBy, page, total, fetchData, perPage } = useRecords(resource.id);
  const { selectedRecords, handleSelect, handleSelectAll, setSelectedRecords } = useSelectedRecords(records);
  const locale = useLocale();
  const loaded = useLoaded(resource.id, loading);
  useEffect(() => setTag?.(loaded ? numberText(String(total), locale) : ''), [loaded, total]);
  const last = lastPageOf(total, perPage);
  useEffect(() => {
    if (loaded && !loading && total > 0 && page > last) go({ page: String(last) }, true);
  }, [loaded, loading, page, last]);
  // what is marked is what is seen
  useEffect(() => setSelectedRecords([]), [resource.id, search.toString(), records]);
  const go = (changes: Readonly<Record<string, string>>, replace = false): void => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) next.set(name, value);
    setSearch(next, { replace });
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

/** AdminJS begins with "nothing there, and nothing on its way": true once the first answer for the list has come. */
function useLoaded(resourceId: string, loading: boolean): boolean {
  const [loaded, setLoaded] = useState('');
  const asked = useRef('');
  useEffect(() => {
    if (loading) asked.current = resourceId;
    else if (asked.current === resourceId) setLoaded(resourceId);
  }, [resourceId, loading]);
  return loaded === resourceId;
}
