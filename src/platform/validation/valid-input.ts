import { z } from 'zod';

import type { Text } from '../errors/callrack-error.js';
import type { Language } from '../../kernel/language.js';
import { isKeepable, TURNS } from './keepable-text.js';
import { InvalidInput } from './validation.errors.js';

const LOCALES: Readonly<Record<Language, z.core.$ZodErrorMap>> = {
  zh: z.locales.zhCN().localeError,
  en: z.locales.en().localeError,
};

const FILL_IN: Text = { zh: '请填写', en: 'Please fill this in' };
const NO_CONTROLS: Text = { zh: '不能含有控制字符', en: 'Control characters are not allowed' };
const NO_TURNS: Text = {
  zh: '不能含有改变文字方向的不可见字符',
  en: 'Invisible characters that turn the direction of writing are not allowed',
};
const NOT_TEXT: Text = {
  zh: '含有无法保存的字符，如半个表情符号',
  en: 'It has characters that cannot be kept, such as half an emoji',
};

/**
 * Input as the schema's output.
 *
 * @throws InvalidInput naming every field that is wrong, in both languages; or the first whose text no database keeps
 */
export function validInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input, { error: messageIn('zh') });
  if (parsed.success) {
    const wrong = unkeepableIn(parsed.data, []);
    if (wrong === null) return parsed.data;
    throw new InvalidInput({ [wrong.join('.')]: NOT_TEXT });
  }
  const english = schema.safeParse(input, { error: messageIn('en') });
  const texts: Record<string, Text> = {};
  parsed.error.issues.forEach((issue, index) => {
    const field = issue.path.map(String).join('.');
    texts[field] ??= { zh: issue.message, en: english.error?.issues[index]?.message ?? issue.message };
  });
  throw new InvalidInput(texts);
}

/** Where in what a schema made the first text is that cannot be kept; null: nowhere. Names of fields are texts too. */
function unkeepableIn(value: unknown, path: readonly string[]): readonly string[] | null {
  if (typeof value === 'string') return isKeepable(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, one] of Object.entries(value)) {
    const found = isKeepable(name) ? unkeepableIn(one, [...path, name]) : path;
    if (found !== null) return found;
  }
  return null;
}

/** Text that matches a pattern; people are told in words what it must look like. */
export function matching(pattern: RegExp, text: Text) {
  return z.string().refine((value) => pattern.test(value), { params: { text } });
}

/**
 * A name that people give: anything they can type, trimmed; `<`, emoji and 汉字 are welcome, control characters and those
 * that make a name look like another one are not.
 */
export function givenName(longest = 100) {
  const tooLong: Text = { zh: `最多 ${longest} 个字符`, en: `At most ${longest} characters` };
  return z
    .string()
    .trim()
    .refine((value) => value !== '', { params: { text: FILL_IN } })
    .refine((value) => value.length <= longest, { params: { text: tooLong } })
    .refine((value) => !/\p{Cc}/u.test(value), { params: { text: NO_CONTROLS } })
    .refine((value) => !TURNS.test(value), { params: { text: NO_TURNS } });
}

/** What people write in lines: as a name, and it may have several. Each line ends by a line feed alone. */
export function givenText(longest: number) {
  const tooLong: Text = { zh: `最多 ${longest} 个字符`, en: `At most ${longest} characters` };
  return z
    .string()
    .transform((text) => text.replaceAll(/\r\n?/g, '\n').trim())
    .refine((value) => value !== '', { params: { text: FILL_IN } })
    .refine((value) => value.length <= longest, { params: { text: tooLong } })
    .refine((value) => !/(?![\n\t])\p{Cc}/u.test(value), { params: { text: NO_CONTROLS } })
    .refine((value) => !TURNS.test(value), { params: { text: NO_TURNS } });
}

/** What nodes may be called, as their settings say it (NODE_NAME). */
export const nodeName = matching(/^[a-z0-9][a-z0-9-]{0,39}$/, {
  zh: '应为节点名称：1–40 个小写字母、数字或连字符',
  en: 'Must be the name of a node: 1 to 40 of a-z, 0-9 and hyphen',
});

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
