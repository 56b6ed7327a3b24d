/**
 * An amount as people read it: "1234.5" and "CNY" -> "1,234.50 CNY". Decimals are never cut or rounded; there are two at
 * least. Works on the digits alone, for no amount may become a float.
 */
export function moneyText(amount: string, currency = ''): string {
  const [, minus = '', whole = '', decimals = ''] = /^([-+]?)([0-9]+)(?:\.([0-9]+))?$/.exec(amount) ?? [];
  if (whole === '') return amount;
  const grouped = whole.replaceAll(/\B(?=([0-9]{3})+$)/g, ',');
  const text = `${minus === '-' ? '−' : minus}${grouped}.${decimals.padEnd(2, '0')}`;
  return currency === '' ? text : `${text} ${currency}`;
}

/** Millionths as they travel -> "1234.5", for moneyText and for forms. */
export function amountOfMicro(micro: string): string {
  const [, minus = '', digits = ''] = /^(-?)([0-9]+)$/.exec(micro) ?? [];
  if (digits === '') return micro;
  const padded = digits.padStart(7, '0');
  const decimals = padded.slice(-6).replace(/0+$/, '');
  return `${minus}${padded.slice(0, -6)}${decimals === '' ? '' : `.${decimals}`}`;
}

/** As moneyText, of millionths. */
export function moneyOfMicro(micro: string, currency = ''): string {
  return moneyText(amountOfMicro(micro), currency);
}

const AMOUNT = /^[-+]?[0-9]{1,12}(?:\.[0-9]{1,6})?$/;

/** Whether people have written an amount, such as "-20" or "0.15". */
export function isAmount(typed: string): boolean {
  return AMOUNT.test(typed.trim());
}

/** The sum of two amounts as people write them. */
export function sumOf(one: string, other: string): string {
  return amountOfMicro((microOfAmount(one) + microOfAmount(other)).toString());
}

function microOfAmount(amount: string): bigint {
  const [, minus = '', whole = '0', decimals = ''] = /^([-+]?)([0-9]+)(?:\.([0-9]+))?$/.exec(amount.trim()) ?? [];
  const size = BigInt(whole + decimals.padEnd(6, '0'));
  return minus === '-' ? -size : size;
}
