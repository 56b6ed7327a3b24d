import type { ActionProps } from 'adminjs';
import React from 'react';
import { useNavigate } from 'react-router-dom';

import { ConfirmCard } from './parts/confirm-card.js';

/** An action without a form of its own, asked about on a page of its own. */
export default function ConfirmAction({ resource, record, action }: ActionProps): React.ReactElement {
  const navigate = useNavigate();
  const back = (): void => navigate(`/console/resources/${resource.id}`);
  return (
    <div className="cr-form">
      <ConfirmCard resource={resource} record={record} action={action} onDone={back} onCancel={back} />
    </div>
  );
}
