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

test('a node that follows is dismissed: its connections end, and it comes in by nothing any more', async () => {
  const pair = await ReplicatedPair.start();
  const databases = new Databases(pair.adminSettings);
  const watch = new ReplicationWatch(databases, new ReplicationRepository());
  const ofNode = () => pair.ask<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE usename LIKE 'callrack_at_%'");
  try {
    pair.node.begin();
    await pair.following();
    await databases.transaction('operator', async (session) => {
      // what a transaction has seen of the connections is what it goes on seeing; then the node comes by others
      await session.query('SELECT count(*) FROM pg_stat_activity');
      await pair.ask("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename LIKE 'callrack_at_%'");
      await eventually(async () => {
        expect(await pair.ask('SELECT FROM pg_replication_slots WHERE active')).toHaveLength(1);
      }, 20_000);
      await watch.dismissNode(session, SWITCH_NODE);
    });
    expect(await pair.slots()).toEqual([]);
    expect(await ofNode()).toEqual([]);
    expect(await pair.ask("SELECT FROM pg_roles WHERE rolname LIKE 'callrack_at_%'")).toEqual([]);
    await eventually(() => {
      expect(pair.node.keeper.state()).toMatchObject({ state: 'admin_away', lastError: expect.any(String) });
    });
    expect(await pair.slots()).toEqual([]);
    // what it has stays, so its calls go on
    expect(await pair.node.query('SELECT FROM config.node')).not.toEqual([]);
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
