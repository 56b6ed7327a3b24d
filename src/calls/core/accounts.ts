import { defaultAccount, type Account } from '../../billing/core/account.js';
import { charged, nightOf, withThatOf, type Ledger, type SpendLimit } from '../../billing/core/ledger.js';
import { isInternational, isPremium } from '../../billing/core/number-class.js';
import { rateOf } from '../../billing/core/rating.js';
import type { LimitName } from '../../kernel/charge.js';
import type { Instant } from '../../kernel/clock.js';
import type { CallRecord } from '../../kernel/domain-events.js';
import type { TenantId, TrunkId } from '../../kernel/ids.js';
import { microOf, microText, type Micro } from '../../kernel/money.js';
import type { CallState } from './call-state.js';
import { legsOf } from './charged-leg.js';
import { CreditWatch, type MoneyAct } from './credit-watch.js';
import type { NodeConfig } from './node-config.js';
import type { Outbox } from './outbox.js';
import { Tariffs } from './tariffs.js';
import { TenantMoney } from './tenant-money.js';
import type { TimerChange } from './turn-events.js';

/** An account as people see it now. */
export interface AccountNow {
  readonly tenantId: TenantId;
  readonly balanceMicro: string;
  readonly spentMicro: string;
  /** What may still be spent, what calls have cost that run included; null: no limit. */
  readonly availableMicro: string | null;
  readonly running: { readonly calls: number; readonly accruedMicro: string };
  /** When the money ends should nothing change; null: not in sight. */
  readonly endsAt: Instant | null;
  readonly packages: readonly { readonly code: string; readonly seconds: number; readonly leftS: number }[];
}

/**
 * The money of all tenants, as far as the engine has to do with it: what running calls cost, when the money of each
 * tenant ends, what ended calls are charged. The only one in the hall that knows of money.
 */
export class Accounts {
  private readonly tariffs = new Tariffs();
  private readonly money = new Map<TenantId, TenantMoney>();
  /** With whom something has changed in this turn. */
  private readonly changed = new Set<TenantMoney>();
  private readonly watch: CreditWatch;

  constructor(
    private config: NodeConfig,
    private readonly out: Outbox,
  ) {
    this.tariffs.are(config.tariffs, new Set());
    this.watch = new CreditWatch(out, (money, ledger) => {
      this.keep(money, ledger);
    });
  }

  /** What the journal has, by tenant. */
  get ledgers(): ReadonlyMap<TenantId, Ledger> {
    return new Map([...this.money].flatMap(([id, money]) => (money.isKept ? [[id, money.ledger] as const] : [])));
  }

  load(ledger: Ledger): void {
    this.moneyOf(ledger.tenantId).setLedger(ledger);
  }

  /** Every timer, for arming after a start. */
  timers(): readonly TimerChange[] {
    return [...this.money.values()].flatMap(({ tenantId, reviewAt }) =>
      reviewAt === null ? [] : [{ owner: `ledger:${tenantId}` as const, name: 'review', dueAt: reviewAt }],
    );
  }

  reconfigure(config: NodeConfig): void {
    this.config = config;
    const running = [...this.money.values()].flatMap((money) => [...money.running.entries.values()]);
    this.tariffs.are(config.tariffs, new Set(running.flatMap(({ tariff }) => tariff?.tariff.id ?? [])));
    for (const tenantId of config.accounts.keys()) this.moneyOf(tenantId);
    for (const money of this.money.values()) {
      const account = this.accountOf(money.tenantId);
      const repriced = money.running.tariffsAre(this.tariffs.compiled(account.tariffId));
      if (!repriced && JSON.stringify(account) === JSON.stringify(money.account)) continue;
      money.account = account;
      money.afresh = true;
      this.changed.add(money);
    }
  }

  /** A picture of Asterisk. After an outage nobody knows which of the durations it has heard: they are told again. */
  resynced(afterOutage: boolean): void {
    for (const money of this.money.values()) {
      if (afterOutage) money.backstopsAreDoubtful();
      if (money.doubtful.size > 0) this.changed.add(money);
    }
  }

