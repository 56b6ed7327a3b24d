import type { ActionProps } from 'adminjs';
import React from 'react';

import { useWords } from './parts/adminjs.js';

interface Wrapped extends ActionProps {
  readonly OriginalComponent: React.ComponentType<ActionProps>;
}

/** AdminJS's list, with what these things are for above it. */
export default function DefaultListAction({ OriginalComponent, ...props }: Wrapped): React.ReactElement {
  const { message } = useWords();
  return (
    <div className="cr-list">
      <p className="cr-about">{message('about', props.resource.id)}</p>
      <OriginalComponent {...props} />
    </div>
  );
}
