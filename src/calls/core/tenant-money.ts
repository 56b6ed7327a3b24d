import { endOfMoney, type MoneyEnd } from '../../billing/core/allowance.js';
import type { Account } from '../../billing/core/account.js';
import {
  availableOf,
  newLedger,
  spentSpan,
  type Ledger,
  type SpendLimit,
  type SpentSpan,
} from '../../billing/core/ledger.js';
import type { CompiledTariff } from '../../billing/core/rating.js';
import type { Instant } from '../../kernel/clock.js';
import type { CallId, TariffId, TenantId } from '../../kernel/ids.js';
import { microOf, type Micro } from '../../kernel/money.js';
import type { CallState } from './call-state.js';
import { RunningCalls, type Cost } from './running-calls.js';

/** Ends farther away are of no interest yet, milliseconds. */
const HORIZON_MS = 86_400_000;
/** So many calls are looked at anew with every change; with more it depends on what the change means. */
const FEW_CALLS = 16;
/** Of what is left, the part by which it may change before everything is looked at anew. */
const TOLERATED_PART = 10n;

/**
 * Calls are ended so long before what comes next would have to be paid, milliseconds: a timer is late by less. Calls are
 * charged by begun seconds, so nothing is lost by it.
 */
export const CUT_EARLY_MS = 250;

/** What money a tenant may run out of: `balance_low` only tells, the others end calls. */
export type PurseName = 'balance_out' | 'balance_low' | SpendLimit;

/** What running calls may take from, and what of their cost counts. */
export interface Purse {
  readonly name: PurseName;
  /** Costs of running calls up to this can be paid. */
  readonly limit: Micro;
  readonly horizon: Instant;
}

/** What was found about a purse when it was last looked into. */
export interface PurseLook {
  readonly purse: Purse;
  readonly at: Instant;
  readonly end: MoneyEnd | null;
  /** What was left when it was looked at (`end` null: what would be left at the horizon). */
  readonly room: Micro;
  /** By how much everything has become dearer since, up to that end. */
  drift: Micro;
  /** Whether anything has begun or ended since. */
  changed: boolean;
}

/** What Asterisk was told of a call's duration; `at` null: nothing, it costs no more. */
export interface Backstop {
  readonly at: Instant | null;
  /** The end of the money for which it was told. */
  readonly end: Instant;
}

/** The money of one tenant: its ledger, its running calls, and when what may be spent is used up. */
export class TenantMoney {
  readonly running: RunningCalls;
  readonly looks = new Map<PurseName, PurseLook>();
  /** Until when Asterisk lets a call live by itself, and the end of the money it was told for. */
  readonly backstops = new Map<CallId, Backstop>();
  /** Of these nobody knows what Asterisk was told last. */
  readonly doubtful = new Set<CallId>();
  /** When the tenant is to be looked after next. */
  reviewAt: Instant | null = null;
  /** Everything is to be looked at anew. */
  afresh = true;
  private kept: Ledger | null = null;
  private spentCache: { readonly at: Instant; readonly cost: Cost } | null = null;
  private readonly spans = new Map<SpendLimit, KnownSpan>();

  constructor(
    public account: Account,
    tariffOf: (id: TariffId | null) => CompiledTariff | null,
  ) {
    this.running = new RunningCalls(tariffOf);
  }

  get tenantId(): TenantId {
    return this.account.tenantId;
  }

  get ledger(): Ledger {
    return this.kept ?? newLedger(this.account);
  }

  setLedger(ledger: Ledger): void {
    this.kept = ledger;
    this.running.packagesAre(ledger.packages);
  }

  /** Whether the journal has the ledger. */
  get isKept(): boolean {
    return this.kept !== null;
  }

  get isPriced(): boolean {
    return this.running.tariff !== null;
  }

  get available(): Micro {
    return availableOf(this.account, this.ledger);
  }

