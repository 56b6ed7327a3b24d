import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Application } from 'express';

import { ConsoleRecords } from './adapter/console-records.js';
import { ConsoleRegister } from './console-register.js';
import { AdminPanel } from './http/admin-panel.js';
import { ConsoleFiles } from './http/console-files.js';
import { addConsoleRoutes } from './http/console-routes.js';
import { securityHeaders } from './http/security-headers.js';

/** The web console as a part of the process `web`. */
@Injectable()
export class ConsoleService implements OnApplicationBootstrap {
  private readonly logger = new Logger('console');
  private panel: AdminPanel | undefined;

  constructor(
    private readonly register: ConsoleRegister,
    private readonly records: ConsoleRecords,
  ) {}

  /**
   * Puts the headers of the whole process and the console's addresses on Nest's Express; to be called before the
   * application is initialised, so that they come before Nest's own parsers.
   */
  mount(app: NestExpressApplication): void {
    app.use(securityHeaders());
    addConsoleRoutes(app.getHttpAdapter().getInstance() as Application, {
      register: this.register,
      files: new ConsoleFiles(),
      panel: () => {
        if (this.panel === undefined) throw new Error('the console is asked before the application is up');
        return this.panel;
      },
      report: (error) => this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
  }

  /** All modules have told their resources and pages by now. */
  onApplicationBootstrap(): void {
    this.panel = new AdminPanel(this.register, this.records);
  }
}
