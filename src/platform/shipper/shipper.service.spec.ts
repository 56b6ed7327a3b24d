import { Logger } from '@nestjs/common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Fact } from '../../kernel/domain-events.js';
import type { CallId } from '../../kernel/ids.js';
import { SqliteJournal } from '../journal/sqlite-journal.js';
import type { Destination, DestinationName, Destinations } from './destinations.js';
import { FactUnreadable } from './fact-rows.js';
import { ShipperService } from './shipper.service.js';

const DAY_MS = 24 * 3600_000;

function step(id: string): Fact {
  return {
    kind: 'call.step',
    id,
    at: 1,
    tenantId: null,
    callId: 'c1' as CallId,
    seq: 1,
    step: 'call.arrived',
    detail: {},
  };
}

/** Stands for PostgreSQL: takes facts by id, or is away, or hangs, or refuses some. */
class Shelf implements Destination {
  readonly ids = new Set<string>();
  batches: number[] = [];
  away: Error | null = null;
  hangs = false;
  refused = new Set<string>();

  constructor(readonly name: DestinationName) {}

  insert(facts: readonly Fact[]): Promise<void> {
    if (this.hangs) return new Promise(() => undefined);
    if (this.away !== null) return Promise.reject(this.away);
    if (facts.some((fact) => this.refused.has(fact.id))) return Promise.reject(new FactUnreadable('refused'));
    this.batches.push(facts.length);
    for (const fact of facts) this.ids.add(fact.id);
    return Promise.resolve();
  }
}

const toShelves = (all: readonly Shelf[]): Destinations => ({ all });
const AWAY = new Error('connect ECONNREFUSED');

