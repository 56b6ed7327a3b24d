import { Agent, type IncomingMessage } from 'node:http';

import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Response } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';

import { EngineUnavailable } from '../local-api/local-api.errors.js';
import { Settings } from '../settings/settings.js';
import { LinkRoutes, type LinkQuestion } from './link-routes.js';

/** The admin node's way to the engine of this switch node: /engine/… is the local API, streams as they come. */
@Injectable()
export class EnginePassage implements OnModuleInit {
  private readonly pass;
  private readonly failures = new WeakMap<IncomingMessage, (error: unknown) => void>();

  constructor(
    private readonly settings: Settings,
    private readonly routes: LinkRoutes,
  ) {
    this.pass = createProxyMiddleware<LinkQuestion['request'], Response>({
      target: { socketPath: settings.localApiSocket, protocol: 'http:' },
      pathRewrite: { '^/engine': '' },
      // as many as there are followers
      agent: new Agent(),
      // errors leave as all others do, and nothing is written to the console
      ejectPlugins: true,
      plugins: [
        (proxy) =>
          proxy.on('error', (error, request) => {
            if (request !== undefined) this.failures.get(request)?.(error);
          }),
      ],
    });
  }

  onModuleInit(): void {
    if (this.settings.nodeRole !== 'switch') return;
    this.routes.add('ALL', '/engine/*rest', 'admin', ({ request }, response) => this.serve(request, response), {
      streams: true,
    });
  }

  private serve(request: LinkQuestion['request'], response: Response): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        reject(new EngineUnavailable(error));
      };
      response.once('close', resolve);
      this.failures.set(request, fail);
      this.pass(request, response, fail).catch(fail);
    });
  }
}
