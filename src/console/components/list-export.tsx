import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { useListWords } from './parts/list-words.js';
import { usePerform } from './parts/record-form.js';
import { saveFile, textFileIn } from './parts/save-file.js';

/** A whole list as a file. */
export default function ListExport(props: ActionProps): React.ReactElement {
  const word = useListWords();
  const navigate = useNavigate();
  const perform = usePerform(props);
  const [busy, setBusy] = useState(false);
  const download = async (): Promise<void> => {
    setBusy(true);
    const file = textFileIn((await perform({})).data);
    if (file !== null) saveFile(file.csv, file.fileName);
    setBusy(false);
  };
  return (
    <div className="cr-form">
      <p>{word('exportAbout')}</p>
      <div className="cr-buttons">
        <button
          type="button"
          className="cr-button cr-primary"
          disabled={busy}
          data-testid="export-list"
          onClick={() => void download()}
        >
          {word('export')}
        </button>
        <button type="button" className="cr-button" onClick={() => navigate(`/console/resources/${props.resource.id}`)}>
          {word('toList')}
        </button>
      </div>
    </div>
  );
}
