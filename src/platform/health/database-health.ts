import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Databases } from '../database/databases.js';
import { Settings } from '../settings/settings.js';
import { Health } from './health.js';

/** PostgreSQL as a part of a process that cannot work without it. */
@Injectable()
export class DatabaseHealth implements OnModuleInit {
  constructor(
    private readonly health: Health,
    private readonly databases: Databases,
    private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.health.register('postgres', async () => {
      await this.databases.ping(this.settings.isAdmin ? 'app' : 'operator');
      return { status: 'up' };
    });
  }
}
