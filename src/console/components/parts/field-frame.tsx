import React from 'react';

import { useWords, type EditProps, type FieldProperty, type FilterProps } from './adminjs.js';

interface FrameProps {
  readonly property: FieldProperty;
  readonly error?: string | undefined;
  /** A group of inputs has a legend, a single one a label tied to it. */
  readonly group?: boolean;
  readonly children: React.ReactNode;
}

/** Label, input, what it is for, and what is wrong with it. */
export function FieldFrame({ property, error, group = false, children }: FrameProps): React.ReactElement {
  const { property: nameOf, message } = useWords();
  const hint = property.description === undefined ? '' : message(property.description, property.resourceId);
  const name = (
    <>
      {nameOf(property)}
      {property.isRequired && <RequiredMark />}
    </>
  );
  const rest = (
    <>
      {children}
      {hint !== '' && (
        <p id={`hint-${property.path}`} className="cr-hint">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`error-${property.path}`} className="cr-error">
          {error}
        </p>
      )}
    </>
  );
  return group ? (
    <fieldset className="cr-field" aria-invalid={error !== undefined}>
      <legend>{name}</legend>
      {rest}
    </fieldset>
  ) : (
    <div className="cr-field">
      <label htmlFor={property.path}>{name}</label>
      {rest}
    </div>
  );
}

/** After the name of what must be filled in; programs are told by `aria-required`. */
export function RequiredMark(): React.ReactElement {
  const { say } = useWords();
  return (
    <span className="cr-required" title={say('required')}>
      {' *'}
    </span>
  );
}

/** What an input says to assistive programs of its hint and its fault. */
export function described({ property, record }: Pick<EditProps, 'property' | 'record'>): {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
  readonly 'aria-required': boolean;
} {
  const wrong = record.errors[property.path] !== undefined;
  const by = [
    ...(property.description === undefined ? [] : [`hint-${property.path}`]),
    ...(wrong ? [`error-${property.path}`] : []),
  ];
  return {
    id: property.path,
    name: property.path,
    'aria-describedby': by.length === 0 ? undefined : by.join(' '),
    'aria-invalid': wrong,
    'aria-required': property.isRequired,
  };
}

/** Label and input in the filter at the side of a list. */
export function FilterFrame({
  property,
  children,
}: Pick<FilterProps, 'property'> & { readonly children: (id: string) => React.ReactNode }): React.ReactElement {
  const { property: nameOf } = useWords();
  const id = `filter-${property.path}`;
  return (
    <div className="cr-field">
      <label htmlFor={id}>{nameOf(property)}</label>
      {children(id)}
    </div>
  );
}

/** What an empty value means; nothing where that is not said. */
export function None({ children }: { readonly children: string }): React.ReactElement | null {
  return children === '' ? null : <span className="cr-quiet">{children}</span>;
}

/** A value in a list as it is, on its own page under its name. */
export function ValueFrame({
  property,
  where,
  wide = false,
  children,
}: {
  readonly property: FieldProperty;
  readonly where: 'list' | 'show';
  /** Below the other values of its page, over its whole width. */
  readonly wide?: boolean;
  readonly children: React.ReactNode;
}): React.ReactElement {
  const { property: nameOf } = useWords();
  if (where === 'list') return <>{children}</>;
  return (
    <dl className={wide ? 'cr-value cr-wide' : 'cr-value'}>
      <dt>{nameOf(property)}</dt>
      <dd>{children}</dd>
    </dl>
  );
}
