import { CallRackError, type Text } from '../errors/callrack-error.js';

/** Field -> what is wrong with it; fields within fields are named with dots. */
export type FieldTexts = Readonly<Record<string, Text>>;

export class InvalidInput extends CallRackError {
  constructor(readonly fields: FieldTexts) {
    const told = Object.entries(fields);
    super(
      'platform.invalid_input',
      {
        zh: `输入有误：${told.map(([field, text]) => `${field}：${text.zh}`).join('；')}`,
        en: `The input is wrong: ${told.map(([field, text]) => `${field}: ${text.en}`).join('; ')}`,
      },
      400,
    );
  }
}
