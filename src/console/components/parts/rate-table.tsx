import React, { useMemo } from 'react';

import type { Rate } from '../../../billing/core/tariff.js';
import { priceText, windowsText } from './rate-text.js';
import { useSession } from './session.js';
import { useTariffWords, type SayTariff } from './tariff-words.js';
import { useRowsInView, type RowsInView } from './use-rows-in-view.js';

type Trunks = readonly { readonly id: string; readonly name: string }[];

export const ROW_HEIGHT = 54;
const FAULT_HEIGHT = 22;
const LINE_HEIGHT = 20;
/** Letters in a line of these columns where they are narrowest; what has no room in it gets lines of its own. */
const PRICE_WIDTH = 24;
const TIMES_WIDTH = 14;

/** A rate of the table, and what is wrong with it. */
export interface RateLine {
  readonly key: number | string;
  readonly rate: Rate;
  readonly faults: readonly string[];
}

interface Props {
  readonly lines: readonly RateLine[];
  readonly trunks: Trunks;
  readonly label: string;
  /** What can be done with a row; a column of its own. */
  readonly actions?: (line: RateLine, index: number) => React.ReactNode;
  readonly view?: React.MutableRefObject<RowsInView | null>;
}

export function heightsOf(lines: readonly RateLine[], language: 'zh' | 'en'): readonly number[] {
  return lines.map(({ rate, faults }) => rowHeight(rate, language) + FAULT_HEIGHT * faults.length);
}

/** Times and prices are shown whole, however long they are. */
function rowHeight(rate: Rate, language: 'zh' | 'en'): number {
  const longest = Math.max(
    linesFor(priceText(rate, language), PRICE_WIDTH),
    linesFor(windowsText(rate.windows, language), TIMES_WIDTH),
  );
  return ROW_HEIGHT + LINE_HEIGHT * Math.max(0, longest - 2);
}

/** How many lines a text takes at most; Chinese is twice as wide. */
function linesFor(text: string, width: number): number {
  const wide = text.match(/[\u2e80-\uffef]/g)?.length ?? 0;
  return Math.ceil((text.length + wide) / width);
}

/** Rates of a version, as many as there are: only those in view are drawn. */
export function RateTable({ lines, trunks, label, actions, view }: Props): React.ReactElement {
  const say = useTariffWords();
  const { language } = useSession();
  const heights = useMemo(() => heightsOf(lines, language), [lines, language]);
  const rows = useRowsInView(heights);
  if (view !== undefined) view.current = rows;
  const wide = actions === undefined ? 6 : 7;
  return (
    <div ref={rows.box} className="cr-rates" onScroll={rows.onScroll} tabIndex={0} role="region" aria-label={label}>
      <table aria-rowcount={lines.length + 1}>
        <Heads say={say} withActions={actions !== undefined} />
        <tbody>
          {rows.above > 0 && <Gap height={rows.above} wide={wide} />}
          {lines.slice(rows.first, rows.end).map((line, at) => (
            <Row
              key={line.key}
              line={line}
              number={rows.first + at + 2}
              trunks={trunks}
              actions={actions?.(line, rows.first + at)}
            />
          ))}
          {rows.below > 0 && <Gap height={rows.below} wide={wide} />}
        </tbody>
      </table>
    </div>
  );
}

function Heads({ say, withActions }: { readonly say: SayTariff; readonly withActions: boolean }): React.ReactElement {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="cr-col-code">
          {say('codeAndName')}
        </th>
        <th scope="col" className="cr-col-direction">
          {say('directionAndClass')}
        </th>
        {(['prefix', 'trunk', 'when', 'price'] as const).map((name) => (
          <th key={name} scope="col" className={`cr-col-${name}`}>
            {say(name)}
          </th>
        ))}
        {withActions && (
          <th scope="col" className="cr-col-actions">
            {say('actions')}
          </th>
        )}
      </tr>
    </thead>
  );
}

function Gap({ height, wide }: { readonly height: number; readonly wide: number }): React.ReactElement {
  return (
    <tr className="cr-gap" aria-hidden="true">
      <td colSpan={wide} style={{ height }} />
    </tr>
  );
}

interface RowProps {
  readonly line: RateLine;
  readonly number: number;
  readonly trunks: Trunks;
  readonly actions: React.ReactNode;
}

function Row({ line: { rate, faults }, number, trunks, actions }: RowProps): React.ReactElement {
  const say = useTariffWords();
  const { language } = useSession();
  const price = priceText(rate, language);
  const when = windowsText(rate.windows, language);
  return (
    <>
      <tr
        aria-rowindex={number}
        className={faults.length > 0 ? 'cr-faulty' : undefined}
        style={{ height: rowHeight(rate, language) }}
        data-code={rate.code}
      >
        <td>
          <span className="cr-one-line" title={rate.code}>
            {rate.code}
          </span>
          <span className="cr-one-line cr-quiet" title={rate.name}>
            {rate.name}
          </span>
        </td>
        <td>
          <span className="cr-one-line">{say(rate.direction)}</span>
          <span className="cr-one-line cr-quiet">
            {say(`class.${rate.rateClass}`)}
            {rate.payer === 'caller' && say('callerPays')}
          </span>
        </td>
        <td className={rate.prefix === '' ? 'cr-quiet' : 'cr-number'}>
          {rate.prefix === '' ? say('anyNumber') : rate.prefix}
        </td>
        <td className={rate.trunkId === null ? 'cr-quiet' : undefined}>
          <Clip>{trunkText(rate.trunkId, trunks, say)}</Clip>
        </td>
        <td className={rate.windows.length === 0 ? 'cr-quiet' : undefined}>{when}</td>
        <td>{price}</td>
        {actions !== undefined && <td className="cr-actions">{actions}</td>}
      </tr>
      {faults.length > 0 && (
        <tr className="cr-faulty-why">
          <td colSpan={actions === undefined ? 6 : 7} style={{ height: FAULT_HEIGHT * faults.length }}>
            {faults.map((fault, index) => (
              <p key={index} title={fault}>
                {fault}
              </p>
            ))}
          </td>
        </tr>
      )}
    </>
  );
}

/** At most two lines; all of it when it is pointed at. */
function Clip({ children }: { readonly children: React.ReactNode }): React.ReactElement {
  const text = typeof children === 'string' ? children : undefined;
  return (
    <span className="cr-clip" title={text}>
      {children}
    </span>
  );
}

export function trunkText(id: string | null, trunks: Trunks, say: SayTariff): string {
  if (id === null) return say('anyTrunk');
  return trunks.find((trunk) => trunk.id === id)?.name ?? say('unknownTrunk');
}
