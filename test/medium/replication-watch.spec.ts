import { ReplicationRepository } from '../../src/cluster/replication/replication.repository.js';
import { ReplicationWatch } from '../../src/cluster/replication/replication-watch.js';
import { Databases } from '../../src/platform/database/databases.js';
import { migrate } from '../../src/platform/database/migrator/migrator.js';
import { databaseSettings } from '../fixtures/database.js';
import { TestPostgres } from '../fixtures/postgres.js';

jest.setTimeout(60_000);

test('an owner who is no superuser can run a box, and is told that a cluster needs one', async () => {
  const postgres = await TestPostgres.start();
  try {
    await postgres.query('postgres', "CREATE ROLE landlord LOGIN CREATEROLE PASSWORD 'landlord-password'");
    await postgres.query('postgres', 'CREATE DATABASE rented OWNER landlord');
    const settings = databaseSettings(postgres, 'rented', {
      DATABASE_URL: `postgres://landlord:landlord-password@127.0.0.1:${postgres.port}/rented`,
    });
    await migrate(settings);
    const databases = new Databases(settings);
    const watch = new ReplicationWatch(databases, new ReplicationRepository(), null);
    const admit = () => databases.transaction('operator', (session) => watch.admitNode(session, 'switch-1'));
    await expect(admit()).rejects.toMatchObject({ code: 'cluster.owner_not_superuser' });
    // once the owner is one, nothing need be migrated again
    await postgres.query('postgres', 'ALTER ROLE landlord SUPERUSER');
    await admit();
    expect(await postgres.query('rented', 'SELECT pubname FROM pg_publication')).toEqual([
      { pubname: 'callrack_config' },
    ]);
    await databases.transaction('operator', (session) => watch.dismissNode(session, 'switch-1'));
    await databases.close();
  } finally {
    await postgres.stop();
  }
});
