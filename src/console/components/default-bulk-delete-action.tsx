import { ApiClient, useNotice, type ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { numberText } from './parts/formats.js';
import { useLocale } from './parts/session.js';

/** Asks whether what is marked in a list is to be deleted, and leads back to that list as it was. */
export default function DefaultBulkDeleteAction({ resource, records = [], action }: ActionProps): React.ReactElement {
  const { say } = useWords();
  const locale = useLocale();
  const navigate = useNavigate();
  const tell = useNotice();
  const [busy, setBusy] = useState(false);
  // the list has its page and filter in its own address, which is the one before; there is none in a new window
  const back = (): void => {
    const { idx = 0 } = (window.history.state ?? {}) as { readonly idx?: number };
    if (idx > 0) navigate(-1);
    else navigate(`/console/resources/${resource.id}`);
  };
  const count = numberText(String(records.length), locale);
  const onYes = async (): Promise<void> => {
    setBusy(true);
    try {
      const asked = { resourceId: resource.id, actionName: action.name, recordIds: records.map(({ id }) => id) };
      const { data } = await new ApiClient().bulkAction({ ...asked, method: 'post' });
      if (data.notice !== undefined) tell(data.notice);
      back();
    } catch {
      tell({ message: 'bulkDeleteError', type: 'error', resourceId: resource.id });
      setBusy(false);
    }
  };
  return (
    <div className="cr-form">
      <h2>{say(records.length === 1 ? 'deleteOne' : 'deleteMany', { count })}</h2>
      <ul className="cr-doomed">
        {records.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
      <p>{say('deleteManyAbout')}</p>
      <div className="cr-buttons">
        <button
          type="button"
          className="cr-button cr-primary cr-danger"
          disabled={busy || records.length === 0}
          data-testid="confirm"
          onClick={() => {
            void onYes();
          }}
        >
          {say(records.length === 1 ? 'deleteOneNow' : 'deleteManyNow', { count })}
        </button>
        <button type="button" className="cr-button" disabled={busy} onClick={back}>
          {say('cancel')}
        </button>
      </div>
    </div>
  );
}
