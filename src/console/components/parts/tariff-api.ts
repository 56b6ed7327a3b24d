import { formToken } from './session.js';
import { heedAnswer } from './signed-out.js';
import type { Text } from '../../billing/tariff-views.js';

const ADDRESS = '/console/x/tariffs';

/** What the server said that it will not do; null: it said nothing that can be read. */
export class Refused extends Error {
  constructor(
    readonly text: Text | null,
    /** What is wrong with which field of the question. */
    readonly fields?: Readonly<Record<string, Text>>,
    readonly sessionOver = false,
    readonly code?: string,
  ) {
    super(text?.en ?? 'no answer');
  }
}

/** Body of a version, which may be large: not for the parsers of small JSON. */
const LARGE = 'application/vnd.callrack.tariff+json';

/** Of tariffs. @throws Refused */
export function ask<T>(path: string, body?: object, large = false): Promise<T> {
  return request<T>(ADDRESS + path, body, large);
}

/** Rates of a table of text, or of a file as it is: the server knows its encoding. @throws Refused */
export function readCsv<T>(table: string | Blob): Promise<T> {
  return send<T>(`${ADDRESS}/rates-csv`, table, 'text/csv');
}

/** @throws Refused */
export function request<T>(address: string, body?: object, large = false): Promise<T> {
  return send<T>(address, body === undefined ? undefined : JSON.stringify(body), large ? LARGE : 'application/json');
}

async function send<T>(address: string, body: string | Blob | undefined, type: string): Promise<T> {
  let answer: Response;
  let said: unknown;
  let sessionOver: boolean;
  try {
    answer = await fetch(address, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': type, 'X-XSRF-TOKEN': formToken(document.cookie) }),
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    sessionOver = heedAnswer(answer.status, () => text) === 'over';
    said = JSON.parse(text);
  } catch {
    throw new Refused(null);
  }
  if (!answer.ok) {
    const { message, fields, code } = said as Partial<Pick<Refused, 'fields' | 'code'>> & { readonly message?: Text };
    throw new Refused(message ?? null, fields, sessionOver, code);
  }
  return said as T;
}
