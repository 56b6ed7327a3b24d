import type { Instant } from '../../kernel/clock.js';

/** No zone changes its clocks in the middle of one. */
const QUARTER_MS = 900_000;

/** Reads instants on a clock in a time zone. Asking Intl for every cell of a million rows would take a minute. */
export class WallClock {
  private readonly parts: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  /** @param timeZone IANA name */
  constructor(timeZone: string) {
    this.parts = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  }

  /** The instant at which a clock in UTC shows what one there shows at `instant`. */
  read(instant: Instant): Instant {
    const quarter = Math.floor(instant / QUARTER_MS);
    let offset = this.offsets.get(quarter);
    if (offset === undefined) {
      offset = this.offsetAt(quarter * QUARTER_MS);
      this.offsets.set(quarter, offset);
    }
    return instant + offset;
  }

  private offsetAt(instant: Instant): number {
    const shown = Object.fromEntries(this.parts.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
  }
}

/** What the clock shows: "2025-11-22 09:05:07". @param wallMs as WallClock reads it */
export function wallText(wallMs: Instant): string {
  return new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** "1:05:07": whole seconds, half a second up, as the console shows them; the hours go beyond 24. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
