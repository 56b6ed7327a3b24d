import type { DataSource } from 'typeorm';

import { createDataSource } from '../../src/platform/database/data-sources.js';
import { inTransaction, withTenant } from '../../src/platform/database/transaction.js';
import { migratedDatabase } from '../fixtures/database.js';
import { eventually } from '../fixtures/eventually.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const DATABASE = 'transactions';

describe('transactions', () => {
  let postgres: TestPostgres;
  let source: DataSource;
  let ours: TenantRows;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const { settings, databases } = await migratedDatabase(postgres, DATABASE);
    await databases.close();
    ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    source = await createDataSource(settings.database.appUrl, 'test', { queryTimeoutMs: 2_000 }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await postgres.stop();
  });

  const queueNames = () => postgres.query(DATABASE, 'SELECT name FROM config.queue');

  it('PostgreSQL hangs in the middle: an error in seconds, and the connection is not used again', async () => {
    const abandoned = withTenant(source, ours.tenantId, async (session) => {
      await session.query("UPDATE config.queue SET name = 'half done'");
      await postgres.freeze();
      await session.query('SELECT 1');
    });
    await expect(abandoned).rejects.toThrow('timeout');
    postgres.thaw();
    expect(await inTransaction(source, 'READ WRITE', (session) => session.query('SELECT * FROM config.queue'))).toEqual(
      [],
    );
    expect(await queueNames()).toEqual([{ name: 'Queue' }]);
  });

  it('what throws is rolled back', async () => {
    const thrown = withTenant(source, ours.tenantId, async (session) => {
      await session.query("UPDATE config.queue SET name = 'thrown away'");
      throw new Error('changed my mind');
    });
    await expect(thrown).rejects.toThrow('changed my mind');
    expect(await queueNames()).toEqual([{ name: 'Queue' }]);
  });

  it('a snapshot cannot write', async () => {
    const write = inTransaction(source, 'SNAPSHOT', (session) => session.query("UPDATE config.queue SET name = 'x'"));
    await expect(write).rejects.toThrow('read-only transaction');
  });

  it('a connection cut by the server is replaced', async () => {
    await postgres.query(
      'postgres',
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [DATABASE],
    );
    // the first may still be given the dead one
    await eventually(async () => {
      const rows = await withTenant(source, ours.tenantId, (session) =>
        session.query('SELECT number FROM config.queue'),
      );
      expect(rows).toEqual([{ number: '2000' }]);
    });
  });
});
