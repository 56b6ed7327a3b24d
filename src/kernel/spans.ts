import type { Instant } from './clock.js';
import { wallClock } from './zone.js';

/** A span of time in which something is counted. */
export interface CountedSpan {
  readonly from: Instant;
  readonly until: Instant;
}

const MS_PER_HOUR = 3_600_000;
/** No hour, day or night is longer, also where clocks are changed. */
const LONGEST_MS = 50 * MS_PER_HOUR;

/** The hour of the zone's wall clock in which an instant lies; the hour that is shown twice in autumn is one of two. */
export function hourAt(zone: string, at: Instant): CountedSpan {
  return spanOf((instant) => {
    const { dayNumber, msOfDay } = wallClock(zone, instant);
    return `${String(dayNumber)} ${String(Math.floor(msOfDay / MS_PER_HOUR))}`;
  }, at);
}

export function dayAt(zone: string, at: Instant): CountedSpan {
  return spanOf((instant) => String(wallClock(zone, instant).dayNumber), at);
}

/** The night in which an instant lies; null by day. Both ends as "HH:MM"; a night may run past midnight. */
export function nightAt(zone: string, from: string, to: string, at: Instant): CountedSpan | null {
  const fromMs = msOfDayTime(from);
  const toMs = msOfDayTime(to);
  const night = (instant: Instant): string => {
    const { dayNumber, msOfDay } = wallClock(zone, instant);
    if (fromMs === toMs) return String(dayNumber);
    if (fromMs < toMs) return msOfDay >= fromMs && msOfDay < toMs ? String(dayNumber) : '';
    if (msOfDay >= fromMs) return String(dayNumber);
    return msOfDay < toMs ? String(dayNumber - 1) : '';
  };
  return night(at) === '' ? null : spanOf(night, at);
}

/** How far around an instant its name stays the same. */
function spanOf(nameAt: (at: Instant) => string, at: Instant): CountedSpan {
  const name = nameAt(at);
  const edge = (inside: Instant, outside: Instant): Instant => {
    let near = inside;
    let far = outside;
    while (Math.abs(far - near) > 1) {
      const middle = Math.min(near, far) + Math.floor(Math.abs(far - near) / 2);
      if (nameAt(middle) === name) near = middle;
      else far = middle;
    }
    return Math.max(near, far);
  };
  return { from: edge(at, at - LONGEST_MS), until: edge(at, at + LONGEST_MS) };
}

/** "HH:MM" */
function msOfDayTime(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
