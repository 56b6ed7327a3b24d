import { request } from 'node:http';

import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import type { AgentNow, CallNow } from '../../kernel/live-status.js';
import { Settings } from '../settings/settings.js';
import { engineHealth, engineStatus, type EngineHealth, type EngineStatus } from './engine-status.js';
import { AnswerNotUnderstood, EngineRefused, EngineUnavailable } from './local-api.errors.js';
import {
  agentNow,
  callNow,
  engineVitals,
  presentStatus,
  tenantAccount,
  tenantPresent,
  type EngineVitals,
  type PresentStatus,
  type TenantAccount,
  type TenantPresent,
} from './present-status.js';

/** The engine decides within milliseconds; one that takes so long hangs. */
export const ANSWER_TIMEOUT_MS = 5_000;

export type AgentCommand = 'login' | 'logout' | 'ready' | 'not-ready';

/** An agent as people name one. */
export interface AgentName {
  readonly tenantCode: string;
  readonly number: string;
}

export interface CallOrder {
  readonly to: string;
  /** The number that the customer is shown, one of the tenant's access numbers; null: its lowest. */
  readonly showing: string | null;
  /** A UUID of version 7. Ordered again with the same, it is the same call, also when that has ended. */
  readonly callId: string;
}

const refusal = z.object({ code: z.string(), message: z.object({ zh: z.string(), en: z.string() }) });
const anyObject = z.looseObject({});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Asks the engine, over its Unix socket. Every method throws EngineUnavailable while it does not answer. */
@Injectable()
export class LocalApiClient {
  private readonly socketPath: string;

  constructor(settings: Settings) {
    this.socketPath = settings.localApiSocket;
  }

  /** Also when a part of the engine is down: then it is said in the answer. */
  async health(): Promise<EngineHealth> {
    const { body } = await this.ask('GET', '/health', undefined, [200, 503]);
    return understand('/health', engineHealth, body);
  }

  async status(): Promise<EngineStatus> {
    return this.get('/v1/status', engineStatus);
  }

  /** Everything that is so now, with the number of the notices that are counted in. */
  async present(): Promise<PresentStatus> {
    return this.get('/v1/status', presentStatus);
  }

  async vitals(): Promise<EngineVitals> {
    return this.get('/v1/vitals', engineVitals);
  }

  async agent(agent: AgentName): Promise<Record<string, unknown>> {
    return this.get(pathOf(agent), anyObject);
  }

  /** @throws EngineRefused with the engine's own code, e.g. `acd.agent_not_logged_in` */
  async commandAgent(
    agent: AgentName,
    command: AgentCommand,
    body: { readonly queues?: readonly string[]; readonly reason?: string } = {},
  ): Promise<Record<string, unknown>> {
    const path = `${pathOf(agent)}/${command}`;
    return understand(path, anyObject, (await this.ask('POST', path, body)).body ?? {});
  }

  /** @throws EngineRefused where there is no such call (any more) */
  async hangUp(callId: string): Promise<void> {
    await this.ask('POST', `/v1/calls/${encodeURIComponent(callId)}/hang-up`, {});
  }

  /**
   * Places a call of an agent's own: their telephone rings first, then the customer's.
   *
   * @throws EngineRefused with the engine's own code, e.g. `acd.agent_busy`, `calls.no_channel`, `billing.balance_out`
   */
  async placeCall(agent: AgentName, order: CallOrder): Promise<{ readonly callId: string }> {
    const path = `${pathOf(agent)}/calls`;
    return understand(path, z.object({ callId: z.string() }), (await this.ask('POST', path, order)).body);
  }

  /** @throws EngineRefused where this tenant has no such call (any more) */
  async hangUpOf(tenantCode: string, callId: string): Promise<void> {
    await this.ask('POST', `${tenantPath(tenantCode)}/calls/${encodeURIComponent(callId)}/hang-up`, {});
  }

  /** Calls, agents and queues of one tenant. @throws EngineRefused where there is no such tenant */
  async presentOf(tenantCode: string): Promise<TenantPresent> {
    return this.get(`${tenantPath(tenantCode)}/present`, tenantPresent);
  }

  /** @throws EngineRefused where this tenant has no such call (any more) */
  async callOf(tenantCode: string, callId: string): Promise<CallNow> {
    return this.get(`${tenantPath(tenantCode)}/calls/${encodeURIComponent(callId)}`, callNow);
  }

  /** @throws EngineRefused where there is no such tenant or agent */
  async agentNow(agent: AgentName): Promise<AgentNow> {
    return this.get(pathOf(agent), agentNow);
  }

  /** The money of one tenant, running calls included. @throws EngineRefused where there is no such tenant */
  async accountOf(tenantCode: string): Promise<TenantAccount> {
    return this.get(`${tenantPath(tenantCode)}/account`, tenantAccount);
  }

  private async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return understand(path, schema, (await this.ask('GET', path)).body);
  }

  private async ask(method: string, path: string, body?: object, alsoFine: readonly number[] = []): Promise<Answer> {
    const answer = await this.send(method, path, body);
    if ((answer.status >= 200 && answer.status < 300) || alsoFine.includes(answer.status)) return answer;
    const refused = refusal.safeParse(answer.body);
    if (!refused.success) throw new AnswerNotUnderstood(path, new Error(`HTTP status ${answer.status}`));
    throw new EngineRefused(refused.data.code, refused.data.message, answer.status);
  }

  private send(method: string, path: string, body?: object): Promise<Answer> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = payload === undefined ? {} : { 'Content-Type': 'application/json' };
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => {
        reject(new EngineUnavailable(error));
      };
      const asking = request({ socketPath: this.socketPath, path, method, headers, signal }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', fail);
        response.once('end', () => {
          try {
            resolve({ status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString('utf8')) });
          } catch (error) {
            reject(new AnswerNotUnderstood(path, error));
          }
        });
      });
      asking.once('error', fail);
      asking.end(payload);
    });
  }
}

function tenantPath(code: string): string {
  return `/v1/tenants/${encodeURIComponent(code)}`;
}

function pathOf({ tenantCode, number }: AgentName): string {
  return `/v1/agents/${encodeURIComponent(tenantCode)}/${encodeURIComponent(number)}`;
}

function parse(text: string): unknown {
  return text === '' ? null : JSON.parse(text);
}

function understand<T>(path: string, schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new AnswerNotUnderstood(path, parsed.error);
  return parsed.data;
}
