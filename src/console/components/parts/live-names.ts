import { ApiClient } from 'adminjs';
import { useEffect, useState } from 'react';

import type { LiveNames } from '../../../reports/core/live/live-rows.js';

const NONE: LiveNames = {};

/** What the platform calls its trunks and tenants; asked again when there are others. */
export function useLiveNames(lines: string): LiveNames {
  const [names, setNames] = useState(NONE);
  useEffect(() => {
    let current = true;
    new ApiClient().getPage({ pageName: 'live' }).then(
      ({ data }) => {
        const told = (data as { readonly names?: LiveNames }).names;
        if (current && told !== undefined) setNames(told);
      },
      // the codes are enough to go on with
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [lines]);
  return names;
}

/** "江南 (jiangnan)", or the code alone. */
export function namedText(name: string | undefined, code: string): string {
  return name === undefined || name === code ? code : `${name} (${code})`;
}
