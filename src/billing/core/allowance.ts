import type { Instant } from '../../kernel/clock.js';
import type { Micro } from '../../kernel/money.js';
import { times, wholeNumber, wholeParts } from './whole.js';

/** Where the money ends: what runs can be paid up to `until`, but not up to `beyond`. */
export interface MoneyEnd {
  readonly until: Instant;
  readonly beyond: Instant;
}

export interface MoneyQuestion {
  /** What may be spent by what runs. */
  readonly limit: Micro;
  /** What everything that runs will have cost at an instant; never falls. */
  readonly costAt: (at: Instant) => Micro;
  readonly now: Instant;
  /** Later ends are of no interest. */
  readonly horizon: Instant;
  /** Where it may be, from an earlier look. */
  readonly guess: Instant | null;
  /** How exact the answer has to be, milliseconds, for an end so many milliseconds ahead. */
  readonly exactMs: (aheadMs: number) => number;
}

/** Where to look next. */
type Way = 'line' | 'beside' | 'half';
const NEXT_WAY: Readonly<Record<Way, Way>> = { line: 'beside', beside: 'half', half: 'line' };

/** From here on an end is looked for where nobody knows better. */
const FIRST_GUESS_MS = 600_000;

/**
 * The last instant up to which the money suffices; null where it suffices to the horizon. What has been begun is paid:
 * where more than the limit has been spent already it ends with the next cost.
 *
 * Costs are steps, but of many calls together nearly a line: the look goes where the line would end; then right beside,
 * where it only has to be shown that it ends there; and halves where that does not help.
 */
export function endOfMoney({ limit, costAt, now, horizon, guess, exactMs }: MoneyQuestion): MoneyEnd | null {
  if (horizon <= now) return null;
  const spent = costAt(now);
  const most = spent > limit ? spent : limit;
  let low = now;
  let lowCost = spent;
  let high = earlier(horizon, guess !== null && guess > now ? guess : now + FIRST_GUESS_MS);
  let highCost = costAt(high);
  while (highCost <= most) {
    if (high >= horizon) return null;
    low = high;
    lowCost = highCost;
    high = earlier(horizon, now + times(high - now, 4));
    highCost = costAt(high);
  }
  let rose = false;
  for (let way: Way = 'line'; ; way = NEXT_WAY[way]) {
    const exact = exactMs(low - now);
    if (high - low <= exact) break;
    if (way === 'beside' && (exact === 1 || high - low <= exact + exact)) continue;
    const beside = rose ? high - exact : low + exact;
    const at =
      way === 'line'
        ? meeting(low, lowCost, high, highCost, most)
        : way === 'beside'
          ? beside
          : low + wholeParts(high - low, 2);
    const cost = costAt(at);
    if (cost <= most) {
      low = at;
      lowCost = cost;
      rose = false;
    } else {
      high = at;
      highCost = cost;
      rose = true;
    }
  }
  return { until: low, beyond: high };
}

/** Where the line between two looks meets the limit; inside of both. */
function meeting(low: Instant, lowCost: Micro, high: Instant, highCost: Micro, limit: Micro): Instant {
  const at = low + wholeNumber((BigInt(high - low) * (limit - lowCost)) / (highCost - lowCost));
  const edge = later(1, wholeParts(high - low, 64));
  return earlier(later(at, low + edge), high - edge);
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
