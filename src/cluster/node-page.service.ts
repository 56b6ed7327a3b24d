import type { IncomingMessage, ServerResponse } from 'node:http';

import { Injectable } from '@nestjs/common';

import { html, type Html } from '../platform/html/html.js';
import { ClusterFiles } from '../platform/settings/cluster-files.js';
import { Settings } from '../platform/settings/settings.js';

/** What monitors ask for is answered by others. */
const NOT_PAGES = new Set(['/health', '/metrics']);

/** What people see who open a switch node in the browser: that it is one, and where the console is. */
@Injectable()
export class NodePageService {
  constructor(
    private readonly settings: Settings,
    private readonly files: ClusterFiles,
  ) {}

  /** In Express, before all else. */
  readonly serve = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const [path = ''] = (request.url ?? '').split('?');
    if (NOT_PAGES.has(path)) {
      next();
      return;
    }
    const body = this.page().markup;
    response
      .writeHead(path === '/' ? 200 : 404, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
        'Cache-Control': 'no-store',
        'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
      })
      .end(request.method === 'HEAD' ? undefined : body);
  };

  private page(): Html {
    const { nodeName } = this.settings;
    const admin = this.files.isMember ? this.files.admin() : null;
    const address = admin?.console;
    const link = address === undefined ? html`` : html`<a href="${address}">${address}</a>`;
    return html`<!doctype html>
      <html lang="zh">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>CallRack ${nodeName}</title>
          <style>
            body {
              font: 16px/1.6 sans-serif;
              max-width: 36em;
              margin: 15vh auto 0;
              padding: 0 1em;
              color: #1f2430;
              background: #fff;
            }
          </style>
        </head>
        <body>
          <main>
            <h1>CallRack ${nodeName}</h1>
            <p>
              这是交换节点 ${nodeName}，只处理呼叫。控制台在管理节点${admin !== null && ` ${admin.nodeId} `}上：${link}
            </p>
            <p lang="en">
              This is the switch node ${nodeName}, which serves calls. The console is on the admin
              node${admin !== null && ` ${admin.nodeId}`}: ${link}
            </p>
          </main>
        </body>
      </html>`;
  }
}
