import { CallRackError } from '../errors/callrack-error.js';

/** Another engine works on this journal; two would decide everything twice. */
export class JournalInUse extends CallRackError {
  constructor(file: string) {
    super('platform.journal_in_use', {
      zh: `运行日志库 ${file} 正被另一个呼叫引擎使用`,
      en: `The journal ${file} is in use by another call engine`,
    });
  }
}

/** The journal was written by a build that is more than one version newer; going on would misread its states. */
export class JournalTooNew extends CallRackError {
  constructor(file: string, found: number, known: number) {
    super('platform.journal_too_new', {
      zh: `运行日志库 ${file} 的版本为 ${found}，本程序最多能读 ${known}`,
      en: `The journal ${file} has version ${found}; this build reads at most ${known}`,
    });
  }
}
