import { eventually } from '../fixtures/eventually.js';
import { queryOnce } from '../fixtures/postgres.js';
import { ReplicatedPair } from '../fixtures/replicated-pair.js';

jest.setTimeout(60_000);

const SLOT = 'callrack_switch_1';

let pair: ReplicatedPair;

beforeAll(async () => {
  pair = await ReplicatedPair.start();
  await pair.addTenant('alpha');
});

afterAll(() => pair.stop());

const state = () => pair.node.keeper.state();
const tenants = (...codes: string[]) =>
  eventually(async () => {
    expect(await pair.tenantsThere()).toEqual(codes);
  }, 15_000);

test('before the first look there is nothing to tell', () => {
  expect(state()).toMatchObject({ state: 'none', lagS: null });
});

test('the configuration is copied, then its changes are followed', async () => {
  pair.node.begin();
  await pair.following();
  expect(await pair.tenantsThere()).toEqual(['alpha']);
  await pair.addTenant('beta');
  await tenants('alpha', 'beta');
  expect(await pair.slots()).toEqual([SLOT]);
});

test('every table of the configuration is published, and its rows can be told apart', async () => {
  const tables = await pair.ask<{ name: string; published: boolean; key: boolean }>(
    `SELECT c.relname AS name, p.tablename IS NOT NULL AS published,
       EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary) AS key
     FROM pg_class c LEFT JOIN pg_publication_tables p
       ON p.pubname = 'callrack_config' AND p.schemaname = 'config' AND p.tablename = c.relname
     WHERE c.relnamespace = 'config'::regnamespace AND c.relkind = 'r'`,
  );
  expect(tables.length).toBeGreaterThan(15);
  expect(tables.filter(({ published, key }) => !published || !key)).toEqual([]);
});

test('the beat of the admin node tells how old the configuration is', async () => {
  await pair.ask('INSERT INTO config.beat (at) VALUES (now()) ON CONFLICT (id) DO UPDATE SET at = now()');
  await eventually(() => {
    expect(state().lagS).toBeGreaterThan(0);
    expect(state().lagS).toBeLessThan(10);
  });
});

test('slot dropped on the admin node: all is copied afresh, and whoever reads meanwhile sees all tenants all the time', async () => {
  await pair.ask(`INSERT INTO config.tenant (id, code, name, channel_limit, language, home_node_id)
    SELECT gen_random_uuid(), 'z' || n, 'z', 1, 'en', 'admin-1' FROM generate_series(1, 5000) n`);
  await eventually(async () => expect(await pair.tenantsThere()).toHaveLength(5002));
  const seen = new Set<number>();
  let looks = 0;
  const copied = new AbortController();
  const reading = (async () => {
    while (!copied.signal.aborted) {
      const [row] = await pair.node.databases.snapshot('operator', (session) =>
        session.query<{ n: number }[]>('SELECT count(*)::int AS n FROM config.tenant'),
      );
      seen.add(row!.n);
      looks += 1;
    }
  })();
  await pair.copiedAgain(() => pair.dropSlot());
  copied.abort();
  await reading;
  expect([...seen]).toEqual([5002]);
  expect(looks).toBeGreaterThan(20);
  await pair.ask("DELETE FROM config.tenant WHERE code LIKE 'z%'");
  await tenants('alpha', 'beta');
  expect(await pair.slots()).toEqual([SLOT]);
});

test('subscription dropped by hand: copied afresh', async () => {
  await pair.copiedAgain(() => pair.node.query('DROP SUBSCRIPTION callrack_config'));
  await pair.addTenant('gamma');
  await tenants('alpha', 'beta', 'gamma');
});

test('subscription disabled by hand: enabled again, nothing is copied', async () => {
  const before = await pair.node.query('SELECT copied_at FROM live.replicated_from');
  await pair.node.query('ALTER SUBSCRIPTION callrack_config DISABLE');
  await pair.addTenant('delta');
  await tenants('alpha', 'beta', 'delta', 'gamma');
  expect(await pair.node.query('SELECT copied_at FROM live.replicated_from')).toEqual(before);
});

