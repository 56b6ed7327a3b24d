import { CallRackError } from '../errors/callrack-error.js';

/** All connections are in use, and none came free in time. */
export class DatabaseBusy extends CallRackError {
  constructor(cause: unknown) {
    super('platform.database_busy', { zh: '系统繁忙，请稍后重试', en: 'The system is busy; try again shortly' }, 503, {
      cause,
    });
  }
}
