import { Test } from '@nestjs/testing';
import { getMetadataArgsStorage } from 'typeorm';

import type { TenantId } from '../../src/kernel/ids.js';
import { LinesModule } from '../../src/lines/lines.module.js';
import { LinesService } from '../../src/lines/lines.service.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import type { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import type { DbSession } from '../../src/platform/database/transaction.js';
import { SettingsModule } from '../../src/platform/settings/settings.module.js';
import type { Settings } from '../../src/platform/settings/settings.js';
import { migratedDatabase } from '../fixtures/database.js';
import { queryOnce, TestPostgres } from '../fixtures/postgres.js';
import { findLists, OF_THE_PLATFORM, OF_THE_WEB, tenantsOfRows, type List } from '../fixtures/repository-lists.js';
import { insertClusterRows } from '../fixtures/tenant-cluster.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const DATABASE = 'isolation';

/** Tables of the platform that name tenants: the application may not read them at all. */
const PLATFORMS_TABLES = new Set(
  'live.rerating live.tenant_move facts.charge_by_node work.agent_duty work.tenant_ledger work.callback'.split(' '),
);

/** Kept with the facts by the database itself. */
const TOTALS = new Set(['facts.charge_total', 'facts.charge_by_node']);

const { lists: LISTS, missing } = await findLists();

