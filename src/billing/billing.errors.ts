import { CallRackError } from '../platform/errors/callrack-error.js';

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
