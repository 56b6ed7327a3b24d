import { CallRackError } from '../platform/errors/callrack-error.js';

const MOST_NAMED = 20;

export class ExtensionExists extends CallRackError {
  constructor(readonly dns: readonly string[]) {
    const named = dns.slice(0, MOST_NAMED);
    const more = dns.length > named.length;
    const verb = dns.length > 1 ? 'are extensions' : 'is an extension';
    super(
      'lines.extension_exists',
      {
        zh: `内线 ${named.join('、')}${more ? ` 等 ${dns.length} 个` : ''} 已存在`,
        en: `There ${verb} ${named.join(', ')}${more ? ` and ${dns.length - named.length} more` : ''} already`,
      },
      409,
    );
  }
}

export class TrunkExists extends CallRackError {
  constructor(endpoint: string) {
    super('lines.trunk_exists', { zh: `外线 ${endpoint} 已存在`, en: `There is a trunk ${endpoint} already` }, 409);
  }
}

/** A trunk is known by the address that a call comes from, so one address cannot be two trunks. */
export class TrunksOverlap extends CallRackError {
  constructor(other: { readonly name: string; readonly endpoint: string; readonly address: string }) {
    super(
      'lines.trunks_overlap',
      {
        zh: `地址与外线“${other.name}”（${other.endpoint}，${other.address}）重叠：来话按来源地址识别外线，同一地址不能属于两条外线`,
        en: `The address overlaps with trunk "${other.name}" (${other.endpoint}, ${other.address}): a trunk is known by the address that a call comes from, so one address cannot be two trunks`,
      },
      409,
    );
  }
}

export class TenantTrunkExists extends CallRackError {
  constructor() {
    super(
      'lines.tenant_trunk_exists',
      { zh: '此企业已有这条外线的配额', en: 'The tenant has its share of this trunk already' },
      409,
    );
  }
}

export class RingGroupExists extends CallRackError {
  constructor() {
    super(
      'lines.ring_group_exists',
      { zh: '已有同名或同号的振铃组', en: 'There is a ring group of that name or number already' },
      409,
    );
  }
}
