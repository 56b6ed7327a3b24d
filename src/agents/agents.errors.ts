import { CallRackError } from '../platform/errors/callrack-error.js';

export class AgentExists extends CallRackError {
  constructor(number: string) {
    super('agents.agent_exists', { zh: `工号 ${number} 已存在`, en: `There is an agent ${number} already` }, 409);
  }
}
