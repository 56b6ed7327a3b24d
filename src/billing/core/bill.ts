import type { ChargeLine, ChargeLineKind, Payer } from '../../kernel/charge.js';
import { microText, type Micro } from '../../kernel/money.js';
import { roundTo } from './rounding.js';
import type { RoundingMode } from './tariff.js';

/** What is taken from packages while one call is priced. */
export class PackageUse {
  readonly before: Record<string, number> = {};
  readonly used: Record<string, number> = {};

  constructor(private readonly leftS: Readonly<Record<string, number>>) {}

  left(code: string): number {
    const before = (this.before[code] ??= this.leftS[code] ?? 0);
    return before - (this.used[code] ?? 0);
  }

  take(code: string, seconds: number): void {
    this.used[code] = (this.used[code] ?? 0) + seconds;
  }
}

/** A line that is about no stretch of time. */
export function amountLine(
  kind: ChargeLineKind,
  leg: number | null,
  rate: string | null,
  payer: Payer,
  amount: Micro,
): ChargeLine {
  return {
    kind,
    leg,
    rate,
    payer,
    fromS: 0,
    seconds: 0,
    increments: 0,
    incrementS: 0,
    priceMicro: '0',
    perS: 0,
    amountMicro: microText(amount),
  };
}

/** The lines of one call, and their sums. */
export class Bill {
  readonly lines: ChargeLine[] = [];
  tenant: Micro = 0n;
  caller: Micro = 0n;

  add(line: ChargeLine, amount: Micro): void {
    this.lines.push(line);
    if (amount === 0n) return;
    if (line.payer === 'tenant') this.tenant += amount;
    else this.caller += amount;
  }

  /** The lines of each payer are brought to whole multiples of the unit by one line. */
  round(unit: Micro, mode: RoundingMode): void {
    this.roundFor('tenant', roundTo(this.tenant, unit, mode) - this.tenant);
    this.roundFor('caller', roundTo(this.caller, unit, mode) - this.caller);
  }

  private roundFor(payer: Payer, difference: Micro): void {
    if (difference !== 0n) this.add(amountLine('rounding', null, null, payer, difference), difference);
  }
}
