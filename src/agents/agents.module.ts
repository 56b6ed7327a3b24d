import { Module } from '@nestjs/common';

import { ReferencesModule } from '../platform/references/references.module.js';
import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { AgentGroupsRepository } from './agent-groups.repository.js';
import { AgentGroupsService } from './agent-groups.service.js';
import { AgentMessagesRepository } from './agent-messages.repository.js';
import { AgentMessagesService } from './agent-messages.service.js';
import { AgentsRepository } from './agents.repository.js';
import { AgentsService } from './agents.service.js';
import { QueueAgentsRepository } from './queue-agents.repository.js';
import { QueueAgentsService } from './queue-agents.service.js';

@Module({
  imports: [ReferencesModule, TenancyModule],
  providers: [
    AgentGroupsRepository,
    AgentGroupsService,
    AgentMessagesRepository,
    AgentMessagesService,
    AgentsRepository,
    AgentsService,
    QueueAgentsRepository,
    QueueAgentsService,
  ],
  exports: [AgentGroupsService, AgentMessagesService, AgentsService, QueueAgentsService],
})
export class AgentsModule {}
