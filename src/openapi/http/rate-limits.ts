import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { TooManyRequests } from '../openapi.errors.js';

/** So many requests of one key within so many seconds. */
export interface Allowance {
  readonly name: string;
  readonly requests: number;
  readonly withinS: number;
}

/** On the average 20 and 5 a second; twice as many at once. */
export const READS: Allowance = { name: 'read', requests: 40, withinS: 2 };
export const WRITES: Allowance = { name: 'write', requests: 10, withinS: 2 };

/** Of all keys of a company together. */
export const OF_TENANT: ReadonlyMap<Allowance, Allowance> = new Map([
  [READS, { name: 'read-of-company', requests: 400, withinS: 2 }],
  [WRITES, { name: 'write-of-company', requests: 100, withinS: 2 }],
]);

export type RateHeaders = Readonly<Record<'RateLimit-Policy' | 'RateLimit', string>>;

/** How often a key may ask, and all of its company; counted in this process. Header fields as in draft-ietf-httpapi-ratelimit-headers. */
@Injectable()
export class RateLimits {
  private readonly limiters = new Map(
    [READS, WRITES, ...OF_TENANT.values()].map((allowance) => [
      allowance,
      new RateLimiterMemory({ points: allowance.requests, duration: allowance.withinS }),
    ]),
  );

  /** @throws TooManyRequests */
  async take(keyId: string, tenantId: string, allowance: Allowance): Promise<RateHeaders> {
    const told = await this.consume(keyId, allowance);
    const ofTenant = OF_TENANT.get(allowance);
    if (ofTenant !== undefined) await this.consume(tenantId, ofTenant);
    return told;
  }

  private async consume(whose: string, allowance: Allowance): Promise<RateHeaders> {
    try {
      const taken = await this.limiters.get(allowance)?.consume(whose);
      return headers(allowance, taken?.remainingPoints ?? 0, taken?.msBeforeNext ?? 0);
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      throw new TooManyRequests(seconds(thrown.msBeforeNext), headers(allowance, 0, thrown.msBeforeNext));
    }
  }
}

function headers({ name, requests, withinS }: Allowance, left: number, msBeforeNext: number): RateHeaders {
  return {
    'RateLimit-Policy': `"${name}";q=${requests};w=${withinS}`,
    RateLimit: `"${name}";r=${left};t=${seconds(msBeforeNext)}`,
  };
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