describe('tenants are separated by the database', () => {
  let postgres: TestPostgres;
  let databases: Databases;
  let settings: Settings;
  let urls: { appUrl: string; nodeUrl: string; operatorUrl: string };
  let ours: TenantRows;
  let theirs: TenantRows;
  let elsewhere: TenantRows;
  let tables: string[];

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE);
    databases = made.databases;
    settings = made.settings;
    urls = settings.database;
    ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    theirs = await insertTenantRows(postgres.ownerUrl(DATABASE), 'theirs', 'node1');
    elsewhere = await insertTenantRows(postgres.ownerUrl(DATABASE), 'elsewhere', 'node2');
    await insertClusterRows(postgres.ownerUrl(DATABASE), [ours, theirs, elsewhere]);
    tables = await tenantTables();
  });
  afterAll(async () => {
    await databases.close();
    await postgres.stop();
  });

  async function tenantTables(): Promise<string[]> {
    const rows = await postgres.query<{ name: string }>(
      DATABASE,
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.columns JOIN information_schema.tables
         USING (table_schema, table_name)
       WHERE column_name = 'tenant_id' AND table_type = 'BASE TABLE'
         AND table_schema NOT IN ('pg_catalog', 'information_schema')
       ORDER BY 1`,
    );
    return rows.map((row) => row.name);
  }

  const tenantsIn = async (session: DbSession, table: string): Promise<string[]> => {
    const rows = await session.query<{ tenant_id: string }[]>(`SELECT DISTINCT tenant_id FROM ${table}`);
    return rows.map((row) => row.tenant_id).sort();
  };

  afterEach(async () => {
    await postgres.query(DATABASE, "UPDATE config.tenant SET status = 'open', purge_at = NULL");
  });

  /** All tenants are due to be deleted, and all exports finished; tenants are open again after the test. */
  async function letWebHaveSomething(): Promise<void> {
    await postgres.query(DATABASE, "UPDATE config.tenant SET status = 'closed', purge_at = now()");
    await postgres.query(DATABASE, "UPDATE live.export SET status = 'done'");
  }

  it('every table of tenants is guarded, against its owner too, and has rows of all three tenants here', async () => {
    expect(tables).toEqual(
      expect.arrayContaining([
        ...['config.access_number', 'config.queue_agent', 'facts.call_record', 'facts.recording'],
        ...['access.operator', 'access.role', 'access.audit_entry'],
      ]),
    );
    for (const table of [...tables, 'config.tenant', 'config.trunk']) {
      const [guard] = await postgres.query<object>(
        DATABASE,
        'SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = $1::regclass',
        [table],
      );
      expect({ table, ...guard }).toEqual({ table, relrowsecurity: true, relforcerowsecurity: true });
    }
    for (const table of tables) {
      const rows = await postgres.query(DATABASE, `SELECT DISTINCT tenant_id FROM ${table}`);
      expect({ table, tenants: rows.length }).toEqual({ table, tenants: 3 });
    }
  });

  it('every entity with a tenant is among those tables, or a view that reads them as who asks', async () => {
    const views = await postgres.query<{ name: string }>(
      DATABASE,
      `SELECT relnamespace::regnamespace || '.' || relname AS name FROM pg_class
       WHERE relkind = 'v' AND 'security_invoker=true' = ANY (reloptions)`,
    );
    const guarded = [...tables, ...views.map((view) => view.name)];
    const { tables: entities, columns } = getMetadataArgsStorage();
    const withTenant = entities.filter((entity) =>
      columns.some((column) => column.target === entity.target && column.options.name === 'tenant_id'),
    );
    expect(withTenant.length).toBeGreaterThanOrEqual(7);
    for (const entity of withTenant) expect(guarded).toContain(`${entity.schema ?? ''}.${entity.name ?? ''}`);
  });

  it('without a tenant the application sees nothing', async () => {
    for (const table of tables) {
      const seen = databases.snapshot('app', (session) => tenantsIn(session, table));
      if (PLATFORMS_TABLES.has(table)) await expect(seen).rejects.toThrow('permission denied');
      else expect(await seen).toEqual([]);
    }
    expect(await queryOnce(urls.appUrl, 'SELECT * FROM config.tenant')).toEqual([]);
  });

  it('with a tenant it sees that tenant, in every table', async () => {
    for (const table of tables) {
      if (PLATFORMS_TABLES.has(table)) continue;
      expect({
        table,
        tenants: await databases.asTenant(ours.tenantId, (session) => tenantsIn(session, table)),
      }).toEqual({
        table,
        tenants: [ours.tenantId],
      });
    }
    const codes = 'SELECT code FROM config.tenant';
    expect(await databases.asTenant(theirs.tenantId, (session) => session.query(codes))).toEqual([{ code: 'theirs' }]);
  });

  it('the tenant is forgotten with the transaction, on the very connection that had it', async () => {
    for (let n = 0; n < 10; n += 1) {
      await databases.asTenant(ours.tenantId, (session) => tenantsIn(session, 'config.queue'));
      expect(await databases.snapshot('app', (session) => tenantsIn(session, 'config.queue'))).toEqual([]);
    }
    await expect(databases.asTenant(ours.tenantId, () => Promise.reject(new Error('in the middle')))).rejects.toThrow(
      'in the middle',
    );
    expect(await databases.snapshot('app', (session) => tenantsIn(session, 'config.queue'))).toEqual([]);
  });

  it('the repositories of all rooms were found, and nothing is left out that is not there', () => {
    expect(missing).toEqual([]);
    expect([...LISTS.keys()]).toEqual(
      expect.arrayContaining(['acd.queues', 'agents.memberships', 'lines.extensions', 'lines.trunks', 'tenancy.list']),
    );
  });

  const tenantsOf = async (rows: ReturnType<List>) => tenantsOfRows(await rows);

  it.each([...LISTS.keys()].filter((name) => !OF_THE_PLATFORM.has(name)))(
    '%s: the tenant gets its own, without one nothing, the engine what is of its node',
    async (name) => {
      const list = LISTS.get(name)!;
      if (OF_THE_WEB.has(name)) await letWebHaveSomething();
      expect(await tenantsOf(databases.asTenant(ours.tenantId, list))).toEqual([ours.tenantId]);
      expect(await tenantsOf(databases.snapshot('app', list))).toEqual([]);
      expect(await tenantsOf(databases.snapshot('operator', list))).toHaveLength(3);
      if (OF_THE_WEB.has(name)) return;
      expect(await tenantsOf(databases.snapshot('node', list))).toEqual([ours.tenantId, theirs.tenantId].sort());
    },
  );

  it.each([...OF_THE_PLATFORM])("%s is the platform's: tenants get nothing, the engine %s", async (name, forEngine) => {
    const list = LISTS.get(name)!;
    await expect(databases.asTenant(ours.tenantId, list)).rejects.toThrow('permission denied');
    const engines = databases.snapshot('node', list);
    if (forEngine === 'nothing') await expect(engines).rejects.toThrow('permission denied');
    else if (forEngine === 'rows') expect(await engines).toEqual(expect.any(Array));
    else if (forEngine === 'its tenants') {
      expect(await tenantsOf(engines)).toEqual([ours.tenantId, theirs.tenantId].sort());
    } else expect(await tenantsOf(engines)).toHaveLength(3);
  });

  it('who is at home where is no affair of tenants', async () => {
    for (const view of ['tenant_home', 'number_home', 'telephone_home', 'beat', 'node']) {
      const asked = databases.asTenant(ours.tenantId, (session) => session.query(`SELECT * FROM config.${view}`));
      await expect(asked).rejects.toThrow('permission denied');
    }
  });

  it("of another's queue a tenant knows the name it has been given; the engine's leaves are those of its tenants", async () => {
    const asOurs = <T>(sql: string) => databases.asTenant(ours.tenantId, (session) => session.query<T>(sql));
    expect(await asOurs('SELECT name FROM config.queue_share')).toEqual([{ name: 'Partner' }]);
    for (const sql of ['SELECT to_tenant_id', 'SELECT to_queue_id', 'DELETE'])
      await expect(asOurs(`${sql} FROM config.queue_share`)).rejects.toThrow('permission denied');
    const moveTheirs = (home: string) =>
      postgres.query(DATABASE, `UPDATE config.tenant SET home_node_id = '${home}' WHERE code = 'theirs'`);
    await moveTheirs('node2');
    // ours to theirs, and elsewhere's to ours; not theirs to elsewhere
    const seen = await tenantsOf(databases.snapshot('node', LISTS.get('acd.sharesOfNode')!));
    await moveTheirs('node1');
    expect(seen).toEqual([ours.tenantId, elsewhere.tenantId].sort());
  });

  it('a tenant sees the tariff that its calls are priced by and no other, the engine and the platform all', async () => {
    const tables = ['config.tariff', 'config.tariff_version'];
    const counts = (role: 'app' | 'node' | 'operator') =>
      databases.snapshot(role, async (session) => {
        const names = await session.query<{ name: string }[]>('SELECT name FROM config.tariff ORDER BY name');
        const versions = await session.query<object[]>('SELECT FROM config.tariff_version');
        return [...names.map(({ name }) => name), versions.length];
      });
    const all = ['tariff of elsewhere', 'tariff of ours', 'tariff of theirs', 3];
    expect([await counts('app'), await counts('node'), await counts('operator')]).toEqual([[0], all, all]);
    for (const table of tables) {
      const seen = await databases.asTenant(ours.tenantId, (session) =>
        session.query<object[]>(`SELECT FROM ${table}`),
      );
      expect(seen).toHaveLength(1);
      const change = databases.asTenant(ours.tenantId, (session) => session.query(`DELETE FROM ${table}`));
      await expect(change).rejects.toThrow('permission denied');
    }
    const versionsStay = queryOnce(urls.operatorUrl, "UPDATE config.tariff_version SET note = 'changed'");
    await expect(versionsStay).rejects.toThrow('permission denied');
    const owner = postgres.query(DATABASE, "UPDATE config.tariff_version SET note = 'changed'");
    await expect(owner).rejects.toThrow('is not changed');
  });

  it('money is put in by the platform, priced by the engine, and changed by nobody', async () => {
    const asOurs = (sql: string) => databases.asTenant(ours.tenantId, (session) => session.query(sql));
    for (const sql of [
      'UPDATE config.tenant_account SET international_open = true',
      'UPDATE config.balance_movement SET amount_micro = 1',
      `INSERT INTO config.balance_movement (id, tenant_id, kind, amount_micro, by_name)
         VALUES (gen_random_uuid(), '${ours.tenantId}', 'top_up', 1, 'x')`,
      'UPDATE facts.charge_total SET charged_micro = 0',
      'UPDATE config.tenant_trunk SET channel_limit = 1000',
      'SELECT FROM config.account_overview',
    ])
      await expect(asOurs(sql)).rejects.toThrow('permission denied');
    await expect(queryOnce(urls.operatorUrl, 'UPDATE config.balance_movement SET amount_micro = 1')).rejects.toThrow(
      'permission denied',
    );
    await expect(queryOnce(urls.operatorUrl, 'UPDATE facts.charge_total SET charged_micro = 0')).rejects.toThrow(
      'permission denied',
    );
    // what calls cost is the engine's to say, what is put right is an entry beside it
    const call = `INSERT INTO facts.charge (id, at, tenant_id, call_id, kind, tariff_id, tariff_version_id, currency,
        amount_micro, caller_amount_micro, outbound_micro, seconds, calculation)
      SELECT 'x', now(), tenant_id, call_id, 'call', tariff_id, tariff_version_id, currency, 1, 0, 0, 1, calculation
      FROM facts.charge LIMIT 1`;
    await expect(queryOnce(urls.operatorUrl, call)).rejects.toThrow('row-level security');
  });

  it('no row of another tenant can be written, changed or deleted by the application', async () => {
    const trespasses = [
      `INSERT INTO config.prompt VALUES (gen_random_uuid(), '${theirs.tenantId}', 'p', 'zh', '/callrack/media/p')`,
      `UPDATE config.queue SET tenant_id = '${theirs.tenantId}'`,
    ];
    for (const sql of trespasses) {
      await expect(databases.asTenant(ours.tenantId, (session) => session.query(sql))).rejects.toThrow(
        'row-level security',
      );
    }
    await databases.asTenant(ours.tenantId, (session) => session.query("UPDATE config.queue SET name = 'mine'"));
    await databases.asTenant(ours.tenantId, (session) => session.query('DELETE FROM config.queue_agent'));
    const rows = await postgres.query(DATABASE, "SELECT name FROM config.queue WHERE name = 'mine'");
    expect(rows).toHaveLength(1);
    expect(await postgres.query(DATABASE, 'SELECT DISTINCT tenant_id FROM config.queue_agent')).toHaveLength(2);
  });

  it("a row cannot refer to another tenant's row", async () => {
    const [agent] = await postgres.query<{ id: string }>(DATABASE, 'SELECT id FROM config.agent WHERE tenant_id = $1', [
      ours.tenantId,
    ]);
    await expect(
      databases.asTenant(ours.tenantId, (session) =>
        session.query(
          `INSERT INTO config.queue_agent VALUES ('${ours.tenantId}', '${theirs.queueId}', '${agent!.id}')`,
        ),
      ),
    ).rejects.toThrow('foreign key');
  });

  it('a tenant cannot take an access number, have Asterisk play a foreign file, or read a credential', async () => {
    const asOurs = (sql: string) => databases.asTenant(ours.tenantId, (session) => session.query(sql));
    await expect(asOurs("UPDATE config.access_number SET number = '95555'")).rejects.toThrow('permission denied');
    for (const media of ['/callrack/var/spool/recording/x', '/callrack/media/../var/x']) {
      await expect(asOurs(`UPDATE config.prompt SET media = '${media}'`)).rejects.toThrow('media_check');
    }
    await expect(asOurs('SELECT md5_credential FROM config.extension')).rejects.toThrow('permission denied');
    await expect(asOurs('SELECT * FROM config.trunk')).rejects.toThrow('permission denied');
    for (const credential of ['md5_credential FROM config.extension', 'sip_credential FROM config.node'])
      await expect(queryOnce(urls.nodeUrl, `SELECT ${credential}`)).rejects.toThrow('permission denied');
  });

  it('facts are added by the engine alone and changed by nobody; nobody but a purge deletes them', async () => {
    for (const table of tables.filter((name) => name.startsWith('facts.') && !TOTALS.has(name))) {
      for (const url of [urls.appUrl, urls.nodeUrl, urls.operatorUrl]) {
        await expect(queryOnce(url, `UPDATE ${table} SET id = 'x'`)).rejects.toThrow('permission denied');
      }
      for (const url of [urls.appUrl, urls.nodeUrl]) {
        await expect(queryOnce(url, `DELETE FROM ${table}`)).rejects.toThrow('permission denied');
      }
      for (const url of [urls.appUrl, urls.operatorUrl]) {
        const refused = /permission denied|row-level security/;
        await expect(queryOnce(url, `INSERT INTO ${table} (id) VALUES ('x')`)).rejects.toThrow(refused);
      }
      // of a tenant that is open, suspended, or closed with days to go, the platform can delete nothing
      for (const status of [
        "'open', purge_at = NULL",
        "'suspended', purge_at = NULL",
        "'closed', purge_at = now() + interval '1 minute'",
      ]) {
        await postgres.query(DATABASE, `UPDATE config.tenant SET status = ${status}`);
        expect(await queryOnce(urls.operatorUrl, `DELETE FROM ${table} RETURNING id`)).toEqual([]);
      }
    }
    const seen = await databases.snapshot('node', (session) => tenantsIn(session, 'facts.call_record'));
    expect(seen).not.toContain(elsewhere.tenantId);
  });

  it('the audit log is added to and read; nobody changes it, the owner of the database neither', async () => {
    const ways = ["UPDATE access.audit_entry SET action = 'x'", 'DELETE FROM access.audit_entry'];
    for (const way of ways) {
      await expect(databases.asTenant(ours.tenantId, (session) => session.query(way))).rejects.toThrow(
        'permission denied',
      );
      await expect(queryOnce(urls.operatorUrl, way)).rejects.toThrow('permission denied');
      await expect(postgres.query(DATABASE, way)).rejects.toThrow('the audit log is not changed');
    }
    await expect(postgres.query(DATABASE, 'TRUNCATE access.audit_entry')).rejects.toThrow(
      'the audit log is not changed',
    );
    await expect(
      databases.asTenant(ours.tenantId, (session) =>
        session.query(
          `INSERT INTO access.audit_entry (id, at, tenant_id, operator_login, operator_name, address, action,
             object_type, object_label) VALUES (gen_random_uuid(), now(), $1, '', '', '', '', '', '')`,
          [theirs.tenantId],
        ),
      ),
    ).rejects.toThrow('row-level security');
  });

  it('what people sign in by is read by the platform alone, and by the engine nothing of schema access', async () => {
    for (const column of ['password_hash', 'totp_secret']) {
      await expect(
        databases.asTenant(ours.tenantId, (session) => session.query(`SELECT ${column} FROM access.operator`)),
      ).rejects.toThrow('permission denied');
    }
    for (const table of ['access.operator', 'access.role', 'access.audit_entry', 'live.web_session']) {
      await expect(queryOnce(urls.nodeUrl, `SELECT * FROM ${table}`)).rejects.toThrow('permission denied');
    }
    await expect(queryOnce(urls.appUrl, 'SELECT * FROM live.web_session')).rejects.toThrow('permission denied');
  });

  it('a telephone made by its tenant signs in by a digest; the password is kept nowhere', async () => {
    const modules = [SettingsModule.for(settings), DatabaseModule, LinesModule];
    const lines = (await Test.createTestingModule({ imports: modules }).compile()).get(LinesService);
    const { extension, account } = await databases.asTenant(ours.tenantId, (session) =>
      lines.createExtension(session, ours.tenantId, { dn: '1055' }),
    );
    const [row] = await postgres.query<{ md5_credential: string }>(
      DATABASE,
      'SELECT *, md5($2) AS expected FROM config.extension WHERE id = $1',
      [extension.id, `ours-1055:callrack:${account.password}`],
    );
    expect(row).toMatchObject({ dn: '1055', endpoint: 'ours-1055' });
    expect(row!.md5_credential).toBe((row as unknown as { expected: string }).expected);
    expect(JSON.stringify(row)).not.toContain(account.password);
  });

  it('a tenant id that is not one sees nothing and breaks nothing', async () => {
    const unknown = newId() as TenantId;
    expect(await databases.asTenant(unknown, (session) => tenantsIn(session, 'config.queue'))).toEqual([]);
    await expect(
      databases.asTenant("' OR true --" as TenantId, (session) => tenantsIn(session, 'config.queue')),
    ).rejects.toThrow('invalid input syntax for type uuid');
    expect(await databases.asTenant(ours.tenantId, (session) => tenantsIn(session, 'config.queue'))).toEqual([
      ours.tenantId,
    ]);
  });
});
