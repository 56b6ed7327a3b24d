/** What forms of ours hold lies no deeper: a menu's keys and where they lead are four levels. */
const DEEPEST = 10;

/** False for what is nested deeper than any form: who walks through it would run out of stack. */
export function isShallow(value: unknown, levels = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((one) => isShallow(one, levels - 1));
}
