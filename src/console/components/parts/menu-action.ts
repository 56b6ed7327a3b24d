import { destinationOf, draftOf, NOWHERE, type DraftDestination } from './destination.js';

export const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'] as const;
export type Key = (typeof KEYS)[number];

/** A menu's action while it is being edited: both kinds are kept, so that changing to and fro loses nothing. */
export interface DraftAction {
  readonly kind: 'go' | 'keys';
  readonly destination: DraftDestination;
  readonly keys: readonly { readonly key: Key; readonly destination: DraftDestination }[];
  /** As typed. */
  readonly keyTimeoutS: string;
  readonly attempts: string;
  readonly otherwise: DraftDestination;
}

export const NEW_ACTION: DraftAction = {
  kind: 'keys',
  destination: NOWHERE,
  keys: [],
  keyTimeoutS: '5',
  attempts: '3',
  otherwise: { to: 'hangUp', id: null },
};

export function draftActionOf(value: unknown): DraftAction {
  if (typeof value !== 'object' || value === null) return NEW_ACTION;
  const fields = value as Readonly<Record<string, unknown>>;
  if (fields.kind === 'go') return { ...NEW_ACTION, kind: 'go', destination: draftOf(fields.destination) };
  const keys = (fields.keys ?? {}) as Readonly<Record<string, unknown>>;
  return {
    ...NEW_ACTION,
    kind: 'keys',
    keys: KEYS.filter((key) => key in keys).map((key) => ({ key, destination: draftOf(keys[key]) })),
    keyTimeoutS: typeof fields.keyTimeoutMs === 'number' ? String(fields.keyTimeoutMs / 1000) : '',
    attempts: typeof fields.attempts === 'number' ? String(fields.attempts) : '',
    otherwise: draftOf(fields.otherwise),
  };
}

/** As the server takes it; what is no number goes as typed, so that the server says what is wrong. */
export function actionOf(draft: DraftAction): object {
  if (draft.kind === 'go') return { kind: 'go', destination: destinationOf(draft.destination) };
  const number = (text: string, times: number): number | string | null =>
    text.trim() === '' ? null : Number.isFinite(Number(text)) ? Math.round(Number(text) * times) : text;
  return {
    kind: 'keys',
    keys: Object.fromEntries(draft.keys.map(({ key, destination }) => [key, destinationOf(destination)])),
    keyTimeoutMs: number(draft.keyTimeoutS, 1000),
    attempts: number(draft.attempts, 1),
    otherwise: destinationOf(draft.otherwise),
  };
}

/** The first key that is still free; undefined when all are taken. */
export function freeKey(draft: DraftAction): Key | undefined {
  return KEYS.find((key) => !draft.keys.some((taken) => taken.key === key));
}
