import { Module } from '@nestjs/common';

import { DatabaseModule } from '../platform/database/database.module.js';
import { AgentMessagesSweeper } from './message-sweeper.js';
import { AgentsModule } from './agents.module.js';

/** What keeps the messages to agents few, in one process alone. */
@Module({ imports: [AgentsModule, DatabaseModule], providers: [AgentMessagesSweeper] })
export class AgentMessagesModule {}
