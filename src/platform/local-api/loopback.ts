import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { httpStatusOf, type Health } from '../health/health.js';
import type { Metrics } from '../metrics/metrics.js';

interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** A listener that knows GET /health and GET /metrics and nothing else, so that it may be open to a monitor. */
export class Loopback {
  private readonly server: Server;

  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
  ) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) =>
        response.destroy(error instanceof Error ? error : undefined),
      );
    });
  }

  /**
   * @param port 0 takes any free one
   * @returns the port
   */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
        this.server.off('error', reject);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const page = request.method === 'GET' ? await this.page(request.url ?? '') : METHOD_NOT_ALLOWED;
    response.writeHead(page.status, { 'Content-Type': page.type, 'Cache-Control': 'no-store' }).end(page.body);
  }

  private async page(url: string): Promise<Page> {
    const path = url.split('?')[0];
    if (path === '/health') {
      const report = await this.health.report();
      return { status: httpStatusOf(report), type: JSON_TYPE, body: JSON.stringify(report) };
    }
    if (path === '/metrics') return { status: 200, type: this.metrics.contentType, body: await this.metrics.text() };
    return NOT_FOUND;
  }
}

const refusal = (status: number, code: string, en: string, zh: string): Page => ({
  status,
  type: JSON_TYPE,
  body: JSON.stringify({ code, message: { zh, en } }),
});
const NOT_FOUND = refusal(
  404,
  'http.not_found',
  'Only /health and /metrics are here.',
  '这里只有 /health 和 /metrics。',
);
const METHOD_NOT_ALLOWED = refusal(405, 'http.method_not_allowed', 'Only GET is understood.', '只接受 GET。');
