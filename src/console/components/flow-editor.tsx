import type { ActionProps } from 'adminjs';
import React from 'react';

import { Editor } from './flow/editor.js';
import { FlowStyle } from './flow/style.js';
import { useFlowDesign } from './flow/use-flow-editor.js';
import { useFlowWords } from './flow/words.js';

/** What a flow says and does: drawn, checked, tried and published. */
export default function FlowEditor({ record }: ActionProps): React.ReactElement {
  const say = useFlowWords();
  const { design, fault } = useFlowDesign(record?.id ?? '');
  return (
    <div className="cr-flow cr-form">
      <FlowStyle />
      {design !== null && <Editor begin={design} />}
      {design === null && fault === null && <p className="cr-quiet">{say('loading')}</p>}
      {fault !== null && (
        <p className="cr-error" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
