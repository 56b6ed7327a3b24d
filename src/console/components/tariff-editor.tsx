import type { ActionProps } from 'adminjs';
import React from 'react';

import type { ContentView, TariffView } from '../billing/tariff-views.js';
import { EditorForm } from './parts/editor-form.js';
import { forgetDraft, keptDraft, type Kept } from './parts/kept-drafts.js';
import { draftOf } from './parts/tariff-draft.js';
import { TariffFaultNote } from './parts/tariff-fault-note.js';
import { TariffStyle } from './parts/tariff-style.js';
import { useTariffWords } from './parts/tariff-words.js';
import { useContent, useTariff } from './parts/use-tariff.js';

const EMPTY: ContentView = { rates: [], packages: [], holidays: [], workdays: [] };

/** A new version of a tariff: begins as a copy of the newest one. */
export default function TariffEditor({ record }: ActionProps): React.ReactElement {
  const id = record?.id ?? '';
  const { value: tariff, fault } = useTariff(id);
  return (
    <div className="cr-tariff cr-form">
      <TariffStyle />
      {tariff === undefined ? <TariffFaultNote fault={fault} /> : <NewVersion tariff={tariff} />}
    </div>
  );
}

function NewVersion({ tariff }: { readonly tariff: TariffView }): React.ReactElement {
  const newest = newestOf(tariff);
  const { value: content, fault } = useContent(tariff.id, newest?.id);
  if (newest !== undefined && content === undefined) return <TariffFaultNote fault={fault} />;
  return <Begun tariff={tariff} content={content ?? EMPTY} from={newest?.number ?? null} />;
}

/** The one with the highest number, which is what was entered last. */
function newestOf({ versions }: TariffView): TariffView['versions'][number] | undefined {
  return [...versions].sort((one, other) => other.number - one.number)[0];
}

interface BegunProps {
  readonly tariff: TariffView;
  readonly content: ContentView;
  readonly from: number | null;
}

function Begun({ tariff, content, from }: BegunProps): React.ReactElement {
  const say = useTariffWords();
  const fresh = (): Kept => ({ draft: draftOf(content), note: '', start: { kind: 'now', at: '' }, from });
  const [begin, setBegin] = React.useState(() => {
    const kept = keptDraft(tariff.id);
    return { kept: kept ?? fresh(), restored: kept !== undefined, round: 0 };
  });
  return (
    <>
      {begin.restored && (
        <p className="cr-banner" role="status">
          {say('restored')}
          <button
            type="button"
            className="cr-button"
            onClick={() => {
              if (!window.confirm(say('discardSure'))) return;
              forgetDraft(tariff.id);
              setBegin(({ round }) => ({ kept: fresh(), restored: false, round: round + 1 }));
            }}
          >
            {say('discard')}
          </button>
        </p>
      )}
      <EditorForm key={begin.round} tariff={tariff} begin={begin.kept} unsaved={begin.restored} />
    </>
  );
}
