import { Icon } from '@adminjs/design-system';
import React from 'react';

import { useWords } from './adminjs.js';
import { numberText } from './formats.js';
import { lastPageOf } from './last-page.js';
import { useLocale } from './session.js';

const SIZES = [20, 50, 100, 500];

interface PagerProps {
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
  readonly onPerPage: (perPage: number) => void;
}

/** How much there is, and the ways to its other pages. */
export function Pager({ page, perPage, total, onPage, onPerPage }: PagerProps): React.ReactElement | null {
  const { say } = useWords();
  const locale = useLocale();
  const last = lastPageOf(total, perPage);
  if (total <= Math.min(...SIZES)) return null;
  const text = (value: number): string => numberText(String(value), locale);
  const ways = [
    { name: 'firstPage', icon: 'ChevronsLeft', to: 1 },
    { name: 'previousPage', icon: 'ChevronLeft', to: page - 1 },
    { name: 'nextPage', icon: 'ChevronRight', to: page + 1 },
    { name: 'lastPage', icon: 'ChevronsRight', to: last },
  ];
  return (
    <nav className="cr-pager" aria-label={say('pages')}>
      <span>{say('total', { total: text(total) })}</span>
      <label>
        {say('perPage')}{' '}
        <select className="cr-input" value={perPage} onChange={(event) => onPerPage(Number(event.target.value))}>
          {[...new Set([...SIZES, perPage])]
            .sort((one, other) => one - other)
            .map((size) => (
              <option key={size} value={size}>
                {size}
              </option>
            ))}
        </select>
      </label>
      <span className="cr-pages">
        {ways.slice(0, 2).map((way) => (
          <Way key={way.name} {...way} here={page} last={last} onPage={onPage} />
        ))}
        <span aria-current="page">{say('pageOf', { page: text(page), last: text(last) })}</span>
        {ways.slice(2).map((way) => (
          <Way key={way.name} {...way} here={page} last={last} onPage={onPage} />
        ))}
      </span>
    </nav>
  );
}

interface WayProps {
  readonly name: string;
  readonly icon: string;
  readonly to: number;
  readonly here: number;
  readonly last: number;
  readonly onPage: (page: number) => void;
}

function Way({ name, icon, to, here, last, onPage }: WayProps): React.ReactElement {
  const { say } = useWords();
  return (
    <button
      type="button"
      className="cr-plain"
      aria-label={say(name)}
      disabled={to < 1 || to > last || to === here}
      onClick={() => onPage(to)}
    >
      <Icon icon={icon} />
    </button>
  );
}
