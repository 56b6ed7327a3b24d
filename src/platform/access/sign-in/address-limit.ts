import { isIPv6 } from 'node:net';

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { TooManyFailures } from '../access.errors.js';

const FAILURES = 30;
const WITHIN_S = 600;

/**
 * Failures by network address, whoever's name was tried, this machine's own address included. A try counts as a failure
 * from its beginning and is given back when it was right: a hundred at once are not a hundred free tries.
 */
export class AddressLimit {
  private readonly limiter = new RateLimiterMemory({ points: FAILURES, duration: WITHIN_S });

  /** @throws TooManyFailures */
  async begin(address: string): Promise<void> {
    try {
      await this.limiter.consume(keyOf(address));
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      throw new TooManyFailures(thrown.msBeforeNext, thrown.consumedPoints === FAILURES + 1);
    }
  }

  async giveBack(address: string): Promise<void> {
    await this.limiter.reward(keyOf(address));
  }
}

/** Whoever has one address of IPv6 has at least 2^64 of them. */
export function keyOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const rest = tail === undefined ? [] : tail.split(':').filter((group) => group !== '');
  while (tail !== undefined && groups.length + rest.length < 8) groups.push('0');
  return [...groups, ...rest]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}
