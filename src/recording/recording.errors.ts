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

/** There was a recording, and its file is not on this machine any more. */
export class RecordingGone extends CallRackError {
  constructor() {
    super(
      'recording.gone',
      {
        zh: '录音文件已不在本机上（可能已按保存期限删除，或在另一台服务器上）',
        en: 'The recording is not on this machine any more: deleted when its time was over, or kept on another one',
      },
      410,
    );
  }
}

export class WaveformFailed extends CallRackError {
  constructor(callId: string, why: string) {
    super('recording.waveform_failed', {
      en: `The waveform of call ${callId} could not be drawn: ${why}`,
      zh: `通话 ${callId} 的波形无法生成：${why}`,
    });
  }
}
