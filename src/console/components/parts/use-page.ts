import { ApiClient } from 'adminjs';
import { useEffect, useState } from 'react';

export interface Looked<T> {
  /** The last that was answered; null until then. */
  readonly data: T | null;
  readonly failed: boolean;
}

/**
 * What a page of the console tells, looked at again and again while it is open.
 *
 * @param mark a field that every answer has; an error is answered as a notice, which has not
 */
export function usePage<T extends object>(pageName: string, mark: keyof T, everyMs: number): Looked<T> {
  const [looked, setLooked] = useState<Looked<T>>({ data: null, failed: false });
  useEffect(() => {
    let over = false;
    let timer = 0;
    const take = (answer: Partial<T> | null): void => {
      if (over) return;
      const isAnswer = answer?.[mark] !== undefined;
      setLooked(({ data }) => (isAnswer ? { data: answer as T, failed: false } : { data, failed: true }));
    };
    const look = (): void => {
      new ApiClient()
        .getPage({ pageName })
        .then(
          ({ data }) => {
            take(data as Partial<T>);
          },
          () => {
            take(null);
          },
        )
        .finally(() => {
          if (!over) timer = window.setTimeout(look, everyMs);
        });
    };
    look();
    return () => {
      over = true;
      window.clearTimeout(timer);
    };
  }, [pageName, mark, everyMs]);
  return looked;
}
