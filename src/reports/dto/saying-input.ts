import { z } from 'zod';

import { chosen } from '../../platform/references/reference-input.js';
import { givenText } from '../../platform/validation/valid-input.js';

const LONGEST_NOTE = 2_000;
/** What a form sends empty is taken back. */
const orNone = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? null : value), z.union([z.null(), schema])).optional();

/** What somebody says of a call; what is left out is not spoken of, null: there is none after all. */
export const sayingInput = z.object({ dispositionId: orNone(chosen<string>()), note: orNone(givenText(LONGEST_NOTE)) });
