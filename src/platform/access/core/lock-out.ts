/** So many wrong tries in a row are a mistyped password; one more locks. */
export const FAILURES_ALLOWED = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;

/** How long nobody may try after so many failures in a row: 1 minute at the fifth, doubled by each further one up to 15. */
export function lockMs(failures: number): number {
  if (failures < FAILURES_ALLOWED) return 0;
  return Math.min(FIRST_LOCK_MS * 2 ** Math.min(failures - FAILURES_ALLOWED, 10), LONGEST_LOCK_MS);
}
