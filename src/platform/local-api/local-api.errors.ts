import { CallRackError } from '../errors/callrack-error.js';

/** The engine does not answer: it is down, starting, or hangs; or its node is not reached. */
export class EngineUnavailable extends CallRackError {
  /** @param nodeId null: that of this box */
  constructor(cause: unknown, nodeId: string | null = null) {
    const text =
      nodeId === null
        ? { en: 'The call engine does not answer.', zh: '呼叫引擎没有应答。' }
        : { en: `The call engine of node ${nodeId} cannot be reached.`, zh: `无法联系到节点 ${nodeId} 的呼叫引擎。` };
    super('local_api.engine_unavailable', text, 503, { cause });
  }
}

/** An admin node that has no switch node yet. */
export class NoEngine extends CallRackError {
  constructor() {
    super(
      'local_api.engine_unavailable',
      { en: 'No node serves calls for this tenant.', zh: '没有节点为该企业处理呼叫。' },
      503,
    );
  }
}

/** The engine answered with an error; code and text are the engine's own. */
export class EngineRefused extends CallRackError {}

/** The engine answered with something that this build does not understand. */
export class AnswerNotUnderstood extends CallRackError {
  constructor(path: string, cause: unknown) {
    super(
      'local_api.answer_not_understood',
      { en: `The engine's answer to ${path} is not understood.`, zh: `无法理解引擎对 ${path} 的应答。` },
      502,
      { cause },
    );
  }
}

/** Another process listens on the socket already. */
export class SocketInUse extends CallRackError {
  constructor(path: string) {
    super('local_api.socket_in_use', {
      en: `Another engine is running: ${path} is in use.`,
      zh: `已有另一个引擎在运行：${path} 已被占用。`,
    });
  }
}

/** Something that is not ours lies where the socket should be; it is not removed. */
export class NotASocket extends CallRackError {
  constructor(path: string) {
    super('local_api.not_a_socket', { en: `${path} is not a socket.`, zh: `${path} 不是套接字。` });
  }
}

export class BadAfter extends CallRackError {
  constructor() {
    super(
      'local_api.bad_after',
      { en: 'after must be the sequence number of an event.', zh: 'after 必须是事件的序号。' },
      400,
    );
  }
}
