import { ApiClient } from 'adminjs';
import { useEffect, useState } from 'react';

/** A thing of another resource: its id and what people call it. */
export interface NamedThing {
  readonly id: string;
  readonly title: string;
}

export interface Found {
  readonly things: readonly NamedThing[];
  readonly searching: boolean;
}

const TYPING_PAUSE_MS = 200;

/** Things of a resource whose number or name contains the text, once typing has paused; nothing while `wanted` is null. */
export function useThings(resourceId: string, wanted: string | null): Found {
  const [found, setFound] = useState<Found>({ things: [], searching: false });
  useEffect(() => {
    if (wanted === null) return undefined;
    let current = true;
    setFound((before) => ({ ...before, searching: true }));
    const timer = window.setTimeout(
      () => {
        new ApiClient().searchRecords({ resourceId, query: wanted }).then(
          (records: readonly NamedThing[]) => {
            if (current) setFound({ things: records.map(({ id, title }) => ({ id, title })), searching: false });
          },
          () => {
            if (current) setFound({ things: [], searching: false });
          },
        );
      },
      wanted === '' ? 0 : TYPING_PAUSE_MS,
    );
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [resourceId, wanted]);
  return found;
}
