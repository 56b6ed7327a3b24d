import type { ActionJSON, RecordJSON, ResourceJSON } from 'adminjs';
import React, { useRef } from 'react';

import { ActionButton } from './action-button.js';
import { useWords } from './adminjs.js';
import type { ActionAnswer } from './use-perform.js';

/** Actions that are seen at once; where there are more, all but the first ones are in a menu. */
const ALL_SEEN = 3;
const FIRST_SEEN = 2;

interface RowActionsProps {
  readonly resource: ResourceJSON;
  readonly record: RecordJSON;
  readonly onDone: (answer: ActionAnswer) => void;
}

export function RowActions({ resource, record, onDone }: RowActionsProps): React.ReactElement {
  const { say } = useWords();
  const menu = useRef<HTMLDetailsElement>(null);
  const ordered = inOrder(record.recordActions);
  const seen = ordered.length <= ALL_SEEN ? ordered : ordered.slice(0, FIRST_SEEN);
  const hidden = ordered.slice(seen.length);
  const button = (action: ActionJSON): React.ReactElement => (
    <ActionButton
      key={action.name}
      className="cr-link"
      resource={resource}
      record={record}
      action={action}
      onDone={onDone}
      onClick={() => {
        if (menu.current !== null) menu.current.open = false;
      }}
    />
  );
  return (
    <span className="cr-row-actions">
      {seen.map(button)}
      {hidden.length > 0 && (
        <details
          ref={menu}
          className="cr-more"
          onBlur={(event) => {
            const { relatedTarget } = event;
            if (relatedTarget !== null && !event.currentTarget.contains(relatedTarget))
              event.currentTarget.open = false;
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.open = false;
          }}
        >
          <summary className="cr-link" aria-label={say('moreOf', { title: record.title })}>
            {say('more')}
          </summary>
          <div className="cr-menu">{hidden.map(button)}</div>
        </details>
      )}
    </span>
  );
}

/** What everything has comes first, deleting last. */
export function inOrder(actions: readonly ActionJSON[]): ActionJSON[] {
  const place = ({ name }: ActionJSON): number => ({ show: 0, edit: 1, delete: 9 })[name] ?? 5;
  return [...actions].sort((one, other) => place(one) - place(other));
}