  /** How long a call may last was told in vain; it is told again with the next picture. */
  durationUntold({ tenantId, callId }: CallState): void {
    if (tenantId !== null) this.moneyOf(tenantId).doubtful.add(callId);
  }

  /** The clock was put forward, or back: what was due then is due at another time. */
  clockCorrected(): void {
    for (const money of this.money.values()) {
      money.backstops.clear();
      money.reviewAt = null;
      money.afresh = true;
      this.changed.add(money);
    }
  }

  /** Why a call that comes in must not be answered: nobody could pay for its first increment. */
  refusalInbound(tenantId: TenantId, called: string, trunkId: TrunkId | null, now: Instant): LimitName | null {
    const money = this.moneyOf(tenantId);
    const first = money.running.firstCost({ direction: 'inbound', number: called, trunkId }, now).all;
    return first > 0n && money.available - money.accrued(now + 1).all < first ? 'balance_out' : null;
  }

  /** Why a caller must not be put through to a person: nobody could pay for what begins to cost then. */
  refusalPerson(call: CallState, now: Instant): LimitName | null {
    const money = call.tenantId === null ? undefined : this.moneyOf(call.tenantId);
    if (money?.isPriced !== true) return null;
    const { answeredAt } = call.times;
    const tariffId = answeredAt === null ? money.account.tariffId : call.tariffId;
    const times = { ...call.times, answeredAt: answeredAt ?? now, connectedAt: call.times.connectedAt ?? now };
    const rise = money.running.riseBy({ ...call, tariffId, times }, now);
    return rise > 0n && money.available - money.accrued(now + 1).all < rise ? 'balance_out' : null;
  }

  /**
   * Why a call to this number, in its normal form, must not be dialled.
   *
   * @param isCounted among those of the night, by the trunk that could not take it
   */
  refusalOutbound(
    tenantId: TenantId,
    number: string,
    trunkId: TrunkId,
    now: Instant,
    isCounted = false,
  ): LimitName | null {
    const money = this.moneyOf(tenantId);
    const { fraud } = money.account;
    const called = { direction: 'outbound', number, trunkId } as const;
    const { tariff } = money.running;
    const found = tariff === null ? null : rateOf(tariff, called, now);
    const rateClass = found?.rate.rateClass;
    if (!fraud.internationalOpen && (isInternational(number) || rateClass === 'international')) {
      return 'international_closed';
    }
    if (!fraud.premiumOpen && (isPremium(number) || rateClass === 'premium')) return 'premium_closed';
    if (tariff !== null && found === null) return 'no_rate';
    const night = nightOf(money.ledger, money.account, now);
    const isLast = night !== null && fraud.nightCallLimit !== null && night.calls >= fraud.nightCallLimit;
    if (isLast && !isCounted) return 'night_calls';
    const first = money.running.firstCost(called, now).all;
    if (first === 0n) return null;
    const accrued = money.accrued(now + 1);
    for (const name of ['spend_hour', 'spend_day'] as const) {
      const purse = money.spendPurse(name, now);
      if (purse !== null && purse.limit - accrued.outbound < first) return name;
    }
    return money.available - accrued.all < first ? 'balance_out' : null;
  }

  /** A call is being placed for the tenant: counts the calls of the night. */
  outboundBegan(tenantId: TenantId, now: Instant): void {
    const money = this.moneyOf(tenantId);
    const limit = money.account.fraud.nightCallLimit;
    const night = nightOf(money.ledger, money.account, now);
    if (limit === null || night === null) return;
    const calls = night.calls + 1;
    const alarmed = night.alarmed || calls >= limit;
    this.keep(money, { ...money.ledger, night: { ...night, calls, alarmed } });
    if (alarmed && !night.alarmed) this.watch.alarm(money, 'night_calls', now, { limit, calls });
  }

