/** The country whose national numbers need no country code here. */
export const OWN_COUNTRY = '86';

const SEPARATORS = /[\s\-().:]/g;
/** In the PRC: mobile, service (400, 800) and short numbers. */
const WITHOUT_AREA = /^(1[3-9][0-9]{9}|[48]00[0-9]{7}|[0-9]{1,8})$/;
const DIGITS = /^[0-9]{1,32}$/;

/**
 * The form in which rates name numbers: digits as they are dialled in the own country; those of other countries begin
 * with 00. null for what is no telephone number.
 */
export function normalNumber(text: string, country: string = OWN_COUNTRY): string | null {
  if (text.length <= 32 && isDigits(text) && !text.startsWith('00')) return text;
  const plain = text.replace(SEPARATORS, '');
  const dialled = plain.startsWith('+') ? `00${plain.slice(1)}` : plain;
  if (!DIGITS.test(dialled) || dialled === '00') return null;
  if (!dialled.startsWith('00')) return dialled;
  return dialled.startsWith(country, 2) ? national(dialled.slice(2 + country.length), country) : dialled;
}

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return text !== '';
}

/** Behind the country code area codes have lost their 0. */
function national(rest: string, country: string): string | null {
  if (rest === '' || rest.startsWith('00')) return null;
  const complete = rest.startsWith('0') || (country === OWN_COUNTRY && WITHOUT_AREA.test(rest));
  return complete ? rest : `0${rest}`;
}

/** Of a number in its normal form; also behind the code that chooses another carrier (179xx). */
export function isInternational(number: string): boolean {
  return number.startsWith('00') || /^179[0-9]{2}00/.test(number);
}

/** Information services of the PRC (160, 168), with or without an area code before them. */
export function isPremium(number: string): boolean {
  return /^(?:0(?:10|2[0-9]|[3-9][0-9]{2}))?16[08]/.test(number);
}
