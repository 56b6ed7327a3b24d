import React from 'react';

import { leftByWords } from '../../../reports/core/figures/path-words.js';
import { OUT_OF_FLOW } from '../../../reports/core/figures/paths.js';
import type { DrawnNode } from '../../../reports/paths.service.js';
import { useFlowWords, wayName } from '../flow/words.js';
import { useFiguresWords } from './figures-words.js';
import { numberText, shareText } from './formats.js';
import { useLocale, useSession } from './session.js';

const CSS = `
.cr-live.cr-figures .cr-paths :is(td, th) { vertical-align: top; }
.cr-paths .cr-quiet { margin: 0; }
.cr-live.cr-figures .cr-paths .cr-paths-ways { white-space: normal; min-width: 320px; }
.cr-paths ul { list-style: none; margin: 0; padding: 0; }
.cr-paths li { display: grid; grid-template-columns: minmax(160px, 300px) 72px 64px 96px; gap: 8px; align-items: center; }
.cr-paths li > :nth-child(n + 2) { text-align: right; font-variant-numeric: tabular-nums; }
.cr-paths-bar { height: 8px; background: #e8eaf0; }
.cr-paths-bar > div { height: 100%; background: #4268f6; }
.cr-paths-never { color: #5c6370; }
`;

/** The nodes of a flow, and where their callers went. */
export function PathsTable({ nodes }: { readonly nodes: readonly DrawnNode[] }): React.ReactElement {
  const say = useFiguresWords();
  const begun = nodes.reduce((sum, { figures }) => sum + figures.begun, 0);
  return (
    <div className="cr-figures-scroll" tabIndex={0} role="region" aria-label={say('table')}>
      <style>{CSS}</style>
      <table className="cr-paths" data-testid="paths">
        <thead>
          <tr>
            <th scope="col">{say('node')}</th>
            <th scope="col" className="cr-num">
              {say('entered')}
            </th>
            <th scope="col" className="cr-num" title={say('ofCallersHint', { count: String(begun) })}>
              {say('ofCallers')}
            </th>
            <th scope="col">{say('leftBy')}</th>
            {(['hungUp', 'ended', 'still'] as const).map((name) => (
              <th key={name} scope="col" className="cr-num" title={say(`${name}Hint`)}>
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <NodeRow key={node.node} of={node} begun={begun} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NodeRow({ of, begun }: { readonly of: DrawnNode; readonly begun: number }): React.ReactElement {
  const say = useFlowWords();
  const sayFigures = useFiguresWords();
  const locale = useLocale();
  const { node, kind, figures } = of;
  const { entered, hungUp } = figures;
  const count = (number: number): string => numberText(String(number), locale);
  return (
    <tr data-node={node} className={entered === 0 ? 'cr-paths-never' : undefined}>
      <th scope="row">
        {node}
        <p className="cr-quiet">{kind === null ? sayFigures('gone') : say(`kind.${kind}`)}</p>
      </th>
      <td className="cr-num" data-figure="entered">
        {count(entered)}
      </td>
      <td className="cr-num" data-figure="ofCallers">
        {begun === 0 ? '–' : shareText(entered / begun, locale)}
      </td>
      <td className="cr-paths-ways">
        <Ways of={of} />
      </td>
      <td className="cr-num" data-figure="hungUp">
        {count(hungUp)}
        {hungUp > 0 && <p className="cr-quiet">{shareText(hungUp / entered, locale)}</p>}
      </td>
      <td className="cr-num" data-figure="ended">
        {count(figures.ended)}
      </td>
      <td className="cr-num" data-figure="still">
        {count(figures.still)}
      </td>
    </tr>
  );
}

/** All ways out of a node, also those that nobody took; and how else the flow was left from it. */
function Ways({ of: { ways, figures } }: { readonly of: DrawnNode }): React.ReactElement {
  const say = useFlowWords();
  const { language } = useSession();
  const locale = useLocale();
  const drawn = ways.map(({ by, to }) => ({ by, text: `${wayName(say, by)} → ${to}` }));
  const others = OUT_OF_FLOW.filter((by) => (figures.leftBy[by] ?? 0) > 0);
  const rows = [...drawn, ...others.map((by) => ({ by, text: leftByWords(by)[language] }))];
  return (
    <ul>
      {rows.map(({ by, text }) => {
        const taken = figures.leftBy[by] ?? 0;
        const share = figures.entered === 0 ? 0 : taken / figures.entered;
        return (
          <li key={by} data-way={by} className={taken === 0 ? 'cr-paths-never' : undefined}>
            <span>{text}</span>
            <span data-taken>{numberText(String(taken), locale)}</span>
            <span>{figures.entered === 0 ? '' : shareText(share, locale)}</span>
            <div className="cr-paths-bar" aria-hidden>
              <div style={{ width: `${String(Math.round(share * 100))}%` }} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
