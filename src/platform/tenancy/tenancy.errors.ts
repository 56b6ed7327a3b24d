import { CallRackError } from '../errors/callrack-error.js';

export class TenantExists extends CallRackError {
  constructor(code: string) {
    super('tenancy.tenant_exists', { zh: `企业代码 ${code} 已存在`, en: `There is a tenant ${code} already` }, 409);
  }
}
