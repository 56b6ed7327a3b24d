import React, { useEffect, useRef } from 'react';

import { ConfirmCard, type ConfirmProps } from './confirm-card.js';

/** The question over the page that it was asked on. */
export function ConfirmDialog(props: ConfirmProps): React.ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="cr-dialog"
      aria-label={props.record?.title}
      onClose={props.onCancel}
      // the row under it would take it for its own
      onClick={(event) => event.stopPropagation()}
    >
      <ConfirmCard {...props} />
    </dialog>
  );
}
