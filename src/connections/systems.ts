import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';

import type { ConnectionId, TenantId } from '../kernel/ids.js';
import type { Answer, Question } from '../kernel/question.js';
import { Databases } from '../platform/database/databases.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { NotAnswered } from './connections.errors.js';
import { ConnectionsRepository } from './connections.repository.js';
import { kindOf, type Connection } from './core/connection.js';
import { askByHttp } from './http-system.js';
import { NetworkGuard } from './network-guard.js';
import { askPostgresql } from './postgresql-system.js';

/** Questions of one tenant under way: what hangs there takes no room from others. */
const MOST_UNDER_WAY = 50;

/** Asks systems of companies, for callers who wait for the answer. */
@Injectable()
export class Systems {
  private readonly logger = new Logger('connections');
  private readonly answers: Counter<'kind' | 'got'>;
  private readonly underWay = new Map<TenantId, number>();

  constructor(
    private readonly guard: NetworkGuard,
    private readonly databases: Databases,
    private readonly connections: ConnectionsRepository,
    { registry }: Metrics,
  ) {
    this.answers = new Counter({
      name: 'callrack_inquiries_total',
      help: 'Questions of flows to systems of companies, by what came of them',
      labelNames: ['kind', 'got'],
      registers: [registry],
    });
  }

  /** Never fails: what cannot be had is an answer as well. Neither question nor answer is logged, callers' secrets are in them. */
  async ask(tenantId: TenantId, question: Question): Promise<Answer> {
    const answer = await this.asked(tenantId, question).catch((error: unknown): Answer => {
      this.logger.warn(`connection ${question.connectionId} was asked in vain: ${wordsOf(error)}`);
      return { got: 'failed' };
    });
    this.answers.inc({ kind: question.kind, got: answer.got });
    return answer;
  }

  private async asked(tenantId: TenantId, question: Question): Promise<Answer> {
    const now = this.underWay.get(tenantId) ?? 0;
    if (now >= MOST_UNDER_WAY) throw new NotAnswered('too many questions are under way');
    this.underWay.set(tenantId, now + 1);
    try {
      return await this.askNow(await this.find(tenantId, question.connectionId), question);
    } finally {
      const left = (this.underWay.get(tenantId) ?? 1) - 1;
      if (left > 0) this.underWay.set(tenantId, left);
      else this.underWay.delete(tenantId);
    }
  }

  private async askNow(connection: Connection, question: Question): Promise<Answer> {
    const kind = kindOf(connection.address);
    const signal = AbortSignal.timeout(question.timeoutMs);
    if (question.kind === 'request' && kind === 'http') return askByHttp(connection, question, this.guard, signal);
    if (question.kind === 'query' && kind === 'postgresql') {
      return askPostgresql(connection, question, this.guard, signal);
    }
    throw new NotAnswered('it cannot be asked in this way');
  }

  private async find(tenantId: TenantId, id: ConnectionId): Promise<Connection> {
    const row = await this.databases.snapshot('node', (session) =>
      this.connections.connectionWithSecret(session, id, tenantId),
    );
    if (row === null) throw new NotAnswered('it is not there');
    const { address, secretHeader, secret = null } = row;
    return { id, tenantId, address, secretHeader, secret };
  }
}

/** What the other side says may repeat what it was asked. */
function wordsOf(error: unknown): string {
  if (error instanceof NotAnswered) return error.message;
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error.name : `${error.name} ${code}`;
}
