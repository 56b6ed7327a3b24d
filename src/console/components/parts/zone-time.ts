/** Times of day in a tariff's time zone, whatever zone the browser is in. */

const parts = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = parts.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  parts.set(zone, made);
  return made;
}

/** An instant as "2026-12-01T08:00:00" in the zone, for `<input type="datetime-local">`. */
export function inZone(instant: number, zone: string): string {
  const at: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(new Date(instant))) at[type] = value;
  return `${at.year ?? ''}-${at.month ?? ''}-${at.day ?? ''}T${at.hour ?? ''}:${at.minute ?? ''}:${at.second ?? ''}`;
}

/**
 * The instant that a time of the zone is; null where it is no time. A time that the clock skips is the one an hour later;
 * of one that it has twice the first is taken.
 */
export function instantInZone(local: string, zone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(local)) return null;
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) return null;
  const offsetAt = (instant: number): number =>
    Date.parse(`${inZone(instant, zone)}Z`) - Math.floor(instant / 1000) * 1000;
  const offsets = [offsetAt(wanted - 86_400_000), offsetAt(wanted + 86_400_000)];
  const fitting = offsets
    .map((offset) => wanted - offset)
    .filter((instant) => Date.parse(`${inZone(instant, zone)}Z`) === wanted);
  return fitting.length > 0 ? Math.min(...fitting) : wanted - (offsets[0] ?? 0);
}

/** "2026-12-01 08:00:00" in the zone, always as long. */
export function zoneText(instant: number, zone: string): string {
  return inZone(instant, zone).replace('T', ' ');
}
