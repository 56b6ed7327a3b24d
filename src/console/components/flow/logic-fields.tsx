import { Icon } from '@adminjs/design-system';
import React from 'react';

import { COMPARISONS, type Comparison, type NodeKey, type Template } from '../../../ivr/core/flow-graph.js';
import { KNOWN_OF_CALLS } from '../../../ivr/core/flow-known.js';
import type { FieldProps } from './editing.js';
import { NOWHERE_KEY, valueOf } from './node-kinds.js';
import { WaySelect } from './way-select.js';
import { useFlowWords, wordOf } from './words.js';

interface Case {
  readonly all: readonly Comparison[];
  readonly next: NodeKey;
}

const BLANK_COMPARISON: Comparison = { left: '{caller}', is: 'is', right: '' };

/** Cases of a condition, each with its comparisons and where it leads. */
export function CasesField({ editing, nodeKey, node, field, id, onChange }: FieldProps): React.ReactElement {
  const say = useFlowWords();
  const cases = valueOf(node, field.name) as readonly Case[];
  return (
    <fieldset>
      <legend>{say(wordOf('field', field.name))}</legend>
      <p className="cr-hint">{say('caseHint')}</p>
      {cases.map(({ all, next }, index) => {
        const number = index + 1;
        const put = (changed: readonly Comparison[], of: string | null): void =>
          onChange(cases.with(index, { all: changed, next }), of === null ? null : `${number}.${of}`);
        return (
          <div key={index} className="cr-flow-case" role="group" aria-label={say('case', { number })}>
            <h4>
              {say('case', { number })}
              <button
                type="button"
                className="cr-plain"
                aria-label={say('removeCase', { number })}
                onClick={() => onChange(cases.toSpliced(index, 1))}
              >
                <Icon icon="Trash2" />
              </button>
            </h4>
            {all.map((one, at) => (
              <OneComparison
                key={at}
                value={one}
                onChange={(changed, of) => put(all.with(at, changed), of === null ? null : `${at}.${of}`)}
                onRemove={all.length < 2 ? null : () => put(all.toSpliced(at, 1), null)}
              />
            ))}
            <p>
              <button type="button" className="cr-plain" onClick={() => put([...all, BLANK_COMPARISON], null)}>
                <Icon icon="Plus" /> {say('addComparison')}
              </button>
            </p>
            <label htmlFor={`${id}-${index}`}>{say('then')}</label>
            <WaySelect id={`${id}-${index}`} editing={editing} nodeKey={nodeKey} by={`case${number}`} to={next} />
          </div>
        );
      })}
      <button
        type="button"
        className="cr-button"
        onClick={() => onChange([...cases, { all: [BLANK_COMPARISON], next: NOWHERE_KEY }])}
      >
        <Icon icon="Plus" /> {say('addCase')}
      </button>
    </fieldset>
  );
}

interface ComparisonProps {
  readonly value: Comparison;
  readonly onChange: (value: Comparison, of: string | null) => void;
  /** null: it is the only one. */
  readonly onRemove: (() => void) | null;
}

function OneComparison({ value, onChange, onRemove }: ComparisonProps): React.ReactElement {
  const say = useFlowWords();
  return (
    <div className="cr-flow-compare">
      <input
        className="cr-input cr-flow-left"
        aria-label={say('left')}
        autoComplete="off"
        maxLength={1_000}
        value={value.left}
        onChange={(event) => onChange({ ...value, left: event.target.value }, 'left')}
      />
      <select
        className="cr-input"
        aria-label={say('comparison')}
        value={value.is}
        onChange={(event) => {
          const is = COMPARISONS.find((one) => one === event.target.value);
          if (is !== undefined) onChange({ ...value, is }, null);
        }}
      >
        {COMPARISONS.map((one) => (
          <option key={one} value={one}>
            {say(`is.${one}`)}
          </option>
        ))}
      </select>
      <input
        className="cr-input"
        aria-label={say('right')}
        autoComplete="off"
        maxLength={1_000}
        disabled={value.is === 'isEmpty'}
        value={value.right}
        onChange={(event) => onChange({ ...value, right: event.target.value }, 'right')}
      />
      {onRemove !== null && (
        <button type="button" className="cr-plain" aria-label={say('removeComparison')} onClick={onRemove}>
          <Icon icon="Trash2" />
        </button>
      )}
    </div>
  );
}

/** Variables that a node sets. */
export function ValuesField({ node, field, onChange }: FieldProps): React.ReactElement {
  const say = useFlowWords();
  const values = valueOf(node, field.name) as Readonly<Record<string, Template>>;
  const entries = Object.entries(values);
  const put = (changed: readonly (readonly [string, Template])[], of: string | null = null): void =>
    onChange(Object.fromEntries(changed), of);
  return (
    <fieldset>
      <legend>{say(wordOf('field', field.name))}</legend>
      <p className="cr-hint">{say(wordOf('hint', field.name), { known: KNOWN_OF_CALLS.join(', ') })}</p>
      {entries.map(([name, value], index) => (
        <div key={index} className="cr-flow-row cr-flow-pair">
          <input
            className="cr-input"
            aria-label={say('pairName')}
            autoComplete="off"
            maxLength={60}
            value={name}
            onChange={(event) => {
              // two of one name would be one
              if (!Object.hasOwn(values, event.target.value)) {
                put(entries.with(index, [event.target.value, value]), `${index}.name`);
              }
            }}
          />
          <input
            className="cr-input"
            aria-label={say('value')}
            autoComplete="off"
            maxLength={1_000}
            value={value}
            onChange={(event) => put(entries.with(index, [name, event.target.value]), `${index}.value`)}
          />
          <button
            type="button"
            className="cr-plain"
            aria-label={say('removeValue', { name })}
            onClick={() => put(entries.toSpliced(index, 1))}
          >
            <Icon icon="Trash2" />
          </button>
        </div>
      ))}
      <button type="button" className="cr-button" onClick={() => put([...entries, [freeName(values), '']])}>
        <Icon icon="Plus" /> {say('addValue')}
      </button>
    </fieldset>
  );
}

function freeName(values: Readonly<Record<string, Template>>): string {
  let name = 'value';
  for (let count = 2; Object.hasOwn(values, name); count += 1) name = `value${String(count)}`;
  return name;
}
