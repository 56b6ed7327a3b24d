import type { CallRecord, Fact } from '../../src/kernel/domain-events.js';
import type { TenantId } from '../../src/kernel/ids.js';
import { TwoHalls, type TwoHallsDay } from './two-halls.js';
import { NODES } from './two-nodes-site.js';
import { sumOf, wrongCharges } from './two-purses.js';

const SEEDS = 50;
const CALLS = 60;
const TENANT = 'acme' as TenantId;

function factsOf({ halls }: TwoHallsDay): readonly Fact[] {
  return [...halls.a.journal.facts, ...halls.b.journal.facts];
}

/** Ids of which there is more than one fact of a kind. */
function twice(facts: readonly Fact[]): readonly string[] {
  const seen = new Set<string>();
  return facts.flatMap(({ kind, id }) => {
    const one = `${kind} ${id}`;
    if (seen.has(one)) return [one];
    seen.add(one);
    return [];
  });
}

/**
 * Whether a call has two records because the node it came from could not know that the other had taken it: the word of that
 * was lost, and the caller was refused there, or gone when it looked again.
 */
function isUnknowable(one: string, records: readonly CallRecord[]): boolean {
  const callId = one.split(/[ :]/)[1];
  const own = records.filter((record) => record.callId === callId);
  return own.some(({ endedAtIsLate, lostReason }) => endedAtIsLate || lostReason === 'node_unreachable');
}

describe('two nodes, a tenant that moves to and fro between them, and callers who help themselves to both', () => {
  const seen = { relayed: 0, handedOver: 0, guests: 0, hosted: 0, talkedAfterMove: 0, crashes: 0, moves: 0 };

  test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))('seed %i', (seed) => {
    const day = new TwoHalls(seed, CALLS).run();
    const facts = factsOf(day);
    const records = facts.filter((fact) => fact.kind === 'call.record');
    expect(day.wrong).toEqual([]);
    expect([day.halls.a.hall.calls.size, day.halls.b.hall.calls.size, day.legsLeft]).toEqual([0, 0, 0]);
    const told = twice(facts).filter((one) => !isUnknowable(one, records));
    expect(told).toEqual([]);
    expect([...new Set(records.map(({ callId }) => callId))].sort()).toEqual([...day.arrived].sort());
    expect(wrongCharges(facts, new Set([TENANT]))).toEqual([]);
    const { halls, purses } = day;
    for (const node of NODES) {
      const own = sumOf(halls[node].journal.facts, TENANT);
      expect(halls[node].hall.accounts.ledgers.get(TENANT)?.spentMicro ?? '0').toBe(own.toString());
    }
    const spent = sumOf(facts, TENANT);
    for (const node of NODES) {
      const { balanceMicro } = halls[node].hall.accounts.accountNow(TENANT, 0);
      expect(BigInt(balanceMicro)).toBe(purses.paidInMicro - spent);
    }
    expect(spent - purses.paidInMicro <= purses.mostOverdrawn(CALLS)).toBe(true);
    for (const [name, count] of Object.entries(day.seen)) seen[name as keyof typeof seen] += count;
    seen.moves += day.moves;
  });

  test('all of it has been seen', () => {
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
  });
});