  /** A call is another than it was. */
  callChanged(before: CallState | undefined, after: CallState): void {
    if (after.tenantId === null) return;
    const money = this.moneyOf(after.tenantId);
    if (money.callChanged(before, after)) this.changed.add(money);
  }

  /** Charges a call that has ended; once, with its record. */
  settle({ tenantId, callId, at, endedAt }: CallRecord, call: CallState): void {
    if (tenantId === null) return;
    const money = this.moneyOf(tenantId);
    const charge = money.running.price(call, legsOf(call, endedAt), at);
    if (charge !== null) {
      const { priced, month, outboundBy } = charge;
      this.out.facts.push({ kind: 'call.charge', id: `${callId}:charge`, at, tenantId, callId, ...priced });
      // What it cost before the hour began, and all of one that was over by then, is no part of the hour's.
      const share = (limit: SpendLimit): Micro =>
        microOf(priced.outboundMicro) - outboundBy(money.span(limit, at).from);
      const shares = { spend_hour: share('spend_hour'), spend_day: share('spend_day') };
      this.keep(money, charged(money.ledger, money.account, priced, shares, month, at));
    }
    const { amountMicro = '0', outboundMicro = '0' } = charge?.priced ?? {};
    money.callOver(callId, { all: microOf(amountMicro), outbound: microOf(outboundMicro) });
    this.changed.add(money);
  }

  /** A call goes on elsewhere: what it costs is that node's to count. */
  movedAway({ tenantId, callId }: CallState): void {
    if (tenantId === null) return;
    const money = this.moneyOf(tenantId);
    money.callOver(callId, { all: 0n, outbound: 0n });
    this.changed.add(money);
  }

  /** What a tenant had used up on the node that it came from. */
  adopt(ledger: Ledger): void {
    const money = this.moneyOf(ledger.tenantId);
    const merged = withThatOf(money.ledger, ledger);
    if (JSON.stringify(merged) === JSON.stringify(money.ledger)) return;
    this.keep(money, merged);
    money.afresh = true;
    this.changed.add(money);
  }

  /** A tenant's timer has gone off. */
  timerFired(tenantId: TenantId, dueAt: Instant): void {
    const money = this.money.get(tenantId);
    if (money?.reviewAt !== dueAt) return;
    money.reviewAt = null;
    this.changed.add(money);
  }

  /** Looks after the tenants with whom something has changed; to be repeated until nothing is asked any more. */
  review(now: Instant): readonly MoneyAct[] {
    const acts: MoneyAct[] = [];
    for (const money of [...this.changed]) {
      const { acts: wanted, settled } = this.watch.review(money, now);
      if (settled) this.changed.delete(money);
      acts.push(...wanted);
    }
    return acts;
  }

  accountNow(tenantId: TenantId, now: Instant): AccountNow {
    const money = this.moneyOf(tenantId);
    const { running, account, ledger } = money;
    const accrued = running.costAt(now).all;
    return {
      tenantId,
      balanceMicro: microText(microOf(account.creditMicro) - microOf(ledger.spentMicro)),
      spentMicro: ledger.spentMicro,
      availableMicro: money.isPriced ? microText(money.available - accrued) : null,
      running: { calls: running.size, accruedMicro: microText(accrued) },
      endsAt: money.looks.get('balance_out')?.end?.until ?? null,
      packages: running.packagesLeft(now),
    };
  }

  private keep(money: TenantMoney, ledger: Ledger): void {
    money.setLedger(ledger);
    this.out.changes.set(`ledger:${money.tenantId}`, { kind: 'ledger', ledger });
  }

  private accountOf(tenantId: TenantId): Account {
    return this.config.accounts.get(tenantId) ?? defaultAccount(tenantId);
  }

  private moneyOf(tenantId: TenantId): TenantMoney {
    let money = this.money.get(tenantId);
    if (money === undefined) {
      money = new TenantMoney(this.accountOf(tenantId), (id) => this.tariffs.compiled(id));
      money.running.tariffsAre(this.tariffs.compiled(money.account.tariffId));
      this.money.set(tenantId, money);
    }
    return money;
  }
}
