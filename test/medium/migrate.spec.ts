import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { migrate } from '../../src/platform/database/migrator/migrator.js';
import { databaseSettings } from '../fixtures/database.js';
import { queryOnce, TestPostgres } from '../fixtures/postgres.js';

jest.setTimeout(60_000);

describe('migrate', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await TestPostgres.start();
  });
  afterAll(async () => {
    await postgres.stop();
  });

  it('an empty database gets roles, tables and this node; a second run finds nothing to do', async () => {
    await postgres.createDatabase('twice');
    const settings = databaseSettings(postgres, 'twice', { NODE_NAME: 'north', RTP_TIMEOUT_S: '25' });
    const done = await migrate(settings);
    expect(done).toContain('created role callrack_asterisk');
    expect(done).toContain('ran migration Config1764000000001');
    expect(done).toContain('this is node north');
    expect(await migrate(settings)).toEqual([]);
    expect(await postgres.query('twice', 'SELECT id, role, state, rtp_timeout_s, version FROM config.node')).toEqual([
      { id: 'north', role: 'single', state: 'active', rtp_timeout_s: 25, version: 1 },
    ]);
  });

  it('two migrators at once take turns', async () => {
    await postgres.createDatabase('turns');
    const settings = databaseSettings(postgres, 'turns');
    const [one, two] = await Promise.all([migrate(settings), migrate(settings)]);
    const migrations = [...one, ...two].filter((line) => line.startsWith('ran migration'));
    expect(new Set(migrations).size).toBe(migrations.length);
    expect(migrations).toHaveLength(MIGRATIONS.length);
  });

  it('a changed password and a changed time-out are carried over, and the former password is worth nothing', async () => {
    await postgres.createDatabase('changed');
    await migrate(databaseSettings(postgres, 'changed'));
    const url = (password: string) => `postgres://callrack_asterisk:${password}@127.0.0.1:${postgres.port}/changed`;
    await queryOnce(url('callrack_asterisk-password'), 'SELECT 1');
    const done = await migrate(
      databaseSettings(postgres, 'changed', { DATABASE_ASTERISK_PASSWORD: 'another-one', RTP_TIMEOUT_S: '7' }),
    );
    expect(done).toEqual(['role callrack_asterisk: password set', 'node node1: RTP time-out 7 s']);
    await queryOnce(url('another-one'), 'SELECT 1');
    await expect(queryOnce(url('callrack_asterisk-password'), 'SELECT 1')).rejects.toThrow('password authentication');
    await migrate(databaseSettings(postgres, 'changed'));
  });

  it('an owner that is not superuser will do', async () => {
    const fresh = await TestPostgres.start();
    try {
      await fresh.query('postgres', "CREATE ROLE landlord LOGIN CREATEROLE PASSWORD 'landlord-password'");
      await fresh.query('postgres', 'CREATE DATABASE rented OWNER landlord');
      const settings = databaseSettings(fresh, 'rented', {
        DATABASE_URL: `postgres://landlord:landlord-password@127.0.0.1:${fresh.port}/rented`,
      });
      expect(await migrate(settings)).toContain('this is node node1');
      expect(await migrate(settings)).not.toContain('ran migration AsteriskViews1764000000003');
      expect((await migrate(settings)).filter((line) => !line.endsWith('password set'))).toEqual([]);
    } finally {
      await fresh.stop();
    }
  });

  it('a role that could look past the walls between tenants is refused', async () => {
    await postgres.createDatabase('bypass');
    await postgres.query('postgres', 'ALTER ROLE callrack_app BYPASSRLS');
    await expect(migrate(databaseSettings(postgres, 'bypass'))).rejects.toThrow(
      'callrack_app is superuser or has BYPASSRLS',
    );
    await postgres.query('postgres', 'ALTER ROLE callrack_app NOBYPASSRLS');
  });
});
