import { ReplicationRepository } from '../../src/cluster/replication/replication.repository.js';
import { ReplicationWatch } from '../../src/cluster/replication/replication-watch.js';
import { Databases } from '../../src/platform/database/databases.js';
import { migrate } from '../../src/platform/database/migrator/migrator.js';
import { databaseSettings } from '../fixtures/database.js';
import { eventually } from '../fixtures/eventually.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { ReplicatedPair, SWITCH_NODE } from '../fixtures/replicated-pair.js';

jest.setTimeout(60_000);

test('the admin node beats while a switch node has joined, and knows how far each node is', async () => {
  const pair = await ReplicatedPair.start();
  const databases = new Databases(pair.adminSettings);
  const watch = new ReplicationWatch(databases, new ReplicationRepository());
  const slots = () => databases.snapshot('operator', (session) => watch.slots(session));
  const enter = (id: string) =>
    pair.ask("INSERT INTO config.node (id, role, joined_at) VALUES ($1, 'switch', now())", [id]);
  try {
    const repository = new ReplicationRepository();
    await databases.transaction('operator', (session) => repository.beat(session));
    expect(await pair.ask('SELECT FROM config.beat')).toEqual([]);
    expect(await slots()).toEqual([]);
    await enter(SWITCH_NODE);
    await enter('never-came');
    watch.onApplicationBootstrap();
    await eventually(async () => expect(await pair.ask('SELECT FROM config.beat')).toHaveLength(1));
    pair.node.begin();
    await pair.following();
    expect(pair.node.keeper.state().lagS).toBeLessThan(20);
    expect(await slots()).toEqual([
      { nodeId: 'never-came', active: false, walStatus: null, behindBytes: null, safeBytes: null },
      { nodeId: SWITCH_NODE, active: true, walStatus: 'reserved', behindBytes: expect.any(Number), safeBytes: null },
    ]);
    await pair.node.keeper.onApplicationShutdown();
    await pair.node.query('ALTER SUBSCRIPTION callrack_config DISABLE');
    await eventually(async () => expect((await slots())[1]).toMatchObject({ active: false }));
    const before = (await slots())[1]!.behindBytes!;
    await pair.addTenant('alpha');
    await eventually(async () => expect((await slots())[1]!.behindBytes).toBeGreaterThan(before));
  } finally {
    watch.onApplicationShutdown();
    await databases.close();
    await pair.stop();
  }
});

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
    const watch = new ReplicationWatch(databases, new ReplicationRepository());
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
