import { z } from 'zod';

import { LANGUAGES } from '../../../kernel/language.js';
import { chosenMany } from '../../references/reference-input.js';
import { givenName, matching, yesNo } from '../../validation/valid-input.js';

const login = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(
    matching(/^[a-z0-9][a-z0-9._-]{0,39}$/, {
      zh: '1 到 40 个小写字母、数字或 . _ -，以字母或数字开头',
      en: '1 to 40 characters of a-z, 0-9, . _ and -, beginning with a letter or digit',
    }),
  );

const name = givenName(200);
const language = z.enum(LANGUAGES);
/** A role of the product by its name, or one of one's own by its id. */
const roleId = z.string().min(1).max(40);

/** Groups of agents; none: not limited to any. Left out: as it was. */
const agentGroupIds = chosenMany<string>().optional();

export const newOperatorInput = z.object({ login, name, language: language.default('zh'), roleId, agentGroupIds });
export const operatorInput = z.object({ name, language, roleId, disabled: yesNo.default(false), agentGroupIds });
export const firstAdminInput = z.object({ login, name, language });
