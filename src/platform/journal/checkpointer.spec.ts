import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { Checkpointer, type Checkpoint } from './checkpointer.js';

describe('checkpointer', () => {
  let folder: string;
  let file: string;
  let database: DatabaseSync;
  let checkpointer: Checkpointer | undefined;

  const write = (rows: number): void => {
    for (let i = 0; i < rows; i += 1) database.prepare('INSERT INTO row VALUES (NULL)').run();
  };
  const rowsWithoutLog = (): unknown => {
    copyFileSync(file, `${file}-copy`);
    const copy = new DatabaseSync(`${file}-copy`);
    const count = copy.prepare('SELECT count(*) AS n FROM row').get()?.n;
    copy.close();
    return count;
  };
  const checkpoint = (path: string): Promise<Checkpoint | 'failed'> =>
    new Promise((resolve) => {
      checkpointer = new Checkpointer(path, resolve, () => resolve('failed'));
      checkpointer.begin();
    });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'callrack-checkpoint-'));
    file = join(folder, 'calls.db');
    database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
    database.exec('CREATE TABLE row (id INTEGER PRIMARY KEY); PRAGMA wal_checkpoint(TRUNCATE)');
  });
  afterEach(async () => {
    await checkpointer?.close();
    database.close();
    rmSync(folder, { recursive: true });
  });

  it('what is in the log is moved into the database file while its writer goes on', async () => {
    write(50);
    expect(rowsWithoutLog()).toBe(0);
    const done = checkpoint(file);
    write(1);
    const result = await done;
    expect(result).toMatchObject({ moved: expect.any(Number) as number });
    expect(rowsWithoutLog()).toBeGreaterThanOrEqual(50);
  });

  it('after a whole checkpoint the log begins anew', async () => {
    write(50);
    await checkpoint(file);
    write(1);
    expect(database.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()).toMatchObject({ log: 1 });
  });

  it('one at a time', async () => {
    const done = checkpoint(file);
    expect(checkpointer?.begin()).toBe(false);
    await done;
    expect(checkpointer?.begin()).toBe(true);
  });

  it('a database that cannot be opened is told as a failure', async () => {
    expect(await checkpoint(join(folder, 'no-such-folder', 'calls.db'))).toBe('failed');
  });
});
