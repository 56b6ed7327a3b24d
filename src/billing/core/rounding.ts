import type { Micro } from '../../kernel/money.js';
import type { RoundingMode } from './tariff.js';

/** Of an amount that is not below zero: the whole multiple of `unit` that the mode says. */
export function roundTo(amount: Micro, unit: Micro, mode: RoundingMode): Micro {
  const rest = amount % unit;
  if (rest === 0n) return amount;
  const below = amount - rest;
  const above = below + unit;
  switch (mode) {
    case 'up':
      return above;
    case 'down':
      return below;
    case 'half_up':
      return rest * 2n >= unit ? above : below;
    case 'half_even':
      if (rest * 2n !== unit) return rest * 2n > unit ? above : below;
      return (below / unit) % 2n === 0n ? below : above;
  }
}

/** A price for `per` seconds, for `seconds`; what remains of a millionth is a millionth. */
export function priceOf(price: Micro, seconds: number, per: bigint): Micro {
  const exact = price * BigInt(seconds);
  return (exact + per - 1n) / per;
}
