import { CallRackError } from '../platform/errors/callrack-error.js';

/** The name, or whose it is. */
export class MailboxExists extends CallRackError {
  constructor() {
    super(
      'voicemail.mailbox_exists',
      {
        zh: '已有同名的信箱，或该队列、内线、企业已有信箱',
        en: 'There is a mailbox of this name, or of this queue, extension or company, already',
      },
      409,
    );
  }
}
