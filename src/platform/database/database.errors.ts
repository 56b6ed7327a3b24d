import { CallRackError } from '../errors/callrack-error.js';

/** All connections are in use, and none came free in time. */
export class DatabaseBusy extends CallRackError {
  constructor(cause: unknown) {
    super('platform.database_busy', { zh: '系统繁忙，请稍后重试', en: 'The system is busy; try again shortly' }, 503, {
      cause,
    });
  }
}

export class OwnerMayNotSetNode extends CallRackError {
  constructor(cause: unknown) {
    const remedy = 'GRANT SET ON PARAMETER callrack.node TO <owner>';
    super(
      'platform.owner_may_not_set_node',
      {
        zh: `DATABASE_URL 的用户无权为角色设置 callrack.node；请由超级用户执行：${remedy}`,
        en: `The user of DATABASE_URL may not keep callrack.node with the roles; let a superuser run: ${remedy}`,
      },
      500,
      { cause },
    );
  }
}
