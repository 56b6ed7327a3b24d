import { ApiClient } from 'adminjs';
import { useEffect, useState } from 'react';

import type { LiveNames } from '../../../reports/core/live/live-rows.js';
import { NO_RIGHTS, type LiveRights } from './live-acts.js';

interface LivePageData {
  readonly names: LiveNames;
  readonly rights: LiveRights;
}

const NONE: LivePageData = { names: {}, rights: NO_RIGHTS };

/** What the platform calls its trunks and tenants, and what the person may do; asked again when there are others. */
export function useLivePage(lines: string): LivePageData {
  const [known, setKnown] = useState(NONE);
  useEffect(() => {
    let current = true;
    new ApiClient().getPage({ pageName: 'live' }).then(
      ({ data }) => {
        const { names, rights } = data as Partial<LivePageData>;
        if (current && names !== undefined && rights !== undefined) setKnown({ names, rights });
      },
      // the codes are enough to go on with
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [lines]);
  return known;
}

/** "江南 (jiangnan)", or the code alone. */
export function namedText(name: string | undefined, code: string): string {
  return name === undefined || name === code ? code : `${name} (${code})`;
}
