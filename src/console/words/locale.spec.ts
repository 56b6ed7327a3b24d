import { flat, locales } from 'adminjs';

import { LANGUAGES, type Language } from '../../kernel/language.js';
import { ConsoleRegister } from '../console-register.js';
import type { ConsoleResource } from '../resources/resource.js';
import { ADMINJS_WORDS } from './adminjs-words.js';
import { CONSOLE_WORDS } from './console-words.js';
import { localeOf, LOCALES, oneOf } from './locale.js';

const keysOf = (language: 'en' | 'zh-CN'): string[] => Object.keys(flat.flatten(locales[language]) as object);

describe.each(LANGUAGES)('texts in %s', (language: Language) => {
  const words = () => {
    const locale = localeOf(language, new ConsoleRegister());
    return locale.translations?.[LOCALES[language]] as unknown as Record<string, string>;
  };

  it('AdminJS has no text that is not there', () => {
    const known = new Set([...Object.keys(words()), ...keysOf(LOCALES[language] as 'en' | 'zh-CN')]);
    expect(keysOf('en').filter((key) => !known.has(key))).toEqual([]);
  });

  it('no text is empty', () => {
    expect(Object.entries(words()).filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

it('both languages fill in the same values', () => {
  const values = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
  const different = Object.entries({ ...ADMINJS_WORDS, ...CONSOLE_WORDS })
    .filter(([, { zh, en }]) => values(zh).join(' ') !== values(en).join(' '))
    .map(([key]) => key);
  expect(different).toEqual([]);
});

it('Chinese texts are Chinese, English ones are not', () => {
  const odd = Object.entries({ ...ADMINJS_WORDS, ...CONSOLE_WORDS })
    .filter(([key]) => !/^(language|named|inUnit|components\.LanguageSelector\..*|labels\.adminVersion)$/.test(key))
    .filter(([, { zh, en }]) => !/\p{Script=Han}/u.test(zh) || /\p{Script=Han}/u.test(en));
  expect(odd).toEqual([]);
});

it('a text that would hide another is refused', () => {
  const register = new ConsoleRegister();
  const text = { zh: '队列', en: 'Queue' };
  register.addResource({
    id: 'queue',
    label: text,
    about: text,
    fields: [{ name: 'queue', kind: 'choice', label: text, choices: [{ value: 'a', label: text }] }],
  } as unknown as ConsoleResource);
  expect(() => localeOf('zh', register)).toThrow('hides');
});

it.each([
  ['Access numbers', 'access number'],
  ['Queues', 'queue'],
  ['SIP accounts', 'SIP account'],
  ['Staff', 'staff'],
])('one of "%s" is a new %s', (plural, one) => {
  expect(oneOf(plural)).toBe(one);
});
