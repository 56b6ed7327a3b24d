import React, { useEffect, useId, useState } from 'react';

import { useWords } from './adminjs.js';
import { useThings, type NamedThing } from './use-things.js';

interface PickerProps {
  readonly id: string;
  readonly resourceId: string;
  /** What is chosen; null where nothing is. */
  readonly value: NamedThing | null;
  readonly onChange: (thing: NamedThing | null) => void;
  /** Where no visible label is tied to the id. */
  readonly label?: string;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  readonly disabled?: boolean;
}

/** Picks one thing of the tenant's by its number or name (the pattern "combobox with list" of WAI-ARIA). */
export function ThingPicker(props: PickerProps): React.ReactElement {
  const { id, resourceId, value, onChange } = props;
  const { say } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const listId = useId();
  const { things, searching } = useThings(resourceId, typed);
  const open = typed !== null;
  useEffect(() => setActive(0), [typed, things]);
  const choose = (thing: NamedThing | null): void => {
    onChange(thing);
    setTyped(null);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape') setTyped(null);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) setTyped('');
      else setActive((at) => (at + (event.key === 'ArrowDown' ? 1 : -1) + things.length) % Math.max(things.length, 1));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      const thing = things[active];
      if (thing !== undefined) choose(thing);
    }
  };
  return (
    <div className="cr-picker">
      <input
        id={id}
        className="cr-input"
        type="text"
        role="combobox"
        aria-label={props.label}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && things.length > 0 ? `${listId}-${active}` : undefined}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid ?? false}
        disabled={props.disabled ?? false}
        autoComplete="off"
        placeholder={say('searchHint')}
        value={typed ?? value?.title ?? ''}
        onFocus={(event) => event.target.select()}
        onClick={() => setTyped((before) => before ?? '')}
        onChange={(event) => {
          setTyped(event.target.value);
          if (event.target.value === '' && value !== null) onChange(null);
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={onKeyDown}
      />
      {open && (
        <Options
          listId={listId}
          things={things}
          active={active}
          nothing={say(searching ? 'searching' : 'nothingFound')}
          onActive={setActive}
          onChoose={choose}
        />
      )}
    </div>
  );
}

interface OptionsProps {
  readonly listId: string;
  readonly things: readonly NamedThing[];
  readonly active: number;
  readonly nothing: string;
  readonly onActive: (index: number) => void;
  readonly onChoose: (thing: NamedThing) => void;
}

function Options({ listId, things, active, nothing, onActive, onChoose }: OptionsProps): React.ReactElement {
  return (
    <ul id={listId} role="listbox" className="cr-options">
      {things.map((thing, index) => (
        <li
          key={thing.id}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === active}
          className={index === active ? 'cr-active' : ''}
          onMouseDown={(event) => {
            // before the input loses the focus, which closes the list
            event.preventDefault();
            onChoose(thing);
          }}
          onMouseEnter={() => onActive(index)}
        >
          {thing.title}
        </li>
      ))}
      {things.length === 0 && (
        <li className="cr-quiet" role="presentation">
          {nothing}
        </li>
      )}
    </ul>
  );
}
