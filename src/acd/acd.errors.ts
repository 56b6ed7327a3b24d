import { CallRackError } from '../platform/errors/callrack-error.js';

export class QueueExists extends CallRackError {
  constructor(number: string) {
    super('acd.queue_exists', { zh: `队列 ${number} 已存在`, en: `There is a queue ${number} already` }, 409);
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
