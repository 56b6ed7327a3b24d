import React, { useMemo, useState } from 'react';

import type { NodeKey } from '../../../ivr/core/flow-graph.js';
import type { FlowDesignView } from '../../flows/flow-views.js';
import { useWords } from '../parts/adminjs.js';
import { useSession } from '../parts/session.js';
import { checkOf, type Checked } from './check.js';
import type { Editing } from './editing.js';
import { addNode, freshName } from './edits.js';
import { gistOf } from './gist.js';
import { NodeForm } from './node-form.js';
import { KINDS } from './node-kinds.js';
import { FlowPicture } from './picture.js';
import { TryCaller } from './try-caller.js';
import { nodeTried, type TryWalk } from './try-walk.js';
import { useFlowEditor, type FlowEditing } from './use-flow-editor.js';
import { useTitles } from './use-titles.js';
import { FlowVersions } from './versions.js';
import { useFlowWords } from './words.js';

/** The draft as a picture, the chosen node beside it, and what is done with the whole. */
export function Editor({ begin }: { readonly begin: FlowDesignView }): React.ReactElement {
  const say = useFlowWords();
  const { say: sayConsole } = useWords();
  const { language } = useSession();
  const flow = useFlowEditor(begin);
  const { graph, design } = flow;
  const [selected, setSelected] = useState<NodeKey | null>(graph.start);
  const [beside, setBeside] = useState<'node' | 'try'>('node');
  const [walk, setWalk] = useState<TryWalk | null>(null);
  const isTrying = walk !== null;
  const graphs = useMemo(
    () => [graph, ...(isTrying ? design.others.map((other) => other.graph) : [])],
    [graph, isTrying, design.others],
  );
  const titles = useTitles(graphs);
  const tryFlows = { graph, others: design.others };
  const select = (key: NodeKey | null): void => {
    setSelected(key);
    setBeside('node');
  };
  const checked = useMemo(
    () => checkOf(graph, design.flow.id, design.others, language),
    [graph, design.flow.id, design.others, language],
  );
  const faulty = useMemo(() => new Set(checked.told.flatMap(({ node }) => (node === null ? [] : [node]))), [checked]);
  const editing: Editing = { graph, titles, change: flow.change, select, nameFor: (kind) => say(`kind.${kind}`) };
  return (
    <>
      <Standing flow={flow} />
      <Tools flow={flow} checked={checked} editing={editing} selected={selected} />
      <Notices flow={flow} />
      <Faults checked={checked} onSelect={select} />
      <div className="cr-flow-desk">
        <FlowPicture
          graph={graph}
          selected={selected}
          faulty={faulty}
          walked={walk === null ? null : nodeTried(walk)}
          gist={(key) => gistOf(graph.nodes[key], titles.of, say, sayConsole)}
          onSelect={select}
        />
        <aside className="cr-flow-aside" aria-label={say('node')}>
          <div className="cr-flow-tabs">
            {(['node', 'try'] as const).map((name) => (
              <button
                key={name}
                type="button"
                className="cr-button"
                aria-pressed={beside === name}
                onClick={() => setBeside(name)}
              >
                {say(name)}
              </button>
            ))}
          </div>
          {beside === 'node' ? (
            <NodeForm editing={editing} selected={selected} told={checked.told} />
          ) : (
            <TryCaller flows={tryFlows} walk={walk} titles={titles.of} learn={titles.learn} onWalk={setWalk} />
          )}
        </aside>
      </div>
      <FlowVersions editing={flow} />
    </>
  );
}

/** What callers get, and whether the draft is kept. */
function Standing({ flow: { design, unsaved } }: { readonly flow: FlowEditing }): React.ReactElement {
  const say = useFlowWords();
  const inUse = design.versions.find(({ id }) => id === design.flow.publishedId);
  return (
    <p>
      {inUse === undefined ? say('neverPublished') : say('published', { number: inUse.number })}
      {' · '}
      <span role="status">{say(unsaved ? 'unsaved' : 'allSaved')}</span>
      <span className="cr-quiet"> · {say('about')}</span>
    </p>
  );
}

interface ToolsProps {
  readonly flow: FlowEditing;
  readonly checked: Checked;
  readonly editing: Editing;
  readonly selected: NodeKey | null;
}

function Tools({ flow, checked, editing, selected }: ToolsProps): React.ReactElement {
  const say = useFlowWords();
  return (
    <div className="cr-flow-tools">
      <select
        className="cr-input"
        aria-label={say('addNode')}
        value=""
        onChange={({ target: { value } }) => {
          const kind = KINDS.find((one) => one === value);
          if (kind === undefined) return;
          const name = freshName(editing.graph, editing.nameFor(kind));
          editing.change(addNode(editing.graph, kind, name, selected), null);
          editing.select(name);
        }}
      >
        <option value="">+ {say('addNode')}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {say(`kind.${kind}`)}
          </option>
        ))}
      </select>
      <button type="button" className="cr-button" disabled={!flow.canUndo} onClick={flow.undo}>
        {say('undo')}
      </button>
      <button type="button" className="cr-button" disabled={!flow.canRedo} onClick={flow.redo}>
        {say('redo')}
      </button>
      <span className="cr-grow" />
      <button
        type="button"
        className="cr-button"
        disabled={flow.busy || !flow.unsaved || checked.unfinished}
        title={checked.unfinished ? say('finishFirst') : undefined}
        onClick={() => void flow.save()}
      >
        {say('save')}
      </button>
      <button
        type="button"
        className="cr-button cr-primary"
        disabled={flow.busy || checked.told.length > 0}
        title={checked.told.length > 0 ? say('faultsTitle', { count: checked.told.length }) : undefined}
        onClick={() => void flow.publish()}
      >
        {say('publish')}
      </button>
    </div>
  );
}

function Notices({ flow }: { readonly flow: FlowEditing }): React.ReactElement {
  const say = useFlowWords();
  const { notice, theirs } = flow;
  return (
    <>
      {notice !== null && (
        <div className={`cr-banner ${notice.good ? 'cr-good' : 'cr-bad'}`} role={notice.good ? 'status' : 'alert'}>
          {notice.text}
          {notice.fields?.map((text) => (
            <div key={text}>{text}</div>
          ))}
        </div>
      )}
      {theirs !== null && (
        <div className="cr-banner cr-bad" role="alert">
          {say('conflict')}
          <div>
            <button type="button" className="cr-button" onClick={() => void flow.saveMine()}>
              {say('saveMine')}
            </button>
            <button
              type="button"
              className="cr-button"
              onClick={() => {
                if (window.confirm(say('dropSure'))) flow.readTheirs();
              }}
            >
              {say('readTheirs')}
            </button>
          </div>
        </div>
      )}
    </>
  );
}

interface FaultsProps {
  readonly checked: Checked;
  readonly onSelect: (key: NodeKey) => void;
}

/** What keeps the draft from being published; each leads to its node. */
function Faults({ checked: { told, unfinished }, onSelect }: FaultsProps): React.ReactElement {
  const say = useFlowWords();
  if (told.length === 0) {
    return (
      <p className="cr-banner cr-good" role="status">
        {say('noFaults')}
      </p>
    );
  }
  return (
    <div className="cr-banner cr-bad cr-flow-faults" role="status" tabIndex={0}>
      <b>{say('faultsTitle', { count: told.length })}</b>
      {unfinished && <div>{say('finishFirst')}</div>}
      <ul>
        {told.map(({ node, text }) => (
          <li key={text}>
            {node === null ? (
              text
            ) : (
              <button type="button" className="cr-link" onClick={() => onSelect(node)}>
                {text}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
