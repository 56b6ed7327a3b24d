import { defaultAccount, type Account } from '../../src/billing/core/account.js';
import type { Tariff } from '../../src/billing/core/tariff.js';
import type { CallCharge, CallRecord, Fact } from '../../src/kernel/domain-events.js';
import type { TariffId, TariffVersionId, TenantId } from '../../src/kernel/ids.js';
import { NODES, otherThan, type Node } from './two-nodes-site.js';

/** Of each begun second of an answered call. */
const SECOND_MICRO = 1_000n;
const TARIFF = 'per-second' as TariffId;

export const TARIFFS: readonly Tariff[] = [
  {
    id: TARIFF,
    name: TARIFF,
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    roundToMicro: '1',
    roundingMode: 'up',
    versions: [
      {
        id: 'per-second-1' as TariffVersionId,
        number: 1,
        validFrom: 0,
        holidays: [],
        workdays: [],
        packages: [],
        rates: [
          {
            ...{ code: 'all', name: 'all', direction: 'inbound', prefix: '', trunkId: null, windows: [] },
            ...{ rateClass: 'normal', payer: 'tenant', chargeFrom: 'network', setupMicro: '0', freeS: 0 },
            steps: [{ fromS: 0, incrementS: 1, priceMicro: SECOND_MICRO.toString(), perS: 1 }],
            ...{ capMicro: null, packageCode: null },
          },
        ],
      },
    ],
  },
];

/** What a tenant's calls have cost on a node: those that ended, and those that run. */
export interface SpentAt {
  readonly charged: bigint;
  readonly running: bigint;
}

/**
 * The money of a tenant that is charged on two nodes, as the admin node carries what one has charged to the other: later.
 * Each node believes in what was paid in, less what it has heard of the other, less its own.
 */
export class TwoPurses {
  private readonly carried: Record<Node, bigint> = { a: 0n, b: 0n };
  /** The most that a node's calls had cost, at any moment, of what the other had not heard. */
  mostUnheard = 0n;

  constructor(readonly paidInMicro: bigint) {}

  /** The account as a node has it in its configuration. */
  accountAt(node: Node, tenantId: TenantId): Account {
    const credit = this.paidInMicro - this.carried[otherThan(node)];
    return { ...defaultAccount(tenantId), tariffId: TARIFF, creditMicro: credit.toString() };
  }

  /** The admin node has what this node has charged. */
  carry(node: Node, charged: bigint): void {
    this.carried[node] = charged;
  }

  look(spent: Readonly<Record<Node, SpentAt>>): void {
    for (const node of NODES) {
      const { charged, running } = spent[node];
      const unheard = charged + running - this.carried[node];
      if (unheard > this.mostUnheard) this.mostUnheard = unheard;
    }
  }

  /** Beyond what was paid in: no more than what one node did not know of the other, and a begun second of each call. */
  mostOverdrawn(calls: number): bigint {
    return this.mostUnheard + SECOND_MICRO * BigInt(calls);
  }
}

/** What is wrong with charges, by the records alone. */
export function wrongCharges(facts: readonly Fact[], priced: ReadonlySet<TenantId>): readonly string[] {
  const charges = new Map(facts.flatMap((fact) => (fact.kind === 'call.charge' ? [[fact.callId, fact]] : [])));
  const wrong: string[] = [];
  // Where two nodes told of a call, one of them had answered it.
  const records = facts.filter((fact) => fact.kind === 'call.record');
  const byCall = new Map(
    records.toSorted((a, b) => (a.answeredAt ?? -1) - (b.answeredAt ?? -1)).map((r) => [r.callId, r]),
  );
  for (const fact of byCall.values()) {
    const charge = charges.get(fact.callId);
    charges.delete(fact.callId);
    const wanted = fact.tenantId !== null && priced.has(fact.tenantId) && fact.answeredAt !== null;
    if ((charge !== undefined) !== wanted) wrong.push(`${fact.callId}: charged ${String(!wanted)}`);
    else if (charge !== undefined && !isRight(fact, charge)) wrong.push(`${fact.callId}: ${charge.amountMicro}`);
  }
  return [...wrong, ...[...charges.keys()].map((callId) => `${callId}: charged without a record`)];
}

/** Nobody pays for what was only found later to be over. */
function isRight({ answeredAt, endedAt, endedAtIsLate }: CallRecord, { amountMicro }: CallCharge): boolean {
  const should = BigInt(Math.ceil((endedAt - (answeredAt ?? endedAt)) / 1000)) * SECOND_MICRO;
  return endedAtIsLate ? BigInt(amountMicro) <= should : BigInt(amountMicro) === should;
}

export function sumOf(facts: readonly Fact[], tenantId: TenantId): bigint {
  const amounts = facts.map((fact) =>
    fact.kind === 'call.charge' && fact.tenantId === tenantId ? BigInt(fact.amountMicro) : 0n,
  );
  return amounts.reduce((total, amount) => total + amount, 0n);
}
