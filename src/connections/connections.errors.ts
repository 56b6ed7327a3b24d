import { CallRackError } from '../platform/errors/callrack-error.js';

export class ConnectionExists extends CallRackError {
  constructor(name: string) {
    super(
      'connections.exists',
      { zh: `已有名为“${name}”的外部系统`, en: `There is a connection named "${name}" already` },
      409,
    );
  }
}

/** Why another system was not asked, or its answer not used; for the log, so that no value of a caller is in it. */
export class NotAnswered extends Error {}
