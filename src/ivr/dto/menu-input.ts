import { z } from 'zod';

import type { PromptId } from '../../kernel/ids.js';
import type { Text } from '../../platform/errors/callrack-error.js';
import { chosen, chosenDestination, jsonOf } from '../../platform/references/reference-input.js';
import { givenName, wholeNumber } from '../../platform/validation/valid-input.js';
import { MENU_KEYS, type Menu } from '../core/menu.js';

const KNOWN_KEYS: ReadonlySet<string> = new Set(MENU_KEYS);
const NO_ACTION: Text = { zh: '请选择播放语音之后做什么', en: 'Please choose what comes after the prompt' };
const NO_KEY: Text = { zh: '至少设置一个按键', en: 'Set at least one key' };
const UNKNOWN_KEY: Text = { zh: '按键只能是 0-9、*、# 或 A-D', en: 'A key is one of 0-9, *, # and A-D' };

const keys = z
  .record(z.string(), chosenDestination)
  .refine((given) => Object.keys(given).length > 0, { params: { text: NO_KEY } })
  .refine((given) => Object.keys(given).every((key) => KNOWN_KEYS.has(key)), { params: { text: UNKNOWN_KEY } });

const menuAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('go'), destination: chosenDestination }),
  z.object({
    kind: z.literal('keys'),
    keys,
    keyTimeoutMs: wholeNumber(0, 60_000),
    attempts: wholeNumber(1, 20),
    otherwise: chosenDestination,
  }),
]) satisfies z.ZodType<Menu['action']>;

/** What people tell of a menu; its action comes as the object or as its JSON text. */
export const menuInput = z.object({
  name: givenName(200),
  promptId: chosen<PromptId>(),
  action: z.preprocess((value, context) => {
    const action = jsonOf(value);
    const kind = typeof action === 'object' && action !== null && 'kind' in action ? action.kind : undefined;
    if (kind === 'go' || kind === 'keys') return action;
    context.addIssue({ code: 'custom', params: { text: NO_ACTION }, input: value });
    return z.NEVER;
  }, menuAction),
});
