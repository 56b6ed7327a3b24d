import { CallRackError } from '../errors/callrack-error.js';

/** The engine does not answer: it is down, starting, or hangs. */
export class EngineUnavailable extends CallRackError {
  constructor(cause: unknown) {
    super('local_api.engine_unavailable', { en: 'The call engine does not answer.', zh: '呼叫引擎没有应答。' }, 503, {
      cause,
    });
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
