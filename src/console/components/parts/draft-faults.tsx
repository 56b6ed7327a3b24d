import React from 'react';

import type { DraftFault } from './draft-check.js';
import type { Draft } from './tariff-draft.js';
import { useTariffWords } from './tariff-words.js';

/** The room tells no more than so many at once. */
const MOST_TOLD = 100;

interface Props {
  readonly draft: Draft;
  readonly faults: readonly DraftFault[];
  readonly onOpen: (key: number) => void;
  /** Something else stands in the way of saving. */
  readonly quietWhenNone: boolean;
}

/** Everything that is wrong, each leading to its rate. */
export function DraftFaults({ draft, faults, onOpen, quietWhenNone }: Props): React.ReactElement | null {
  const say = useTariffWords();
  if (faults.length === 0) {
    return quietWhenNone ? null : (
      <p className="cr-banner cr-good" role="status">
        {say('noFaults')}
      </p>
    );
  }
  return (
    <div className="cr-banner cr-bad" role="alert">
      {faults.length === 1 ? say('oneFault') : say('faults', { count: faults.length })}
      <ul>
        {faults.slice(0, MOST_TOLD).map(({ path, text }, index) => (
          <li key={index}>
            <Place draft={draft} path={path} onOpen={onOpen} /> {text}
          </li>
        ))}
        {faults.length > MOST_TOLD && <li>{say('moreFaults', { count: faults.length - MOST_TOLD })}</li>}
      </ul>
    </div>
  );
}

function Place({
  draft,
  path,
  onOpen,
}: Pick<Props, 'draft' | 'onOpen'> & { readonly path: string }): React.ReactElement | null {
  const say = useTariffWords();
  const [, list, index] = /^(rates|packages)\.(\d+)/.exec(path) ?? [];
  if (list === 'packages') return <>{say('atPackage', { row: Number(index) + 1 })}:</>;
  const row = list === undefined ? undefined : draft.rates[Number(index)];
  if (row === undefined) return null;
  return (
    <button type="button" className="cr-link" onClick={() => onOpen(row.key)}>
      {say('atRow', { row: Number(index) + 1, code: row.code })}
    </button>
  );
}
