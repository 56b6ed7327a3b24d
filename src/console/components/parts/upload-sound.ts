import { formToken } from './session.js';

/** Largest upload, bytes; the server holds to it too. */
export const LARGEST_BYTES = 50 * 1_048_576;

export interface UploadFailure {
  readonly code: string;
  readonly message: Readonly<Record<'zh' | 'en', string>>;
}

export type UploadOutcome =
  | { readonly record: { readonly id: string; readonly name: string } }
  /** null: there was no answer that could be read. */
  | { readonly failure: UploadFailure | null };

/**
 * Posts a form with a file.
 *
 * @param progress is told the part that has been sent, 0 to 1
 */
export function postSound(
  address: string,
  form: FormData,
  progress: (part: number) => void,
): { readonly outcome: Promise<UploadOutcome>; readonly cancel: () => void } {
  const request = new XMLHttpRequest();
  const outcome = new Promise<UploadOutcome>((resolve) => {
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener('load', () => resolve(outcomeOf(request)));
    for (const end of ['error', 'abort', 'timeout']) {
      request.addEventListener(end, () => resolve({ failure: null }));
    }
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('X-XSRF-TOKEN', formToken(document.cookie));
    request.send(form);
  });
  return { outcome, cancel: () => request.abort() };
}

function outcomeOf(request: XMLHttpRequest): UploadOutcome {
  try {
    const answer = JSON.parse(request.responseText) as { record?: { id: string; name: string } } & UploadFailure;
    return answer.record === undefined ? { failure: answer } : { record: answer.record };
  } catch {
    return { failure: null };
  }
}
