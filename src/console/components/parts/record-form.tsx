import { ApiClient, BasePropertyComponent, useNotice, useRecord, type ActionProps } from 'adminjs';
import React, { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router-dom';

import { useWords } from './adminjs.js';

interface Answer {
  readonly redirectUrl?: string;
  readonly record?: { readonly errors?: object };
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
  const { record, handleChange, submit, loading, setRecord } = useRecord(initial, resource.id);
  useEffect(() => {
    if (initial !== undefined) setRecord(initial);
  }, [initial]);
  const onSubmit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (loading) return;
    submit().then(
      ({ data }: { readonly data: Answer }) => {
        if (data.redirectUrl !== undefined) navigate(data.redirectUrl);
        else window.setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      },
      () => undefined,
    );
  };
  const fields = resource.editProperties.filter((property) => {
    const on = (property.custom as { readonly on?: readonly string[] | null }).on ?? null;
    return on === null || on.includes(place);
  });
  return (
    <form ref={form} className="cr-form" noValidate onSubmit={onSubmit}>
      {fields.map((property) => (
        <BasePropertyComponent
          key={property.propertyPath}
          where="edit"
          onChange={handleChange}
          property={property}
          resource={resource}
          record={record}
        />
      ))}
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

/** What an action answers; `fields` tells what is wrong with which field of its form. */
export interface ActionAnswer {
  readonly notice?: { readonly message: string; readonly type?: 'success' | 'error' };
  readonly redirectUrl?: string;
  readonly data?: unknown;
  readonly fields?: Readonly<Record<string, string>>;
  readonly code?: string;
}

/** Performs an action of a resource or of a record: posts its input, and tells what came of it. */
export function usePerform(props: ActionProps): (input: object) => Promise<ActionAnswer> {
  const tell = useNotice();
  const { say } = useWords();
  return async (input) => {
    const { resource, record, action } = props;
    const api = new ApiClient();
    const asked = { resourceId: resource.id, actionName: action.name, data: input };
    try {
      const { data } =
        record === undefined
          ? await api.resourceAction(asked)
          : await api.recordAction({ ...asked, recordId: record.id });
      const answer = data as ActionAnswer;
      if (answer.notice !== undefined) tell(answer.notice);
      return answer;
    } catch {
      const answer: ActionAnswer = { notice: { message: say('noAnswer'), type: 'error' }, code: 'console.no_answer' };
      tell({ message: say('noAnswer'), type: 'error' });
      return answer;
    }
  };
}
