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
        zh: '录音文件已不在（可能已按保存期限删除）',
        en: 'The recording is not there any more; it may have been deleted when its time was over',
      },
      410,
    );
  }
}

/** The recording lies on another node, which cannot be reached now. */
export class RecordingAway extends CallRackError {
  constructor(nodeId: string, cause: unknown) {
    super(
      'recording.node_away',
      {
        zh: `录音在节点 ${nodeId} 上，该节点目前无法连接，请稍后重试`,
        en: `The recording is on node ${nodeId}, which cannot be reached now; try again later`,
      },
      503,
      { cause },
    );
  }
}

/** The recording lies on a node that has left the cluster. */
export class RecordingLeftBehind extends CallRackError {
  constructor(nodeId: string) {
    super(
      'recording.node_left',
      {
        zh: `录音在节点 ${nodeId} 上，该节点已退出集群`,
        en: `The recording is on node ${nodeId}, which has left the cluster`,
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
