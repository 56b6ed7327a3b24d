import { endOfMoney } from '../../billing/core/allowance.js';
import type { Instant } from '../../kernel/clock.js';
import type { CallRecord } from '../../kernel/domain-events.js';
import { partOf, type TenantMoney } from './tenant-money.js';

/**
 * Up to when a call is charged. One that was found to be over after an outage has ended at some earlier moment, and
 * when the money was used up Asterisk has ended it: nobody pays for how long the engine was away.
 */
export function chargedUntil(money: TenantMoney, { callId, endedAt, endedAtIsLate, ...record }: CallRecord): Instant {
  const since = record.direction === 'outbound' ? record.connectedAt : record.answeredAt;
  if (!endedAtIsLate || since === null || !money.running.entries.has(callId)) return endedAt;
  let until = endedAt;
  for (const { name, limit } of money.purses(endedAt)) {
    if (name === 'balance_low' || (name !== 'balance_out' && record.direction !== 'outbound')) continue;
    const costAt = (at: Instant): bigint => partOf(name, money.running.costAt(at));
    const question = { limit, costAt, now: since, horizon: endedAt, guess: null, exactMs: () => 1 };
    until = Math.min(until, endOfMoney(question)?.until ?? endedAt);
  }
  return until;
}
