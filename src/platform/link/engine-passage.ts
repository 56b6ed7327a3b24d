import { Agent } from 'node:http';

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createProxyMiddleware } from 'http-proxy-middleware';

import { EngineUnavailable } from '../local-api/local-api.errors.js';
import { Settings } from '../settings/settings.js';
import { LinkRoutes, type LinkQuestion } from './link-routes.js';
import type { Response } from 'express';

/** The admin node's way to the engine of this switch node: /engine/… is the local API, streams as they come. */
@Injectable()
export class EnginePassage implements OnModuleInit {
  private readonly pass;

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
      plugins: [(proxy) => proxy.on('error', () => undefined)],
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
      response.once('close', resolve);
      this.pass(request, response, (error) => {
        reject(new EngineUnavailable(error));
      }).catch(reject);
    });
  }
}
