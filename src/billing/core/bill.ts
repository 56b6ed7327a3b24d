import type { Calculation, ChargeLine, ChargeLineKind, Payer } from '../../kernel/charge.js';
import { microText, type Micro } from '../../kernel/money.js';
import { roundTo } from './rounding.js';
import type { RoundingMode } from './tariff.js';

/** What is taken from packages while one call is priced. */
export class PackageUse {
  private asked: Map<string, { before: number; used: number }> | null = null;

  constructor(private readonly leftS: Readonly<Record<string, number>>) {}

  /** Seconds that are left of a package; none of one that is not named. */
  left(code: string): number {
    this.asked ??= new Map();
    let found = this.asked.get(code);
    if (found === undefined) {
      const before = Object.hasOwn(this.leftS, code) ? (this.leftS[code] ?? 0) : 0;
      found = { before: before > 0 ? before : 0, used: 0 };
      this.asked.set(code, found);
    }
    return found.before - found.used;
  }

  /** At most what is left. */
  take(code: string, seconds: number): void {
    const found = this.asked?.get(code);
    if (found !== undefined) found.used += seconds;
  }

  /** Seconds left of each package before the call, and those taken. */
  sums(): Pick<Calculation, 'packageLeftS' | 'packageUsedS'> {
    if (this.asked === null) return { packageLeftS: {}, packageUsedS: {} };
    const all = [...this.asked];
    return {
      packageLeftS: Object.fromEntries(all.map(([code, { before }]) => [code, before])),
      packageUsedS: Object.fromEntries(all.flatMap(([code, { used }]) => (used > 0 ? [[code, used]] : []))),
    };
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
