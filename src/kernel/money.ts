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
