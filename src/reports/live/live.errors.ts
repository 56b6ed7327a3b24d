import { CallRackError } from '../../platform/errors/callrack-error.js';

export class TooManyViewers extends CallRackError {
  constructor() {
    super(
      'live.too_many_viewers',
      {
        zh: '您打开的实时窗口太多，请先关闭其他窗口',
        en: 'You have too many live windows open; please close some of them first',
      },
      429,
    );
  }
}
