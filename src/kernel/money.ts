/** An amount of money in millionths of the currency unit; never a float. */
export type Micro = bigint;

export const MICRO_PER_UNIT = 1_000_000n;

/** An amount as JSON carries it, which knows no bigint: decimal digits of millionths, perhaps with a minus. */
export type MicroText = string;

const MICRO_TEXT = /^-?[0-9]{1,18}$/;

export function microText(amount: Micro): MicroText {
  return amount.toString();
}

/** @throws RangeError for anything but up to 18 decimal digits */
export function microOf(text: MicroText): Micro {
  if (!MICRO_TEXT.test(text)) throw new RangeError(`not an amount in millionths: ${text.slice(0, 40)}`);
  return BigInt(text);
}

const AMOUNT = /^(-?)([0-9]{1,12})(?:\.([0-9]{1,6}))?$/;

/** What people write: up to 12 digits of units, up to 6 decimals ("0.15", "-20"); null for anything else. */
export function parseAmount(text: string): Micro | null {
  const [, minus, units, decimals = ''] = AMOUNT.exec(text) ?? [];
  if (units === undefined) return null;
  const amount = BigInt(units) * MICRO_PER_UNIT + BigInt(decimals.padEnd(6, '0'));
  return minus === '-' ? -amount : amount;
}

/** As people read it: units with at least two decimals and no more than needed: "0.15", "12.00", "-0.000001". */
export function amountText(amount: Micro): string {
  const size = amount < 0n ? -amount : amount;
  const decimals = (size % MICRO_PER_UNIT)
    .toString()
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${amount < 0n ? '-' : ''}${(size / MICRO_PER_UNIT).toString()}.${decimals}`;
}
