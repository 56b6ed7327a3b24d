import { RecordsTable, useRecords, useSelectedRecords, type ActionProps, type RecordJSON } from 'adminjs';
import React, { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { numberText } from './parts/formats.js';
import { lastPageOf } from './parts/last-page.js';
import { Pager } from './parts/pager.js';
import { useLocale } from './parts/session.js';

const DOCS = '/docs';

/** A list: what these things are for, the things, and the way to the next page. */
export default function DefaultListAction({ resource, setTag }: ActionProps): React.ReactElement {
  const { message } = useWords();
  const [search, setSearch] = useSearchParams();
  const { records, loading, direction, sortBy, page, total, fetchData, perPage } = useRecords(resource.id);
  const { selectedRecords, handleSelect, handleSelectAll, setSelectedRecords } = useSelectedRecords(records);
  const locale = useLocale();
  const loaded = useLoaded(resource.id, records);
  useEffect(() => setTag?.(loaded ? numberText(String(total), locale) : ''), [loaded, total]);
  const last = lastPageOf(total, perPage);
  useEffect(() => {
    if (loaded && total > 0 && page > last) go({ page: String(last) }, true);
  }, [loaded, page, last]);
  // what is marked is what is seen
  useEffect(() => setSelectedRecords([]), [resource.id, search.toString(), records]);
  const go = (changes: Readonly<Record<string, string>>, replace = false): void => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) next.set(name, value);
    setSearch(next, { replace });
  };
  return (
    <div className="cr-list">
      <p className="cr-about">{withLinks(message('about', resource.id))}</p>
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

/** Where a text names the page of the documents, it leads there. */
function withLinks(text: string): React.ReactNode {
  const [before = '', ...after] = text.split(DOCS);
  return after.length === 0 ? (
    text
  ) : (
    <>
      {before}
      <a href={DOCS}>{DOCS}</a>
      {after.join(DOCS)}
    </>
  );
}

/**
 * AdminJS begins with "nothing there" as if that were the answer: true once the records are others than those it began
 * with. Whether it is loading cannot tell, a quick answer comes before anybody has seen that it was.
 */
function useLoaded(resourceId: string, records: readonly RecordJSON[]): boolean {
  const beginning = useRef({ resourceId, records });
  if (beginning.current.resourceId !== resourceId) beginning.current = { resourceId, records };
  return records !== beginning.current.records;
}
