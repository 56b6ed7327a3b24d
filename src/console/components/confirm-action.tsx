import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { useWords } from './parts/adminjs.js';
import { usePerform } from './parts/record-form.js';

/** An action without a form of its own: asked about, then done. */
export default function ConfirmAction(props: ActionProps): React.ReactElement {
  const { resource, record, action } = props;
  const { say, message, action: nameOf } = useWords();
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const perform = usePerform(props);
  const name = nameOf(action.name, resource.id);
  const own = message(`confirm_${action.name}`, resource.id);
  const list = `/console/resources/${resource.id}`;
  const asked =
    record === undefined
      ? say('confirmActionAll', { action: name })
      : say('confirmAction', { action: name, title: record.title });
  return (
    <div className="cr-form">
      {record !== undefined && own !== '' && (
        <p>
          <b>{record.title}</b>
        </p>
      )}
      <p>{own === '' ? asked : own}</p>
      <div className="cr-buttons">
        <button
          type="button"
          className="cr-button cr-primary"
          disabled={busy}
          onClick={() => {
            setBusy(true);
            void perform({}).then((answer) => {
              setBusy(false);
              if (answer.redirectUrl !== undefined) navigate(answer.redirectUrl);
            });
          }}
        >
          {name}
        </button>
        <button type="button" className="cr-button" disabled={busy} onClick={() => navigate(list)}>
          {say('cancel')}
        </button>
      </div>
    </div>
  );
}
