import { ApiClient, useNotice, type ActionJSON, type RecordJSON, type ResourceJSON } from 'adminjs';

import { useWords } from './adminjs.js';

/** What an action answers; `fields` tells what is wrong with which field of its form. */
export interface ActionAnswer {
  readonly notice?: { readonly message: string; readonly type?: 'success' | 'error' };
  readonly redirectUrl?: string;
  readonly record?: RecordJSON;
  readonly data?: unknown;
  readonly fields?: Readonly<Record<string, string>>;
  readonly code?: string;
}

interface Performed {
  readonly resource: Pick<ResourceJSON, 'id'>;
  readonly action: Pick<ActionJSON, 'name'>;
  readonly record?: Pick<RecordJSON, 'id'> | undefined;
}

/**
 * Performs an action of a resource or of a record: posts its input, and tells the person what came of it.
 *
 * @param ownFaults whether the caller shows itself what went wrong (`notice.type` is "error"); beside the fields where
 *   `fields` names them
 */
export function usePerform(
  { resource, action, record }: Performed,
  ownFaults = false,
): (input: object) => Promise<ActionAnswer> {
  const tell = useNotice();
  const { say } = useWords();
  return async (input) => {
    const api = new ApiClient();
    const asked = { resourceId: resource.id, actionName: action.name, data: input };
    let answer: ActionAnswer;
    try {
      const { data } =
        record === undefined
          ? await api.resourceAction(asked)
          : await api.recordAction({ ...asked, recordId: record.id });
      answer = data;
    } catch {
      answer = { notice: { message: say('noAnswer'), type: 'error' }, code: 'console.no_answer' };
    }
    if (answer.notice !== undefined && !(ownFaults && answer.notice.type === 'error')) tell(answer.notice);
    return answer;
  };
}
