import React from 'react';

import type { FlowNodeKind, NodeKey } from '../../../ivr/core/flow-graph.js';
import { lead, leadToNew, type Editing } from './editing.js';
import { leadsOn } from './edits.js';
import { KINDS } from './node-kinds.js';
import { useFlowWords } from './words.js';

interface Props {
  readonly id: string;
  readonly editing: Editing;
  readonly nodeKey: NodeKey;
  readonly by: string;
  readonly to: NodeKey;
  /** Where no visible label is tied to the id. */
  readonly label?: string;
}

/** Of the choice of a new node; no node has such a name, which begins with no space. */
const NEW = ' new ';

/** Where a way leads: to a node that is there, or to one made for it. */
export function WaySelect({ id, editing, nodeKey, by, to, label }: Props): React.ReactElement {
  const say = useFlowWords();
  const there = leadsOn(editing.graph, to);
  return (
    <select
      id={id}
      className="cr-input"
      aria-label={label}
      aria-invalid={!there}
      value={there ? to : ''}
      onChange={({ target: { value } }) => {
        const kind = KINDS.find((one) => value === NEW + one);
        if (kind === undefined) lead(editing, nodeKey, by, value);
        else leadToNew(editing, nodeKey, by, kind);
      }}
    >
      {!there && (
        <option value="" disabled>
          {say('nowhere')}
        </option>
      )}
      {Object.keys(editing.graph.nodes).map((key) => (
        <option key={key} value={key}>
          {key}
        </option>
      ))}
      <NewNodes label={say('newNode')} />
    </select>
  );
}

function NewNodes({ label }: { readonly label: string }): React.ReactElement {
  const say = useFlowWords();
  return (
    <optgroup label={label}>
      {KINDS.map((kind: FlowNodeKind) => (
        <option key={kind} value={NEW + kind}>
          + {say(`kind.${kind}`)}
        </option>
      ))}
    </optgroup>
  );
}
