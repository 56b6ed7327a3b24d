import { CallRackError } from '../platform/errors/callrack-error.js';

export class PromptExists extends CallRackError {
  constructor(name: string) {
    super('prompts.prompt_exists', { zh: `语音文件“${name}”已存在`, en: `There is a prompt "${name}" already` }, 409);
  }
}
