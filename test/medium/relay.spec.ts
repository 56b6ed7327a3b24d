import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { eventually } from '../fixtures/eventually.js';
import { NODE, RelayedCluster, SECRETS } from '../fixtures/relayed-cluster.js';

jest.setTimeout(90_000);

const run = promisify(execFile);
const ROLE = `callrack_at_${NODE}`;

let cluster: RelayedCluster;

beforeAll(async () => {
  cluster = await RelayedCluster.start();
  await cluster.addTenant('alpha');
});

afterAll(() => cluster.stop());

const nodeState = () => cluster.node.keeper.state();
const following = () =>
  eventually(() => {
    expect(cluster.keeper.state()).toMatchObject({ state: 'following', lastError: null });
    expect(nodeState()).toMatchObject({ state: 'following', lastError: null });
  }, 30_000);
const roles = (ask: (sql: string) => Promise<object[]>) =>
  ask(`SELECT rolcanlogin AS login, rolreplication AS copies, rolbypassrls AS sees FROM pg_roles
    WHERE rolname = '${ROLE}'`);
const onMain = () => roles((sql) => cluster.askMain(sql));
const onRelay = () => roles((sql) => cluster.askRelay(sql));

test('a node that has joined and gets in nowhere is let in by both, as what it is to do there', async () => {
  await cluster.watch.settle();
  expect(await onMain()).toEqual([]);
  await cluster.watch.settle();
  expect(await onMain()).toEqual([{ login: true, copies: false, sees: false }]);
  expect(await onRelay()).toEqual([{ login: true, copies: true, sees: true }]);
});

test('from a relay that is empty yet nothing is taken', async () => {
  cluster.node.begin();
  await eventually(() => {
    expect(nodeState().lastError).toContain('has no whole copy yet');
  });
  expect(await cluster.askRelay('SELECT FROM pg_replication_slots')).toEqual([]);
});

test('from the main database by the relay to the node: first all, then each change, and the beat', async () => {
  cluster.keeper.onApplicationBootstrap();
  await following();
  await cluster.addTenant('beta');
  await eventually(async () => expect(await cluster.tenantsThere()).toEqual(['alpha', 'beta']));
  cluster.watch.start();
  await eventually(() => {
    expect(nodeState().lagS).toBeLessThan(10);
  }, 20_000);
  expect(await cluster.databases.snapshot('operator', (session) => cluster.watch.slots(session))).toEqual([
    { nodeId: NODE, active: true, walStatus: 'reserved', behindBytes: expect.any(Number), safeBytes: null },
  ]);
});

test("the main database copies nothing for a node's role, and shows it no configuration", async () => {
  const walsender = cluster.asNode('main', 'database');
  await expect(walsender).rejects.toThrow('permission denied to start WAL sender');
  const client = await cluster.asNode('main');
  const refused = {
    "SELECT pg_create_logical_replication_slot('mine', 'test_decoding')": 'permission denied to use replication slots',
    "SELECT pg_create_physical_replication_slot('mine')": 'permission denied to use replication slots',
    "SELECT pg_logical_slot_get_changes('relay_of_callrack', NULL, NULL)": 'permission denied to use replication slots',
    "SELECT pg_drop_replication_slot('relay_of_callrack')": 'permission denied to use replication slots',
    "SELECT pg_backup_start('mine')": 'permission denied',
    'SELECT count(*) FROM config.tenant': 'permission denied',
    'SELECT count(*) FROM access.operator': 'permission denied',
    'SELECT count(*) FROM facts.call_record': 'permission denied',
    'SET ROLE callrack_relay': 'permission denied',
  };
  for (const [sql, why] of Object.entries(refused)) await expect(client.query(sql)).rejects.toThrow(why);
  await client.end();
});

test('what the relay holds is the configuration alone: none of the other rows, no secret of the main database', async () => {
  await cluster.askMain(`INSERT INTO access.node_certificate (serial, node_id, expires_at)
    VALUES ('serial-of-the-main-database', 'x', now())`);
  await cluster.addTenant('gamma-by-name');
  await eventually(async () => expect(await cluster.tenantsThere()).toContain('gamma-by-name'));
  // whoever replicates can take all of the server's files
  await cluster.askRelay('CHECKPOINT');
  const holds = async (text: string) => {
    const found = run('grep', ['-rlaF', '--', text, `${cluster.relay.folder}/data`]);
    return found.then(
      () => true,
      // grep: nothing found
      (error: unknown) => {
        if ((error as { readonly code?: number }).code === 1) return false;
        throw error;
      },
    );
  };
  expect(await holds('gamma-by-name')).toBe(true);
  expect(await holds('serial-of-the-main-database')).toBe(false);
  expect(await holds(SECRETS.source)).toBe(false);
  const verifiers = await cluster.askMain<{ text: string }>(
    'SELECT rolpassword AS text FROM pg_authid WHERE rolpassword IS NOT NULL',
  );
  expect(verifiers.length).toBeGreaterThan(4);
  for (const { text } of verifiers) expect(await holds(text)).toBe(false);
  const tables = await cluster.askRelay<{ name: string; n: string }>(
    `SELECT table_schema || '.' || table_name AS name, (xpath('/row/n/text()', query_to_xml(format(
       'SELECT count(*) AS n FROM %I.%I', table_schema, table_name), false, true, '')))[1]::text AS n
     FROM information_schema.tables WHERE table_schema IN ('access', 'facts', 'work') AND table_type = 'BASE TABLE'`,
  );
  expect(tables.length).toBeGreaterThan(10);
  expect(tables.filter(({ n }) => n !== '0').map(({ name }) => name)).toEqual(
    tables.filter(({ n, name }) => n !== '0' && name === 'access.permission').map(({ name }) => name),
  );
});

test('a slot of the relay that is gone: it copies afresh by itself, and the node follows on', async () => {
  const copied = () => cluster.askRelay('SELECT copied_at FROM live.replicated_from');
  const before = await copied();
  await cluster.askMain(`SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE active`);
  await cluster.askMain('SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active');
  if ((await cluster.askMain('SELECT FROM pg_replication_slots')).length === 0) {
    await eventually(async () => {
      expect(await copied()).toHaveLength(1);
      expect(await copied()).not.toEqual(before);
    }, 30_000);
  }
  await following();
  await cluster.addTenant('delta');
  await eventually(async () => expect(await cluster.tenantsThere()).toContain('delta'), 20_000);
});

test('a node that was dismissed while the relay was away gets in nowhere once it is back', async () => {
  await cluster.relay.stopServer();
  await cluster.askMain("UPDATE config.node SET state = 'left' WHERE id = $1", [NODE]);
  await cluster.databases.transaction('operator', (session) => cluster.watch.dismissNode(session, NODE));
  expect(await onMain()).toEqual([]);
  await cluster.relay.resume();
  await eventually(async () => expect(await onRelay()).toEqual([]), 30_000);
  expect(await cluster.askRelay("SELECT FROM pg_replication_slots WHERE slot_name LIKE 'callrack%'")).toEqual([]);
  await eventually(() => {
    expect(nodeState()).toMatchObject({ state: 'admin_away', lastError: expect.any(String) });
  }, 20_000);
  // what it has stays, so its calls go on
  expect(await cluster.tenantsThere()).toContain('delta');
});
