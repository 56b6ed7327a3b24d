import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Health } from '../health/health.js';

/** The part of /health that is the process itself: it answers, and since when. */
@Injectable()
export class ProcessHealth implements OnModuleInit {
  constructor(private readonly health: Health) {}

  onModuleInit(): void {
    this.health.register('process', () => ({
      status: 'up',
      pid: process.pid,
      node: process.version,
      uptimeS: Math.floor(process.uptime()),
    }));
  }
}
