import { CallRackError } from '../platform/errors/callrack-error.js';

export class QueueExists extends CallRackError {
  constructor(number: string) {
    super('acd.queue_exists', { zh: `队列 ${number} 已存在`, en: `There is a queue ${number} already` }, 409);
  }
}
