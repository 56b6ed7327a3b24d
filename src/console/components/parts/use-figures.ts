import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

import { GROUPINGS, type FiguresOfWhat, type Grouping } from '../../../reports/core/figures/asked.js';
import { RANGES, rangeOf, type RangeName } from './figures-range.js';
import { heedAnswer } from './signed-out.js';

/** What the address of the page asks for. */
export interface FiguresAddress {
  readonly range: RangeName;
  readonly from: Date;
  readonly to: Date;
  readonly by: Grouping;
  /** '' for all. */
  readonly id: string;
  readonly page: number;
  readonly perPage: number;
  /** Anything but another page leads to the first. */
  readonly change: (changes: Readonly<Record<string, string>>) => void;
}

const USUAL_PAGE = 100;

/** Where only one interval is asked for, it is taken as a whole unless somebody says otherwise. */
export function useFiguresAddress(): FiguresAddress {
  const [search, setSearch] = useSearchParams();
  const get = (name: string): string => search.get(name) ?? '';
  const range = RANGES.find((one) => one === get('range')) ?? 'today';
  const by = GROUPINGS.find((one) => one === get('by')) ?? 'whole';
  const number = (name: string, otherwise: number): number => {
    const value = Number(get(name));
    return Number.isInteger(value) && value >= 1 ? value : otherwise;
  };
  return {
    ...rangeOf(range, new Date(), { from: get('from'), to: get('to') }),
    ...{ range, by, id: get('id'), page: number('page', 1), perPage: number('perPage', USUAL_PAGE) },
    change: (changes) => {
      const next = new URLSearchParams(search);
      if (changes.page === undefined) next.delete('page');
      if (changes.range !== undefined && changes.range !== 'own') for (const end of ['from', 'to']) next.delete(end);
      for (const [name, value] of Object.entries(changes)) {
        if (value === '') next.delete(name);
        else next.set(name, value);
      }
      setSearch(next, { replace: true });
    },
  };
}

export interface FiguresLine<F> {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly from: number;
  readonly figures: F;
}

export interface FiguresTold<F> {
  readonly lines: readonly FiguresLine<F>[];
  readonly total: number;
  readonly sum: F;
}

export interface AskedFor<T> {
  /** The last that was told; null until then. */
  readonly told: T | null;
  readonly loading: boolean;
  /** Why it was not told, in both languages; null: it was, or nothing can be said. */
  readonly wrong: Readonly<Record<'zh' | 'en', string>> | null;
  readonly failed: boolean;
}

/** Looked at anew while the present is part of it. */
const AGAIN_MS = 15_000;

export function zoneOfBrowser(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Where figures are told that the address of the page asks for. */
export function pathOfFigures(of: FiguresOfWhat | 'paths', address: FiguresAddress): string {
  const { from, to, by, id, page, perPage } = address;
  const query = new URLSearchParams({
    ...{ from: from.toISOString(), to: to.toISOString(), by, ids: id, timeZone: zoneOfBrowser() },
    ...{ page: String(page), perPage: String(perPage) },
  }).toString();
  return `/console/x/figures/${of}?${query}`;
}

/** The table that the address asks for. */
export function useFigures<F>(of: FiguresOfWhat, address: FiguresAddress): AskedFor<FiguresTold<F>> {
  return useTold(pathOfFigures(of, address), address.to);
}

/** What is told at a path. @param to what comes after this instant changes nothing */
export function useTold<T>(path: string, to: Date): AskedFor<T> {
  const [asked, setAsked] = useState<AskedFor<T>>({ told: null, loading: true, wrong: null, failed: false });
  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    setAsked((before) => ({ ...before, loading: true }));
    const look = async (): Promise<void> => {
      const found = await toldAt<T>(path, abort.signal);
      if (abort.signal.aborted) return;
      setAsked((before) => ({ ...found, told: found.told ?? (found.failed ? before.told : null), loading: false }));
      if (to.getTime() > Date.now()) timer = window.setTimeout(() => void look(), AGAIN_MS);
    };
    void look();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
  }, [path]);
  return asked;
}

async function toldAt<T>(path: string, signal: AbortSignal): Promise<Omit<AskedFor<T>, 'loading'>> {
  try {
    const answer = await fetch(path, { headers: { Accept: 'application/json' }, signal });
    const body = await answer.text();
    heedAnswer(answer.status, () => body);
    const said = JSON.parse(body) as unknown;
    if (answer.ok) return { told: said as T, wrong: null, failed: false };
    const { message } = said as { readonly message?: AskedFor<T>['wrong'] };
    return { told: null, wrong: typeof message === 'object' ? message : null, failed: message === undefined };
  } catch {
    return { told: null, wrong: null, failed: true };
  }
}
