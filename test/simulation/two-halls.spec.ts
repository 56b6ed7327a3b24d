import type { Fact } from '../../src/kernel/domain-events.js';
import { TwoHalls, type TwoHallsDay } from './two-halls.js';

const SEEDS = 10;
const CALLS = 200;

function factsOf({ halls }: TwoHallsDay): readonly Fact[] {
  return [...halls.a.journal.facts, ...halls.b.journal.facts];
}

/** Ids of which there is more than one fact of a kind. */
function twice(facts: readonly Fact[]): readonly string[] {
  const all = facts.map(({ kind, id }) => `${kind} ${id}`);
  return [...new Set(all.filter((one, index) => all.indexOf(one) !== index))];
}

describe('two nodes, a tenant that moves to and fro between them, and callers who help themselves to both', () => {
  const seen = { relayed: 0, handedOver: 0, guests: 0, hosted: 0, talkedAfterMove: 0, moves: 0 };

  test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))('seed %i', (seed) => {
    const day = new TwoHalls(seed, CALLS).run();
    const facts = factsOf(day);
    const records = facts.filter((fact) => fact.kind === 'call.record');
    expect(day.wrong).toEqual([]);
    expect([day.halls.a.hall.calls.size, day.halls.b.hall.calls.size, day.legsLeft]).toEqual([0, 0, 0]);
    expect(twice(facts)).toEqual([]);
    const counted = new Set(records.map(({ callId }) => callId as string));
    // A caller who left, or was refused, before any home was reached has no owner, and nobody tells anything of them.
    const unheard = day.arrived.filter((callId) => !counted.has(callId));
    expect(unheard.length).toBeLessThan(CALLS / 25);
    const told = facts.flatMap((fact) => ('callId' in fact && fact.callId !== null ? [fact.callId as string] : []));
    expect(unheard.filter((callId) => told.includes(callId))).toEqual([]);
    for (const [name, count] of Object.entries(day.seen)) seen[name as keyof typeof seen] += count;
    seen.moves += day.moves;
  });

  test('all of it has been seen', () => {
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
  });
});
