import { endOfMoney, type MoneyEnd } from '../../billing/core/allowance.js';
import { spentSpan, type BalanceAlarms, type Ledger } from '../../billing/core/ledger.js';
import type { LimitName } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { LimitReached } from '../../kernel/domain-events.js';
import type { CallId } from '../../kernel/ids.js';
import { microOf, microText } from '../../kernel/money.js';
import type { CallInput } from './call-inputs.js';
import { limitReached } from './limit-fact.js';
import type { Outbox } from './outbox.js';
import { dialsOut } from './outside/outside-leg.js';
import type { Running } from './running-calls.js';
import { CUT_EARLY_MS, isExact, partOf, type Backstop, type PurseLook, type TenantMoney } from './tenant-money.js';

/** What the money asks of a call. */
export interface MoneyAct {
  readonly callId: CallId;
  readonly input: Extract<CallInput, { type: 'credit.low' | 'credit.restored' | 'credit.out' | 'credit.limited' }>;
}

/** How long before the end those who talk are warned, milliseconds. */
const WARN_MS = 60_000;
/** A warning is forgotten when so much more than that is left: the end comes and goes by a moment. */
const CALM_MS = 5_000;
/** A call that costs nothing more within this is neither warned nor ended. */
const PAYING_LOOK_MS = 3_600_000;
/** Asterisk ends a call by itself so long after the engine should have done it. */
const BACKSTOP_MS = 3_000;
/** Nearer than that what Asterisk was told is put off when the end has moved later. */
const BACKSTOP_NEAR_MS = 90_000;
/** So many calls are told at once; the others a moment later. */
const BACKSTOPS_AT_ONCE = 50;
const MOMENT_MS = 1_000;
/** How long an end is left alone that is there already, milliseconds. */
const STANDING_MS = 100;

/** Warns, ends and limits the running calls of a tenant as its money runs out. */
export class CreditWatch {
  constructor(
    private readonly out: Outbox,
    private readonly keep: (money: TenantMoney, ledger: Ledger) => void,
  ) {}

  /** What is to be done now; sets the tenant's timer. To be asked again unless it is settled. */
  review(money: TenantMoney, now: Instant): { readonly acts: readonly MoneyAct[]; readonly settled: boolean } {
    money.look(now);
    const ended = this.endings(money, now);
    if (ended.length > 0) return { acts: ended, settled: false };
    const told = [...this.warnings(money, now), ...this.calmings(money, now)];
    if (told.length > 0) return { acts: told, settled: false };
    this.balanceAlarms(money, now);
    const { acts, untold } = this.limitDurations(money, now);
    this.schedule(money, untold ? now + MOMENT_MS : null, now);
    return { acts, settled: true };
  }

  /** Tells once that a limit was met. */
  alarm(money: TenantMoney, limit: LimitName, at: Instant, detail: LimitReached['detail']): void {
    const { ledger, tenantId } = money;
    const alarmCount = ledger.alarmCount + 1;
    this.keep(money, { ...ledger, alarmCount });
    // A journal that was lost begins to count anew.
    const number = `${at}-${alarmCount}`;
    this.out.facts.push(limitReached(tenantId, number, at, { tenantId }, { limit, action: 'alarm', detail }));
  }

  /** Calls whose next increment cannot be paid any more. Where it can be for some, those stay who were answered first. */
  private endings(money: TenantMoney, now: Instant): readonly MoneyAct[] {
    const acts = new Map<CallId, MoneyAct>();
    for (const look of money.looks.values()) {
      const { purse, end } = look;
      if (purse.name === 'balance_low' || end === null || now < end.until - CUT_EARLY_MS) continue;
      const before = money.running.costsAt(end.until);
      const after = money.running.costsAt(end.beyond);
      let spent = 0n;
      for (const cost of before.values()) spent += partOf(purse.name, cost);
      let left = (spent > purse.limit ? spent : purse.limit) - spent;
      for (const [callId, { call }] of money.running.entries) {
        const rise =
          partOf(purse.name, after.get(callId) ?? NO_COST) - partOf(purse.name, before.get(callId) ?? NO_COST);
        if (acts.has(callId) || call.ending !== null) continue;
        if (rise <= left) {
          left -= rise;
          continue;
        }
        acts.set(callId, { callId, input: { type: 'credit.out', limit: purse.name } });
        this.callFact(money, callId, call.seq, purse.name, 'ended', now);
      }
      if (acts.size > 0) this.usedUp(money, purse.name, now);
    }
    return [...acts.values()];
  }

