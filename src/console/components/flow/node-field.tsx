import React, { useState } from 'react';

import type { NodeKey } from '../../../ivr/core/flow-graph.js';
import { DestinationFields } from '../parts/destination-fields.js';
import { destinationOf, draftOf } from '../parts/destination.js';
import { LabelledFrame } from '../parts/labelled.js';
import { ThingPicker } from '../parts/thing-picker.js';
import type { FieldProps } from './editing.js';
import { CasesField, ValuesField } from './logic-fields.js';
import { valueOf, type NodeField } from './node-kinds.js';
import { KeysField, SayField } from './talk-fields.js';
import { WaySelect } from './way-select.js';
import { useFlowWords, wordOf } from './words.js';

/** A field of a node, as its kind is edited. */
export function NodeFieldEdit(props: FieldProps): React.ReactElement {
  const { editing, nodeKey, node, field, id, onChange } = props;
  const say = useFlowWords();
  const value = valueOf(node, field.name);
  const label = say(wordOf('field', field.name));
  switch (field.as) {
    case 'say':
      return <SayField {...props} />;
    case 'keys':
      return <KeysField {...props} />;
    case 'cases':
      return <CasesField {...props} />;
    case 'values':
      return <ValuesField {...props} />;
    case 'way':
      return (
        <LabelledFrame id={id} label={label}>
          <WaySelect id={id} editing={editing} nodeKey={nodeKey} by={field.name} to={value as NodeKey} />
        </LabelledFrame>
      );
    case 'yesNo':
      return <YesNo label={label} value={value} onChange={onChange} />;
    case 'text':
      return (
        <LabelledFrame id={id} label={label} {...(field.name === 'path' ? { hint: say('hint.path') } : {})}>
          <input
            id={id}
            className="cr-input"
            autoComplete="off"
            maxLength={field.longest}
            value={String(value)}
            onChange={(event) => onChange(event.target.value, field.name)}
          />
        </LabelledFrame>
      );
    case 'longText':
      return (
        <LongText
          id={id}
          label={label}
          longest={field.longest}
          text={(value as string | null) ?? ''}
          invalid={!field.mayBeEmpty && (value as string).trim() === ''}
          onChange={(text) => onChange(text === '' && field.mayBeEmpty ? null : text, field.name)}
        />
      );
    case 'lines':
      return (
        <LongText
          id={id}
          label={label}
          hint={say(wordOf('hint', field.name))}
          text={(value as readonly string[]).join('\n')}
          onChange={(text) => onChange(text === '' ? [] : text.split('\n'), field.name)}
        />
      );
    case 'number':
    case 'seconds':
      return <NumberField {...props} field={field} label={label} value={value} />;
    case 'choice':
      return <ChoiceField {...props} field={field} label={label} value={value} />;
    case 'thing':
      return <ThingField {...props} field={field} label={label} value={value} />;
    case 'destination':
      return <DestinationField {...props} label={label} value={value} />;
  }
}

function YesNo({ label, value, onChange }: Labelled & Pick<FieldProps, 'onChange'>): React.ReactElement {
  return (
    <p>
      <label className="cr-check">
        <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
        <span>{label}</span>
      </label>
    </p>
  );
}

interface LongTextProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly text: string;
  readonly longest?: number;
  readonly invalid?: boolean;
  readonly onChange: (text: string) => void;
}

function LongText(props: LongTextProps): React.ReactElement {
  const { id, text, longest, invalid = false, onChange } = props;
  return (
    <LabelledFrame {...props}>
      <textarea
        id={id}
        className="cr-input"
        rows={4}
        maxLength={longest}
        aria-invalid={invalid}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </LabelledFrame>
  );
}

interface Labelled {
  readonly label: string;
  readonly value: unknown;
}

type Of<K extends NodeField['as']> = Omit<FieldProps, 'field'> &
  Labelled & { readonly field: Extract<NodeField, { readonly as: K }> };

/** What was typed stays as it is, also where it is no number. */
function NumberField({ id, label, field, value, onChange }: Of<'number' | 'seconds'>): React.ReactElement {
  const say = useFlowWords();
  const unit = field.as === 'seconds' ? 1_000 : 1;
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string): unknown =>
    text.trim() === '' || !Number.isFinite(Number(text)) ? text : Math.round(Number(text) * unit);
  const shown = typeof value === 'number' ? String(value / unit) : String(value);
  const text = typed !== null && read(typed) === value ? typed : shown;
  const fits = typeof value === 'number' && value >= field.least * unit && value <= field.most * unit;
  const range = say('range', { least: field.least, most: field.most });
  return (
    <LabelledFrame id={id} label={label} {...(fits ? {} : { fault: range })}>
      <div className="cr-with-unit">
        <input
          id={id}
          className="cr-input"
          inputMode="decimal"
          autoComplete="off"
          aria-invalid={!fits}
          aria-describedby={fits ? undefined : `${id}-fault`}
          value={text}
          onChange={(event) => {
            setTyped(event.target.value);
            onChange(read(event.target.value), field.name);
          }}
        />
        {field.as === 'seconds' && <span>{say('seconds')}</span>}
      </div>
    </LabelledFrame>
  );
}

function ChoiceField({ id, label, field, value, onChange }: Of<'choice'>): React.ReactElement {
  const say = useFlowWords();
  return (
    <LabelledFrame id={id} label={label}>
      <select
        id={id}
        className="cr-input"
        value={String(value)}
        onChange={(event) => onChange(field.choices.find((one) => String(one) === event.target.value))}
      >
        {field.choices.map((one) => (
          <option key={String(one)} value={String(one)}>
            {say(wordOf('choice', `${field.name}.${String(one)}`))}
          </option>
        ))}
      </select>
    </LabelledFrame>
  );
}

function ThingField({ id, label, field, value, editing, onChange }: Of<'thing'>): React.ReactElement {
  const say = useFlowWords();
  const chosen = String(value);
  const title = editing.titles.of[chosen];
  return (
    <LabelledFrame id={id} label={label}>
      <ThingPicker
        id={id}
        resourceId={field.resource}
        invalid={chosen === ''}
        value={chosen === '' ? null : { id: chosen, title: title === '' ? say('unknownThing') : (title ?? '') }}
        onChange={(thing) => {
          if (thing !== null) editing.titles.learn(thing);
          onChange(thing?.id ?? '');
        }}
      />
    </LabelledFrame>
  );
}

function DestinationField({
  id,
  label,
  value,
  editing,
  onChange,
}: Omit<FieldProps, 'field'> & Labelled): React.ReactElement {
  return (
    <LabelledFrame id={id} label={label}>
      <DestinationFields
        id={id}
        value={draftOf(value)}
        titles={editing.titles.of}
        onChange={(chosen, title) => {
          if (chosen.id !== null && title !== undefined) editing.titles.learn({ id: chosen.id, title });
          onChange(destinationOf(chosen) ?? {});
        }}
      />
    </LabelledFrame>
  );
}
