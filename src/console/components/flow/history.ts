/** What is edited, with what it was before and what was taken back. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last edit was of: more of the same is one step back. */
  readonly of: string | null;
}

const MOST_KEPT = 200;

export function begun<T>(present: T): History<T> {
  return { past: [], present, future: [], of: null };
}

/** @param of edits of the same, one after the other, are taken back together; null: never */
export function edited<T>({ past, present, of: last }: History<T>, next: T, of: string | null): History<T> {
  const isMore = of !== null && of === last;
  return { past: isMore ? past : [...past.slice(1 - MOST_KEPT), present], present: next, future: [], of };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  const { past, present, future } = history;
  return { past: past.slice(0, -1), present: before, future: [present, ...future], of: null };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, of: null };
}
