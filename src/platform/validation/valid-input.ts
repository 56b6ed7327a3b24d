import { z } from 'zod';

import type { Text } from '../errors/callrack-error.js';
import type { Language } from '../../kernel/language.js';
import { InvalidInput } from './validation.errors.js';

const LOCALES: Readonly<Record<Language, z.core.$ZodErrorMap>> = {
  zh: z.locales.zhCN().localeError,
  en: z.locales.en().localeError,
};

const FILL_IN: Text = { zh: '请填写', en: 'Please fill this in' };
const NO_CONTROLS: Text = { zh: '不能含有控制字符', en: 'Control characters are not allowed' };

/**
 * Input as the schema's output.
 *
 * @throws InvalidInput naming every field that is wrong, in both languages
 */
export function validInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input, { error: messageIn('zh') });
  if (parsed.success) return parsed.data;
  const english = schema.safeParse(input, { error: messageIn('en') });
  const texts: Record<string, Text> = {};
  parsed.error.issues.forEach((issue, index) => {
    const field = issue.path.map(String).join('.');
    texts[field] ??= { zh: issue.message, en: english.error?.issues[index]?.message ?? issue.message };
  });
  throw new InvalidInput(texts);
}

/** Text that matches a pattern; people are told in words what it must look like. */
export function matching(pattern: RegExp, text: Text) {
  return z.string().refine((value) => pattern.test(value), { params: { text } });
}

/** A name that people give: anything they can type, trimmed, no control characters; `<`, emoji and 汉字 are welcome. */
export function givenName(longest = 100) {
  const tooLong: Text = { zh: `最多 ${longest} 个字符`, en: `At most ${longest} characters` };
  return z
    .string()
    .trim()
    .refine((value) => value !== '', { params: { text: FILL_IN } })
    .refine((value) => value.length <= longest, { params: { text: tooLong } })
    .refine((value) => !/\p{Cc}/u.test(value), { params: { text: NO_CONTROLS } });
}

/** Whole number, also as text: forms send text. */
export function wholeNumber(least: number, most: number) {
  const text: Text = { zh: `应为 ${least} 到 ${most} 的整数`, en: `A whole number from ${least} to ${most}` };
  return z.preprocess(
    (value) => (typeof value === 'string' && /^-?[0-9]{1,15}$/.test(value.trim()) ? Number(value) : value),
    z.custom<number>((value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most, {
      params: { text },
    }),
  );
}

/** Yes or no, also as text. */
export const yesNo = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
);

function messageIn(language: Language): z.core.$ZodErrorMap {
  return (issue) => {
    const own = issue.code === 'custom' ? (issue.params?.text as Text | undefined) : undefined;
    return own?.[language] ?? LOCALES[language](issue);
  };
}
