import React from 'react';

import type { PathsView } from '../figures/path-views.js';
import { FiguresAnswer } from './parts/figures-answer.js';
import { FiguresExport } from './parts/figures-export.js';
import { RangeChoice } from './parts/figures-filter.js';
import { FiguresStyle } from './parts/figures-style.js';
import { useFiguresWords } from './parts/figures-words.js';
import { instantText } from './parts/formats.js';
import { LabelledChoice } from './parts/labelled.js';
import { PathsTable } from './parts/paths-table.js';
import { useLocale } from './parts/session.js';
import { pathOfFigures, useFiguresAddress, useTold, zoneOfBrowser, type FiguresAddress } from './parts/use-figures.js';

/** How callers went through the nodes of a flow. */
export default function FlowPaths(): React.ReactElement {
  const say = useFiguresWords();
  const address = useFiguresAddress();
  const asked = useTold<PathsView>(pathOfFigures('paths', address), address.to);
  const { told } = asked;
  const versionId = told?.versionId ?? null;
  const isQuiet = told?.nodes.every(({ figures }) => figures.entered === 0) ?? false;
  return (
    <div className="cr-live cr-figures">
      <FiguresStyle />
      <h1>{say('title.paths')}</h1>
      <p className="cr-quiet">{say('about.paths')}</p>
      <div className="cr-figures-head">
        <form className="cr-figures-filter" onSubmit={(event) => event.preventDefault()}>
          <RangeChoice address={address} />
          {told !== null && versionId !== null && <VersionChoice told={told} address={address} />}
        </form>
        {versionId !== null && <FiguresExport of="paths" address={{ ...address, id: versionId }} />}
      </div>
      <FiguresAnswer {...asked} />
      {told !== null && versionId === null && <p className="cr-live-empty">{say('noFlows')}</p>}
      {versionId !== null && isQuiet && <p className="cr-live-empty">{say('nobodyCame')}</p>}
      {told !== null && !isQuiet && (
        <>
          <PathsTable nodes={told.nodes} />
          <p className="cr-quiet">{say('sinceNow', { zone: zoneOfBrowser() })}</p>
        </>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly told: PathsView;
  readonly address: FiguresAddress;
}

/** The flow, in the version that callers get unless another one is chosen. */
function VersionChoice({ told: { versions, versionId }, address: { change } }: ChoiceProps): React.ReactElement {
  const say = useFiguresWords();
  const locale = useLocale();
  const chosen = versions.find(({ id }) => id === versionId);
  const byFlow = Map.groupBy(versions, ({ flowId }) => flowId);
  const flows = [...byFlow].map(([flowId, [first]]) => [flowId, first?.flow ?? ''] as const);
  const of = byFlow.get(chosen?.flowId ?? '') ?? [];
  return (
    <>
      <LabelledChoice
        id="paths-flow"
        label={say('flow')}
        value={chosen?.flowId ?? ''}
        choices={flows}
        onChange={(flowId) => {
          const all = byFlow.get(flowId) ?? [];
          change({ id: (all.find(({ inUse }) => inUse) ?? all[0])?.id ?? '' });
        }}
      />
      <LabelledChoice
        id="paths-version"
        label={say('version')}
        value={versionId ?? ''}
        choices={of.map(({ id, number, publishedAt, inUse }) => {
          const values = { number: String(number), day: instantText(new Date(publishedAt).toISOString(), locale) };
          return [id, say(inUse ? 'versionInUse' : 'versionOf', values)] as const;
        })}
        onChange={(id) => change({ id })}
      />
    </>
  );
}
