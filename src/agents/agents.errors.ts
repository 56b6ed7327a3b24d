import { CallRackError } from '../platform/errors/callrack-error.js';

const MOST_NAMED = 20;

export class AgentExists extends CallRackError {
  constructor(number: string) {
    super('agents.agent_exists', { zh: `工号 ${number} 已存在`, en: `There is an agent ${number} already` }, 409);
  }
}

/** Of many that were to be made at once; none was. */
export class AgentsExist extends CallRackError {
  constructor(readonly numbers: readonly string[]) {
    const named = numbers.slice(0, MOST_NAMED).join(', ');
    const more = numbers.length - MOST_NAMED;
    super(
      'agents.agents_exist',
      {
        zh: `以下工号已存在，没有创建任何座席：${named}${more > 0 ? ` 等共 ${numbers.length} 个` : ''}`,
        en: `These agents exist already, none was created: ${named}${more > 0 ? ` and ${more} more` : ''}`,
      },
      409,
    );
  }
}

export class AgentGroupExists extends CallRackError {
  constructor(name: string) {
    super('agents.group_exists', { zh: `班组“${name}”已存在`, en: `There is a group "${name}" already` }, 409);
  }
}

/** Whoever looks after some groups leaves the others alone. */
export class NotInYourGroups extends CallRackError {
  constructor() {
    super(
      'agents.not_in_your_groups',
      { zh: '该座席或通话不属于您负责的班组', en: 'This agent or call is not of the groups you look after' },
      403,
    );
  }
}
