import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';

import { Metrics } from '../platform/metrics/metrics.js';

/** A request of a program, and what became of it. */
export interface Served {
  /** null: there is no such operation. */
  readonly operation: string | null;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly status: number;
  /** null: answered as asked. */
  readonly code: string | null;
  readonly ms: number;
  /** The last characters of the key; null: of none that is known. */
  readonly key: string | null;
  readonly address: string;
}

const LONGEST_PATH = 200;

/** What programs ask for, in the log and in the figures of the process; secrets and queries in neither. */
@Injectable()
export class ApiWatch {
  private readonly logger = new Logger('openapi');
  private readonly requests: Counter<'operation' | 'status'>;

  constructor({ registry }: Metrics) {
    this.requests = new Counter({
      name: 'callrack_api_requests_total',
      help: 'Requests of programs to the REST interface, by operation and HTTP status',
      labelNames: ['operation', 'status'],
      registers: [registry],
    });
  }

  served(request: Served): void {
    const { operation, status } = request;
    this.requests.inc({ operation: operation ?? 'none', status });
    // somebody may put a key where none belongs
    const path = request.path.replaceAll(/crk_[\w-]*/g, 'crk_…').slice(0, LONGEST_PATH);
    const line = { ...request, path };
    if (status >= 500) this.logger.error(line, 'request failed');
    else if (status >= 400) this.logger.warn(line, 'request refused');
    else this.logger.log(line, 'request completed');
  }
}
