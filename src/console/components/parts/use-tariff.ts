import { useCallback, useEffect, useState } from 'react';

import type { ContentView, TariffView } from '../../billing/tariff-views.js';
import { ask, Refused } from './tariff-api.js';
import type { Text } from '../../billing/tariff-views.js';

/** What was asked for; while it is not there: nothing, or why it cannot be. */
export interface Asked<T> {
  readonly value: T | undefined;
  /** null: there was no answer. */
  readonly fault: Text | null | undefined;
  readonly again: () => void;
}

/** @param path null: nothing is asked for */
export function useAsked<T>(path: string | null): Asked<T> {
  const [state, setState] = useState<{ path: string | null; value?: T; fault?: Text | null }>({ path: null });
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (path === null) return undefined;
    let current = true;
    ask<T>(path).then(
      (value) => {
        if (current) setState({ path, value });
      },
      (error: unknown) => {
        if (current) setState({ path, fault: error instanceof Refused ? error.text : null });
      },
    );
    return () => {
      current = false;
    };
  }, [path, count]);
  const again = useCallback(() => setCount((before) => before + 1), []);
  const known = state.path === path && path !== null;
  return { value: known ? state.value : undefined, fault: known ? state.fault : undefined, again };
}

/** A tariff with the heads of its versions. */
export function useTariff(id: string | undefined): Asked<TariffView> {
  return useAsked<TariffView>(id === undefined ? null : `/${encodeURIComponent(id)}`);
}

/** What a version says. */
export function useContent(tariffId: string, versionId: string | undefined): Asked<ContentView> {
  return useAsked<ContentView>(
    versionId === undefined ? null : `/${encodeURIComponent(tariffId)}/versions/${encodeURIComponent(versionId)}`,
  );
}
