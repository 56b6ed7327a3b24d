import { useCallback, useEffect, useState } from 'react';

import type { ExportView } from '../../../reports/core/export.js';
import { formToken } from './session.js';

const ADDRESS = '/console/x/exports';
/** While something is under way. */
const ASK_AGAIN_MS = 1000;

/** What the server said that it will not do; null: it said nothing that can be read. */
export class Refused extends Error {
  constructor(readonly text: Readonly<Record<'zh' | 'en', string>> | null) {
    super(text?.en ?? 'no answer');
  }
}

export interface Exports {
  /** undefined until the server has told. */
  readonly list: readonly ExportView[] | undefined;
  /** @throws Refused */
  readonly start: (wish: object) => Promise<ExportView>;
  /** @throws Refused */
  readonly cancel: (id: string) => Promise<void>;
}

/** The tenant's exports, asked after as long as one is not over. */
export function useExports(): Exports {
  const [list, setList] = useState<readonly ExportView[]>();
  const [asked, ask] = useState(0);
  useEffect(() => {
    const { signal, stop } = stopping();
    let timer = 0;
    const look = async (): Promise<void> => {
      const underWay = await request<{ readonly exports: readonly ExportView[] }>('GET', '', undefined, signal).then(
        ({ exports }) => {
          setList(exports);
          return exports.some(isUnderWay);
        },
        // away for a moment: what is under way goes on
        () => true,
      );
      if (underWay && !signal.aborted) timer = window.setTimeout(() => void look(), ASK_AGAIN_MS);
    };
    void look();
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [asked]);
  const again = useCallback(() => ask((count) => count + 1), []);
  return {
    list,
    start: (wish) => request<ExportView>('POST', '', wish).finally(again),
    cancel: (id) => request<ExportView>('POST', `/${id}/cancel`, {}).then(again, again),
  };
}

/** Puts one into the line, from elsewhere than the page of exports. @throws Refused */
export function startExport(wish: object): Promise<ExportView> {
  return request<ExportView>('POST', '', wish);
}

export function isUnderWay({ status }: ExportView): boolean {
  return status === 'queued' || status === 'running';
}

export function fileAddress(id: string): string {
  return `${ADDRESS}/${id}/file`;
}

function stopping(): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, stop: () => controller.abort() };
}

async function request<T>(method: 'GET' | 'POST', path: string, body?: object, signal?: AbortSignal): Promise<T> {
  let answer: Response;
  let said: unknown;
  try {
    answer = await fetch(ADDRESS + path, {
      method,
      headers: {
        Accept: 'application/json',
        ...(body === undefined
          ? {}
          : { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': formToken(document.cookie) }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    said = await answer.json();
  } catch {
    throw new Refused(null);
  }
  if (answer.status === 401) window.location.reload();
  if (!answer.ok) throw new Refused((said as { readonly message?: Refused['text'] }).message ?? null);
  return said as T;
}
