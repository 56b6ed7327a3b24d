import React, { useEffect, useState } from 'react';
import { Icon } from '@adminjs/design-system';

import { jsonOf, textOf, titlesIn, useWords, type EditProps } from './parts/adminjs.js';
import { DestinationFields } from './parts/destination-fields.js';
import { NOWHERE, type DraftDestination } from './parts/destination.js';
import { FieldFrame } from './parts/field-frame.js';
import { actionOf, draftActionOf, freeKey, KEYS, type DraftAction, type Key } from './parts/menu-action.js';

interface PartProps {
  readonly path: string;
  readonly action: DraftAction;
  readonly titles: Readonly<Record<string, string>>;
  readonly change: (change: Partial<DraftAction>) => void;
  readonly named: (value: DraftDestination, title: string | undefined) => DraftDestination;
}

/** What a menu does after its prompt: goes on, or waits for a key. */
export default function MenuActionEdit({ property, record, onChange }: EditProps): React.ReactElement {
  const { say } = useWords();
  const text = textOf(record, property.path);
  const [action, setAction] = useState(() => draftActionOf(jsonOf(text)));
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({});
  const change = (changed: Partial<DraftAction>): void => {
    const next = { ...action, ...changed };
    setAction(next);
    onChange(property.path, JSON.stringify(actionOf(next)));
  };
  useEffect(() => {
    // what is shown at first is also what is sent
    if (text === '') onChange(property.path, JSON.stringify(actionOf(action)));
  }, [text]);
  const part: PartProps = {
    path: property.path,
    action,
    titles: { ...titlesIn(record, property.path), ...titles },
    change,
    named: (value, title) => {
      if (value.id !== null && title !== undefined) setTitles({ ...titles, [value.id]: title });
      return value;
    },
  };
  return (
    <FieldFrame property={property} group error={record.errors[property.path]?.message}>
      {(['keys', 'go'] as const).map((kind) => (
        <label key={kind} className="cr-check">
          <input
            type="radio"
            name={`${property.path}-kind`}
            checked={action.kind === kind}
            onChange={() => change({ kind })}
          />
          <span>{say(`menu.${kind}`)}</span>
        </label>
      ))}
      {action.kind === 'go' ? (
        <DestinationFields
          id={`${property.path}-go`}
          label={say('menu.go')}
          value={action.destination}
          titles={part.titles}
          onChange={(value, title) => change({ destination: part.named(value, title) })}
        />
      ) : (
        <KeysEdit {...part} />
      )}
    </FieldFrame>
  );
}

function KeysEdit(part: PartProps): React.ReactElement {
  const { path, action, titles, change, named } = part;
  const { say } = useWords();
  const free = freeKey(action);
  return (
    <>
      {action.keys.length === 0 && <p className="cr-hint">{say('menu.noKeys')}</p>}
      {action.keys.map((_key, index) => (
        <OneKey key={index} {...part} index={index} />
      ))}
      {free !== undefined && (
        <button
          type="button"
          className="cr-button"
          onClick={() => change({ keys: [...action.keys, { key: free, destination: NOWHERE }] })}
        >
          <Icon icon="Plus" /> {say('menu.addKey')}
        </button>
      )}
      <div className="cr-pair">
        {(['keyTimeoutS', 'attempts'] as const).map((name) => (
          <div key={name}>
            <label htmlFor={`${path}-${name}`}>{say(name === 'attempts' ? 'menu.attempts' : 'menu.keyTimeout')}</label>
            <input
              id={`${path}-${name}`}
              className="cr-input cr-short"
              inputMode="decimal"
              autoComplete="off"
              value={action[name]}
              onChange={(event) => change({ [name]: event.target.value })}
            />
          </div>
        ))}
      </div>
      <p className="cr-hint">{say('menu.attemptsHint')}</p>
      <label htmlFor={`${path}-otherwise`}>{say('menu.otherwise')}</label>
      <DestinationFields
        id={`${path}-otherwise`}
        value={action.otherwise}
        titles={titles}
        onChange={(value, title) => change({ otherwise: named(value, title) })}
      />
    </>
  );
}

function OneKey({
  path,
  action,
  titles,
  change,
  named,
  index,
}: PartProps & { readonly index: number }): React.ReactElement | null {
  const { say } = useWords();
  const row = action.keys[index];
  if (row === undefined) return null;
  const put = (changed: Partial<typeof row>): void =>
    change({ keys: action.keys.map((one, at) => (at === index ? { ...one, ...changed } : one)) });
  return (
    <div className="cr-key">
      <select
        className="cr-input cr-key-name"
        aria-label={say('menu.key', { key: row.key })}
        value={row.key}
        onChange={(event) => put({ key: event.target.value as Key })}
      >
        {KEYS.filter((key) => key === row.key || !action.keys.some((taken) => taken.key === key)).map((key) => (
          <option key={key} value={key}>
            {key}
          </option>
        ))}
      </select>
      <DestinationFields
        id={`${path}-key-${index}`}
        label={say('menu.key', { key: row.key })}
        value={row.destination}
        titles={titles}
        onChange={(value, title) => put({ destination: named(value, title) })}
      />
      <button
        type="button"
        className="cr-plain"
        aria-label={say('menu.removeKey', { key: row.key })}
        onClick={() => change({ keys: action.keys.filter((_one, at) => at !== index) })}
      >
        <Icon icon="Trash2" />
      </button>
    </div>
  );
}
