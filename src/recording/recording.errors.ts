import { CallRackError } from '../platform/errors/callrack-error.js';

/** A recording could not be encoded; its sound stays in the spool and is tried again. */
export class EncodingFailed extends CallRackError {
  constructor(callId: string, why: string) {
    super('recording.encoding_failed', {
      en: `The recording of call ${callId} could not be encoded: ${why}`,
      zh: `通话 ${callId} 的录音转码失败：${why}`,
    });
  }
}
