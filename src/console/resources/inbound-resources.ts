import { Injectable } from '@nestjs/common';

import { AcdService } from '../../acd/acd.service.js';
import { DispositionsService } from '../../acd/dispositions.service.js';
import { BlockedNumbersService } from '../../acd/blocked-numbers.service.js';
import { DutyRulesService } from '../../acd/duty-rules.service.js';
import { NotReadyReasonsService } from '../../acd/not-ready-reasons.service.js';
import { VipCallersService } from '../../acd/vip-callers.service.js';
import { AgentGroupsService } from '../../agents/agent-groups.service.js';
import { AgentMessagesService } from '../../agents/agent-messages.service.js';
import { AgentsService } from '../../agents/agents.service.js';
import { QueueAgentsService } from '../../agents/queue-agents.service.js';
import { IvrService } from '../../ivr/ivr.service.js';
import { LinesService } from '../../lines/lines.service.js';
import { OperatorsService } from '../../platform/access/operators.service.js';
import { LocalApiClient } from '../../platform/local-api/local-api.client.js';
import { TenancyService } from '../../platform/tenancy/tenancy.service.js';
import { CallSayingsService } from '../../reports/call-sayings.service.js';
import { ListHitsService } from '../../reports/list-hits.service.js';
import { ConsoleRegister } from '../console-register.js';
import { agentGroupsResource } from './agent-groups.js';
import { agentsResource } from './agents.js';
import { dispositionsResource } from './dispositions.js';
import { blockedNumbersResource } from './blocked-numbers.js';
import { callbacksResource } from './callbacks.js';
import { dutyRulesResource } from './duty-rules.js';
import { menusResource } from './menus.js';
import { notReadyReasonsResource } from './not-ready-reasons.js';
import { queueAgentsResource } from './queue-agents.js';
import { queuesResource } from './queues.js';
import { vipCallersResource } from './vip-callers.js';
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
    queueAgents: QueueAgentsService,
    vipCallers: VipCallersService,
    blockedNumbers: BlockedNumbersService,
    dutyRules: DutyRulesService,
    messages: AgentMessagesService,
    operators: OperatorsService,
    reasons: NotReadyReasonsService,
    dispositions: DispositionsService,
    sayings: CallSayingsService,
    hits: ListHitsService,
  ) {
    const rooms = { agents, acd, lines, tenancy, localApi, groups };
    register.addResource(
      menusResource(ivr),
      queuesResource(acd, agents),
      agentsResource(rooms, messages),
      supervisedCallsResource({ ...rooms, operators, sayings }),
      callbacksResource(rooms),
      agentGroupsResource(groups),
      queueAgentsResource(queueAgents),
      vipCallersResource(vipCallers, hits),
      blockedNumbersResource(blockedNumbers, hits),
      dutyRulesResource(dutyRules),
      notReadyReasonsResource(reasons),
      dispositionsResource(dispositions),
    );
  }
}
