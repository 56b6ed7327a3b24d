import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { Databases } from '../platform/database/databases.js';
import { Rounds } from '../platform/timers/rounds.js';
import { AgentMessagesService } from './agent-messages.service.js';

const EVERY_MS = 3_600_000;

/** Messages to agents that are too old go, once an hour, in the process `web`. */
@Injectable()
export class AgentMessagesSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(AgentMessagesSweeper.name);
  private readonly rounds = new Rounds(
    EVERY_MS,
    () => this.sweep(),
    (err) => {
      this.logger.warn({ err }, 'old messages to agents are not swept');
    },
  );

  constructor(
    private readonly databases: Databases,
    private readonly messages: AgentMessagesService,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start(0);
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
  }

  async sweep(): Promise<void> {
    await this.databases.transaction('operator', (session) => this.messages.forgetOld(session));
  }
}
