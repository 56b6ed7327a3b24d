import { useCallback, useEffect, useState } from 'react';

import type { ReratingView } from '../../billing/tariff-views.js';
import { request } from './tariff-api.js';

const ADDRESS = '/console/x/reratings';
/** While something is under way. */
const ASK_AGAIN_MS = 1000;

export interface ReratingWish {
  readonly tariffId: string;
  /** null: all. */
  readonly tenantId: string | null;
  readonly from: number;
  readonly to: number;
  readonly trial: boolean;
}

export interface Reratings {
  /** undefined until the server has told. */
  readonly list: readonly ReratingView[] | undefined;
  /** @throws Refused */
  readonly start: (wish: ReratingWish) => Promise<unknown>;
}

/** What was priced again lately, asked after as long as one is not over. */
export function useReratings(): Reratings {
  const [list, setList] = useState<readonly ReratingView[]>();
  const [asked, again] = useState(0);
  useEffect(() => {
    let current = true;
    let timer = 0;
    const look = async (): Promise<void> => {
      const underWay = await request<{ readonly reratings: readonly ReratingView[] }>(ADDRESS).then(
        ({ reratings }) => {
          if (current) setList(reratings);
          return reratings.some(isUnderWay);
        },
        // away for a moment: what is under way goes on
        () => true,
      );
      if (underWay && current) timer = window.setTimeout(() => void look(), ASK_AGAIN_MS);
    };
    void look();
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [asked]);
  const start = useCallback(
    (wish: ReratingWish) => request(ADDRESS, wish).finally(() => again((count) => count + 1)),
    [],
  );
  return { list, start };
}

export function isUnderWay({ status }: ReratingView): boolean {
  return status === 'queued' || status === 'running';
}
