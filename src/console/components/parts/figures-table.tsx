import React from 'react';

import type { FiguresOfWhat, Grouping } from '../../../reports/core/figures/asked.js';
import type { FiguresColumn } from '../../../reports/core/figures/columns.js';
import { useFiguresWords } from './figures-words.js';
import { durationText, numberText, shareText } from './formats.js';
import { useLocale, useSession } from './session.js';
import type { FiguresLine, FiguresTold } from './use-figures.js';

interface TableProps<F> {
  readonly of: FiguresOfWhat;
  readonly columns: readonly FiguresColumn<F>[];
  readonly told: FiguresTold<F>;
  readonly by: Grouping;
}

/** Lines of figures, and their sum above them, where it stays in view. */
export function FiguresTable<F>({ of, columns, told, by }: TableProps<F>): React.ReactElement {
  const say = useFiguresWords();
  const locale = useLocale();
  const { language } = useSession();
  const isByTime = by !== 'whole';
  return (
    <div className="cr-figures-scroll" tabIndex={0} role="region" aria-label={say('table')}>
      <table data-testid="figures">
        <thead>
          <tr>
            {isByTime && <th scope="col">{say('interval')}</th>}
            <th scope="col">{say(`one.${of}`)}</th>
            {columns.map(({ name, label, hint }) => (
              <th key={name} scope="col" className="cr-num" title={hint?.[language]}>
                {label[language]}
              </th>
            ))}
          </tr>
          <tr className="cr-figures-sum" data-testid="figures-sum">
            {isByTime && <td />}
            <th scope="row">{say('total')}</th>
            {columns.map((column) => (
              <td key={column.name} className="cr-num" data-figure={column.name}>
                {column.isOfOne === true ? '' : figureText(column, told.sum, locale)}
              </td>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.lines.map((line) => (
            <tr key={`${line.id} ${line.from}`} data-id={line.id}>
              {isByTime && <td className="cr-when">{stretchText(line.from, by, locale)}</td>}
              <th scope="row">{nameOf(line, say('gone'))}</th>
              {columns.map((column) => (
                <td key={column.name} className="cr-num" data-figure={column.name}>
                  {figureText(column, line.figures, locale)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function nameOf<F>({ id, number, name }: FiguresLine<F>, gone: string): string {
  return number === null ? `…${id.slice(-6)} ${gone}` : `${number} ${name ?? ''}`;
}

function figureText<F>({ kind, of }: FiguresColumn<F>, figures: F, locale: string): string {
  const value = of(figures);
  if (value === null) return '–';
  switch (kind) {
    case 'number':
      return numberText(String(value), locale);
    case 'duration':
      return durationText(value);
    case 'share':
      return shareText(value, locale);
  }
}

/** "11-20", "11-20 09:00" as the language writes it, with the year. */
function stretchText(at: number, by: Grouping, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...(by === 'day' ? {} : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  }).format(at);
}
