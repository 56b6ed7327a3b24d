import { Injectable } from '@nestjs/common';

import { AcdService } from '../../acd/acd.service.js';
import { AgentGroupsService } from '../../agents/agent-groups.service.js';
import { AgentMessagesService } from '../../agents/agent-messages.service.js';
import { AgentsService } from '../../agents/agents.service.js';
import { IvrService } from '../../ivr/ivr.service.js';
import { LinesService } from '../../lines/lines.service.js';
import { OperatorsService } from '../../platform/access/operators.service.js';
import { LocalApiClient } from '../../platform/local-api/local-api.client.js';
import { TenancyService } from '../../platform/tenancy/tenancy.service.js';
import { ConsoleRegister } from '../console-register.js';
import { agentGroupsResource } from './agent-groups.js';
import { agentsResource } from './agents.js';
import { menusResource } from './menus.js';
import { queuesResource } from './queues.js';
import { supervisedCallsResource } from './supervised-calls.js';

/** Where callers are led, and who takes their calls. */
@Injectable()
export class InboundResources {
  constructor(
    register: ConsoleRegister,
    ivr: IvrService,
    acd: AcdService,
    agents: AgentsService,
    lines: LinesService,
    tenancy: TenancyService,
    localApi: LocalApiClient,
    groups: AgentGroupsService,
    messages: AgentMessagesService,
    operators: OperatorsService,
  ) {
    const rooms = { agents, acd, lines, tenancy, localApi, groups };
    register.addResource(
      menusResource(ivr),
      queuesResource(acd, agents),
      agentsResource(rooms, messages),
      supervisedCallsResource({ ...rooms, operators }),
      agentGroupsResource(groups),
    );
  }
}
