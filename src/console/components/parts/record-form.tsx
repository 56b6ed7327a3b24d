import { BasePropertyComponent, useRecord, type ActionProps } from 'adminjs';
import React, { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { useWords } from './adminjs.js';
import { FormSection } from './form-section.js';

export { usePerform, type ActionAnswer } from './use-perform.js';

/** Code of the answer where another person has saved the record since it was opened. */
const CHANGED = 'platform.changed_meanwhile';

interface Answer {
  readonly code?: string;
  readonly redirectUrl?: string;
  readonly record?: { readonly errors?: object };
}

interface Custom {
  readonly on?: readonly string[] | null;
  readonly initial?: string | number | boolean;
  readonly section?: string;
}

function customOf({ custom }: { readonly custom: Custom }): Custom {
  return custom;
}

/** The form of a new record, or of one that is changed: AdminJS's fields, with a way back and the server's words. */
export function RecordForm({
  resource,
  record: initial,
  place,
}: ActionProps & { readonly place: 'create' | 'edit' }): React.ReactElement {
  const { say } = useWords();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [changed, setChanged] = useState(false);
  const fields = resource.editProperties.filter((property) => {
    const on = customOf(property).on ?? null;
    return on === null || on.includes(place);
  });
  const beginning: Record<string, string | number | boolean> = {};
  for (const property of fields) {
    const { initial: value } = customOf(property);
    if (value !== undefined) beginning[property.propertyPath] = value;
  }
  const { record, handleChange, submit, loading, setRecord } = useRecord(initial, resource.id);
  useEffect(() => {
    if (initial !== undefined) setRecord(initial);
    else for (const [path, value] of Object.entries(beginning)) handleChange(path, value);
  }, [initial]);
  const onSubmit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (loading) return;
    submit().then(
      ({ data }: { readonly data: Answer }) => {
        setChanged(data.code === CHANGED);
        if (data.redirectUrl !== undefined) navigate(data.redirectUrl);
        else window.setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      },
      () => undefined,
    );
  };
  return (
    <form ref={form} className="cr-form" noValidate onSubmit={onSubmit}>
      <SectionedFields fields={fields} resource={resource} record={record} onChange={handleChange} />
      {changed && initial !== undefined && (
        <p className="cr-changed">
          {say('changedKept')}{' '}
          <a
            href={`/console/resources/${resource.id}/records/${encodeURIComponent(initial.id)}/show`}
            target="_blank"
            rel="noopener"
          >
            {say('showCurrent')}
          </a>
        </p>
      )}
      <div className="cr-buttons">
        <button type="submit" className="cr-button cr-primary" disabled={loading} data-testid="button-save">
          {loading ? say('saving') : say('save')}
        </button>
        <button type="button" className="cr-button" onClick={() => navigate(`/console/resources/${resource.id}`)}>
          {say('cancel')}
        </button>
      </div>
    </form>
  );
}

type Inputs = React.ComponentProps<typeof BasePropertyComponent>;

/** The inputs, those of a section behind its title. */
function SectionedFields({
  fields,
  resource,
  record,
  onChange,
}: {
  readonly fields: ActionProps['resource']['editProperties'];
  readonly resource: Inputs['resource'];
  readonly record: ReturnType<typeof useRecord>['record'];
  readonly onChange: NonNullable<Inputs['onChange']>;
}): React.ReactElement {
  const { say } = useWords();
  return (
    <>
      {sectionsOf(fields).map(({ section, own }) => {
        const inputs = own.map((property) => (
          <BasePropertyComponent
            key={property.propertyPath}
            where="edit"
            onChange={onChange}
            property={property}
            resource={resource}
            record={record}
          />
        ));
        if (section === undefined) return inputs;
        const wrong = own.some(({ propertyPath }) => record.errors[propertyPath] !== undefined);
        return (
          <FormSection key={section} title={say(`sections.${section}`)} wrong={wrong}>
            {inputs}
          </FormSection>
        );
      })}
    </>
  );
}

/** The fields in their sections, in the order in which each section comes first. */
function sectionsOf<P extends { readonly custom: Custom }>(
  fields: readonly P[],
): readonly { readonly section: string | undefined; readonly own: readonly P[] }[] {
  const bySection = Map.groupBy(fields, (property) => customOf(property).section);
  return [...bySection].map(([section, own]) => ({ section, own }));
}
