import { Icon } from '@adminjs/design-system';
import React from 'react';

import type { NodeKey, Saying } from '../../../ivr/core/flow-graph.js';
import type { PromptId } from '../../../kernel/ids.js';
import { SAID_AS } from '../../../kernel/said-as.js';
import { KEYS } from '../parts/menu-action.js';
import { ThingPicker } from '../parts/thing-picker.js';
import type { FieldProps } from './editing.js';
import { saidWords } from './gist.js';
import { NOWHERE_KEY, valueOf } from './node-kinds.js';
import { WaySelect } from './way-select.js';
import { useFlowWords, wordOf } from './words.js';

/** What is said, one after the other: prompts, texts that are spoken, values. */
export function SayField({ editing, node, field, id, onChange }: FieldProps): React.ReactElement {
  const say = useFlowWords();
  const said = valueOf(node, field.name) as readonly Saying[];
  return (
    <fieldset>
      <legend>{say(wordOf('field', field.name))}</legend>
      {said.length === 0 && <p className="cr-hint">{say('noPrompt')}</p>}
      <ol>
        {said.map((one, index) => {
          const title =
            'prompt' in one && editing.titles.of[one.prompt] === ''
              ? say('unknownThing')
              : saidWords(one, editing.titles.of);
          const before = said[index - 1];
          return (
            <li key={index} className="cr-flow-row cr-flow-said">
              <OneSaid
                said={one}
                title={title}
                onChange={(changed, of) => onChange(said.with(index, changed), of === null ? null : `${index}.${of}`)}
              />
              <button
                type="button"
                className="cr-plain"
                disabled={before === undefined}
                aria-label={say('moveUp', { title })}
                onClick={() => before !== undefined && onChange(said.with(index, before).with(index - 1, one))}
              >
                <Icon icon="ArrowUp" />
              </button>
              <button
                type="button"
                className="cr-plain"
                aria-label={say('removePrompt', { title })}
                onClick={() => onChange(said.toSpliced(index, 1))}
              >
                <Icon icon="Trash2" />
              </button>
            </li>
          );
        })}
      </ol>
      <ThingPicker
        key={said.length}
        id={id}
        resourceId="prompt"
        label={say('addPrompt')}
        value={null}
        onChange={(thing) => {
          if (thing === null) return;
          editing.titles.learn(thing);
          onChange([...said, { prompt: thing.id as PromptId }]);
        }}
      />
      <p>
        <button type="button" className="cr-plain" onClick={() => onChange([...said, { text: '' }])}>
          <Icon icon="Plus" /> {say('addText')}
        </button>
        <button
          type="button"
          className="cr-plain"
          onClick={() => onChange([...said, { value: '{caller}', as: 'digits' }])}
        >
          <Icon icon="Plus" /> {say('addSaidValue')}
        </button>
      </p>
    </fieldset>
  );
}

interface SaidProps {
  readonly said: Saying;
  readonly title: string;
  readonly onChange: (said: Saying, of: string | null) => void;
}

function OneSaid({ said, title, onChange }: SaidProps): React.ReactElement {
  const say = useFlowWords();
  if ('prompt' in said) return <span>{title}</span>;
  if ('text' in said) {
    return (
      <textarea
        className="cr-input"
        rows={2}
        aria-label={say('saidText')}
        aria-invalid={said.text.trim() === ''}
        maxLength={500}
        value={said.text}
        onChange={(event) => onChange({ text: event.target.value }, 'text')}
      />
    );
  }
  return (
    <span className="cr-flow-value">
      <input
        className="cr-input"
        aria-label={say('saidValue')}
        autoComplete="off"
        maxLength={1_000}
        value={said.value}
        onChange={(event) => onChange({ ...said, value: event.target.value }, 'value')}
      />
      <select
        className="cr-input"
        aria-label={say('saidAs')}
        value={said.as}
        onChange={(event) => {
          const as = SAID_AS.find((one) => one === event.target.value);
          if (as !== undefined) onChange({ ...said, as }, null);
        }}
      >
        {SAID_AS.map((as) => (
          <option key={as} value={as}>
            {say(`as.${as}`)}
          </option>
        ))}
      </select>
    </span>
  );
}

/** Keys of a menu, in their order on a telephone, and where each leads. */
export function KeysField({ editing, nodeKey, node, field, id, onChange }: FieldProps): React.ReactElement {
  const say = useFlowWords();
  const keys = valueOf(node, field.name) as Readonly<Record<string, NodeKey>>;
  const taken = Object.keys(keys);
  const free = KEYS.find((key) => !taken.includes(key));
  const put = (entries: readonly (readonly [string, NodeKey])[]): void => onChange(Object.fromEntries(entries));
  return (
    <fieldset>
      <legend>{say(wordOf('field', field.name))}</legend>
      {taken.toSorted(byPlace).map((key) => (
        <div key={key} className="cr-flow-row">
          <select
            className="cr-input"
            aria-label={say('key', { key })}
            value={key}
            onChange={({ target: { value } }) =>
              put(Object.entries(keys).map(([one, to]) => [one === key ? value : one, to]))
            }
          >
            {[key, ...KEYS.filter((one) => !taken.includes(one))].toSorted(byPlace).map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
          <WaySelect
            id={`${id}-${key}`}
            editing={editing}
            nodeKey={nodeKey}
            by={key}
            to={keys[key] ?? NOWHERE_KEY}
            label={`${say('key', { key })} ${say('then')}`}
          />
          <button
            type="button"
            className="cr-plain"
            aria-label={say('removeKey', { key })}
            onClick={() => put(Object.entries(keys).filter(([one]) => one !== key))}
          >
            <Icon icon="Trash2" />
          </button>
        </div>
      ))}
      {free !== undefined && (
        <button type="button" className="cr-button" onClick={() => put([...Object.entries(keys), [free, NOWHERE_KEY]])}>
          <Icon icon="Plus" /> {say('addKey')}
        </button>
      )}
    </fieldset>
  );
}

function byPlace(one: string, other: string): number {
  const place = (key: string): number => (KEYS as readonly string[]).indexOf(key);
  return place(one) - place(other);
}
