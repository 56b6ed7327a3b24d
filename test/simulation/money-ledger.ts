import { compileTariff, priceCall } from '../../src/billing/core/rating.js';
import type { Hall } from '../../src/calls/core/hall.js';
import type { NodeConfig } from '../../src/calls/core/node-config.js';
import type { TurnEvent } from '../../src/calls/core/turn-events.js';
import type { PricedCall } from '../../src/kernel/charge.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { CallCharge, CallRecord, Fact } from '../../src/kernel/domain-events.js';
import type { CallId, TariffId, TenantId } from '../../src/kernel/ids.js';
import { nothingLost, undisturbed, type FaultCounts } from './faults.js';
import { dearestBegin } from './money.js';
import type { Violations } from './violations.js';

/** Where the engine is away, Asterisk ends calls so long after the money. */
const BACKSTOP_S = 5;

/** Money adds up: judged by the facts, and by pricing again what they say was priced. */
export class MoneyLedger {
  charges = 0;
  private readonly charged = new Set<CallId>();
  private readonly spent = new Map<TenantId, bigint>();
  /** By which tariff each call is priced: that of its tenant's account when it was answered. */
  private readonly tariffAtAnswer = new Map<CallId, TariffId | null>();
  /** When the engine last heard of Asterisk before this turn. */
  private heardAt: Instant = 0;
  /** What the dearest begin of an increment cost each tenant. */
  private readonly dearest = new Map<TenantId, bigint>();

  constructor(
    private readonly violations: Violations,
    private readonly faults: FaultCounts,
  ) {}

  afterTurn(event: TurnEvent, facts: readonly Fact[], hall: Hall, now: Instant): void {
    this.noteAnswers(facts, hall.configuration);
    const charges = facts.filter((fact) => fact.kind === 'call.charge');
    for (const fact of facts) {
      if (fact.kind === 'call.record') this.ofRecord(fact, charges);
    }
    const records = new Set(facts.flatMap((fact) => (fact.kind === 'call.record' ? [fact.callId] : [])));
    for (const charge of charges) {
      this.violations.check(records.has(charge.callId), 'a-charge-comes-with-its-record', () => charge.callId);
      this.ofCharge(charge, hall, now);
    }
    for (const { tenantId } of charges) {
      const kept = hall.accounts.ledgers.get(tenantId)?.spentMicro;
      const same = kept === this.spent.get(tenantId)?.toString();
      this.violations.check(same, 'the-ledger-is-the-sum', () => `${tenantId}: ${String(kept)}`);
    }
    if (event.type !== 'timer.fired' && event.type !== 'config.changed') this.heardAt = now;
  }

  private noteAnswers(facts: readonly Fact[], config: NodeConfig): void {
    for (const fact of facts) {
      if (fact.kind !== 'call.step' || fact.tenantId === null) continue;
      const placed = fact.step === 'party.connected' && fact.detail.number !== undefined;
      if (fact.step !== 'call.answered' && !placed) continue;
      this.tariffAtAnswer.set(fact.callId, config.accounts.get(fact.tenantId)?.tariffId ?? null);
    }
  }

  /** One charge for every answered call of a tenant whose calls are priced, none for others. */
  private ofRecord(record: CallRecord, charges: readonly CallCharge[]): void {
    const answeredAt = record.direction === 'outbound' ? record.connectedAt : record.answeredAt;
    const tariffId = this.tariffAtAnswer.get(record.callId) ?? null;
    const wanted = tariffId !== null && answeredAt !== null ? 1 : 0;
    const own = charges.filter((charge) => charge.callId === record.callId);
    this.violations.check(own.length === wanted, 'one-charge-a-call', () => `${record.callId}: ${own.length}`);
    const [charge] = own;
    const leg = charge?.calculation.legs[0];
    if (charge === undefined || leg === undefined) return;
    this.violations.check(charge.tariffId === tariffId, 'priced-by-the-tariff-of-its-answer', () => record.callId);
    // Nobody pays for an outage: who was found to be gone is charged up to when Asterisk was last heard of.
    const known = Math.max(this.heardAt, record.connectedAt ?? record.answeredAt ?? 0);
    const ended = record.endedAtIsLate
      ? leg.endedAt <= Math.min(known, record.endedAt)
      : leg.endedAt === record.endedAt;
    const same = leg.answeredAt === answeredAt && leg.connectedAt === record.connectedAt && ended;
    this.violations.check(same, 'a-charge-is-for-its-record', () => record.callId);
  }

  private ofCharge(charge: CallCharge, hall: Hall, now: Instant): void {
    const { violations } = this;
    const { callId, tenantId, calculation } = charge;
    this.charges += 1;
    violations.check(!this.charged.has(callId), 'charged-once', () => callId);
    this.charged.add(callId);
    const tariff = hall.configuration.tariffs.get(charge.tariffId);
    const again = tariff && priceCall(compileTariff(tariff), calculation.legs, calculation.packageLeftS);
    violations.check(
      again !== undefined && again !== null && isEqual(again, charge),
      'priced-again-it-is-the-same',
      () => callId,
    );
    const lines = calculation.lines.filter(({ payer }) => payer === 'tenant');
    const sum = lines.reduce((total, line) => total + BigInt(line.amountMicro), 0n);
    violations.check(sum === BigInt(charge.amountMicro), 'the-lines-are-the-total', () => callId);
    const spent = (this.spent.get(tenantId) ?? 0n) + sum;
    this.spent.set(tenantId, spent);
    if (nothingLost(this.faults)) this.withinMoney(charge, spent, hall, now);
  }

  /** No tenant uses more than it has: never more than one increment a running call. */
  private withinMoney(charge: CallCharge, spent: bigint, hall: Hall, now: Instant): void {
    const { configuration: config } = hall;
    const account = config.accounts.get(charge.tenantId);
    const tariff = config.tariffs.get(charge.tariffId);
    if (account === undefined || tariff === undefined) return;
    const limit = account.mode === 'postpaid' ? BigInt(account.creditLimitMicro) : 0n;
    const over = spent - BigInt(account.creditMicro) - limit;
    const known = this.dearest.get(charge.tenantId) ?? 0n;
    const own = dearestBegin(tariff, undisturbed(this.faults) ? 1 : BACKSTOP_S);
    const most = own > known ? own : known;
    this.dearest.set(charge.tenantId, most);
    const talking = [...hall.calls.values()].filter(({ tenantId }) => tenantId === charge.tenantId).length + 1;
    this.violations.check(
      over <= most * BigInt(talking),
      'no-tenant-uses-more-than-it-has',
      () => `${charge.tenantId} ${over.toString()} over, ${String(talking)} calls, at ${String(now)}`,
    );
  }
}

function isEqual(priced: PricedCall, charge: CallCharge): boolean {
  const { tariffId, tariffVersionId, currency, amountMicro, callerAmountMicro, outboundMicro } = charge;
  const { startedAt, seconds, calculation } = charge;
  const sums = { tariffId, tariffVersionId, currency, amountMicro, callerAmountMicro, outboundMicro };
  return JSON.stringify(priced) === JSON.stringify({ ...sums, startedAt, seconds, calculation });
}
