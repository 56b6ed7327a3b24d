import type { Account } from '../../src/billing/core/account.js';
import { compileTariff, priceCall } from '../../src/billing/core/rating.js';
import type { Tariff } from '../../src/billing/core/tariff.js';
import type { CallState } from '../../src/calls/core/call-state.js';
import type { Hall } from '../../src/calls/core/hall.js';
import type { NodeConfig } from '../../src/calls/core/node-config.js';
import type { ChargedLeg } from '../../src/kernel/charge.js';
import type { Instant } from '../../src/kernel/clock.js';
import type { CallCharge, Fact, LimitReached } from '../../src/kernel/domain-events.js';
import type { CallId, TenantId } from '../../src/kernel/ids.js';
import type { AsteriskModel } from './asterisk-model.js';
import { undisturbed, type FaultCounts } from './faults.js';
import type { HallView } from './hall-view.js';
import { dearestBegin, minutesEastOf } from './money.js';
import type { Violations } from './violations.js';

type SpanName = 'hour' | 'day';

const SPAN_MS: Readonly<Record<SpanName, number>> = { hour: 3_600_000, day: 86_400_000 };
const LOOK_MS = 3_600_000;
/** A conversation that lasts so long has had its warning. */
const WARNED_AFTER_MS = 61_000;
/** What was said a moment ago may be on its way to Asterisk. */
const SETTLED_MS = 5_000;
/** Packages that pay for everything. */
const FULL: Readonly<Record<string, number>> = { minutes: LOOK_MS };
/** Nearer than that a backstop is told again when the money lasts longer. */
const NEAR_MS = 85_000;

/**
 * Limits of money: who is warned and ended, what is spent in an hour and a day, alarms, and what Asterisk is told should
 * the engine be away. Counted here from the facts, and by pricing calls as they are shown.
 */
export class CreditLedger {
  warned = 0;
  ended = 0;
  /** Of these, for the limit of an hour or a day. */
  endedForSpending = 0;
  refused = 0;
  refusedAtNight = 0;
  alarms = 0;
  /** Looks at a call whose end was known, and what Asterisk had been told of it. */
  backstopsSeen = 0;
  /** The tariff of a call: that of its answer. */
  private readonly tariffs = new Map<CallId, Tariff>();
  /** When the engine last told Asterisk how long a call may last. */
  private readonly toldAt = new Map<CallId, Instant>();
  private readonly warnedCalls = new Set<CallId>();
  private readonly spent = new Map<string, bigint>();
  /** Alarms that were raised: by window, or with what had been paid in. */
  private readonly raised = new Map<string, bigint>();

  constructor(
    private readonly violations: Violations,
    private readonly faults: FaultCounts,
    private readonly model: AsteriskModel,
  ) {}

  get backstopEnds(): number {
    return [...this.model.endedBy.values()].filter((by) => by === 'backstop').length;
  }

  afterTurn(facts: readonly Fact[], hall: Hall, view: HallView, now: Instant): void {
    this.remember(hall, view, now);
    for (const fact of facts) {
      if (fact.kind === 'limit.reached') this.ofLimit(fact, hall, view, now);
      if (fact.kind === 'call.charge') this.ofCharge(fact, hall);
    }
  }

  /** While nothing is wrong: of every call whose money ends Asterisk has been told when, and not too early. */
  lookAtBackstops(hall: Hall, now: Instant): void {
    if (!undisturbed(this.faults)) return;
    for (const [tenantId, account] of hall.configuration.accounts) {
      const { endsAt } = hall.accounts.accountNow(tenantId, now);
      if (endsAt === null || hasSpendLimit(account)) continue;
      // Far ahead an end comes into sight and goes with every call that begins or ends, and is looked for then only.
      if (endsAt - now > LOOK_MS) continue;
      for (const call of hall.calls.values()) {
        const { connectedAt } = call.times;
        if (call.tenantId !== tenantId || call.phase !== 'talking' || connectedAt === null) continue;
        const settledAt = Math.max(connectedAt, this.toldAt.get(call.callId) ?? 0) + SETTLED_MS;
        if (settledAt > now || !this.paysOn(call, now, endsAt)) continue;
        // how long packages pay for a call depends on all others, also for what it begins to cost only then
        if (this.takesFromPackage(call, endsAt + LOOK_MS)) continue;
        this.ofBackstop(call, endsAt, now);
      }
    }
  }

  atEnd(): void {
    if (!undisturbed(this.faults)) return;
    this.violations.check(this.backstopEnds === 0, 'the-engine-is-before-the-backstop', () =>
      String(this.backstopEnds),
    );
  }

