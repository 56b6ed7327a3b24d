import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { Databases } from '../platform/database/databases.js';
import { AgentMessagesService } from './agent-messages.service.js';

const EVERY_MS = 3_600_000;

/** Messages to agents that are too old go, once an hour, in the process `web`. */
@Injectable()
export class AgentMessagesSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(AgentMessagesSweeper.name);
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | null = null;

  constructor(
    private readonly databases: Databases,
    private readonly messages: AgentMessagesService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.inBackground(), EVERY_MS);
    this.timer.unref();
    this.inBackground();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  async sweep(): Promise<void> {
    await this.databases.transaction('operator', (session) => this.messages.forgetOld(session));
  }

  private inBackground(): void {
    this.sweeping ??= this.sweep()
      .catch((err: unknown) => {
        this.logger.warn({ err }, 'old messages to agents are not swept');
      })
      .finally(() => {
        this.sweeping = null;
      });
  }
}
