import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Application } from 'express';

import { AccessHttp } from '../platform/access/http/access-http.js';
import { ConsoleRecords } from './adapter/console-records.js';
import { ConsoleRegister } from './console-register.js';
import { CONSOLE_PATH } from './menu.js';
import { AdminPanel } from './http/admin-panel.js';
import { ConsoleFiles } from './http/console-files.js';
import { addConsoleFiles, addConsoleRoutes } from './http/console-routes.js';
import { securityHeaders } from './http/security-headers.js';

/** Beside the console: the pages of sign-in and of one's own account. */
const OF_PEOPLE = ['/sign-in', '/sign-out', '/account'];

/** The web console as a part of the process `web`. */
@Injectable()
export class ConsoleService implements OnApplicationBootstrap {
  private readonly logger = new Logger('console');
  private panel: AdminPanel | undefined;

  constructor(
    private readonly register: ConsoleRegister,
    private readonly records: ConsoleRecords,
    private readonly access: AccessHttp,
  ) {}

  /**
   * Puts on Nest's Express what every request of people passes (headers, session, person, CSRF), and the console's
   * addresses; to be called before the application is initialised, so that they come before Nest's own parsers.
   */
  mount(app: NestExpressApplication): void {
    const server = app.getHttpAdapter().getInstance() as Application;
    const files = new ConsoleFiles();
    // a proxy on this machine may tell the client's address, and that the client speaks https
    server.set('trust proxy', 'loopback');
    server.use(securityHeaders());
    addConsoleFiles(server, files);
    server.use([CONSOLE_PATH, ...OF_PEOPLE], ...this.access.handlers);
    server.use(CONSOLE_PATH, this.access.signedIn);
    addConsoleRoutes(server, {
      register: this.register,
      files,
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