  /** A call is another: true where what it costs is another too. */
  callChanged(before: CallState | undefined, after: CallState): boolean {
    const known = this.running.entries.get(after.callId);
    if (known !== undefined && before !== undefined && chargedAs(before) === chargedAs(after)) {
      this.running.is(known, after);
      return false;
    }
    const now = this.running.put(after);
    if (now === null) return false;
    // As long as it cost nothing Asterisk was told nothing of it.
    if (this.backstops.get(after.callId)?.at === null) this.backstops.delete(after.callId);
    // Of a leg that has come Asterisk has heard nothing yet.
    else if (before !== undefined && this.backstops.has(after.callId) && dialsMore(before, after))
      this.doubtful.add(after.callId);
    this.drift((at) => this.running.mostOf(now, at), 1n);
    if (known !== undefined) this.drift((at) => this.running.leastOf(known, at), -1n);
    this.spentCache = null;
    for (const known of this.spans.values()) if (now.answeredAt < known.span.from) known.before = null;
    return true;
  }

  /** A call is over, and was charged. */
  callOver(callId: CallId, charged: Cost): void {
    const known = this.running.entries.get(callId);
    this.backstops.delete(callId);
    this.doubtful.delete(callId);
    if (known === undefined) return;
    this.drift((at) => this.running.leastOf(known, at), -1n);
    this.drift(() => charged, 1n);
    this.running.remove(callId);
    this.spentCache = null;
    for (const { before } of this.spans.values()) before?.delete(callId);
  }

  /** What all running calls have cost by now; of many, perhaps a second ago. */
  accrued(now: Instant): Cost {
    const cached = this.spentCache;
    const isFresh = cached !== null && Math.abs(now - cached.at) < (this.running.size > FEW_CALLS ? 1000 : 1);
    if (isFresh) return cached.cost;
    const cost = this.running.costAt(now);
    this.spentCache = { at: now, cost };
    return cost;
  }

  purses(now: Instant): readonly Purse[] {
    if (!this.isPriced) return [];
    const { available, account, ledger } = this;
    const horizon = now + HORIZON_MS;
    const purses: Purse[] = [{ name: 'balance_out', limit: available, horizon }];
    if (account.lowBalanceMicro !== null && ledger.alarms.balance_low === undefined) {
      purses.push({ name: 'balance_low', limit: available - microOf(account.lowBalanceMicro), horizon });
    }
    for (const name of ['spend_hour', 'spend_day'] as const) {
      const purse = this.spendPurse(name, now);
      if (purse !== null) purses.push(purse);
    }
    return purses;
  }

  /** What may be spent for calls that we dial in this hour or day; what they cost before it does not count. */
  spendPurse(name: SpendLimit, now: Instant): Purse | null {
    const { hourLimitMicro, dayLimitMicro } = this.account.fraud;
    const limit = name === 'spend_hour' ? hourLimitMicro : dayLimitMicro;
    if (limit === null) return null;
    const known = this.spanOf(name, now);
    known.before ??= this.outboundBefore(known.span.from);
    let before = 0n;
    for (const cost of known.before.values()) before += cost;
    return { name, limit: microOf(limit) - microOf(known.span.spentMicro) + before, horizon: known.span.until };
  }

  /** The hour or the day of now; sought anew when it is over, or something was spent. */
  private spanOf(name: SpendLimit, now: Instant): KnownSpan {
    const { ledger } = this;
    const { timeZone } = this.account;
    const kept = name === 'spend_hour' ? ledger.hour : ledger.day;
    const known = this.spans.get(name);
    const holds = known !== undefined && now >= known.span.from && now < known.span.until;
    if (holds && known.kept === kept && known.timeZone === timeZone) return known;
    const span = spentSpan(ledger, name, timeZone, now);
    const before = holds && span.from === known.span.from ? known.before : null;
    const found = { kept, timeZone, span, before };
    this.spans.set(name, found);
    return found;
  }

  /** The hour or the day of now, with what was spent in it. */
  span(name: SpendLimit, now: Instant): SpentSpan {
    return this.spanOf(name, now).span;
  }

  /** Asterisk may have forgotten, or never heard, how long channels may live. */
  backstopsAreDoubtful(): void {
    this.backstops.clear();
    for (const callId of this.running.entries.keys()) this.doubtful.add(callId);
  }

