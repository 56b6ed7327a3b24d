import type { Locale } from 'adminjs';

import type { Language } from '../../kernel/language.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { PERMISSION_WORDS } from './permission-words.js';
import type { ConsoleRegister } from '../console-register.js';
import type { ConsoleResource } from '../resources/resource.js';
import { ADMINJS_WORDS } from './adminjs-words.js';
import { CONSOLE_WORDS } from './console-words.js';

/** Names of the languages as browsers and AdminJS know them. */
export const LOCALES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

/** Key of i18next -> text. */
type Words = Record<string, string>;

/**
 * Everything the console says, in one language. AdminJS is given this one only: neither the browser's language nor what it
 * remembers decides, the person's account does.
 */
export function localeOf(language: Language, register: ConsoleRegister): Locale {
  const words: Words = {};
  const put = (prefix: string, texts: Readonly<Record<string, Text>>): void => {
    for (const [key, text] of Object.entries(texts)) words[prefix + key] = text[language];
  };
  put('', ADMINJS_WORDS);
  put('console.', CONSOLE_WORDS);
  put('permissions.', PERMISSION_WORDS);
  for (const page of register.pages) words[`pages.${page.name}`] = page.label[language];
  for (const resource of register.resources) put(`resources.${resource.id}.`, resourceWords(resource));
  refuseHidden(words);
  const locale = LOCALES[language];
  return {
    language: locale,
    availableLanguages: [locale],
    localeDetection: false,
    translations: { [locale]: words },
  };
}

/** AdminJS unfolds `a.b`: of the keys `a` and `a.b` one would never be seen. */
function refuseHidden(words: Words): void {
  for (const key of Object.keys(words)) {
    for (let at = key.lastIndexOf('.'); at > 0; at = key.lastIndexOf('.', at - 1)) {
      if (key.slice(0, at) in words) throw new Error(`the text ${key} hides ${key.slice(0, at)}`);
    }
  }
}

/** "Access numbers" -> "access number"; a name in capitals keeps them. */
export function oneOf(plural: string): string {
  const one = plural.replace(/(?<=[^s])s$/, '');
  return /^[A-Z][a-z]/.test(one) ? one.charAt(0).toLowerCase() + one.slice(1) : one;
}

/** A resource's texts under the keys that AdminJS looks for. */
function resourceWords(resource: ConsoleResource): Record<string, Text> {
  const { id, label, about } = resource;
  const words: Record<string, Text> = {
    [`labels.${id}`]: label,
    'actions.list': label,
    'actions.new': { zh: `新建${/^[A-Z]/.test(label.zh) ? ' ' : ''}${label.zh}`, en: `New ${oneOf(label.en)}` },
    'messages.about': about,
    'messages.noRecordsInResource': about,
    'messages.noRecords': {
      zh: `没有${/^[A-Za-z]/.test(label.zh) ? ' ' : ''}${label.zh}`,
      en: `No ${label.en.toLowerCase()}`,
    },
  };
  for (const field of resource.fields) {
    words[`properties.${field.name}`] = field.label;
    if (field.none !== undefined) words[`messages.none_${field.name}`] = field.none;
    if (field.hint !== undefined) words[`messages.hint_${field.name}`] = field.hint;
    for (const choice of field.choices ?? []) {
      words[`labels.${field.name}.${choice.value.replaceAll(':', '-')}`] = choice.label;
    }
  }
  for (const action of resource.actions ?? []) {
    words[`actions.${action.name}`] = action.label;
    if (action.confirm !== undefined) words[`messages.confirm_${action.name}`] = action.confirm;
  }
  return words;
}
