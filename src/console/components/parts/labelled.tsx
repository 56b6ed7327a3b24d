import React from 'react';

interface Labelled {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
}

interface InputProps extends Labelled {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'datetime-local' | 'date' | 'time';
  readonly className?: string;
}

/** An input with its name, what it is for, and what is wrong with it. */
export function LabelledInput(props: InputProps): React.ReactElement {
  const { id, value, onChange, type = 'text', className = 'cr-input' } = props;
  return (
    <LabelledFrame {...props}>
      <input
        id={id}
        className={className}
        type={type}
        {...(type === 'datetime-local' ? { step: 1 } : {})}
        autoComplete="off"
        value={value}
        {...saidOf(props)}
        onChange={(event) => onChange(event.target.value)}
      />
    </LabelledFrame>
  );
}

interface ChoiceProps<T extends string> extends Labelled {
  readonly value: T;
  readonly choices: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

export function LabelledChoice<T extends string>(props: ChoiceProps<T>): React.ReactElement {
  const { id, value, choices, onChange } = props;
  return (
    <LabelledFrame {...props}>
      <select
        id={id}
        className="cr-input"
        value={value}
        {...saidOf(props)}
        onChange={(event) => {
          const chosen = choices.find(([one]) => one === event.target.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {choices.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </LabelledFrame>
  );
}

/** For inputs of other kinds, which say themselves what saidOf gives. */
export function LabelledFrame({
  id,
  label,
  hint,
  fault,
  children,
}: Labelled & { readonly children: React.ReactNode }): React.ReactElement {
  return (
    <div className="cr-field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="cr-hint">
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} className="cr-error">
          {fault}
        </p>
      )}
    </div>
  );
}

/** What an input says to assistive programs of its hint and its fault. */
export function saidOf({ id, hint, fault }: Labelled): {
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
} {
  const by = [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === undefined ? [] : [`${id}-fault`])];
  return { 'aria-invalid': fault !== undefined, 'aria-describedby': by.length === 0 ? undefined : by.join(' ') };
}