  private ofBackstop(call: CallState, endsAt: Instant, now: Instant): void {
    // Of a call that was placed and transferred the customer's leg is the first.
    const leg = call.direction === 'outbound' && !call.turned ? call.partyLeg : call.callerLeg;
    const channel = leg === null ? undefined : this.model.channels.get(leg.channelId);
    if (channel === undefined || channel.ending) return;
    this.backstopsSeen += 1;
    const { livesUntil } = channel;
    const told = (): string => `${call.callId}: ${String(livesUntil)}, the money ends at ${String(endsAt)}`;
    this.violations.check(livesUntil !== null, 'a-backstop-is-told', told);
    if (livesUntil === null || livesUntil - now > NEAR_MS) return;
    this.violations.check(livesUntil >= endsAt, 'no-backstop-before-the-end', told);
  }

  private remember(hall: Hall, view: HallView, now: Instant): void {
    for (const { before, after: call } of view.changedCalls) {
      if (call === undefined && before !== undefined) this.toldAt.delete(before.callId);
      if (call !== undefined && call.paidUntil !== (before?.paidUntil ?? null)) this.toldAt.set(call.callId, now);
      if (call === undefined || call.tenantId === null || this.tariffs.has(call.callId) || legOf(call, 0) === null)
        continue;
      const tariff = tariffOf(hall.configuration, call.tenantId);
      if (tariff !== undefined) this.tariffs.set(call.callId, tariff);
    }
  }

  private ofLimit(fact: LimitReached, hall: Hall, view: HallView, now: Instant): void {
    switch (fact.action) {
      case 'alarm':
        this.ofAlarm(fact, hall.configuration);
        return;
      case 'refused':
        if (fact.limit === 'night_calls') this.refusedAtNight += 1;
        if (fact.limit === 'balance_out' || fact.limit === 'spend_hour' || fact.limit === 'spend_day')
          this.refused += 1;
        return;
      case 'warned':
      case 'ended':
        this.ofCall(fact, hall, view, now);
    }
  }

  /** Only who pays is warned or ended; and who talked for longer than a minute has been warned before the end. */
  private ofCall({ callId, limit, action }: LimitReached, hall: Hall, view: HallView, now: Instant): void {
    const call = callId === null ? undefined : (hall.calls.get(callId) ?? callBefore(view, callId));
    this.violations.check(call !== undefined, 'limits-are-of-calls', () => `${String(callId)} ${limit}`);
    if (call === undefined) return;
    const told = (): string => `${call.callId} ${limit} ${action}`;
    this.violations.check(this.mayPayOn(call, now), 'who-pays-nothing-is-left-alone', told);
    const spending = limit === 'spend_hour' || limit === 'spend_day';
    this.violations.check(!spending || call.direction === 'outbound', 'spending-is-of-calls-we-dial', told);
    if (action === 'warned') {
      this.warned += 1;
      this.warnedCalls.add(call.callId);
      return;
    }
    this.ended += 1;
    if (spending) this.endedForSpending += 1;
    const talkedMs = now - (call.times.connectedAt ?? now);
    const may = this.warnedCalls.has(call.callId) || talkedMs <= WARNED_AFTER_MS || !undisturbed(this.faults);
    this.violations.check(may, 'warned-before-ended', () => `${told()} after ${String(talkedMs)} ms`);
  }

  /** Whether a call costs its tenant more after an instant, should packages not pay for it. */
  private paysOn(call: CallState, now: Instant, end: Instant): boolean {
    return this.costAt(call, end + LOOK_MS, {}) > this.costAt(call, now, {});
  }

  /** Whether there are packages with which it would: who is paid for by one has perhaps its cap still to come. */
  private mayPayOn(call: CallState, now: Instant): boolean {
    return this.costAt(call, now + LOOK_MS, {}) > this.costAt(call, now, FULL);
  }

  private costAt(call: CallState, at: Instant, packageLeftS: Readonly<Record<string, number>>): bigint {
    const tariff = this.tariffs.get(call.callId);
    const leg = legOf(call, at);
    const priced = tariff === undefined || leg === null ? null : priceCall(compileTariff(tariff), [leg], packageLeftS);
    return BigInt(priced?.amountMicro ?? '0');
  }

  private takesFromPackage(call: CallState, at: Instant): boolean {
    const tariff = this.tariffs.get(call.callId);
    const leg = legOf(call, at);
    if (tariff === undefined || leg === null) return false;
    return Object.keys(priceCall(compileTariff(tariff), [leg], FULL)?.calculation.packageUsedS ?? {}).length > 0;
  }

