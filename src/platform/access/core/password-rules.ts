import type { Language } from '../../../kernel/language.js';

type Text = Readonly<Record<Language, string>>;

export const SHORTEST_PASSWORD = 10;
/** Longer ones are no passwords, but work for the hash. */
export const LONGEST_PASSWORD = 200;

/** Shown where a password is chosen. */
export const PASSWORD_RULE: Text = {
  zh: `至少 ${SHORTEST_PASSWORD} 个字符；不能是用户名、企业代码、常见密码或当前密码`,
  en: `At least ${SHORTEST_PASSWORD} characters; not your user name, your company's code, a common password or the present one`,
};

/** What remains of the usual passwords once digits and signs are taken away, and those made of digits alone. */
const COMMON_WORDS = new Set(
  (
    'password passwort passwd pass admin administrator root welcome letmein iloveyou monkey dragon sunshine princess ' +
    'football baseball master login user test testing guest default changeme changeit secret qwerty qwertyuiop qwertyui ' +
    'asdfghjkl zxcvbnm abc abcd abcde abcdef abcdefg abcdefgh abcdefghij qaz qazwsx qazwsxedc wsx woaini aini ' +
    'mima nihao callrack callcenter callcentre hujiao kefu zhongguo china company qwer asdf zxcv qweasd qweasdzxc qqww'
  ).split(' '),
);
/** Signs that stand for letters. */
const MEANT: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '@': 'a', $: 's' };
const RUNS = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
];

/**
 * @param whose what the password must not be made of
 * @returns what is wrong with it, undefined when nothing is
 */
export function passwordFault(
  password: string,
  whose: { readonly login: string; readonly tenantCode: string | null },
): Text | undefined {
  const length = Array.from(password).length;
  if (length < SHORTEST_PASSWORD) {
    return {
      zh: `密码至少 ${SHORTEST_PASSWORD} 个字符`,
      en: `The password needs at least ${SHORTEST_PASSWORD} characters`,
    };
  }
  if (length > LONGEST_PASSWORD) {
    return { zh: `密码最多 ${LONGEST_PASSWORD} 个字符`, en: `The password has at most ${LONGEST_PASSWORD} characters` };
  }
  const lower = password.toLowerCase();
  const own = [whose.login, whose.tenantCode ?? ''].filter((word) => word !== '').map((word) => word.toLowerCase());
  if (own.some((word) => lower === word || isMadeOf(lower, word))) {
    return {
      zh: '密码不能由用户名或企业代码构成',
      en: "The password must not be made of your user name or your company's code",
    };
  }
  if (isCommon(lower)) {
    return { zh: '这个密码太常见，容易被猜到', en: 'This password is too common and easily guessed' };
  }
  return undefined;
}

/** The word with nothing but digits and signs around it, or the word again and again. */
function isMadeOf(password: string, word: string): boolean {
  const rest = password.replaceAll(word, '');
  return rest !== password && !/\p{L}/u.test(rest);
}

function isCommon(lower: string): boolean {
  if (new Set(lower).size <= 3) return true;
  if (RUNS.some((run) => run.includes(lower))) return true;
  const word = lower.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const letters = word.replaceAll(/[013@$]/g, (sign) => MEANT[sign] ?? sign).replaceAll(/[^\p{L}]/gu, '');
  if (COMMON_WORDS.has(letters)) return true;
  return /^(?:1q2w3e|1qaz2wsx|q1w2e3|zaq12wsx|123qwe|qwe123)/.test(lower);
}
