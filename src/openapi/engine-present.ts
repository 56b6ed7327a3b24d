import { Injectable } from '@nestjs/common';

import type { AgentNow, CallbackNow, CallNow } from '../kernel/live-status.js';
import { EngineRefused } from '../platform/local-api/local-api.errors.js';
import { LocalApiClient, type AgentName } from '../platform/local-api/local-api.client.js';

type Present = Awaited<ReturnType<LocalApiClient['presentOf']>>;
type AccountNow = Awaited<ReturnType<LocalApiClient['accountOf']>>;

/** Nothing has a longer one; the engine is not asked for more. */
const LONGEST_NAME = 100;
const SHARED_MS = 1_000;
const EMPTY: Present = { calls: [], agents: [], queues: [], recorded: 0 };

/** What is so now of one tenant, as the engine of this node has it. A tenant that it does not know yet has nothing. */
@Injectable()
export class EnginePresent {
  private readonly shared = new Map<string, { readonly askedAt: number; readonly present: Promise<Present> }>();

  constructor(private readonly localApi: LocalApiClient) {}

  /** Shared by all who ask within a second. */
  presentOf(tenantCode: string): Promise<Present> {
    const now = performance.now();
    const known = this.shared.get(tenantCode);
    if (known !== undefined && known.askedAt > now - SHARED_MS) return known.present;
    const present = orElse(EMPTY, this.localApi.presentOf(tenantCode));
    const asked = { askedAt: now, present };
    this.shared.set(tenantCode, asked);
    // kept no longer than it is of use, and failures not at all
    const forget = (): void => {
      if (this.shared.get(tenantCode) === asked) this.shared.delete(tenantCode);
    };
    present.catch(forget);
    setTimeout(forget, SHARED_MS).unref();
    return present;
  }

  /** The next who asks is told what is so then. */
  forget(tenantCode: string): void {
    this.shared.delete(tenantCode);
  }

  /** undefined: the tenant has no such call now. */
  async callOf(tenantCode: string, callId: string): Promise<CallNow | undefined> {
    if (callId.length > LONGEST_NAME) return undefined;
    return orElse(undefined, this.localApi.callOf(tenantCode, callId));
  }

  async callbacksOf(tenantCode: string): Promise<readonly CallbackNow[]> {
    return orElse([], this.localApi.callbacksOf(tenantCode));
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