  /** What calls that we dialled cost in an hour or a day stays within the limit, but for an increment a call. */
  private ofCharge(charge: CallCharge, hall: Hall): void {
    const { callId, tenantId, calculation } = charge;
    const tariff = hall.configuration.tariffs.get(charge.tariffId);
    const account = hall.configuration.accounts.get(tenantId);
    const leg = calculation.legs[0];
    this.tariffs.delete(callId);
    if (leg?.direction !== 'outbound' || tariff === undefined || account === undefined) return;
    const running = [...hall.calls.values()].filter((call) => call.tenantId === tenantId).length + 1;
    const tolerated = dearestBegin(tariff, 1) * BigInt(running);
    for (const span of ['hour', 'day'] as const) {
      const limit = span === 'hour' ? account.fraud.hourLimitMicro : account.fraud.dayLimitMicro;
      for (const [number, amount] of shares(charge, leg, tariff, span, account)) {
        const key = `${tenantId} ${span} ${String(number)}`;
        const spent = (this.spent.get(key) ?? 0n) + amount;
        this.spent.set(key, spent);
        const within = limit === null || spent <= BigInt(limit) + tolerated || !undisturbed(this.faults);
        this.violations.check(within, 'spending-stays-within-its-limit', () => `${key}: ${String(spent)} of ${limit}`);
      }
    }
  }

  /** Once in each hour, day and night; of the balance once until something is paid in. */
  private ofAlarm({ id, at, tenantId, limit }: LimitReached, config: NodeConfig): void {
    const account = config.accounts.get(tenantId);
    if (account === undefined) return;
    this.alarms += 1;
    const local = at + minutesEastOf(account.timeZone) * 60_000;
    const nightBegins = msOf(account.fraud.nightFrom);
    const windows: Readonly<Partial<Record<string, number>>> = {
      spend_hour: Math.floor(local / SPAN_MS.hour),
      spend_day: Math.floor(local / SPAN_MS.day),
      night_calls: Math.floor((local - nightBegins) / SPAN_MS.day),
    };
    const window = windows[limit];
    const key = `${tenantId} ${limit} ${String(window ?? '')}`;
    const before = this.raised.get(key);
    const credit = BigInt(account.creditMicro);
    this.violations.check(before === undefined || (window === undefined && credit > before), 'alarmed-once', () => id);
    this.raised.set(key, credit);
  }
}

function callBefore({ changedCalls }: HallView, callId: CallId): CallState | undefined {
  return changedCalls.find(({ before }) => before?.callId === callId)?.before;
}

/** What of a charge falls into which hours or days. */
function shares(
  charge: CallCharge,
  leg: ChargedLeg,
  tariff: Tariff,
  span: SpanName,
  account: Account,
): ReadonlyMap<number, bigint> {
  const compiled = compileTariff(tariff);
  const shift = minutesEastOf(account.timeZone) * 60_000;
  const numberOf = (at: Instant): number => Math.floor((at + shift) / SPAN_MS[span]);
  const found = new Map<number, bigint>();
  let before = 0n;
  for (let number = numberOf(leg.answeredAt); number <= numberOf(leg.endedAt); number += 1) {
    const endedAt = Math.min(leg.endedAt, (number + 1) * SPAN_MS[span] - shift);
    const priced = priceCall(compiled, [{ ...leg, endedAt }], charge.calculation.packageLeftS);
    const cost = BigInt(priced?.outboundMicro ?? '0');
    found.set(number, cost - before);
    before = cost;
  }
  return found;
}

/** The leg of a call that is charged, were it to end then; null before its answer. */
function legOf(call: CallState, endedAt: Instant): ChargedLeg | null {
  const { direction, trunkId, called, times, clockShiftMs, shiftBeforePersonMs } = call;
  const answeredAt = direction === 'outbound' ? times.connectedAt : times.answeredAt;
  if (answeredAt === null || direction === 'internal') return null;
  const shifts = { clockShiftMs, shiftBeforePersonMs };
  return { direction, trunkId, number: called, answeredAt, connectedAt: times.connectedAt, endedAt, ...shifts };
}

function tariffOf(config: NodeConfig, tenantId: TenantId): Tariff | undefined {
  const tariffId = config.accounts.get(tenantId)?.tariffId ?? null;
  return tariffId === null ? undefined : config.tariffs.get(tariffId);
}

function hasSpendLimit({ fraud }: Account): boolean {
  return fraud.hourLimitMicro !== null || fraud.dayLimitMicro !== null;
}

/** "HH:MM" */
function msOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
