import { Module } from '@nestjs/common';

import { ReferencesModule } from '../platform/references/references.module.js';
import { TenancyModule } from '../platform/tenancy/tenancy.module.js';
import { AgentGroupsRepository } from './agent-groups.repository.js';
import { AgentGroupsService } from './agent-groups.service.js';
import { AgentMessagesRepository } from './agent-messages.repository.js';
import { AgentMessagesService } from './agent-messages.service.js';
import { AgentsRepository } from './agents.repository.js';
import { AgentsService } from './agents.service.js';

@Module({
  imports: [ReferencesModule, TenancyModule],
  providers: [
    AgentGroupsRepository,
    AgentGroupsService,
    AgentMessagesRepository,
    AgentMessagesService,
    AgentsRepository,
    AgentsService,
  ],
  exports: [AgentGroupsService, AgentMessagesService, AgentsService],
})
export class AgentsModule {}