test('a row that somebody wrote here stands in the way of the same one from the admin node: copied afresh', async () => {
  await pair.node.query(`INSERT INTO config.tenant (id, code, name, channel_limit, language, home_node_id)
    VALUES (gen_random_uuid(), 'epsilon', 'by hand', 1, 'en', 'admin-1')`);
  await pair.copiedAgain(() => pair.addTenant('epsilon'));
  expect(await pair.node.query("SELECT name FROM config.tenant WHERE code = 'epsilon'")).toEqual([{ name: 'epsilon' }]);
});

test('a copy that breaks off, and a program that ends during one, leave the old configuration and one slot', async () => {
  const release = await pair.holdTenants();
  await pair.dropSlot();
  await pair.copyHeld();
  await pair.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'callrack_at_%'");
  await eventually(() => expect(state().lastError).toMatch(/last try: (terminating connection|Connection terminated)/));
  await pair.copyHeld();
  await pair.node.beginAgain();
  await release();
  await pair.following();
  await tenants('alpha', 'beta', 'delta', 'epsilon', 'gamma');
  expect(await pair.slots()).toEqual([SLOT]);
});

test('the admin node away: nothing is touched, and the state says since when', async () => {
  const subscription = () => pair.node.query('SELECT oid FROM pg_subscription');
  const before = await subscription();
  const stoppedAt = Date.now();
  await pair.admin.stopServer();
  await eventually(() => expect(state().state).toBe('admin_away'));
  expect(state().since).toBeGreaterThanOrEqual(stoppedAt);
  await eventually(() => expect(state().lastError).toContain('ECONNREFUSED'));
  expect(await pair.tenantsThere()).toHaveLength(5);
  await pair.admin.resume();
  await pair.addTenant('zeta');
  await pair.following();
  await tenants('alpha', 'beta', 'delta', 'epsilon', 'gamma', 'zeta');
  expect(await subscription()).toEqual(before);
});

test('a node that has left: the subscription goes without a word to the admin node, the configuration stays', async () => {
  await pair.node.leave();
  await eventually(async () => expect(await pair.node.query('SELECT FROM pg_subscription')).toEqual([]));
  expect(state().state).toBe('none');
  expect(await pair.tenantsThere()).toHaveLength(6);
  // dismissed on the admin node: slot and role are gone, twice does no harm
  await pair.ask("SELECT access.dismiss_node('switch-1')");
  await pair.ask("SELECT access.dismiss_node('switch-1')");
  expect(await pair.slots()).toEqual([]);
  expect(await pair.ask("SELECT FROM pg_roles WHERE rolname = 'callrack_at_switch-1'")).toEqual([]);
});

test('only operators admit and dismiss nodes, and only under names of nodes', async () => {
  const operator = (sql: string) => queryOnce(pair.adminUrl('callrack_operator'), sql);
  await operator("SELECT access.admit_node('other-1')");
  await operator("SELECT access.admit_node('other-1')");
  expect(
    await pair.ask(`SELECT rolcanlogin, rolreplication, rolbypassrls, rolsuper FROM pg_roles
      WHERE rolname = 'callrack_at_other-1' AND pg_has_role(rolname, 'callrack_cluster_node', 'MEMBER')`),
  ).toEqual([{ rolcanlogin: true, rolreplication: false, rolbypassrls: false, rolsuper: false }]);
  await operator("SELECT access.dismiss_node('other-1')");
  await expect(operator("SELECT access.admit_node('x\"; DROP ROLE y')")).rejects.toThrow('no name of a node');
  await expect(operator('SELECT access.dismiss_node(NULL)')).rejects.toThrow('no name of a node');
  await expect(operator("SELECT access.admit_subscriber('other-1')")).rejects.toThrow('permission denied');
  for (const role of ['callrack_app', 'callrack_node']) {
    const call = queryOnce(pair.adminUrl(role), "SELECT access.admit_node('other-1')");
    await expect(call).rejects.toThrow('permission denied');
  }
});
