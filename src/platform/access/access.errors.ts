import { CallRackError, type Text } from '../errors/callrack-error.js';

export class NotPermitted extends CallRackError {
  constructor() {
    super('access.not_permitted', { zh: '没有权限', en: 'You do not have the permission for this' }, 403);
  }
}

/** Why somebody who was signed in is so no more. */
export const ENDINGS = {
  none: { zh: '请先登录', en: 'Please sign in' },
  expired: { zh: '登录已超时，请重新登录', en: 'Your sign-in has expired; please sign in again' },
  ended: { zh: '您的登录已在别处结束，请重新登录', en: 'Your sign-in was ended; please sign in again' },
  tenant: { zh: '本企业已停用，请联系平台管理员', en: 'Your company is suspended; please ask the platform' },
} as const satisfies Record<string, Text>;
export type Ending = keyof typeof ENDINGS;

export class NotSignedIn extends CallRackError {
  constructor(readonly ending: Ending = 'none') {
    super(ending === 'tenant' ? 'access.tenant_not_open' : 'access.not_signed_in', ENDINGS[ending], 401);
  }
}

export class PasswordMustBeChanged extends CallRackError {
  constructor() {
    super('access.password_must_be_changed', { zh: '请先修改密码', en: 'Please change your password first' }, 403);
  }
}

/** The request did not come from a page of ours, or from one that is too old. */
export class ForgedRequest extends CallRackError {
  constructor() {
    super(
      'access.forged_request',
      {
        zh: '请求未能确认来自本系统的页面。请返回并刷新页面后重试',
        en: 'This request could not be told to come from a page of ours. Go back, reload the page and try again',
      },
      403,
    );
  }
}

export class AccessUnavailable extends CallRackError {
  constructor(options?: ErrorOptions) {
    super(
      'access.unavailable',
      { zh: '暂时无法核对登录，请稍后重试', en: 'Sign-ins cannot be checked right now; try again shortly' },
      503,
      options,
    );
  }
}
