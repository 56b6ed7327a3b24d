import React, { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';

import type { TariffView } from '../../billing/tariff-views.js';
import { checkDraft, type Checked } from './draft-check.js';
import { DraftCalendar, DraftPackages } from './draft-beside.js';
import { DraftFaults } from './draft-faults.js';
import { DraftRates } from './draft-rates.js';
import { DraftStart, startOf } from './draft-start.js';
import { forgetDraft, keepDraft, useLeaveGuard, type Kept } from './kept-drafts.js';
import { LabelledInput } from './labelled.js';
import { QuoteForm } from './quote-form.js';
import { useSession } from './session.js';
import type { Draft } from './tariff-draft.js';
import { useTariffWords } from './tariff-words.js';
import { useSaving, type Saving } from './use-saving.js';

interface Props {
  readonly tariff: TariffView;
  readonly begin: Kept;
  /** Whether what it begins with is not saved yet. */
  readonly unsaved: boolean;
}

/** All that a version says, and what is done with it. Nothing that was typed is lost but by saving or discarding it. */
export function EditorForm(props: Props): React.ReactElement {
  const { tariff } = props;
  const say = useTariffWords();
  const editor = useEditor(props);
  const { now, checked, change, saving, tellFaults } = editor;
  const [opened, open] = useState<number | null>(null);
  const { draft, note, start } = now;
  const faults = tellFaults ? checked.faults : [];
  const changeDraft = (changed: Partial<Draft>): void => change({ draft: { ...draft, ...changed } });
  if (saving.saved !== null) return <>{saving.told(tariff)}</>;
  const next = Math.max(0, ...tariff.versions.map(({ number }) => number)) + 1;
  return (
    <div className="cr-editor">
      <p>{now.from === null ? say('editorFirst') : say('editorAbout', { number: now.from, next })}</p>
      <DraftRates
        draft={draft}
        checked={checked}
        tellFaults={tellFaults}
        trunks={tariff.trunks}
        onChange={(rates) => changeDraft({ rates })}
        opened={opened}
        onOpen={open}
      />
      <DraftPackages draft={draft} faults={faults} onChange={changeDraft} />
      <DraftCalendar draft={draft} faults={faults} onChange={changeDraft} />
      <DraftStart
        start={start}
        zone={tariff.timeZone}
        first={tariff.versions.length === 0}
        tellFaults={tellFaults}
        onChange={(changed) => change({ start: changed })}
      />
      <LabelledInput
        id="version-note"
        label={say('note')}
        hint={say('noteHint')}
        value={note}
        onChange={(changed) => change({ note: changed })}
      />
      <details className="cr-try">
        <summary>{say('tryIt')}</summary>
        <QuoteForm tariffId={tariff.id} zone={tariff.timeZone} trunks={tariff.trunks} draft={() => checked.content} />
      </details>
      <div ref={editor.told} tabIndex={-1}>
        {tellFaults && (
          <DraftFaults
            draft={draft}
            checked={checked}
            onOpen={open}
            quietWhenNone={editor.badTime || !editor.justChecked}
          />
        )}
        {saving.fault !== null && (
          <p className="cr-banner cr-bad" role="alert">
            {saving.fault}
          </p>
        )}
      </div>
      <Buttons tariff={tariff} editor={editor} />
    </div>
  );
}

interface Editor {
  readonly now: Kept;
  readonly unsaved: boolean;
  readonly checked: Checked;
  readonly badTime: boolean;
  readonly tellFaults: boolean;
  /** Nothing was changed since it was checked. */
  readonly justChecked: boolean;
  readonly saving: Saving;
  /** Where the outcome of checking and saving is told. */
  readonly told: React.RefObject<HTMLDivElement>;
  readonly change: (changed: Partial<Kept>) => void;
  readonly check: () => void;
  readonly save: () => Promise<void>;
}

function useEditor({ tariff, begin, unsaved: kept }: Props): Editor {
  const say = useTariffWords();
  const { language } = useSession();
  const [now, setNow] = useState(begin);
  const [unsaved, setUnsaved] = useState(kept);
  const [tellFaults, setTellFaults] = useState(false);
  const [justChecked, setJustChecked] = useState(false);
  const told = useRef<HTMLDivElement>(null);
  const { draft, note, start } = now;
  const saving = useSaving(tariff);
  useLeaveGuard(unsaved && saving.saved === null, say('leaveSure'));
  useEffect(() => {
    if (unsaved) keepDraft(tariff.id, now);
  }, [now, unsaved, tariff.id]);
  const validFrom = startOf(start, tariff.timeZone);
  const checked = useMemo(
    () =>
      checkDraft(draft, validFrom ?? 0, language, ({ field, kind }) =>
        say('atField', { field: say(`field.${field}`), text: say(`fault.${kind}`) }),
      ),
    [draft, validFrom, language],
  );
  const badTime = start.kind === 'at' && validFrom === null;
  const show = (): void => {
    window.setTimeout(() => told.current?.focus());
  };
  const change = (changed: Partial<Kept>): void => {
    setNow((before) => ({ ...before, ...changed }));
    setUnsaved(true);
    setJustChecked(false);
  };
  const check = (): void => {
    setTellFaults(true);
    setJustChecked(true);
    show();
  };
  const save = async (): Promise<void> => {
    setTellFaults(true);
    if (checked.faults.length > 0 || badTime) show();
    else if (await saving.save({ validFrom, note, content: checked.content })) forgetDraft(tariff.id);
    else show();
  };
  return { now, unsaved, checked, badTime, tellFaults, justChecked, saving, told, change, check, save };
}

function Buttons({ tariff, editor }: Pick<Props, 'tariff'> & { readonly editor: Editor }): React.ReactElement {
  const say = useTariffWords();
  const navigate = useNavigate();
  const { saving, unsaved, check, save } = editor;
  return (
    <div className="cr-buttons">
      <button
        type="button"
        className="cr-button cr-primary"
        disabled={saving.busy}
        data-testid="save-version"
        onClick={() => void save()}
      >
        {say(saving.busy ? 'saving' : 'save')}
      </button>
      <button type="button" className="cr-button" onClick={check} data-testid="check-version">
        {say('check')}
      </button>
      <button
        type="button"
        className="cr-button"
        onClick={() => {
          if (unsaved && !window.confirm(say('leaveSure'))) return;
          navigate(`/console/resources/tariff/records/${encodeURIComponent(tariff.id)}/show`);
        }}
      >
        {say('cancel')}
      </button>
    </div>
  );
}
