import { ApiClient } from 'adminjs';
import { useEffect, useState } from 'react';

import type { AccountView } from '../../billing/account-view.js';

const LOOK_EVERY_MS = 10_000;

export interface Looked {
  /** The last that was answered; null until then. */
  readonly view: AccountView | null;
  readonly failed: boolean;
}

/** The tenant's account, looked at again and again while the page is open. */
export function useAccount(): Looked {
  const [looked, setLooked] = useState<Looked>({ view: null, failed: false });
  useEffect(() => {
    let over = false;
    let timer = 0;
    const look = (): void => {
      new ApiClient()
        .getPage({ pageName: 'account' })
        .then(
          ({ data }) => {
            const view = data as Partial<AccountView>;
            // an error is answered as a notice
            const isView = view.money !== undefined;
            if (!over)
              setLooked(({ view: last }) =>
                isView ? { view: view as AccountView, failed: false } : { view: last, failed: true },
              );
          },
          () => {
            if (!over) setLooked(({ view }) => ({ view, failed: true }));
          },
        )
        .finally(() => {
          if (!over) timer = window.setTimeout(look, LOOK_EVERY_MS);
        });
    };
    look();
    return () => {
      over = true;
      window.clearTimeout(timer);
    };
  }, []);
  return looked;
}
