import React from 'react';

import { useWords } from './adminjs.js';
import { resourceOf, TARGETS, type DraftDestination, type Target } from './destination.js';
import { ThingPicker } from './thing-picker.js';

interface DestinationFieldsProps {
  readonly id: string;
  readonly value: DraftDestination;
  readonly titles: Readonly<Record<string, string>>;
  readonly onChange: (value: DraftDestination, title: string | undefined) => void;
  /** Says what is chosen here, where no visible label is tied to the id. */
  readonly label?: string;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
}

/** Where a caller goes: what kind of thing, and which. */
export function DestinationFields(props: DestinationFieldsProps): React.ReactElement {
  const { id, value, titles, onChange } = props;
  const { say } = useWords();
  const resource = resourceOf(value.to);
  return (
    <div className="cr-destination">
      <select
        id={id}
        className="cr-input"
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid ?? false}
        value={value.to}
        onChange={(event) => onChange({ to: event.target.value as Target | '', id: null }, undefined)}
      >
        <option value="">{say('choose')}</option>
        {TARGETS.map((to) => (
          <option key={to} value={to}>
            {say(`to.${to}`)}
          </option>
        ))}
      </select>
      {value.to === 'external' && (
        <input
          id={`${id}-number`}
          className="cr-input"
          type="tel"
          maxLength={40}
          aria-label={say('outsideNumber')}
          aria-invalid={props.invalid ?? false}
          placeholder={say('outsideNumber')}
          value={value.id ?? ''}
          onChange={(event) => onChange({ to: 'external', id: event.target.value }, undefined)}
        />
      )}
      {resource !== undefined && (
        <ThingPicker
          key={resource}
          id={`${id}-thing`}
          resourceId={resource}
          label={say('which', { what: say(`to.${value.to}`) })}
          invalid={props.invalid ?? false}
          value={value.id === null ? null : { id: value.id, title: titles[value.id] ?? say('unknownThing') }}
          onChange={(thing) => onChange({ to: value.to, id: thing?.id ?? null }, thing?.title)}
        />
      )}
    </div>
  );
}

/** A destination in words: "队列 2000 客服". */
export function DestinationText({
  value,
  titles,
}: {
  readonly value: DraftDestination;
  readonly titles: Readonly<Record<string, string>>;
}): React.ReactElement | null {
  const { say } = useWords();
  if (value.to === '') return null;
  const named = value.to === 'external' ? value.id : value.id === null ? '' : titles[value.id];
  const title = named ?? say('unknownThing');
  return (
    <span>
      {say(`to.${value.to}`)} {title !== '' && <b>{title}</b>}
    </span>
  );
}
