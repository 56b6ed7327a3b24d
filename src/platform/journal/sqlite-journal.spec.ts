import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

import type { Fact } from '../../kernel/domain-events.js';
import type { CallId } from '../../kernel/ids.js';
import { JournalInUse, JournalTooNew } from './journal.errors.js';
import { SqliteJournal } from './sqlite-journal.js';

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

describe('journal', () => {
  let folder: string;
  let file: string;
  let now = 1_000;
  let open: SqliteJournal[] = [];

  const journal = () => {
    const opened = new SqliteJournal(file, { now: () => now }, 0);
    open.push(opened);
    return opened;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'callrack-journal-'));
    file = join(folder, 'journal', 'calls.db');
    now = 1_000;
  });
  afterEach(() => {
    for (const opened of open) opened.close();
    open = [];
    rmSync(folder, { recursive: true });
  });

  it('states and facts are there again after closing and opening', () => {
    const first = journal();
    first.commit(new Map<string, unknown>([['call:1', { phase: 'queued', at: 5 }]]), [step('a'), step('b')]);
    first.commit(new Map<string, unknown>([['agent:7', { phase: 'ready' }]]), []);
    first.commit(new Map<string, unknown>([['call:1', null]]), [step('c')]);
    first.close();
    const second = journal();
    expect([...second.load()]).toEqual([['agent:7', { phase: 'ready' }]]);
    expect(second.factsAfter(0, 10).map(({ seq, fact }) => [seq, fact.id])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(second.factsAfter(1, 1).map(({ seq }) => seq)).toEqual([2]);
    expect(second.lastSeq()).toBe(3);
  });

  it('states and facts of a turn are committed together or not at all', () => {
    const written = journal();
    written.commit(new Map([['call:1', { n: 1 }]]), [step('a')]);
    const unserializable: unknown = { n: 2n };
    expect(() => written.commit(new Map([['call:2', { n: 2 }]]), [step('b'), unserializable as Fact])).toThrow(
      'BigInt',
    );
    expect([...written.load().keys()]).toEqual(['call:1']);
    expect(written.lastSeq()).toBe(1);
    written.commit(new Map(), [step('c')]);
    expect(written.factsAfter(0, 10).map(({ seq, fact }) => [seq, fact.id])).toEqual([
      [1, 'a'],
      [2, 'c'],
    ]);
  });

  it('kill -9 loses nothing that was committed, and never half a turn', async () => {
    const script = `
      import { registerHooks } from 'node:module';
      registerHooks({ resolve: (name, context, next) =>
        next(name.startsWith('.') ? name.replace(/[.]js$/, '.ts') : name, context) });
      const { SqliteJournal } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'sqlite-journal.ts')))});
      const journal = new SqliteJournal(${JSON.stringify(file)}, { now: () => 1 });
      for (let n = 1; ; n += 1) {
        journal.commit(new Map([['state', { n }]]), [{ id: String(n) }]);
        process.stdout.write(n + '\\n');
        if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
      }`;
    const child = spawn(
      process.execPath,
      ['--experimental-transform-types', '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(child, 'exit');
    let told = 0;
    for await (const line of createInterface(child.stdout)) {
      told = Number(line);
      if (told === 300) child.kill('SIGKILL');
    }
    await ended;
    expect(told).toBeGreaterThanOrEqual(300);
    const after = journal();
    const state = after.load().get('state') as { n: number };
    expect(state.n).toBeGreaterThanOrEqual(told);
    expect(after.lastSeq()).toBe(state.n);
    expect(after.factsAfter(state.n - 1, 5).map(({ fact }) => fact.id)).toEqual([String(state.n)]);
  });

  it('a second engine on the same journal is refused', () => {
    journal();
    expect(() => journal()).toThrow(JournalInUse);
    open[0]?.close();
    expect(() => journal()).not.toThrow();
  });

  it('what the next version wrote is read, what a later one wrote is refused', () => {
    journal().close();
    const setVersion = (version: number) => {
      const raw = new DatabaseSync(file);
      raw.exec(`PRAGMA user_version = ${version}`);
      raw.close();
    };
    setVersion(2);
    journal().close();
    setVersion(3);
    expect(() => journal()).toThrow(JournalTooNew);
    setVersion(1);
    expect(() => journal()).not.toThrow();
  });

  it('each reader has a position of its own', () => {
    const written = journal();
    expect(written.cursor('node')).toBe(0);
    written.setCursor('node', 7);
    written.setCursor('admin', 3);
    written.setCursor('node', 9);
    written.close();
    const again = journal();
    expect([again.cursor('node'), again.cursor('admin')]).toEqual([9, 3]);
  });

  it('purging forgets old facts in portions and no number is given twice', () => {
    const written = journal();
    written.commit(new Map(), ['a', 'b', 'c', 'd'].map(step));
    expect(written.oldestSeq()).toBe(1);
    expect(written.purge(4, 2)).toBe(2);
    expect(written.purge(4, 2)).toBe(1);
    expect(written.purge(4, 2)).toBe(0);
    expect(written.oldestSeq()).toBe(4);
    expect(written.purge(100)).toBe(1);
    expect([written.oldestSeq(), written.lastSeq()]).toEqual([5, 4]);
    written.close();
    const again = journal();
    expect(again.lastSeq()).toBe(4);
    again.commit(new Map(), [step('e')]);
    expect(again.factsAfter(0, 10).map(({ seq }) => seq)).toEqual([5]);
  });

  it('facts are found by the instant of their commit', () => {
    const written = journal();
    for (const at of [1_000, 2_000, 3_000]) {
      now = at;
      written.commit(new Map(), [step(String(at))]);
    }
    expect(written.firstSeqSince(1_500)).toBe(2);
    expect(written.firstSeqSince(3_000)).toBe(3);
    expect(written.firstSeqSince(3_001)).toBe(4);
  });

  it('a fact set aside outlives the purge', () => {
    const written = journal();
    written.commit(new Map(), [step('a')]);
    written.setAside('node', 1, 'invalid uuid');
    written.setAside('node', 1, 'invalid uuid');
    written.setAside('admin', 1, 'too long');
    written.purge(2);
    expect(['node', 'admin', 'nobody'].map((reader) => written.countSetAside(reader))).toEqual([1, 1, 0]);
  });

  it("what a build with one reader has set aside is the first reader's", () => {
    journal().close();
    const before = new DatabaseSync(file);
    before.exec("INSERT INTO fact_set_aside VALUES (7, 1, '{}', 'invalid uuid')");
    before.close();
    for (let life = 0; life < 2; life += 1) {
      const opened = journal();
      expect(opened.countSetAside('node')).toBe(1);
      opened.close();
    }
  });

  it('tells the age of what a reader has before it, and its own size', () => {
    const written = journal();
    const empty = written.bytes();
    for (const at of [1_000, 2_000, 3_000]) {
      now = at;
      written.commit(new Map(), [step(String(at))]);
    }
    expect([0, 1, 2, 3].map((seq) => written.committedAfter(seq))).toEqual([1_000, 2_000, 3_000, null]);
    expect(written.bytes()).toBeGreaterThan(empty);
  });

  it('the last configuration is kept with its time', () => {
    const written = journal();
    expect(written.lastConfig()).toBeUndefined();
    now = 4_000;
    written.keepConfig({ queues: [{ id: 'q' }] });
    now = 5_000;
    written.keepConfig({ queues: [] });
    written.close();
    expect(journal().lastConfig()).toEqual({ lists: { queues: [] }, keptAt: 5_000 });
  });

  it('whether it tells of a call, from an instant on', () => {
    const written = journal();
    now = 1_000;
    written.commit(new Map(), [step('a')]);
    now = 2_000;
    const other: Fact = { ...step('b'), callId: 'c2' as CallId };
    written.commit(new Map(), [other]);
    const told = (callId: string, since: number): boolean => written.tellsOf(callId as CallId, since);
    expect([told('c1', 1_000), told('c1', 1_001), told('c2', 1_001), told('c', 0)]).toEqual([true, false, true, false]);
  });

  it('listeners hear of commits with facts, after them', () => {
    const written = journal();
    const heard: number[] = [];
    const stop = written.onCommit((seq) => heard.push(seq, written.factsAfter(seq - 1, 1).length));
    written.commit(new Map([['call:1', {}]]), []);
    written.commit(new Map(), [step('a'), step('b')]);
    stop();
    written.commit(new Map(), [step('c')]);
    expect(heard).toEqual([2, 1]);
  });

  it('nobody else may read it', () => {
    journal().commit(new Map(), [step('a')]);
    expect(['', '-wal'].map((ending) => statSync(file + ending).mode & 0o077)).toEqual([0, 0]);
    expect(statSync(join(folder, 'journal')).mode & 0o077).toBe(0);
  });

  it('a commit that cannot be written throws', () => {
    const written = journal();
    written.close();
    expect(() => written.commit(new Map(), [step('a')])).toThrow();
  });
});
