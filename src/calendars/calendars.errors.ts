import { CallRackError } from '../platform/errors/callrack-error.js';

export class CalendarExists extends CallRackError {
  constructor(name: string) {
    super(
      'calendars.exists',
      { zh: `已有名为“${name}”的日历`, en: `There is a calendar named "${name}" already` },
      409,
    );
  }
}
