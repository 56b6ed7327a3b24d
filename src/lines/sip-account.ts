import { createHash, randomInt } from 'node:crypto';

/** Without letters and digits that look alike: passwords are typed into telephones. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** 20 of 56 characters: 116 bits. */
const PASSWORD_LENGTH = 20;

/** What is entered into a telephone so that it signs in. */
export interface SipAccount {
  readonly user: string;
  readonly password: string;
  /** Address of the switch; '' where it listens on all of its addresses. */
  readonly server: string;
  readonly port: number;
}

export function newPassword(): string {
  return Array.from({ length: PASSWORD_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
}

/** What is kept of a password: the digest that SIP signs in by (RFC 2617, section 3.2.2.2). */
export function md5Credential(user: string, realm: string, password: string): string {
  return createHash('md5').update(`${user}:${realm}:${password}`).digest('hex');
}