  private warnings(money: TenantMoney, now: Instant): readonly MoneyAct[] {
    const acts: MoneyAct[] = [];
    for (const [callId, running] of money.running.entries) {
      const { call } = running;
      if (call.phase !== 'talking' || call.creditWarned) continue;
      const look = nearest(money, running);
      if (look === null || endsIn(look, now) > WARN_MS || !paysOn(money, running, look, now)) continue;
      acts.push({ callId, input: { type: 'credit.low', limit: look.purse.name } });
      this.callFact(money, callId, call.seq, look.purse.name, 'warned', now);
    }
    return acts;
  }

  private calmings(money: TenantMoney, now: Instant): readonly MoneyAct[] {
    const acts: MoneyAct[] = [];
    for (const [callId, running] of money.running.entries) {
      if (!running.call.creditWarned || running.call.ending !== null) continue;
      const end = nearest(money, running)?.end ?? null;
      if (end === null || end.until - now > WARN_MS + CALM_MS)
        acts.push({ callId, input: { type: 'credit.restored' } });
    }
    return acts;
  }

  private callFact(
    money: TenantMoney,
    callId: CallId,
    seq: number,
    limit: LimitName,
    action: 'warned' | 'ended',
    at: Instant,
  ): void {
    const { tenantId } = money;
    const what = { limit, action, detail: figuresOf(money, limit, at) };
    this.out.facts.push(limitReached(callId, seq + 1, at, { tenantId, callId }, what));
  }

  /** The first call that is ended for it raises the alarm. */
  private usedUp(money: TenantMoney, name: PurseLook['purse']['name'], now: Instant): void {
    const { ledger, account, available } = money;
    if (name === 'balance_out') {
      if (ledger.alarms.balance_out !== undefined) return;
      this.keep(money, { ...ledger, alarms: { ...ledger.alarms, balance_out: microText(available) } });
      this.alarm(money, name, now, figuresOf(money, name, now));
    } else if (name !== 'balance_low') {
      const span = spentSpan(ledger, name, account.timeZone, now);
      if (span.alarmed) return;
      const alarmed = { ...span, alarmed: true };
      this.keep(money, { ...ledger, ...(name === 'spend_hour' ? { hour: alarmed } : { day: alarmed }) });
      this.alarm(money, name, now, figuresOf(money, name, now));
    }
  }

  /** Raised once; after something was paid in they may be raised again. */
  private balanceAlarms(money: TenantMoney, now: Instant): void {
    if (!money.isPriced) return;
    const { account, available } = money;
    const low = account.lowBalanceMicro === null ? null : microOf(account.lowBalanceMicro);
    const { balance_low: lowAt, balance_out: outAt } = money.ledger.alarms;
    if (lowAt !== undefined && (low === null || (available >= low && available > microOf(lowAt)))) {
      this.keep(money, { ...money.ledger, alarms: without(money.ledger.alarms, 'balance_low') });
    }
    if (outAt !== undefined && available > 0n && available > microOf(outAt)) {
      this.keep(money, { ...money.ledger, alarms: without(money.ledger.alarms, 'balance_out') });
    }
    // A balance that has never been used was never alarmed about: there is nothing to be told before the first charge.
    if (!money.isKept && money.running.size === 0) return;
    const left = money.looks.get('balance_out')?.room ?? 0n;
    if (left <= 0n) this.usedUp(money, 'balance_out', now);
    const aboveLow = money.looks.get('balance_low')?.room ?? 0n;
    if (low !== null && aboveLow < 0n && money.ledger.alarms.balance_low === undefined) {
      const alarms = { ...money.ledger.alarms, balance_low: microText(available) };
      this.keep(money, { ...money.ledger, alarms });
      this.alarm(money, 'balance_low', now, { leftMicro: microText(low + aboveLow), limitMicro: microText(low) });
    }
  }

