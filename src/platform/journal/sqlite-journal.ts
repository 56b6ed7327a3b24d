import { closeSync, fdatasync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

import type { Clock, Instant } from '../../kernel/clock.js';
import type { Fact } from '../../kernel/domain-events.js';
import type { CallId } from '../../kernel/ids.js';
import { Checkpointer } from './checkpointer.js';
import { JournalInUse, JournalTooNew } from './journal.errors.js';
import { Journal, JOURNAL_VERSION, type ConfigCopy, type JournalFact } from './journal.js';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS fact (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL, committed_at INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS fact_committed_at ON fact (committed_at);
  CREATE TABLE IF NOT EXISTS cursor (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS set_aside (
    reader TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (reader, seq)) WITHOUT ROWID;
  -- as builds with one reader have it, and would look for it again
  CREATE TABLE IF NOT EXISTS fact_set_aside (
    seq INTEGER PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL, why TEXT NOT NULL);
  INSERT OR IGNORE INTO set_aside SELECT 'node', seq, version, body, why FROM fact_set_aside;
  CREATE TABLE IF NOT EXISTS config_copy (
    id INTEGER PRIMARY KEY CHECK (id = 1), kept_at INTEGER NOT NULL, body TEXT NOT NULL);
`;

/** How often what was committed is forced to the disk: a power failure loses at most this much, kill -9 nothing. */
const SYNC_EVERY_MS = 1_000;

/** Commits after which the log is moved into the database: about as often as SQLite would do it by itself. */
const CHECKPOINT_COMMITS = 400;

/** Pages in the log (256 MB) from which on one commit waits, so that the log begins anew even if commits never pause. */
const LONGEST_LOG = 65_536;

/** SQLite's own rule, for when the thread cannot do it. */
const WITHOUT_THREAD = 'PRAGMA wal_autocheckpoint = 1000';

/** How long a former engine on the same journal is given to end. */
const TAKE_OVER_MS = 5_000;

const PURGE_AT_ONCE = 5_000;

/**
 * The journal as a SQLite file. WAL with synchronous NORMAL: a commit is one write to the page cache (tens of
 * microseconds), which outlives the process; the disk is brought up to date by fdatasync on Node's thread pool, and the
 * log moved into the database by a thread: the turn waits for no disk.
 */
export class SqliteJournal extends Journal {
  private readonly database: DatabaseSync;
  private readonly lock: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  private readonly listeners = new Set<(lastSeq: number) => void>();
  private readonly syncTimer: NodeJS.Timeout;
  private readonly walDescriptor: number;
  private readonly checkpointer: Checkpointer;
  private commitsInLog = 0;
  private newestSeq: number;
  private unsynced = false;
  private syncing = false;
  private closed = false;

  /**
   * @param file path of the database; its folder is made where missing, readable by the owner alone
   * @throws JournalInUse, JournalTooNew
   */
  constructor(
    private readonly file: string,
    private readonly clock: Clock,
    private readonly takeOverMs = TAKE_OVER_MS,
  ) {
    super();
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    this.lock = this.takeLock();
    // callers' numbers are in it; SQLite gives the files beside it the same mode
    closeSync(openSync(file, 'a', 0o600));
    this.database = new DatabaseSync(file);
    this.database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000');
    this.refuseNewer();
    this.database.exec(SCHEMA);
    this.database.exec(`PRAGMA user_version = ${JOURNAL_VERSION}`);
    this.newestSeq = this.number("SELECT coalesce(max(seq), 0) AS n FROM sqlite_sequence WHERE name = 'fact'");
    this.walDescriptor = openSync(`${file}-wal`, 'r');
    this.database.exec('PRAGMA wal_autocheckpoint = 0');
    this.checkpointer = new Checkpointer(
      file,
      ({ inLog }) => {
        if (inLog >= LONGEST_LOG && !this.closed) this.database.exec('PRAGMA wal_checkpoint(RESTART)');
      },
      () => {
        if (!this.closed) this.database.exec(WITHOUT_THREAD);
      },
    );
    this.syncTimer = setInterval(() => this.sync(), SYNC_EVERY_MS);
    this.syncTimer.unref();
  }

  load(): Map<string, unknown> {
    const rows = this.prepared('SELECT key, body FROM state').all();
    return new Map(rows.map((row) => [String(row.key), JSON.parse(String(row.body)) as unknown]));
  }

  commit(changes: ReadonlyMap<string, unknown>, facts: readonly Fact[]): void {
    let seq = this.newestSeq;
    this.inTransaction(() => {
      for (const [key, state] of changes) {
        if (state === null) this.run('DELETE FROM state WHERE key = ?', key);
        else this.run('INSERT OR REPLACE INTO state VALUES (?, ?, ?)', key, JOURNAL_VERSION, JSON.stringify(state));
      }
      const at = this.clock.now();
      for (const fact of facts) {
        seq += 1;
        this.run('INSERT INTO fact VALUES (?, ?, ?, ?)', seq, JOURNAL_VERSION, at, JSON.stringify(fact));
      }
    });
    this.newestSeq = seq;
    if (facts.length > 0) for (const listener of this.listeners) listener(seq);
  }

  factsAfter(seq: number, limit: number): JournalFact[] {
    const rows = this.prepared('SELECT seq, body FROM fact WHERE seq > ? ORDER BY seq LIMIT ?').all(seq, limit);
    return rows.map((row) => ({ seq: Number(row.seq), fact: JSON.parse(String(row.body)) as Fact }));
  }

  lastSeq(): number {
    return this.newestSeq;
  }

  oldestSeq(): number {
    return this.number('SELECT coalesce(min(seq), ?) AS n FROM fact', this.newestSeq + 1);
  }

  cursor(name: string): number {
    return this.number('SELECT coalesce((SELECT seq FROM cursor WHERE name = ?), 0) AS n', name);
  }

  setCursor(name: string, seq: number): void {
    this.inTransaction(() => this.run('INSERT OR REPLACE INTO cursor VALUES (?, ?)', name, seq));
  }

  firstSeqSince(instant: Instant): number {
    return this.number(
      'SELECT coalesce(min(seq), ?) AS n FROM fact WHERE committed_at >= ?',
      this.newestSeq + 1,
      instant,
    );
  }

  tellsOf(callId: CallId, since: Instant): boolean {
    const told = 'SELECT count(*) AS n FROM fact WHERE seq >= ? AND instr(body, ?) > 0';
    return this.number(told, this.firstSeqSince(since), `"callId":${JSON.stringify(callId)}`) > 0;
  }

  committedAfter(seq: number): Instant | null {
    const row = this.prepared('SELECT committed_at AS at FROM fact WHERE seq > ? ORDER BY seq LIMIT 1').get(seq);
    return row === undefined ? null : Number(row.at);
  }

  setAside(reader: string, seq: number, why: string): void {
    const keep = 'INSERT OR REPLACE INTO set_aside SELECT ?, seq, version, body, ? FROM fact WHERE seq = ?';
    this.inTransaction(() => this.run(keep, reader, why, seq));
  }

  countSetAside(reader: string): number {
    return this.number('SELECT count(*) AS n FROM set_aside WHERE reader = ?', reader);
  }

  purge(beforeSeq: number, limit = PURGE_AT_ONCE): number {
    let purged = 0;
    this.inTransaction(() => {
      const oldest = 'SELECT seq FROM fact WHERE seq < ? ORDER BY seq LIMIT ?';
      purged = Number(this.prepared(`DELETE FROM fact WHERE seq IN (${oldest})`).run(beforeSeq, limit).changes);
    });
    return purged;
  }

  bytes(): number {
    return [this.file, `${this.file}-wal`].reduce((sum, file) => sum + statSync(file).size, 0);
  }

  keepConfig(lists: unknown): void {
    const body = JSON.stringify(lists);
    this.inTransaction(() => this.run('INSERT OR REPLACE INTO config_copy VALUES (1, ?, ?)', this.clock.now(), body));
  }

  lastConfig(): ConfigCopy | undefined {
    const row = this.prepared('SELECT kept_at, body FROM config_copy WHERE id = 1').get();
    if (row === undefined) return undefined;
    return { lists: JSON.parse(String(row.body)) as unknown, keptAt: Number(row.kept_at) };
  }

  onCommit(listener: (lastSeq: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.syncTimer);
    this.listeners.clear();
    void this.checkpointer.close();
    this.database.close();
    // while a sync is under way its callback closes the descriptor
    if (!this.syncing) closeSync(this.walDescriptor);
    this.lock.close();
  }

  /** A database beside the journal, held in an exclusive transaction; the kernel lets go of it when the process ends. */
  private takeLock(): DatabaseSync {
    const lock = new DatabaseSync(`${this.file}.lock`);
    try {
      lock.exec(`PRAGMA busy_timeout = ${this.takeOverMs}; BEGIN EXCLUSIVE`);
      return lock;
    } catch (error) {
      lock.close();
      throw isBusy(error) ? new JournalInUse(this.file) : error;
    }
  }

  private refuseNewer(): void {
    const row = this.database.prepare('PRAGMA user_version').get();
    const found = Number(row?.user_version ?? 0);
    if (found <= JOURNAL_VERSION + 1) return;
    this.database.close();
    this.lock.close();
    throw new JournalTooNew(this.file, found, JOURNAL_VERSION + 1);
  }

  private inTransaction(write: () => void): void {
    this.prepared('BEGIN IMMEDIATE').run();
    try {
      write();
      this.prepared('COMMIT').run();
    } catch (error) {
      // SQLite has rolled back by itself after some errors, such as a full disk
      if (this.database.isTransaction) this.prepared('ROLLBACK').run();
      throw error;
    }
    this.unsynced = true;
    this.commitsInLog += 1;
  }

  private run(sql: string, ...values: (string | number)[]): void {
    this.prepared(sql).run(...values);
  }

  private number(sql: string, ...values: (string | number)[]): number {
    return Number(this.prepared(sql).get(...values)?.n);
  }

  private prepared(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = this.database.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  /** At most one at a time; what is committed meanwhile is synced by the next. */
  private sync(): void {
    if (!this.unsynced || this.syncing) return;
    this.unsynced = false;
    this.syncing = true;
    fdatasync(this.walDescriptor, (error) => {
      this.syncing = false;
      if (this.closed) closeSync(this.walDescriptor);
      else if (error !== null) this.unsynced = true;
      else if (this.commitsInLog >= CHECKPOINT_COMMITS && this.checkpointer.begin()) this.commitsInLog = 0;
    });
  }
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
