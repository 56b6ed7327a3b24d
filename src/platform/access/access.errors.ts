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
  tenant: { zh: '本企业已暂停服务，请联系平台管理员', en: 'Your company is suspended; please ask the platform' },
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

/** The same for a wrong company, a wrong name, a wrong password and somebody disabled. */
export class WrongCredentials extends CallRackError {
  constructor() {
    super(
      'access.wrong_credentials',
      {
        zh: '企业代码、用户名或密码不正确。连续 5 次错误后将锁定 1 分钟或更久',
        en: 'Company, user name or password is wrong. After 5 failures in a row the account is locked for a minute or longer',
      },
      401,
    );
  }
}

export class WrongPassword extends CallRackError {
  constructor() {
    super('access.wrong_password', { zh: '当前密码不正确', en: 'The present password is wrong' }, 401);
  }
}

export class WrongCode extends CallRackError {
  constructor() {
    super(
      'access.wrong_code',
      {
        zh: '验证码不正确或已使用过，请输入验证器上新的验证码',
        en: 'The code is wrong or has been used; enter a new one from your authenticator app',
      },
      401,
    );
  }
}

/** Too long since the password was entered. */
export class CodeTooLate extends CallRackError {
  constructor() {
    super(
      'access.code_too_late',
      { zh: '登录已超时，请重新输入密码', en: 'That took too long; please sign in again' },
      401,
    );
  }
}

/** Refused for a while; `waitMs` says how long. */
export class TryLater extends CallRackError {
  constructor(
    code: string,
    text: Text,
    httpStatus: 429 | 503,
    readonly waitMs: number,
  ) {
    super(code, text, httpStatus);
  }
}

function minutes(waitMs: number): string {
  return String(Math.max(1, Math.ceil(waitMs / 60_000)));
}

/** The same for names that do not exist. */
export class LockedOut extends TryLater {
  constructor(waitMs: number) {
    super(
      'access.locked_out',
      {
        zh: `连续多次错误，该账号已暂时锁定，请 ${minutes(waitMs)} 分钟后再试`,
        en: `Too many failures in a row: this account is locked for ${minutes(waitMs)} min`,
      },
      429,
      waitMs,
    );
  }
}

export class TooManyFailures extends TryLater {
  constructor(
    waitMs: number,
    /** The one that was too much, as against those after it. */
    readonly isFirst: boolean,
  ) {
    super(
      'access.too_many_failures',
      {
        zh: `此网络地址登录失败次数过多，请 ${minutes(waitMs)} 分钟后再试`,
        en: `Too many failed sign-ins from this network address; try again in ${minutes(waitMs)} min`,
      },
      429,
      waitMs,
    );
  }
}

export class SignInBusy extends TryLater {
  constructor() {
    super(
      'access.busy',
      { zh: '登录请求过多，请几秒后再试', en: 'Too many people are signing in; try again in a few seconds' },
      503,
      5_000,
    );
  }
}

/** Too many of one company (or of the platform) ask at once. */
export class TooBusy extends TryLater {
  constructor() {
    super(
      'access.too_busy',
      {
        zh: '同时进行的操作过多，请几秒后再试',
        en: 'Too many of your people ask for something at the same time; try again in a few seconds',
      },
      503,
      5_000,
    );
  }
}

export class SecondFactorUnreadable extends CallRackError {
  constructor() {
    super(
      'access.second_factor_unreadable',
      {
        zh: '系统密钥已更换，两步验证无法使用，请联系管理员重置',
        en: "The system's key has changed and your second factor cannot be checked; ask an administrator to reset it",
      },
      409,
    );
  }
}

export class OperatorExists extends CallRackError {
  constructor(login: string) {
    super('access.operator_exists', { zh: `用户名 ${login} 已存在`, en: `There is a user name ${login} already` }, 409);
  }
}

export class RoleExists extends CallRackError {
  constructor(name: string) {
    super('access.role_exists', { zh: `角色“${name}”已存在`, en: `There is a role "${name}" already` }, 409);
  }
}

export class RoleInUse extends CallRackError {
  constructor(logins: readonly string[]) {
    const named = logins.slice(0, 10).join(', ');
    const count = logins.length;
    super(
      'access.role_in_use',
      {
        zh: `该角色正在使用，不能删除。使用它的操作员：${named}${count > 10 ? ` 等共 ${count} 人` : ''}`,
        en: `The role is in use and cannot be deleted. Held by: ${named}${count > 10 ? ` and ${count - 10} more` : ''}`,
      },
      409,
    );
  }
}

export class BuiltinRoleFixed extends CallRackError {
  constructor() {
    super(
      'access.builtin_role',
      { zh: '系统内置角色不能修改或删除', en: "The product's own roles cannot be changed or deleted" },
      409,
    );
  }
}

/** Nobody gives what they do not have, and nobody touches who has more than they. */
export class MoreThanOwnRights extends CallRackError {
  constructor(permissions: readonly string[]) {
    const named = permissions.slice(0, 10).join(', ');
    super(
      'access.more_than_own_rights',
      {
        zh: `这涉及您自己没有的权限：${named}`,
        en: `This concerns permissions that you do not have yourself: ${named}`,
      },
      403,
    );
  }
}

export class NotOneself extends CallRackError {
  constructor() {
    super(
      'access.not_oneself',
      {
        zh: '不能删除、停用自己，也不能更改自己的角色或在此重置自己的密码',
        en: 'Nobody can delete or disable themselves, change their own role, or renew their own password here',
      },
      409,
    );
  }
}

export class LastAdmin extends CallRackError {
  constructor() {
    super(
      'access.last_admin',
      {
        zh: '这是最后一个可用的管理员，不能删除、停用或更改角色',
        en: 'This is the last administrator who can sign in: not to be deleted, disabled or given another role',
      },
      409,
    );
  }
}

export class NoSuchOperator extends CallRackError {
  constructor(name: string) {
    super('access.no_such_operator', { zh: `没有操作员 ${name}`, en: `There is no operator ${name}` }, 404);
  }
}

export class ApiKeyExists extends CallRackError {
  constructor(name: string) {
    super(
      'access.api_key_exists',
      { zh: `已有名为“${name}”的 API 密钥`, en: `There is an API key "${name}" already` },
      409,
    );
  }
}

/** Why a program's key opens nothing. */
export const KEY_REFUSALS = {
  missing: {
    zh: '请在请求头 Authorization: Bearer 中提供 API 密钥',
    en: 'Give an API key in the header Authorization: Bearer',
  },
  unknown: { zh: 'API 密钥不正确', en: 'There is no such API key' },
  expired: { zh: 'API 密钥已过期', en: 'The API key has expired' },
  revoked: { zh: 'API 密钥已被吊销', en: 'The API key has been revoked' },
} as const satisfies Record<string, Text>;
export type KeyRefusal = keyof typeof KEY_REFUSALS;

export class ApiKeyRefused extends CallRackError {
  constructor(readonly why: KeyRefusal) {
    super(`access.api_key_${why}`, KEY_REFUSALS[why], 401);
  }
}

/** The key is right, but its company is suspended or closed. */
export class TenantNotOpen extends CallRackError {
  constructor() {
    super('access.tenant_not_open', ENDINGS.tenant, 403);
  }
}

/** From one network address too many keys that are none. */
export class TooManyWrongKeys extends TryLater {
  constructor(waitMs: number) {
    super(
      'access.too_many_wrong_keys',
      {
        zh: '此网络地址使用错误密钥的次数过多，请稍后再试',
        en: 'Too many wrong keys from this network address; try again later',
      },
      429,
      waitMs,
    );
  }
}