describe('shipper', () => {
  let folder: string;
  let journal: SqliteJournal;
  let shelf: Shelf;
  let shipper: ShipperService;

  beforeEach(() => {
    jest.useFakeTimers();
    Logger.overrideLogger(false);
    folder = mkdtempSync(join(tmpdir(), 'callrack-shipper-'));
    journal = new SqliteJournal(join(folder, 'calls.db'), { now: () => Date.now() });
    shelf = new Shelf('node');
    shipper = new ShipperService(journal, toShelves([shelf]));
  });
  afterEach(async () => {
    const stopped = shipper.stop();
    await jest.advanceTimersByTimeAsync(3000);
    await stopped;
    journal.close();
    rmSync(folder, { recursive: true });
    Logger.overrideLogger(true);
    jest.useRealTimers();
  });

  it('facts travel in batches of at most 500, those of a burst together', async () => {
    journal.commit(
      new Map(),
      Array.from({ length: 501 }, (_, n) => step(`old-${n}`)),
    );
    shipper.start();
    await jest.advanceTimersByTimeAsync(10);
    expect(shelf.batches).toEqual([500, 1]);
    for (const id of ['a', 'b', 'c']) journal.commit(new Map(), [step(id)]);
    expect(shipper.state().backlog).toBe(3);
    await jest.advanceTimersByTimeAsync(300);
    expect(shelf.batches).toEqual([500, 1, 3]);
    const well = { backlog: 0, oldestAt: null, failingSince: null, trouble: null, lastError: null, setAside: 0 };
    expect(shipper.state()).toEqual({ ...well, bytes: journal.bytes(), destinations: { node: well } });
  });

  it('PostgreSQL away for an hour: facts wait, and travel within ten seconds of its return', async () => {
    shelf.away = AWAY;
    shipper.start();
    journal.commit(new Map(), [step('a')]);
    await jest.advanceTimersByTimeAsync(3600_000);
    journal.commit(new Map(), [step('b')]);
    expect(shipper.state()).toMatchObject({ backlog: 2, lastError: 'connect ECONNREFUSED' });
    shelf.away = null;
    await jest.advanceTimersByTimeAsync(10_000);
    expect([...shelf.ids]).toEqual(['a', 'b']);
    expect(shipper.state()).toMatchObject({ backlog: 0, failingSince: null });
  });

  it('a fact that is refused is set aside and holds up no other', async () => {
    shelf.refused.add('b');
    journal.commit(new Map(), ['a', 'b', 'c'].map(step));
    shipper.start();
    await jest.advanceTimersByTimeAsync(10);
    expect([...shelf.ids]).toEqual(['a', 'c']);
    expect(shipper.state()).toMatchObject({ backlog: 0, setAside: 1 });
  });

  it('a new life goes on where the last one stopped', async () => {
    journal.commit(new Map(), [step('a')]);
    shipper.start();
    await jest.advanceTimersByTimeAsync(10);
    await shipper.stop();
    journal.commit(new Map(), [step('b')]);
    shipper = new ShipperService(journal, toShelves([shelf]));
    shipper.start();
    await jest.advanceTimersByTimeAsync(10);
    expect(shelf.batches).toEqual([1, 1]);
  });

  it('what was shipped is kept for a day, what was not is kept for ever', async () => {
    journal.commit(new Map(), [step('a'), step('b')]);
    shipper.start();
    await jest.advanceTimersByTimeAsync(10);
    // The days are put forward at once: the journal's timer of a second would fire for each of theirs.
    jest.setSystemTime(Date.now() + DAY_MS - 1000);
    journal.commit(new Map(), [step('c')]);
    await jest.advanceTimersByTimeAsync(500);
    expect(journal.oldestSeq()).toBe(1);
    shelf.away = AWAY;
    journal.commit(new Map(), [step('d')]);
    jest.setSystemTime(Date.now() + 3 * DAY_MS);
    await jest.advanceTimersByTimeAsync(5000);
    expect(journal.factsAfter(3, 10).map(({ fact }) => fact.id)).toEqual([step('d').id]);
    shelf.away = null;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(journal.oldestSeq()).toBe(5);
    expect([...shelf.ids]).toEqual(['a', 'b', 'c', 'd']);
  });

  it('at the end it ships what is left, but does not wait long', async () => {
    shipper.start();
    await jest.advanceTimersByTimeAsync(10);
    journal.commit(new Map(), [step('a')]);
    await shipper.stop();
    expect([...shelf.ids]).toEqual(['a']);
  });

  describe('of a switch node', () => {
    let admin: Shelf;

    beforeEach(() => {
      admin = new Shelf('admin');
      shipper = new ShipperService(journal, toShelves([shelf, admin]));
    });

    it.each(['away', 'hanging'])('an admin that is %s holds up nothing of the node', async (how) => {
      if (how === 'away') admin.away = AWAY;
      else admin.hangs = true;
      shipper.start();
      for (const id of ['a', 'b', 'c']) {
        journal.commit(new Map(), [step(id)]);
        await jest.advanceTimersByTimeAsync(300);
      }
      expect([...shelf.ids]).toEqual(['a', 'b', 'c']);
      expect(shipper.state()).toMatchObject({ backlog: 0, failingSince: null });
      expect(shipper.state().destinations.admin).toMatchObject({ backlog: 3, oldestAt: expect.any(Number) });
    });

    it('the journal forgets only what both have', async () => {
      admin.away = AWAY;
      shipper.start();
      journal.commit(new Map(), ['a', 'b', 'c'].map(step));
      await jest.advanceTimersByTimeAsync(1000);
      jest.setSystemTime(Date.now() + 3 * DAY_MS);
      journal.commit(new Map(), [step('d')]);
      await jest.advanceTimersByTimeAsync(1000);
      expect(shelf.ids.size).toBe(4);
      expect(journal.oldestSeq()).toBe(1);
      admin.away = null;
      await jest.advanceTimersByTimeAsync(10_000);
      expect([...admin.ids]).toEqual(['a', 'b', 'c', 'd']);
      jest.setSystemTime(Date.now() + 2 * DAY_MS);
      journal.commit(new Map(), [step('e')]);
      await jest.advanceTimersByTimeAsync(1000);
      expect(journal.oldestSeq()).toBe(5);
    });

    it('what one refuses is set aside for that one alone', async () => {
      admin.refused.add('b');
      journal.commit(new Map(), ['a', 'b', 'c'].map(step));
      shipper.start();
      await jest.advanceTimersByTimeAsync(100);
      expect([...shelf.ids]).toEqual(['a', 'b', 'c']);
      expect([...admin.ids]).toEqual(['a', 'c']);
      const { node, admin: atAdmin } = shipper.state().destinations;
      expect([node?.setAside, atAdmin?.setAside]).toEqual([0, 1]);
    });

    it('a schema that is older there is waited for: nothing is set aside, and it is said once', async () => {
      const told = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
      admin.away = Object.assign(new Error('column "node_id" does not exist'), { code: '42703' });
      journal.commit(new Map(), [step('a')]);
      shipper.start();
      await jest.advanceTimersByTimeAsync(60_000);
      expect(shipper.state().destinations.admin).toMatchObject({ trouble: 'older_schema', backlog: 1, setAside: 0 });
      expect(told.mock.calls.map(([text]) => String(text))).toEqual([
        expect.stringContaining('its migration is waited for'),
      ]);
      admin.away = null;
      await jest.advanceTimersByTimeAsync(10_000);
      expect(shipper.state().destinations.admin).toMatchObject({ trouble: null, backlog: 0 });
      told.mockRestore();
    });
  });
});
