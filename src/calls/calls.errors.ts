import { CallRackError } from '../platform/errors/callrack-error.js';
import type { CallbackRefusal } from './core/callback/callback-turn.js';
import type { OutsideRefusal } from './core/outside/outside-refusal.js';
import type { PlaceRefusal } from './core/placing.js';
import type { ActRefusal } from './core/talk/acts.js';

export class UnknownCall extends CallRackError {
  constructor() {
    super('calls.unknown_call', { en: 'There is no such call now.', zh: '当前没有这通呼叫。' }, 404);
  }
}

const STILL_CALLED_BACK: Readonly<Record<CallbackRefusal, ConstructorParameters<typeof CallRackError>>> = {
  'calls.unknown_callback': [
    'calls.unknown_callback',
    { en: 'Nobody waits to be called back by this id.', zh: '没有这个等待中的回呼。' },
    404,
  ],
  'calls.being_called_back': [
    'calls.being_called_back',
    { en: 'They are being called back just now.', zh: '正在回呼，不能取消。' },
    409,
  ],
};

/** Why somebody is still to be called back; the code tells. */
export class CallbackNotCancelled extends CallRackError {
  constructor(refusal: CallbackRefusal) {
    super(...STILL_CALLED_BACK[refusal]);
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

export class UnknownTenant extends CallRackError {
  constructor(code: string) {
    super('calls.unknown_tenant', { en: `There is no tenant ${code}.`, zh: `没有企业 ${code}。` }, 404);
  }
}

/** Codes and keys are the tenant's own, or the usual ones (acd/core/not-ready-reason.ts). */
export class UnknownReason extends CallRackError {
  constructor(said: string) {
    super(
      'calls.unknown_reason',
      { en: `There is no reason ${said} for not being ready.`, zh: `没有示忙原因 ${said}。` },
      422,
    );
  }
}

export class NotInWrapUp extends CallRackError {
  constructor() {
    super('acd.not_in_wrap_up', { en: 'The agent is not in a wrap-up.', zh: '座席不在话后处理中。' }, 409);
  }
}

/** All seats of the tenant are taken by other agents. */
export class NoSeat extends CallRackError {
  constructor() {
    super(
      'acd.no_seat',
      {
        en: 'All seats of the tenant are taken: another agent has to sign out first.',
        zh: '企业的座席数已用满，请先让其他座席签出。',
      },
      409,
    );
  }
}

const MOVING = {
  en: 'The tenant is moving to another node; try again in a moment.',
  zh: '企业正在迁移到其他节点，请稍后再试。',
};

/** The tenant's new home is to be asked. */
export class TenantMoving extends CallRackError {
  constructor() {
    super('calls.tenant_moving', MOVING, 503);
  }
}

interface Refused {
  readonly en: string;
  readonly zh: string;
  readonly status: number;
}

const NOT_OUTSIDE: Readonly<Record<OutsideRefusal, Refused>> = {
  'calls.tenant_suspended': { en: 'The tenant is suspended.', zh: '企业已停用。', status: 403 },
  'calls.tenant_moving': { ...MOVING, status: 503 },
  'calls.bad_number': { en: 'This is no telephone number.', zh: '号码格式不正确。', status: 422 },
  'calls.no_number_to_show': {
    en: 'The tenant has no access number that the customer could be shown.',
    zh: '企业没有接入码，无法显示主叫号码。',
    status: 409,
  },
  'calls.not_your_number': {
    en: 'Only an access number of the tenant can be shown to the customer.',
    zh: '只能显示本企业的接入码。',
    status: 422,
  },
  'calls.no_trunk': {
    en: 'The tenant has no trunk for outbound calls.',
    zh: '企业没有可用于外呼的外线。',
    status: 409,
  },
  'calls.no_channel': { en: 'All lines of the tenant are in use.', zh: '企业的线路已全部占用。', status: 409 },
  'billing.channels': { en: 'All channels of the tenant are in use.', zh: '企业的并发已用满。', status: 409 },
  'billing.trunk_channels': { en: 'All channels of the trunk are in use.', zh: '外线的并发已用满。', status: 409 },
  'billing.ivr_callers': { en: 'All IVR lines are in use.', zh: 'IVR 并发已用满。', status: 409 },
  'billing.seats': { en: 'All seats are taken.', zh: '座席数已用满。', status: 409 },
  'billing.recorded_seats': { en: 'All recorded seats are taken.', zh: '录音席位已用满。', status: 409 },
  'billing.balance_low': { en: 'The balance is low.', zh: '余额不足。', status: 402 },
  'billing.balance_out': { en: 'The balance is used up.', zh: '余额已用完。', status: 402 },
  'billing.spend_hour': { en: 'The limit of spending an hour is reached.', zh: '已达到每小时消费上限。', status: 403 },
  'billing.spend_day': { en: 'The limit of spending a day is reached.', zh: '已达到每日消费上限。', status: 403 },
  'billing.night_calls': { en: 'The limit of calls at night is reached.', zh: '已达到夜间呼叫次数上限。', status: 403 },
  'billing.international_closed': {
    en: 'International numbers are not open to the tenant.',
    zh: '企业未开通国际呼叫。',
    status: 403,
  },
  'billing.premium_closed': {
    en: 'Premium numbers are not open to the tenant.',
    zh: '企业未开通信息服务类号码的呼叫。',
    status: 403,
  },
  'billing.no_rate': { en: 'The tariff has no rate for this number.', zh: '资费中没有该号码的费率。', status: 403 },
};

const NOT_PLACED: Readonly<Record<PlaceRefusal, Refused>> = {
  ...NOT_OUTSIDE,
  'acd.agent_not_logged_in': { en: 'The agent is not logged in.', zh: '座席尚未签入。', status: 409 },
  'acd.agent_busy': { en: 'The agent is in a call.', zh: '座席正在通话或振铃中。', status: 409 },
  'calls.asterisk_away': {
    en: 'The SIP server is away: nobody can be called now.',
    zh: 'SIP 服务暂时不可用，现在无法呼叫。',
    status: 503,
  },
  'calls.only_outside': {
    en: 'The agent is on an open line or at a telephone outside, from where only numbers outside are called.',
    zh: '座席使用长连接或外部电话，只能呼叫外部号码。',
    status: 409,
  },
  'calls.no_telephone': { en: 'The agent has no telephone.', zh: '座席没有绑定话机。', status: 409 },
};

/** Why an agent's call is not placed; the code tells. */
export class CallNotPlaced extends CallRackError {
  constructor(refusal: PlaceRefusal) {
    const { en, zh, status } = NOT_PLACED[refusal];
    super(refusal, { en, zh }, status);
  }
}

const NOT_DONE: Readonly<Record<ActRefusal, Refused>> = {
  ...NOT_OUTSIDE,
  'calls.unknown_call': { en: 'There is no such call now.', zh: '当前没有这通呼叫。', status: 404 },
  'calls.not_now': { en: 'The call is not in a state for this.', zh: '呼叫当前状态不能执行此操作。', status: 409 },
  'calls.not_in_this_call': { en: 'The agent is not in this call.', zh: '该座席不在这通呼叫中。', status: 409 },
  'calls.on_another_node': {
    en: 'The call is served by another node as well: nothing can be done about it here.',
    zh: '该呼叫同时由其他节点承载，无法在此操作。',
    status: 409,
  },
  'calls.unknown_target': { en: 'There is nothing to send the call to.', zh: '转接目标不存在。', status: 422 },
  'calls.target_busy': { en: 'They are in a call, or not there.', zh: '对方正忙或不在。', status: 409 },
  'calls.nobody_consulted': { en: 'Nobody is consulted now.', zh: '当前没有咨询对象。', status: 409 },
  'calls.unknown_member': { en: 'Nobody such takes part in the call.', zh: '通话中没有该成员。', status: 404 },
  'calls.conference_full': { en: 'There is no room for one more.', zh: '会议人数已满。', status: 409 },
  'calls.no_ivr_line': { en: 'All lines for callers in flows are taken.', zh: '流程线路已占满。', status: 409 },
  'calls.no_telephone_given': {
    en: 'A telephone is needed to hear the call by.',
    zh: '需要指定用于接听的话机。',
    status: 422,
  },
  'calls.bad_digits': { en: 'Only digits, * and # can be sent.', zh: '只能发送数字、* 和 #。', status: 422 },
  'calls.not_recorded': { en: 'The call is not being recorded.', zh: '该通话没有在录音。', status: 409 },
  'calls.by_hand_only': {
    en: 'This telephone can only be answered by hand: it is not marked as one that answers when told.',
    zh: '这部话机只能手动接听：内线未设置“可由程序应答”。',
    status: 409,
  },
  'calls.not_for_agents': { en: 'Only supervisors may do this.', zh: '只有班长可以执行此操作。', status: 403 },
  'calls.asterisk_away': {
    en: 'The SIP server is away: nothing can be done about calls now.',
    zh: 'SIP 服务暂时不可用，现在无法操作呼叫。',
    status: 503,
  },
};

/** Why something is not done about a call; the code tells. */
export class ActRefused extends CallRackError {
  constructor(refusal: ActRefusal) {
    const { en, zh, status } = NOT_DONE[refusal];
    super(refusal, { en, zh }, status);
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