  /** Asterisk is told how long calls may last, should the engine be away then; some are perhaps yet to be told. */
  private limitDurations(money: TenantMoney, now: Instant): { readonly acts: MoneyAct[]; readonly untold: boolean } {
    const acts: MoneyAct[] = [];
    for (const running of money.running.entries.values()) {
      const { call } = running;
      if (call.ending !== null || call.callerLeg.gone) continue;
      const look = nearest(money, running);
      const known = money.backstops.get(call.callId);
      const doubtful = running.tariff !== null && money.doubtful.has(call.callId);
      if (!doubtful && !isToBeTold(known, look?.end?.until ?? null, now)) continue;
      if (acts.length === BACKSTOPS_AT_ONCE) return { acts, untold: true };
      const input = limitDuration(money, running, look, now);
      if (input !== null) acts.push({ callId: call.callId, input });
    }
    return { acts, untold: false };
  }

  /** The money lasts longer than when Asterisk was told: it is to be told again before it acts on what it heard. */
  private wakeForBackstops(money: TenantMoney, now: Instant): Instant {
    let next = Infinity;
    for (const running of money.running.entries.values()) {
      const known = money.backstops.get(running.call.callId);
      if (known === undefined || known.at === null || running.call.ending !== null) continue;
      const wanted = nearest(money, running)?.end?.until ?? null;
      if (wanted === null || wanted - known.end <= MOMENT_MS) continue;
      next = Math.min(next, Math.max(known.at - BACKSTOP_NEAR_MS + 1, now + 1));
    }
    return next;
  }

  /** When the tenant is to be looked after next. */
  private schedule(money: TenantMoney, atLatest: Instant | null, now: Instant): void {
    let next = atLatest ?? Infinity;
    const exact = isExact(money.running.size);
    if (money.running.size > 0) {
      for (const { end, purse } of money.looks.values()) {
        if (end === null) next = Math.min(next, purse.horizon);
        else if (purse.name === 'balance_low') next = Math.min(next, Math.max(end.beyond, now + 1));
        else next = Math.min(next, wakeFor(end, exact, now));
      }
      next = Math.min(next, this.wakeForBackstops(money, now));
    }
    const reviewAt = next === Infinity ? null : next;
    if (reviewAt === money.reviewAt) return;
    money.reviewAt = reviewAt;
    this.out.timers.push({ owner: `ledger:${money.tenantId}`, name: 'review', dueAt: reviewAt });
  }
}

/** What was spent by now and what is left, that of running calls counted in. */
function figuresOf(money: TenantMoney, limit: LimitName, now: Instant): LimitReached['detail'] {
  const accrued = money.accrued(now);
  if (limit === 'spend_hour' || limit === 'spend_day') {
    const { hourLimitMicro, dayLimitMicro } = money.account.fraud;
    const limitMicro = limit === 'spend_hour' ? hourLimitMicro : dayLimitMicro;
    const purse = money.spendPurse(limit, now);
    if (purse === null || limitMicro === null) return {};
    return { spentMicro: microText(microOf(limitMicro) - purse.limit + accrued.outbound), limitMicro };
  }
  return {
    spentMicro: microText(microOf(money.ledger.spentMicro) + accrued.all),
    availableMicro: microText(money.available - accrued.all),
  };
}

const NO_COST = { all: 0n, outbound: 0n };

