import { CallRackError, type Text } from '../errors/callrack-error.js';

export class TenantExists extends CallRackError {
  constructor(code: string) {
    super('tenancy.tenant_exists', { zh: `企业代码 ${code} 已存在`, en: `There is a tenant ${code} already` }, 409);
  }
}

/** Such as resuming a tenant that is not suspended: somebody else was faster, most of the time. */
export class NotInThatState extends CallRackError {
  constructor(isNow: Text) {
    super(
      'tenancy.not_in_that_state',
      { zh: `不能这样做：企业现在是${isNow.zh}状态`, en: `This cannot be done: the tenant is ${isNow.en} now` },
      409,
    );
  }
}

export class TooLateToReopen extends CallRackError {
  constructor() {
    super(
      'tenancy.too_late_to_reopen',
      {
        zh: '保留期已过，企业的数据正在删除，不能再恢复',
        en: 'The days of keeping are over and the data are being deleted; the tenant cannot be reopened',
      },
      409,
    );
  }
}
