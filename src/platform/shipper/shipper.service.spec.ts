import { Logger } from '@nestjs/common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Fact } from '../../kernel/domain-events.js';
import type { CallId } from '../../kernel/ids.js';
import { SqliteJournal } from '../journal/sqlite-journal.js';
import type { FactsRepository } from './facts.repository.js';
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

/** Stands for PostgreSQL: takes facts by id, or is away, or refuses some. */
class Shelf {
  readonly ids = new Set<string>();
  batches: number[] = [];
  away = false;
  refused = new Set<string>();

  insert(facts: readonly Fact[]): Promise<void> {
    if (this.away) return Promise.reject(new Error('connect ECONNREFUSED'));
    if (facts.some((fact) => this.refused.has(fact.id))) return Promise.reject(new RangeError('refused'));
    this.batches.push(facts.length);
    for (const fact of facts) this.ids.add(fact.id);
    return Promise.resolve();
  }

  isRefusal(error: unknown): boolean {
    return error instanceof RangeError;
  }
}

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
    shelf = new Shelf();
    shipper = new ShipperService(journal, shelf as unknown as FactsRepository);
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
    expect(shipper.state()).toEqual({ backlog: 0, failingSince: null, lastError: null, setAside: 0 });
  });

  it('PostgreSQL away for an hour: facts wait, and travel within ten seconds of its return', async () => {
    shelf.away = true;
    shipper.start();
    journal.commit(new Map(), [step('a')]);
    await jest.advanceTimersByTimeAsync(3600_000);
    journal.commit(new Map(), [step('b')]);
    expect(shipper.state()).toMatchObject({ backlog: 2, lastError: 'connect ECONNREFUSED' });
    shelf.away = false;
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
    shipper = new ShipperService(journal, shelf as unknown as FactsRepository);
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
    shelf.away = true;
    journal.commit(new Map(), [step('d')]);
    jest.setSystemTime(Date.now() + 3 * DAY_MS);
    await jest.advanceTimersByTimeAsync(5000);
    expect(journal.factsAfter(3, 10).map(({ fact }) => fact.id)).toEqual([step('d').id]);
    shelf.away = false;
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
});