  /** What running calls had cost that we dialled, at an instant in the past. */
  private outboundBefore(at: Instant): Map<CallId, Micro> {
    const costs = [...this.running.costsBefore(at)].filter(([, { outbound }]) => outbound > 0n);
    return new Map(costs.map(([callId, { outbound }]) => [callId, outbound]));
  }

  /** Looks into the purses that need it. */
  look(now: Instant): void {
    if (this.afresh) this.spans.clear();
    const purses = this.purses(now);
    for (const name of [...this.looks.keys()])
      if (!purses.some((purse) => purse.name === name)) this.looks.delete(name);
    for (const purse of purses) {
      const known = this.looks.get(purse.name);
      if (known === undefined || this.afresh || this.isStale(known, now))
        this.looks.set(purse.name, this.lookInto(purse, known, now));
    }
    this.afresh = false;
  }

  private lookInto(purse: Purse, known: PurseLook | undefined, now: Instant): PurseLook {
    const costAt = (at: Instant): Micro => partOf(purse.name, this.running.costAt(at));
    const few = this.running.size <= FEW_CALLS;
    const end =
      this.running.size === 0
        ? null
        : endOfMoney({
            limit: purse.limit,
            costAt,
            now,
            horizon: purse.horizon,
            guess: known?.end?.until ?? null,
            exactMs: (aheadMs) => (few ? 1 : Math.max(ABOUT_MS, Math.floor(aheadMs / 32))),
          });
    const room = this.running.size === 0 ? purse.limit : purse.limit - costAt(end === null ? purse.horizon : now);
    return { purse, at: now, end, room, drift: 0n, changed: false };
  }

  /** Whether what has begun and ended since changes what was found. */
  private isStale({ at, end, room, drift, changed, purse }: PurseLook, now: Instant): boolean {
    if (end !== null && now >= end.until - CUT_EARLY_MS && now !== at) return true;
    if (!changed) return now >= purse.horizon;
    if (this.running.size <= FEW_CALLS) return true;
    if (end === null) return drift > room || now >= purse.horizon;
    if (end.until - now < 1000) return true;
    const size = drift < 0n ? -drift : drift;
    return size * TOLERATED_PART * BigInt(end.until - at) > room * BigInt(end.until - now);
  }

  private drift(costAt: (at: Instant) => Cost, sign: bigint): void {
    for (const look of this.looks.values()) {
      const cost = costAt(look.end?.beyond ?? look.purse.horizon);
      look.drift += sign * partOf(look.purse.name, cost);
      look.changed = true;
    }
  }
}

/** Whether the ends of a tenant with so many calls are known to the moment. */
export function isExact(calls: number): boolean {
  return calls <= FEW_CALLS;
}

/** An hour or a day that is being counted. */
interface KnownSpan {
  /** What the ledger had when it was sought. */
  readonly kept: SpentSpan | null;
  readonly timeZone: string;
  readonly span: SpentSpan;
  /** What running calls had cost that we dialled when it began; null: not looked at yet. */
  before: Map<CallId, Micro> | null;
}

/** How exactly the end of many calls is looked for when it is near, milliseconds. */
const ABOUT_MS = 10;

/** What of a cost a purse pays for. */
export function partOf(name: PurseName, cost: Cost): Micro {
  return name === 'spend_hour' || name === 'spend_day' ? cost.outbound : cost.all;
}

function dialsMore(before: CallState, after: CallState): boolean {
  return after.outside.some(
    ({ channelId, answeredAt }) =>
      answeredAt !== null && before.outside.find((leg) => leg.channelId === channelId)?.answeredAt !== answeredAt,
  );
}

/** All of a call that its cost depends on. */
function chargedAs({ times, ending, clockShiftMs, trunkId, called, tariffId, outside }: CallState): string {
  const { answeredAt, connectedAt } = times;
  const own = [answeredAt, connectedAt, ending?.chargedUntil, clockShiftMs, trunkId, called, tariffId].join(' ');
  if (outside.length === 0) return own;
  const others = outside.map((leg) => [leg.channelId, leg.answeredAt, leg.chargedUntil, leg.clockShiftMs].join(' '));
  return [own, ...others].join(' ');
}
