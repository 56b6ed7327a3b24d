import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';

import { systemClock } from '../../../kernel/clock.js';
import { Settings } from '../../settings/settings.js';
import { SecondFactorUnreadable } from '../access.errors.js';
import { Seal } from './seal.js';

const ISSUER = 'CallRack';
/** Telephones' clocks are a little off: the code before and the code after count too. */
const WINDOW = 1;

/** Codes of an authenticator app (RFC 6238: SHA-1, 6 digits, 30 s), whose secret is kept sealed. */
@Injectable()
export class SecondFactor {
  private readonly seal: Seal;

  constructor(settings: Settings) {
    this.seal = new Seal(settings.web.secret, 'second factor');
  }

  /** A fresh secret, sealed for the operator. */
  offer(operatorId: string): string {
    return this.seal.close(new Secret({ size: 20 }).base32, operatorId);
  }

  /**
   * What the app is told, as the text of a QR code and as letters to be typed.
   *
   * @throws SecondFactorUnreadable
   */
  describe(sealed: string, operatorId: string, label: string): { readonly uri: string; readonly letters: string } {
    const secret = this.open(sealed, operatorId);
    return { uri: new TOTP({ issuer: ISSUER, label, secret }).toString(), letters: secret.base32 };
  }

  /**
   * @returns the step of time that the code is of; undefined for a wrong one
   * @throws SecondFactorUnreadable
   */
  stepOf(sealed: string, operatorId: string, code: string): number | undefined {
    const secret = this.open(sealed, operatorId);
    const token = code.replaceAll(/\s/g, '');
    if (!/^[0-9]{6}$/.test(token)) return undefined;
    const timestamp = systemClock.now();
    const delta = TOTP.validate({ token, secret, window: WINDOW, timestamp });
    return delta === null ? undefined : TOTP.counter({ timestamp }) + delta;
  }

  private open(sealed: string, operatorId: string): Secret {
    const letters = this.seal.open(sealed, operatorId);
    if (letters === undefined) throw new SecondFactorUnreadable();
    return Secret.fromBase32(letters);
  }
}
