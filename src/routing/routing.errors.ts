import { CallRackError } from '../platform/errors/callrack-error.js';

export class AccessNumberTaken extends CallRackError {
  constructor(number: string) {
    super(
      'routing.access_number_taken',
      { zh: `接入码 ${number} 已被占用`, en: `Access number ${number} is taken` },
      409,
    );
  }
}
