import { CallRackError, type Text } from '../platform/errors/callrack-error.js';
import type { ReratingFailure } from './core/rerating-record.js';

export class TariffExists extends CallRackError {
  constructor(name: string) {
    super('billing.tariff_exists', { zh: `资费“${name}”已存在`, en: `There is a tariff "${name}" already` }, 409);
  }
}

/** What has been priced by it would no longer be explained. */
export class TariffHasCharges extends CallRackError {
  constructor() {
    super(
      'billing.tariff_has_charges',
      {
        zh: '已有话费按此资费计算，不能删除',
        en: 'Calls have been priced by this tariff; it cannot be deleted',
      },
      409,
    );
  }
}

/** Before money is paid in it must be known which money. */
export class NoCurrency extends CallRackError {
  constructor() {
    super(
      'billing.no_currency',
      {
        zh: '账户还没有货币：请先为企业选择资费',
        en: 'The account has no currency yet: choose a tariff for the tenant first',
      },
      409,
    );
  }
}

/** One form enters one movement. */
export class FormUsedAlready extends CallRackError {
  constructor() {
    super(
      'billing.form_used_already',
      {
        zh: '这张表单已经记过另一笔账；请重新打开表单',
        en: 'This form has entered something else already; open it anew',
      },
      409,
    );
  }
}

export class ReratingUnderWay extends CallRackError {
  constructor() {
    super(
      'billing.rerating_under_way',
      {
        zh: '此资费的重新计费正在进行，请等它结束',
        en: 'Calls of this tariff are being priced again; wait until that is done',
      },
      409,
    );
  }
}

export const FAILURE_TEXTS: Readonly<Record<ReratingFailure, Text>> = {
  other_currency: {
    zh: '有话费的货币与企业账户的货币不同，差额不能记入账户；请把资费或时段分开，逐个企业重新计费',
    en: 'Some charges are of another currency than the account of their tenant, so the difference cannot be entered; price the tenants again one by one, without that one',
  },
  version_unsound: {
    zh: '该时段有效的某个资费版本不符合现在的规则，未按它计费；请新建一个同一生效时间的版本，然后重试',
    en: 'A version of the tariff that holds in the period is not sound by the present rules; add a version with the same begin, then try again',
  },
  tenant_gone: {
    zh: '企业已被删除，没有可重新计费的通话',
    en: 'The tenant has been deleted; there is nothing left to price again',
  },
  failed: {
    zh: '出现意外错误，已入账的部分有效；详情见服务日志，排除后可再次重新计费同一时段',
    en: 'Something unexpected went wrong; what was entered so far holds. The log of the service tells more; the same period may be priced again afterwards',
  },
};

/** Pricing again cannot go on, and trying again would not help. */
export class ReratingImpossible extends CallRackError {
  constructor(readonly failure: ReratingFailure) {
    super(`billing.rerating_${failure}`, FAILURE_TEXTS[failure], 409);
  }
}
