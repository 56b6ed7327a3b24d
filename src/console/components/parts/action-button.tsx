import { type ActionJSON, type RecordJSON, type ResourceJSON } from 'adminjs';
import { Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { Link } from 'react-router-dom';

import { useWords } from './adminjs.js';
import { ConfirmDialog } from './confirm-dialog.js';
import type { ActionAnswer } from './use-perform.js';

/** Actions that are only asked about; all others have a page of their own. */
const ASKED = 'ConfirmAction';

interface ActionButtonProps {
  readonly resource: ResourceJSON;
  readonly action: ActionJSON;
  readonly record?: RecordJSON | undefined;
  readonly className: string;
  readonly icon?: boolean;
  readonly onDone: (answer: ActionAnswer) => void;
  readonly onClick?: () => void;
}

/** Leads to the page of an action, or asks and does it. */
export function ActionButton(props: ActionButtonProps): React.ReactElement {
  const { resource, action, record, icon = false, onDone, onClick } = props;
  const { action: nameOf, say } = useWords();
  const [asking, setAsking] = useState(false);
  const { icon: iconName } = action as { readonly icon?: string };
  const name = nameOf(action.name, resource.id);
  const common = {
    className: `${props.className}${action.variant === 'danger' ? ' cr-danger' : ''}`,
    'data-testid': `action-${action.name}`,
    ...(record === undefined ? {} : { 'aria-label': say('named', { act: name, thing: record.title }) }),
  };
  const shown = (
    <>
      {icon && iconName !== undefined && <Icon icon={iconName} />} {name}
    </>
  );
  if (action.component !== ASKED) {
    return (
      <Link {...common} to={addressOf(resource.id, action.name, record?.id)} onClick={onClick}>
        {shown}
      </Link>
    );
  }
  return (
    <>
      <button {...common} type="button" onClick={() => setAsking(true)}>
        {shown}
      </button>
      {asking && (
        <ConfirmDialog
          resource={resource}
          action={action}
          record={record}
          onCancel={() => {
            setAsking(false);
            onClick?.();
          }}
          onDone={(answer) => {
            setAsking(false);
            onClick?.();
            onDone(answer);
          }}
        />
      )}
    </>
  );
}

function addressOf(resourceId: string, action: string, recordId: string | undefined): string {
  const resource = `/console/resources/${resourceId}`;
  return recordId === undefined
    ? `${resource}/actions/${action}`
    : `${resource}/records/${encodeURIComponent(recordId)}/${action}`;
}
