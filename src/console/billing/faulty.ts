import type { Response } from 'express';

import { InvalidInput, type FieldTexts } from '../../platform/validation/validation.errors.js';
import type { Text } from './tariff-views.js';

/** What input with faults is answered: beside the text, which field is wrong. */
export interface Faulty {
  readonly code: string;
  readonly message: Text;
  readonly fields: FieldTexts;
}

/** What is wrong with the input is told with its fields, for the form that it came from. */
export async function answered<T>(response: Response, work: () => Promise<T>): Promise<T | Faulty> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    response.status(error.httpStatus);
    return { code: error.code, message: error.text, fields: error.fields };
  }
}
