import { CallRackError } from '../errors/callrack-error.js';

export class NotPermitted extends CallRackError {
  constructor() {
    super('access.not_permitted', { zh: '没有权限', en: 'You do not have the permission for this' }, 403);
  }
}
