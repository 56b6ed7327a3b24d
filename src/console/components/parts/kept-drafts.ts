import { useEffect, useRef } from 'react';

import type { Draft } from './tariff-draft.js';

/** What was typed into an editor and not saved, by the tariff; kept as long as the page of the console is. */
export interface Kept {
  readonly draft: Draft;
  readonly note: string;
  readonly start: Start;
  /** Of the version that it began as a copy of; null: of none. */
  readonly from: number | null;
}

/** When the version begins to hold. */
export interface Start {
  readonly kind: 'now' | 'at';
  /** "2026-12-01T00:00" in the tariff's zone. */
  readonly at: string;
}

const kept = new Map<string, Kept>();

export function keptDraft(tariffId: string): Kept | undefined {
  return kept.get(tariffId);
}

export function keepDraft(tariffId: string, draft: Kept): void {
  kept.set(tariffId, draft);
}

export function forgetDraft(tariffId: string): void {
  kept.delete(tariffId);
}

/** Whoever leaves the page by a link or closes it is asked, as long as there is something that is not saved. */
export function useLeaveGuard(unsaved: boolean, question: string): void {
  const now = useRef({ unsaved, question });
  now.current = { unsaved, question };
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent): void => {
      if (now.current.unsaved) event.preventDefault();
    };
    // before React's router hears of it
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (link === null || !now.current.unsaved || link.getAttribute('target') === '_blank') return;
      if (link.hasAttribute('download') || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (window.confirm(now.current.question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, true);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, true);
    };
  }, []);
}
