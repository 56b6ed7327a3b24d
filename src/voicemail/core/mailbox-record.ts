import type { Mailbox } from './mailbox.js';

/** A mailbox as people see and edit one. */
export interface MailboxRecord extends Omit<Mailbox, 'tenantId'> {
  readonly version: number;
  readonly name: string;
}
