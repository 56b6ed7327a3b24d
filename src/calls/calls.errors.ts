import { CallRackError } from '../platform/errors/callrack-error.js';

export class UnknownCall extends CallRackError {
  constructor() {
    super('calls.unknown_call', { en: 'There is no such call now.', zh: '当前没有这通呼叫。' }, 404);
  }
}

export class UnknownAgent extends CallRackError {
  constructor(tenant: string, number: string) {
    super(
      'calls.unknown_agent',
      { en: `Tenant ${tenant} has no agent ${number}.`, zh: `企业 ${tenant} 没有工号为 ${number} 的座席。` },
      404,
    );
  }
}

export class UnknownQueue extends CallRackError {
  constructor(number: string) {
    super(
      'calls.queue_not_served',
      { en: `The agent does not serve queue ${number}.`, zh: `该座席不属于队列 ${number}。` },
      422,
    );
  }
}

export class AgentNotLoggedIn extends CallRackError {
  constructor() {
    super('acd.agent_not_logged_in', { en: 'The agent is not logged in.', zh: '座席尚未签入。' }, 409);
  }
}

export class BadCommand extends CallRackError {
  constructor(why: { readonly en: string; readonly zh: string }) {
    super('calls.bad_command', why, 400);
  }
}

/** The journal could not commit: the engine ends, so that nothing is decided that would be forgotten. */
export class JournalFailed extends CallRackError {
  constructor(cause: unknown) {
    super(
      'calls.journal_failed',
      { en: 'The journal cannot be written; the engine stops.', zh: '日志无法写入，引擎停止。' },
      500,
      { cause },
    );
  }
}
