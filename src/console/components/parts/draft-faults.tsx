import React from 'react';

import type { Checked, DraftFault } from './draft-check.js';
import type { Draft } from './tariff-draft.js';
import { useTariffWords } from './tariff-words.js';

/** The room tells no more than so many at once. */
const MOST_TOLD = 100;

interface Props {
  readonly draft: Draft;
  readonly checked: Checked;
  readonly onOpen: (key: number) => void;
  /** Something else stands in the way of saving. */
  readonly quietWhenNone: boolean;
}

/** Everything that is wrong or to be doubted, each leading to its rate. */
export function DraftFaults({ draft, checked, onOpen, quietWhenNone }: Props): React.ReactElement | null {
  const say = useTariffWords();
  const { faults, doubts } = checked;
  const list = { draft, onOpen };
  return (
    <>
      {faults.length === 0 && !quietWhenNone && (
        <p className="cr-banner cr-good" role="status">
          {say('noFaults')}
        </p>
      )}
      {faults.length > 0 && (
        <div className="cr-banner cr-bad" role="alert">
          {faults.length === 1 ? say('oneFault') : say('faults', { count: faults.length })}
          <Told told={faults} {...list} />
        </div>
      )}
      {doubts.length > 0 && (
        <div className="cr-banner" role="status">
          {say('doubts', { count: doubts.length })}
          <Told told={doubts} {...list} />
        </div>
      )}
    </>
  );
}

interface ToldProps extends Pick<Props, 'draft' | 'onOpen'> {
  readonly told: readonly DraftFault[];
}

function Told({ told, draft, onOpen }: ToldProps): React.ReactElement {
  const say = useTariffWords();
  return (
    <ul>
      {told.slice(0, MOST_TOLD).map(({ path, text }, index) => (
        <li key={index}>
          <Place draft={draft} path={path} text={text} onOpen={onOpen} /> {text}
        </li>
      ))}
      {told.length > MOST_TOLD && <li>{say('moreFaults', { count: told.length - MOST_TOLD })}</li>}
    </ul>
  );
}

interface PlaceProps extends Pick<Props, 'draft' | 'onOpen'> {
  readonly path: string;
  /** Names the rate by itself, mostly. */
  readonly text: string;
}

function Place({ draft, path, text, onOpen }: PlaceProps): React.ReactElement | null {
  const say = useTariffWords();
  const [, list, index] = /^(rates|packages)\.(\d+)/.exec(path) ?? [];
  if (list === 'packages') return <>{say('atPackage', { row: Number(index) + 1 })}</>;
  const row = list === undefined ? undefined : draft.rates[Number(index)];
  if (row === undefined) return null;
  return (
    <button type="button" className="cr-link" onClick={() => onOpen(row.key)}>
      {say(text.includes(row.code.trim()) ? 'atRow' : 'atRowOf', { row: Number(index) + 1, code: row.code })}
    </button>
  );
}
