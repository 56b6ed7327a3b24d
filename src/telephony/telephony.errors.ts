import { CallRackError } from '../platform/errors/callrack-error.js';

/** Asterisk cannot be asked now; what it holds goes on, and is taken over when it is back. */
export class AriAway extends CallRackError {
  constructor(why: string) {
    super('telephony.asterisk_away', { en: `Asterisk is away: ${why}`, zh: `Asterisk 无响应：${why}` }, 503);
  }
}

export class AmiRefused extends CallRackError {
  constructor(why: string) {
    super(
      'telephony.manager_refused',
      { en: `Asterisk’s manager interface refuses: ${why}`, zh: `Asterisk 管理接口拒绝：${why}` },
      503,
    );
  }
}
