import { Injectable } from '@nestjs/common';

import type { AgentNow, CallNow } from '../kernel/live-status.js';
import { EngineRefused } from '../platform/local-api/local-api.errors.js';
import { LocalApiClient, type AgentName } from '../platform/local-api/local-api.client.js';

type Present = Awaited<ReturnType<LocalApiClient['presentOf']>>;
type AccountNow = Awaited<ReturnType<LocalApiClient['accountOf']>>;

/** Nothing has a longer one; the engine is not asked for more. */
const LONGEST_NAME = 100;
const EMPTY: Present = { calls: [], agents: [], queues: [], recorded: 0 };

/** What is so now of one tenant, as the engine of this node has it. A tenant that it does not know yet has nothing. */
@Injectable()
export class EnginePresent {
  constructor(private readonly localApi: LocalApiClient) {}

  async presentOf(tenantCode: string): Promise<Present> {
    return orElse(EMPTY, this.localApi.presentOf(tenantCode));
  }

  /** undefined: the tenant has no such call now. */
  async callOf(tenantCode: string, callId: string): Promise<CallNow | undefined> {
    if (callId.length > LONGEST_NAME) return undefined;
    return orElse(undefined, this.localApi.callOf(tenantCode, callId));
  }

  /** undefined: the engine does not know the agent yet. */
  async agentNow(agent: AgentName): Promise<AgentNow | undefined> {
    if (agent.number.length > LONGEST_NAME) return undefined;
    return orElse(undefined, this.localApi.agentNow(agent));
  }

  async accountOf(tenantCode: string): Promise<AccountNow> {
    const none: AccountNow = {
      tenantId: '',
      balanceMicro: '0',
      spentMicro: '0',
      availableMicro: null,
      running: { calls: 0, accruedMicro: '0' },
      endsAt: null,
      packages: [],
    };
    return orElse(none, this.localApi.accountOf(tenantCode));
  }
}

async function orElse<T, U>(unknown: U, asked: Promise<T>): Promise<T | U> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof EngineRefused && error.httpStatus === 404) return unknown;
    throw error;
  }
}
