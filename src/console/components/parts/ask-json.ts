import { useEffect, useState } from 'react';

import { heedAnswer } from './signed-out.js';

/** What an address of the console answers; null: nothing that can be read. */
export async function askJson<T>(path: string, signal?: AbortSignal): Promise<T | null> {
  try {
    const answer = await fetch(path, { headers: { Accept: 'application/json' }, ...(signal ? { signal } : {}) });
    const body = await answer.text();
    heedAnswer(answer.status, () => body);
    return answer.ok ? (JSON.parse(body) as T) : null;
  } catch {
    return null;
  }
}

export interface Asked<T> {
  /** The last that was answered; null until then. */
  readonly data: T | null;
  readonly failed: boolean;
}

/** Asked again and again while the page is open. */
export function useAsked<T>(path: string, everyMs: number): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ data: null, failed: false });
  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    const look = (): void => {
      void askJson<T>(path, abort.signal).then((data) => {
        if (abort.signal.aborted) return;
        setAsked((before) => (data === null ? { data: before.data, failed: true } : { data, failed: false }));
        timer = window.setTimeout(look, everyMs);
      });
    };
    look();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
  }, [path, everyMs]);
  return asked;
}
