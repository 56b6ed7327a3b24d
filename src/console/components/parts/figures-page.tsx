import React from 'react';

import type { FiguresOfWhat } from '../../../reports/core/figures/asked.js';
import type { FiguresColumn } from '../../../reports/core/figures/columns.js';
import { FiguresAnswer } from './figures-answer.js';
import { FiguresExport } from './figures-export.js';
import { FiguresFilter } from './figures-filter.js';
import { FiguresStyle } from './figures-style.js';
import { FiguresTable } from './figures-table.js';
import { useFiguresWords } from './figures-words.js';
import { Pager } from './pager.js';
import { useFigures, useFiguresAddress, zoneOfBrowser } from './use-figures.js';

interface PageProps<F> {
  readonly of: FiguresOfWhat;
  readonly columns: readonly FiguresColumn<F>[];
}

/** A table of figures with what it is chosen by. */
export function FiguresPage<F>({ of, columns }: PageProps<F>): React.ReactElement {
  const say = useFiguresWords();
  const address = useFiguresAddress();
  const asked = useFigures<F>(of, address);
  const { told } = asked;
  const { page, perPage, change } = address;
  return (
    <div className="cr-live cr-figures">
      <FiguresStyle />
      <h1>{say(`title.${of}`)}</h1>
      <p className="cr-quiet">{say(`about.${of}`)}</p>
      <div className="cr-figures-head">
        <FiguresFilter of={of} address={address} />
        <FiguresExport of={of} address={address} />
      </div>
      <FiguresAnswer {...asked} />
      {told !== null && told.total === 0 && <p className="cr-live-empty">{say('none')}</p>}
      {told !== null && told.total > 0 && (
        <>
          <FiguresTable of={of} columns={columns} told={told} by={address.by} />
          <p className="cr-quiet">{say('sinceNow', { zone: zoneOfBrowser() })}</p>
          <Pager
            page={page}
            perPage={perPage}
            total={told.total}
            onPage={(number) => change({ page: String(number) })}
            onPerPage={(number) => change({ perPage: String(number) })}
          />
        </>
      )}
    </div>
  );
}
