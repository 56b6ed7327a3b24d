import { CallRackError } from '../platform/errors/callrack-error.js';

export class ExtensionExists extends CallRackError {
  constructor(dn: string) {
    super('lines.extension_exists', { zh: `内线 ${dn} 已存在`, en: `There is an extension ${dn} already` }, 409);
  }
}

export class TrunkExists extends CallRackError {
  constructor(endpoint: string) {
    super('lines.trunk_exists', { zh: `外线 ${endpoint} 已存在`, en: `There is a trunk ${endpoint} already` }, 409);
  }
}

export class UnknownTelephone extends CallRackError {
  constructor(endpoint: string) {
    super('lines.unknown_telephone', { zh: `没有话机 ${endpoint}`, en: `There is no telephone ${endpoint}` }, 404);
  }
}
