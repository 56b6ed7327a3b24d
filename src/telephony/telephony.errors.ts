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
      'telephony.recording_refused',
      { en: `Asterisk does not record: ${why}`, zh: `Asterisk 无法录音：${why}` },
      503,
    );
  }
}
