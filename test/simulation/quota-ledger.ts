import type { Hall } from '../../src/calls/core/hall.js';
import type { CallStep, Fact, LimitReached } from '../../src/kernel/domain-events.js';
import type { TenantId, TrunkId } from '../../src/kernel/ids.js';
import type { Violations } from './violations.js';

/** What is counted against a quota. */
type Count = 'channels' | 'trunk' | 'share' | 'ivr' | 'recorded' | 'seats';

/**
 * Quotas: none is ever exceeded by what is let in (what was there before a quota was lowered stays), and nobody is
 * refused for one that has room. Counted here from the calls and agents that the hall shows, turn by turn.
 */
export class QuotaLedger {
  refused = 0;
  private before = new Map<string, number>();

  constructor(private readonly violations: Violations) {}

  afterTurn(facts: readonly Fact[], hall: Hall): void {
    const after = countsOf(hall);
    for (const [key, held] of after) {
      const most = quotaOf(hall, key);
      const was = this.before.get(key) ?? 0;
      const kept = most === null || held <= Math.max(most, was);
      this.violations.check(
        kept,
        'quotas-are-kept',
        () => `${key}: ${String(held)} of ${String(most)}, had ${String(was)}`,
      );
    }
    for (const fact of facts) {
      if (fact.kind === 'limit.reached') this.justified(fact, hall, after);
      if (fact.kind === 'call.step' && fact.step === 'recording.failed' && fact.detail.why === 'quota') {
        this.told(fact, facts);
      }
    }
    this.before = after;
  }

  /** A refusal for want of room: there was none before, or there is none after. */
  private justified(fact: LimitReached, hall: Hall, after: ReadonlyMap<string, number>): void {
    const key = keyOf(fact);
    if (key === null) return;
    this.refused += 1;
    const most = quotaOf(hall, key);
    const held = Math.max(this.before.get(key) ?? 0, after.get(key) ?? 0);
    const full = most !== null && held >= most;
    this.violations.check(
      full && fact.action === 'refused' && fact.detail.limit === most,
      'refused-for-a-full-quota',
      () => `${fact.id} ${key}: ${String(held)} of ${String(most)}`,
    );
  }

  private told(step: CallStep, facts: readonly Fact[]): void {
    const limit = facts.some(
      (fact) => fact.kind === 'limit.reached' && fact.limit === 'recorded_seats' && fact.callId === step.callId,
    );
    this.violations.check(limit, 'a-quota-is-a-fact', () => step.id);
  }
}

const keyFor = (count: Count, tenantId: TenantId | null, trunkId: TrunkId | null): string =>
  `${count} ${tenantId ?? '-'} ${trunkId ?? '-'}`;

function keyOf({ limit, tenantId, trunkId, detail }: LimitReached): string | null {
  switch (limit) {
    case 'channels':
      return keyFor('channels', tenantId, null);
    case 'trunk_channels':
      return detail.of === 'trunk' ? keyFor('trunk', null, trunkId) : keyFor('share', tenantId, trunkId);
    case 'ivr_callers':
      return keyFor('ivr', tenantId, null);
    case 'recorded_seats':
      return keyFor('recorded', tenantId, null);
    case 'seats':
      return keyFor('seats', tenantId, null);
    case 'balance_low':
    case 'balance_out':
    case 'spend_hour':
    case 'spend_day':
    case 'night_calls':
    case 'international_closed':
    case 'premium_closed':
    case 'no_rate':
      return null;
  }
}

function countsOf(hall: Hall): Map<string, number> {
  const counts = new Map<string, number>();
  const one = (count: Count, tenantId: TenantId | null, trunkId: TrunkId | null = null): void => {
    const key = keyFor(count, tenantId, trunkId);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const { phase, tenantId, trunkId, recording } of hall.calls.values()) {
    if (phase === 'ending') continue;
    if (trunkId !== null) one('trunk', null, trunkId);
    if (tenantId === null) continue;
    // who hears why no channel is free, or that the tenant is suspended, holds one as well
    one('channels', tenantId);
    if (trunkId !== null) one('share', tenantId, trunkId);
    if (phase === 'navigating') one('ivr', tenantId);
    if (recording === 'asked' || recording === 'running') one('recorded', tenantId);
  }
  for (const { phase, tenantId } of hall.agents.values()) if (phase !== 'loggedOut') one('seats', tenantId);
  return counts;
}

/** null: there is none. */
function quotaOf({ configuration: config }: Hall, key: string): number | null {
  const [count, tenantId, trunkId] = key.split(' ') as [Count, TenantId, TrunkId];
  const tenant = config.tenants.get(tenantId);
  switch (count) {
    case 'channels':
      // callers of a suspended tenant hear so, whatever its quota is
      return tenant === undefined || tenant.suspended ? null : tenant.channelLimit;
    case 'trunk':
      return [...config.trunks.values()].find(({ id }) => id === trunkId)?.channelLimit ?? null;
    case 'share': {
      if (tenant?.suspended === true) return null;
      return config.tenantTrunks.get(tenantId)?.find((share) => share.trunkId === trunkId)?.channelLimit ?? null;
    }
    case 'ivr':
      return tenant?.ivrLimit ?? null;
    case 'recorded':
      return tenant?.recordedSeatLimit ?? null;
    case 'seats':
      return tenant?.seatLimit ?? null;
  }
}