/** At the warning, then at the end; of many calls, whose end is only known about, halfway too. */
function wakeFor({ until, beyond }: MoneyEnd, exact: boolean, now: Instant): Instant {
  // Whose cost it would be is being hung up already.
  if (until - CUT_EARLY_MS <= now) return Math.min(Math.max(beyond, now + 1), now + STANDING_MS);
  const due = until - WARN_MS > now ? until - WARN_MS : until - CUT_EARLY_MS;
  if (exact) return Math.max(due, now + 1);
  const halfway = now + Math.max(100, Math.floor((until - now) / 2));
  return Math.max(Math.min(due, halfway), now + 1);
}

function endsIn({ end }: PurseLook, now: Instant): number {
  return end === null ? Infinity : end.until - now;
}

function without(alarms: BalanceAlarms, name: keyof BalanceAlarms): BalanceAlarms {
  return Object.fromEntries(Object.entries(alarms).filter(([other]) => other !== name));
}

/** Of the purses that pay for a call, the one that is used up first. */
function nearest(money: TenantMoney, { call }: Running): PurseLook | null {
  let found: PurseLook | null = null;
  for (const look of money.looks.values()) {
    const { name } = look.purse;
    if (name === 'balance_low' || (name !== 'balance_out' && !dialsOut(call))) continue;
    if (look.end !== null && look.end.until < (found?.end?.until ?? Infinity)) found = look;
  }
  return found;
}

/** Whether the call costs something more soon after the end: others pay for it, or its cap is reached. */
function paysOn({ running }: TenantMoney, call: Running, { purse, end }: PurseLook, now: Instant): boolean {
  const later = (end?.until ?? now) + PAYING_LOOK_MS;
  const costAt = (at: Instant): bigint => partOf(purse.name, running.alone(call, at)(at));
  return costAt(later) > costAt(now);
}

/** A call is ended when its own next increment begins, not before. */
function paidUntil({ running }: TenantMoney, call: Running, { purse }: PurseLook, end: Instant): Instant {
  const cost = running.alone(call, end);
  const costAt = (at: Instant): bigint => partOf(purse.name, cost(at));
  const question = { limit: costAt(end), costAt, now: end, horizon: end + PAYING_LOOK_MS, guess: end + MOMENT_MS };
  return endOfMoney({ ...question, exactMs: () => MOMENT_MS })?.until ?? end + PAYING_LOOK_MS;
}

/** What Asterisk is to be told of a call; null where it is what it has heard anyhow. */
function limitDuration(
  money: TenantMoney,
  running: Running,
  look: PurseLook | null,
  now: Instant,
): Extract<MoneyAct['input'], { type: 'credit.limited' }> | null {
  const { callId } = running.call;
  const mayBeLimited = money.doubtful.delete(callId) || (money.backstops.get(callId)?.at ?? null) !== null;
  const end = look?.end?.until ?? null;
  if (look !== null && end !== null && paysOn(money, running, look, now)) {
    const until = paidUntil(money, running, look, end);
    const seconds = Math.max(1, Math.ceil((until + BACKSTOP_MS - now) / 1000));
    money.backstops.set(callId, { at: now + seconds * 1000, end });
    return { type: 'credit.limited', until, seconds };
  }
  if (end === null) money.backstops.delete(callId);
  else money.backstops.set(callId, { at: null, end });
  return mayBeLimited ? { type: 'credit.limited', until: null, seconds: 0 } : null;
}

/** Not with every change: when the end is earlier by more than a little, or near and later. */
function isToBeTold(known: Backstop | undefined, wanted: Instant | null, now: Instant): boolean {
  if (known === undefined || wanted === null) return (known === undefined) !== (wanted === null);
  if (wanted < known.end) return known.end - wanted > Math.max(BACKSTOP_MS, (wanted - now) / 10);
  return wanted - known.end > MOMENT_MS && (known.at ?? known.end) - now < BACKSTOP_NEAR_MS;
}
