import { CallRackError } from '../errors/callrack-error.js';

/** One variable of the environment and what is wrong with it. Never holds the value of a secret. */
export interface SettingsProblem {
  readonly variable: string;
  readonly zh: string;
  readonly en: string;
}

/** The environment does not make sense; lists every problem at once, each by the variable's name. */
export class SettingsError extends CallRackError {
  constructor(readonly problems: readonly SettingsProblem[]) {
    super('platform.settings', {
      zh: `设置有误：${problems.map((problem) => `${problem.variable} ${problem.zh}`).join('；')}`,
      en: `Settings are wrong: ${problems.map((problem) => `${problem.variable} ${problem.en}`).join('; ')}`,
    });
  }
}
