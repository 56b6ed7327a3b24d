const DAY_MS = 86_400_000;
const MOST_DAYS = 366;

/** Every date from one to another, both included; null where they are no dates, backwards or too many. */
export function datesBetween(from: string, to: string): readonly string[] | null {
  const [first, last] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)];
  if (Number.isNaN(first) || Number.isNaN(last) || last < first || last - first >= MOST_DAYS * DAY_MS) return null;
  const dates: string[] = [];
  for (let at = first; at <= last; at += DAY_MS) dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}
