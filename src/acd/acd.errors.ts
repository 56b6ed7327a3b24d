import { CallRackError } from '../platform/errors/callrack-error.js';

export class QueueExists extends CallRackError {
  constructor(number: string) {
    super('acd.queue_exists', { zh: `队列 ${number} 已存在`, en: `There is a queue ${number} already` }, 409);
  }
}

export class VipCallerExists extends CallRackError {
  constructor(number: string) {
    super(
      'acd.vip_caller_exists',
      { zh: `VIP 主叫 ${number} 已存在`, en: `There is a VIP caller ${number} already` },
      409,
    );
  }
}

export class BlockedNumberExists extends CallRackError {
  constructor(number: string) {
    super(
      'acd.blocked_number_exists',
      { zh: `号码 ${number} 已在黑白名单中`, en: `${number} is on one of the lists already` },
      409,
    );
  }
}

export class DutyRuleExists extends CallRackError {
  constructor(name: string) {
    super('acd.duty_rule_exists', { zh: `值班规则“${name}”已存在`, en: `There is a duty rule “${name}” already` }, 409);
  }
}

export class QueueShareExists extends CallRackError {
  constructor() {
    super(
      'acd.queue_share_exists',
      {
        zh: '该企业已有同名的共享队列，或已可转到这个队列',
        en: 'The tenant has a share of this name already, or may go on to this queue already',
      },
      409,
    );
  }
}

/** Of whom it is shared with its tenant learns nothing. */
export class QueueShared extends CallRackError {
  constructor() {
    super(
      'acd.queue_shared',
      {
        zh: '平台已允许其他企业的来电转到这个队列，不能删除。请先联系平台管理员取消该共享',
        en: 'The callers of another company go on to this queue by leave of the platform, so that it cannot be deleted. Ask the operators of the platform to end that first',
      },
      409,
    );
  }
}

export class NotReadyReasonExists extends CallRackError {
  constructor(code: string) {
    super(
      'acd.not_ready_reason_exists',
      { zh: `代码 ${code} 已用于其他示忙原因`, en: `Another reason has the code ${code} already` },
      409,
    );
  }
}

export class NotReadyReasonsThere extends CallRackError {
  constructor() {
    super(
      'acd.not_ready_reasons_there',
      { zh: '企业已有自己的示忙原因', en: 'The company has reasons of its own already' },
      409,
    );
  }
}

export class DispositionExists extends CallRackError {
  constructor(code: string) {
    super(
      'acd.disposition_exists',
      { zh: `代码 ${code} 已用于其他通话小结`, en: `Another disposition has the code ${code} already` },
      409,
    );
  }
}
