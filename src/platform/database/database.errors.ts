import { CallRackError } from '../errors/callrack-error.js';

/** All connections are in use, and none came free in time. */
export class DatabaseBusy extends CallRackError {
  constructor(cause: unknown) {
    super('platform.database_busy', { zh: '系统繁忙，请稍后重试', en: 'The system is busy; try again shortly' }, 503, {
      cause,
    });
  }
}

/** It does not answer, or refuses now. */
export class DatabaseAway extends CallRackError {
  constructor(cause: unknown) {
    super(
      'platform.database_away',
      { zh: '数据库无应答，请稍后重试', en: 'The database does not answer; try again later' },
      503,
      { cause },
    );
  }
}

/** This node does not know its admin node yet. */
export class NotJoined extends CallRackError {
  constructor() {
    super('platform.not_joined', { zh: '本节点尚未加入集群', en: 'This node has not joined a cluster' }, 409);
  }
}
