import type { Server } from 'node:http';

import { Injectable, type BeforeApplicationShutdown, type INestApplication } from '@nestjs/common';

import { Health } from '../health/health.js';
import { Metrics } from '../metrics/metrics.js';
import { Settings } from '../settings/settings.js';
import { Loopback } from './loopback.js';
import { listenOnSocket } from './unix-socket.js';

/** Opens the engine's two doors: the Unix socket with everything, and loopback TCP with health and metrics. */
@Injectable()
export class LocalApiServer implements BeforeApplicationShutdown {
  private readonly loopback: Loopback;

  constructor(
    private readonly settings: Settings,
    health: Health,
    metrics: Metrics,
  ) {
    this.loopback = new Loopback(health, metrics);
  }

  /** @throws SocketInUse where an engine runs already */
  async listen(app: INestApplication<Server>): Promise<void> {
    await app.init();
    await listenOnSocket(app.getHttpServer(), this.settings.localApiSocket);
    await this.loopback.listen(this.settings.callsPort);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loopback.close();
  }
}
