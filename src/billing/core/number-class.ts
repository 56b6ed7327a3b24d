/** The country whose national numbers need no country code here. */
const OWN_COUNTRY = '86';

const SEPARATORS = /[\s\-().:]/g;
/** In the PRC: service (400, 800) and short numbers, and all that begins with 1 and is not behind Beijing's area code. */
const WITHOUT_AREA = /^(1[1-9][0-9]*|[48]00[0-9]{7}|[0-9]{1,8})$/;
const DIGITS = /^[0-9]{1,32}$/;
/** 179 is of IP telephony. */
const MOBILE = /^1(?:[3-689][0-9]|7[0-8])[0-9]{8}$/;
/**
 * Codes that choose the carrier of a call, dialled before any number (PRC numbering plan, 电信网编号计划: 19X carriers of
 * long-distance calls, 179XX IP telephony, 118XX long distance at lower rates; further those that carriers have
 * published for their own customers: 10193 Unicom, 12520, 12583 and 12593 Mobile).
 */
const CARRIER = /^(?:19[0-9]|179[0-9]{2}|118[0-9]{2}|10193|12520|12583[0-9]|12593)(?=[0-9])/;
/** Dialled before mobile numbers of other places; no area code begins like that. */
const LONG_DISTANCE = /^0(?=1[1-9])/;

/**
 * The form in which rates name numbers: digits as they are dialled in the PRC; those of other countries begin with 00.
 * null for what is no telephone number.
 */
export function normalNumber(text: string): string | null {
  if (text.length <= 32 && isDigits(text) && !text.startsWith('00')) return text;
  const plain = text.replace(SEPARATORS, '');
  const dialled = plain.startsWith('+') ? `00${plain.slice(1)}` : plain;
  if (!DIGITS.test(dialled) || dialled === '00') return null;
  if (!dialled.startsWith('00')) return dialled;
  return dialled.startsWith(OWN_COUNTRY, 2) ? national(dialled.slice(2 + OWN_COUNTRY.length)) : dialled;
}

/** The same for how numbers begin; null for what no telephone number begins with. */
export function normalPrefix(text: string): string | null {
  const rest = /^(?:\+|00)86(?=[0-9])(.*)$/.exec(text.replace(SEPARATORS, ''))?.[1];
  if (rest === undefined || !DIGITS.test(rest)) return normalNumber(text);
  // what is left may be too short to tell a service number from an area, and an area is what people mean
  return /^(?:0|1$|1[1-9]|[48]00)/.test(rest) ? rest : `0${rest}`;
}

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return text !== '';
}

/** Behind the country code area codes have lost their 0. */
function national(rest: string): string | null {
  if (rest === '' || rest.startsWith('00')) return null;
  return rest.startsWith('0') || WITHOUT_AREA.test(rest) ? rest : `0${rest}`;
}

/** Of a number in its normal form; also behind codes that choose another carrier. */
export function isInternational(number: string): boolean {
  return behindCarrier(number).startsWith('00');
}

/** Information services of the PRC (160, 168), with or without an area code or a carrier's code before them. */
export function isPremium(number: string): boolean {
  return /^(?:0(?:10|2[0-9]|[3-9][0-9]{2}))?16[08]/.test(behindCarrier(number));
}

/** A prefix that only chooses a carrier: any number may follow, also dear ones. */
export function takesOthersAlong(prefix: string): boolean {
  return prefix !== '' && behindCarrier(`${prefix}9`) === '9';
}

/** What is called in the end; a mobile number is one, also where its first digits are a carrier's code elsewhere. */
function behindCarrier(number: string): string {
  let rest = number.replace(LONG_DISTANCE, '');
  while (!MOBILE.test(rest)) {
    const behind = rest.replace(CARRIER, '').replace(LONG_DISTANCE, '');
    if (behind === rest) break;
    rest = behind;
  }
  return rest;
}
