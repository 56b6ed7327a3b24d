import { CallRackError } from '../platform/errors/callrack-error.js';

export class MenuExists extends CallRackError {
  constructor(name: string) {
    super('ivr.menu_exists', { zh: `来话菜单“${name}”已存在`, en: `There is a menu "${name}" already` }, 409);
  }
}
