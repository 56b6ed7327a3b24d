import { Icon } from '@adminjs/design-system';
import React, { useEffect, useState } from 'react';

import type { FlowNode, NodeKey } from '../../../ivr/core/flow-graph.js';
import { LabelledInput } from '../parts/labelled.js';
import type { Told } from './check.js';
import type { Editing } from './editing.js';
import { changeNode, duplicateNode, freshName, nameFault, removeNode, renameNode } from './edits.js';
import { NodeFieldEdit } from './node-field.js';
import { FIELDS_OF, withValue } from './node-kinds.js';
import { useFlowWords } from './words.js';

interface Props {
  readonly editing: Editing;
  readonly selected: NodeKey | null;
  readonly told: readonly Told[];
}

/** What the chosen node is, and all that can be done with it. */
export function NodeForm({ editing, selected, told }: Props): React.ReactElement {
  const say = useFlowWords();
  const node = selected === null ? undefined : editing.graph.nodes[selected];
  if (selected === null || node === undefined) return <p className="cr-quiet">{say('noNode')}</p>;
  return <OneNode key={selected} editing={editing} nodeKey={selected} node={node} told={told} />;
}

interface NodeProps extends Omit<Props, 'selected'> {
  readonly nodeKey: NodeKey;
  readonly node: FlowNode;
}

function OneNode({ editing, nodeKey, node, told }: NodeProps): React.ReactElement {
  const say = useFlowWords();
  const faults = told.filter((one) => one.node === nodeKey);
  return (
    <>
      <h2>{say(`kind.${node.kind}`)}</h2>
      <p className="cr-hint">{say(`about.${node.kind}`)}</p>
      {faults.length > 0 && (
        <ul className="cr-banner cr-bad">
          {faults.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <NodeName editing={editing} nodeKey={nodeKey} />
      <Acts editing={editing} nodeKey={nodeKey} />
      {FIELDS_OF[node.kind].map((field) => (
        <NodeFieldEdit
          key={field.name}
          editing={editing}
          nodeKey={nodeKey}
          node={node}
          field={field}
          id={`flow-${field.name}`}
          onChange={(value, of = null) =>
            editing.change(
              changeNode(editing.graph, nodeKey, withValue(node, field.name, value)),
              of === null ? null : `${nodeKey} ${field.name} ${of}`,
            )
          }
        />
      ))}
    </>
  );
}

/** Typed first, and a name once it is one: ways lead by it. */
function NodeName({ editing, nodeKey }: Pick<NodeProps, 'editing' | 'nodeKey'>): React.ReactElement {
  const say = useFlowWords();
  const [typed, setTyped] = useState(nodeKey);
  useEffect(() => setTyped(nodeKey), [nodeKey]);
  const name = typed.trim();
  const fault = nameFault(editing.graph, nodeKey, name);
  const take = (): void => {
    if (name === nodeKey || fault !== null) return;
    editing.change(renameNode(editing.graph, nodeKey, name), null);
    editing.select(name);
  };
  return (
    <div
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
    >
      <LabelledInput
        id="flow-node-name"
        label={say('nodeName')}
        value={typed}
        {...(fault === null ? {} : { fault: say(fault) })}
        onChange={setTyped}
      />
    </div>
  );
}

function Acts({ editing, nodeKey }: Pick<NodeProps, 'editing' | 'nodeKey'>): React.ReactElement {
  const say = useFlowWords();
  const { graph, change, select } = editing;
  const isStart = graph.start === nodeKey;
  return (
    <div className="cr-flow-acts">
      {isStart ? (
        <span className="cr-badge">{say('isStart')}</span>
      ) : (
        <button type="button" className="cr-button" onClick={() => change({ ...graph, start: nodeKey }, null)}>
          {say('makeStart')}
        </button>
      )}
      <button
        type="button"
        className="cr-button"
        onClick={() => {
          const copy = freshName(graph, nodeKey);
          change(duplicateNode(graph, nodeKey, copy), null);
          select(copy);
        }}
      >
        <Icon icon="Copy" /> {say('duplicate')}
      </button>
      <button
        type="button"
        className="cr-button"
        onClick={() => {
          change(removeNode(graph, nodeKey), null);
          select(null);
        }}
      >
        <Icon icon="Trash2" /> {say('remove')}
      </button>
    </div>
  );
}
