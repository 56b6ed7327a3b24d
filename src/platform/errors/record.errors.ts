import { CallRackError } from './callrack-error.js';

/** The same for what never was and for what is another tenant's. */
export class NotFound extends CallRackError {
  constructor() {
    super('platform.not_found', { zh: '没有找到', en: 'Not found' }, 404);
  }
}

/** Somebody else saved or deleted it after it was opened here. */
export class ChangedMeanwhile extends CallRackError {
  constructor() {
    super(
      'platform.changed_meanwhile',
      {
        zh: '这条记录打开之后已被他人修改，您的修改没有保存。请刷新后重试',
        en: 'Somebody changed this record after you opened it; your change was not saved. Reload and try again',
      },
      409,
    );
  }
}

export class QuotaReached extends CallRackError {
  constructor(what: { readonly zh: string; readonly en: string }, limit: number) {
    super(
      'platform.quota_reached',
      { zh: `已达到配额：${what.zh}最多 ${limit}`, en: `The quota is reached: at most ${limit} ${what.en}` },
      409,
    );
  }
}
