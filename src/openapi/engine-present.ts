import { Injectable } from '@nestjs/common';

import { EngineRefused } from '../platform/local-api/local-api.errors.js';
import { LocalApiClient } from '../platform/local-api/local-api.client.js';

type Present = Awaited<ReturnType<LocalApiClient['presentOf']>>;
type AccountNow = Awaited<ReturnType<LocalApiClient['accountOf']>>;

const EMPTY: Present = { calls: [], agents: [], queues: [], recorded: 0 };

/** What is so now of one tenant, as the engine of this node has it. A tenant that it does not know yet has nothing. */
@Injectable()
export class EnginePresent {
  constructor(private readonly localApi: LocalApiClient) {}

  async presentOf(tenantCode: string): Promise<Present> {
    return orElse(EMPTY, this.localApi.presentOf(tenantCode));
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

async function orElse<T>(unknown: T, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof EngineRefused && error.httpStatus === 404) return unknown;
    throw error;
  }
}
