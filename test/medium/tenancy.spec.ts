import { mkdirSync, mkdtempSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';

import { AgentsModule } from '../../src/agents/agents.module.js';
import { ConsoleRecords } from '../../src/console/adapter/console-records.js';
import { ConsoleRegisterModule } from '../../src/console/console-register.module.js';
import { ConsoleRegister } from '../../src/console/console-register.js';
import type { ConsoleResource } from '../../src/console/resources/resource.js';
import { TenancyResourcesModule } from '../../src/console/resources/tenancy-resources.module.js';
import { LinesService } from '../../src/lines/lines.service.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { SettingsModule } from '../../src/platform/settings/settings.module.js';
import { TenancyService } from '../../src/platform/tenancy/tenancy.service.js';
import { TenantPurge } from '../../src/platform/tenancy/tenant-purge.js';
import { STATUS_NAMES, type TenantRecord } from '../../src/platform/tenancy/tenants.service.js';
import { PromptsModule } from '../../src/prompts/prompts.module.js';
import { migratedDatabase } from '../fixtures/database.js';
import { platformActor, tenantActor } from '../fixtures/gate-actors.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertClusterRows } from '../fixtures/tenant-cluster.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';
import { belongingsOf, tablesOfTenants } from '../fixtures/tenant-walls.js';

jest.setTimeout(60_000);

const DATABASE = 'tenancy';
const NEW = {
  ...{ code: 'acme', name: 'Acme', language: 'en', homeNodeId: 'node1' },
  ...{ channelLimit: '30', agentLimit: '20', extensionLimit: '25', promptStorageLimitMb: '50' },
  ...{ adminLogin: 'admin', adminName: 'The Admin' },
};
const NAMES = ['<script>alert(1)</script>', '示例 ☎️👩‍💼', 'x'.repeat(200)];
/** As TenantPurge knows them. */
const FOLDERS = ['recordings', 'exports', 'asterisk/media/tenants', 'asterisk/var/spool/recording'];

describe('tenants as the operators of the platform have them', () => {
  let postgres: TestPostgres;
  let module: TestingModule;
  let databases: Databases;
  let records: ConsoleRecords;
  let resource: ConsoleResource;
  let home: string;
  const platform = platformActor();

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'callrack-tenancy-'));
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE, { CALLRACK_HOME: home, WEB_SECRET: 'x'.repeat(64) });
    await made.databases.close();
    module = await Test.createTestingModule({
      imports: [
        ...[SettingsModule.for(made.settings), DatabaseModule, ConsoleRegisterModule],
        ...[TenancyResourcesModule, AgentsModule, PromptsModule],
      ],
      providers: [ConsoleRecords],
    }).compile();
    module.useLogger(false);
    databases = module.get(Databases);
    records = module.get(ConsoleRecords);
    resource = module.get(ConsoleRegister).resource('tenant')!;
  });
  afterAll(async () => {
    await module.close();
    await databases.close();
    await postgres.stop();
    rmSync(home, { recursive: true });
  });

  const create = (input: object) => records.create(resource, platform, { ...NEW, ...input });
  const created = async (code: string) => (await create({ code })).record as TenantRecord;
  const update = (record: TenantRecord, input: object) =>
    records.update(resource, platform, record.id, record.version, { ...input });
  const find = async (id: string) => (await records.find(resource, platform, id))?.record as TenantRecord | undefined;
  const perform = (name: string, id: string, input: Readonly<Record<string, unknown>> = {}) =>
    records.perform(
      resource,
      resource.actions!.find((action) => action.name === name)!,
      platform,
      id,
      input,
    );
  const suspendedForEngine = (code: string) =>
    databases.snapshot(
      'node',
      async (session) => (await module.get(TenancyService).findTenant(session, code))?.suspended,
    );
  const auditOf = (id: string) =>
    postgres.query<{ action: string; tenant_id: string | null; before: object | null; after: object | null }>(
      DATABASE,
      "SELECT * FROM access.audit_entry WHERE object_type = 'tenant' AND object_id = $1 ORDER BY id",
      [id],
    );

  describe('opening and changing', () => {
    it('opened with its first administrator, whose password is told once and is in no table', async () => {
      const { record, once } = await create({});
      const tenant = record as TenantRecord;
      expect(await find(tenant.id)).toMatchObject({
        ...{ code: 'acme', name: 'Acme', status: 'open', language: 'en', homeNodeId: 'node1', purgeAt: null },
        ...{ channelLimit: 30, agentLimit: 20, extensionLimit: 25, promptStorageLimitMb: 50 },
        ...{ agentsUsed: '0 / 20', extensionsUsed: '0 / 25', promptMbUsed: '0 / 50' },
      });
      const password = /First password: (\S+)/.exec(once!.en)![1]!;
      expect(once!.zh).toContain(password);
      const [admin] = await postgres.query<Record<string, unknown>>(
        DATABASE,
        'SELECT * FROM access.operator WHERE tenant_id = $1',
        [tenant.id],
      );
      expect(admin).toMatchObject({ login: 'admin', name: 'The Admin', builtin_role: 'tenant_admin', language: 'en' });
      expect(admin!.must_change_password).toBe(true);
      const entries = await auditOf(tenant.id);
      expect(entries).toHaveLength(1);
      expect(JSON.stringify([admin, entries])).not.toContain(password);
    });

    it('nobody can sign in any more: a further administrator, told once, read of in both logs', async () => {
      const { id } = await created('orphaned');
      const { once } = await perform('addAdmin', id);
      const [, login, password] = /User name: (\S+)\nFirst password: (\S+)/.exec(once!.en)!;
      expect(login).toBe('admin-2');
      const admins = await postgres.query(
        DATABASE,
        'SELECT login, builtin_role, must_change_password FROM access.operator WHERE tenant_id = $1 ORDER BY login',
        [id],
      );
      const role = { builtin_role: 'tenant_admin', must_change_password: true };
      expect(admins).toEqual([
        { login: 'admin', ...role },
        { login: 'admin-2', ...role },
      ]);
      const entries = (await auditOf(id)).filter(({ action }) => action === 'addAdmin');
      expect(entries.map(({ tenant_id }) => tenant_id).sort()).toEqual([id, null].sort());
      expect(JSON.stringify(entries)).not.toContain(password);
    });

    it('a code is there once; the first of two tries of one code stays as it was', async () => {
      await expect(create({ code: 'acme', name: 'Another' })).rejects.toMatchObject({ code: 'tenancy.tenant_exists' });
      const people = await postgres.query(
        DATABASE,
        "SELECT o.id FROM access.operator o JOIN config.tenant t ON t.id = o.tenant_id WHERE t.code = 'acme'",
      );
      expect(people).toHaveLength(1);
    });

    it.each(NAMES)('the name %s is kept as it is', async (name) => {
      const { record } = await create({ code: `named-${NAMES.indexOf(name)}`, name, adminName: name.slice(0, 100) });
      expect((await find(record.id))?.name).toBe(name);
    });

    it.each([
      ['a name of 201 characters', { name: 'x'.repeat(201) }, 'name'],
      ['a code in capitals', { code: 'Acme' }, 'code'],
      ['a code that trunks have', { code: 'trunk' }, 'code'],
      ['a code that begins as trunks do', { code: 'trunk-city' }, 'code'],
      ['a code with a slash', { code: '../acme' }, 'code'],
      ['a login with a space', { adminLogin: 'the admin' }, 'adminLogin'],
      ['a node that is not there', { homeNodeId: 'node9' }, 'homeNodeId'],
      ['no calls at all, and less', { channelLimit: '-1' }, 'channelLimit'],
      ['more extensions than 4 digits have', { extensionLimit: '10001' }, 'extensionLimit'],
      ['agents without number', { agentLimit: null }, 'agentLimit'],
      ['a language of its own', { language: 'tlh' }, 'language'],
    ])('%s: refused at its field, and nothing is left behind', async (_what, wrong, field) => {
      await expect(create({ code: 'wrong', ...wrong })).rejects.toMatchObject({
        code: 'platform.invalid_input',
        fields: { [field]: { zh: expect.any(String) as string, en: expect.any(String) as string } },
      });
      expect(await postgres.query(DATABASE, "SELECT FROM config.tenant WHERE code = 'wrong'")).toEqual([]);
    });

    it('changed: neither the code nor the state can be smuggled in; the later of two is told', async () => {
      const tenant = await created('changing');
      const smuggled = { code: 'other', leavingNodeId: 'node2', status: 'closed', purgeAt: '2000-01-01', id: newId() };
      const { record } = await update(tenant, { name: 'Changed', channelLimit: 31, ...smuggled });
      const unchanged = { code: 'changing', homeNodeId: 'node1', leavingNodeId: null, status: 'open', purgeAt: null };
      expect(record).toMatchObject({ ...unchanged, version: 2 });
      expect(await find(tenant.id)).toMatchObject({ ...unchanged, name: 'Changed', version: 2 });
      await expect(update(tenant, { name: 'Too late' })).rejects.toMatchObject({ code: 'platform.changed_meanwhile' });
      const [, entry] = await auditOf(tenant.id);
      expect(entry).toMatchObject({ before: { name: 'Acme', channelLimit: 30 }, after: { name: 'Changed' } });
    });

    it('a quota is lowered below what is used: allowed and said; nothing can be added', async () => {
      const tenant = await created('shrinking');
      const lines = module.get(LinesService);
      await databases.asTenant(tenant.id, (session) =>
        lines.createExtensions(session, tenant.id, { from: '1000', to: '1002' }),
      );
      const { record, once } = await update(tenant, { extensionLimit: 2 });
      expect(record).toMatchObject({ extensionLimit: 2, extensionsUsed: '3 / 2' });
      expect(once).toMatchObject({
        zh: expect.stringContaining('内线 3 / 2') as string,
        en: expect.stringContaining('extensions 3 / 2') as string,
      });
      await expect(
        databases.asTenant(tenant.id, (session) => lines.createExtension(session, tenant.id, { dn: '1003' })),
      ).rejects.toMatchObject({ code: 'platform.quota_reached' });
      expect((await update(record as TenantRecord, { extensionLimit: 3 })).once).toBeUndefined();
    });

    it('a tenant’s own people may not even look', async () => {
      const tenant = await created('curious');
      const we = tenantActor(tenant.id);
      await expect(records.page(resource, we, WHOLE_LIST)).rejects.toMatchObject({ code: 'access.not_permitted' });
      await expect(records.perform(resource, resource.actions![0]!, we, tenant.id, {})).rejects.toMatchObject({
        code: 'access.not_permitted',
      });
    });
  });

  describe('suspending and closing', () => {
    it('suspended and resumed: the engine hears of it, and both logs have it', async () => {
      const { id } = await created('pausing');
      expect(await suspendedForEngine('pausing')).toBe(false);
      await perform('suspend', id);
      expect(await suspendedForEngine('pausing')).toBe(true);
      await expect(perform('suspend', id)).rejects.toMatchObject({ code: 'platform.not_found' });
      await perform('resume', id);
      expect(await suspendedForEngine('pausing')).toBe(false);
      const entries = await auditOf(id);
      expect(entries.filter(({ tenant_id }) => tenant_id === id).map(({ action }) => action)).toEqual([
        'suspend',
        'resume',
      ]);
      expect(entries.filter(({ tenant_id }) => tenant_id === null)).toHaveLength(3);
    });

    it('closed with days to keep: suspended for the engine; reopened before they are over', async () => {
      const { id } = await created('closing');
      await perform('suspend', id);
      const { done } = await perform('close', id, { days: '7' });
      const closed = await find(id);
      expect(closed?.status).toBe('closed');
      const days = (closed!.purgeAt!.getTime() - Date.now()) / 86_400_000;
      expect(days).toBeGreaterThan(6.99);
      expect(days).toBeLessThanOrEqual(7);
      expect(done.zh).toContain(closed!.purgeAt!.toISOString().slice(0, 10));
      expect(await suspendedForEngine('closing')).toBe(true);
      await perform('reopen', id);
      expect(await find(id)).toMatchObject({ status: 'open', purgeAt: null });
      expect(await suspendedForEngine('closing')).toBe(false);
    });

    it('days are 30 unless said, from 0 to 3650', async () => {
      const { id } = await created('days');
      for (const days of ['-1', '3651', 'soon', '1.5']) {
        await expect(perform('close', id, { days })).rejects.toMatchObject({
          fields: { days: expect.anything() as object },
        });
      }
      await perform('close', id);
      expect(Math.round(((await find(id))!.purgeAt!.getTime() - Date.now()) / 86_400_000)).toBe(30);
    });

    it('too late to reopen once the days are over', async () => {
      const { id } = await created('late');
      await perform('close', id, { days: 0 });
      await expect(perform('reopen', id)).rejects.toMatchObject({ code: 'tenancy.too_late_to_reopen' });
    });

    it('every state has a name in both languages', () => {
      expect(Object.keys(STATUS_NAMES)).toEqual(['open', 'suspended', 'closed']);
    });
  });

  describe('the purge', () => {
    let gone: TenantRows;
    let other: TenantRows;
    const url = () => postgres.ownerUrl(DATABASE);
    const purge = () => module.get(TenantPurge).run();

    beforeEach(async () => {
      const mark = newId().slice(-6);
      gone = await insertTenantRows(url(), `gone-${mark}`, 'node1');
      other = await insertTenantRows(url(), `other-${mark}`, 'node1');
      // leave to use a queue goes with the queue: it is a third tenant that has it of the one that is deleted
      const third = await insertTenantRows(url(), `third-${mark}`, 'node1');
      await insertClusterRows(url(), [gone, other, third]);
      // long after their last calls
      for (const table of ['call_step', 'call_record']) {
        await postgres.query(DATABASE, `UPDATE facts.${table} SET at = now() - interval '2 days'`);
      }
      for (const folder of FOLDERS) {
        for (const { tenantId } of [gone, other]) {
          mkdirSync(join(home, folder, tenantId, 'deeper'), { recursive: true });
          writeFileSync(join(home, folder, tenantId, 'deeper', 'file'), 'sound');
        }
      }
      await postgres.query(
        DATABASE,
        `INSERT INTO live.web_session SELECT $2 || id, json_build_object('signedIn', json_build_object('operatorId', id)),
           now() FROM access.operator WHERE tenant_id = ANY ($1)`,
        [[gone.tenantId, other.tenantId], mark],
      );
    });

    const close = (tenant: TenantRows, purgeAt: string) =>
      postgres.query(DATABASE, `UPDATE config.tenant SET status = 'closed', purge_at = ${purgeAt} WHERE id = $1`, [
        tenant.tenantId,
      ]);
    const left = async (tenant: TenantRows) => {
      const tables: string[] = [];
      for (const { name, column } of await tablesOfTenants(url())) {
        const rows = await postgres.query(DATABASE, `SELECT FROM ${name} WHERE ${column} = $1`, [tenant.tenantId]);
        if (rows.length > 0) tables.push(name);
      }
      return { tables, folders: FOLDERS.filter((folder) => existsSync(join(home, folder, tenant.tenantId))) };
    };
    const sessions = async () =>
      (await postgres.query<{ n: number }>(DATABASE, 'SELECT count(*)::int AS n FROM live.web_session'))[0]!.n;

    it('nothing of a closed tenant is left but its audit log; of the other nothing is touched', async () => {
      const tables = (await tablesOfTenants(url())).map(({ name }) => name);
      expect((await left(gone)).tables).toEqual(tables);
      const before = await belongingsOf(url(), other.tenantId);
      const people = await sessions();
      await close(gone, "now() - interval '1 minute'");
      expect(await purge()).toContain(gone.code);
      expect(await left(gone)).toEqual({ tables: ['access.audit_entry'], folders: [] });
      expect(await left(other)).toEqual({ tables, folders: FOLDERS });
      expect((await belongingsOf(url(), other.tenantId)).digests).toEqual(before.digests);
      expect(await sessions()).toBe(people - 1);
      const [entry] = await auditOf(gone.tenantId);
      expect(entry).toMatchObject({
        ...{ action: 'purge', tenant_id: null, operator_id: null, operator_login: 'callrack' },
        before: { code: gone.code, 'config.queue': 1, 'facts.recording': 1, 'config.tenant': 1 },
      });
      expect(await purge()).toEqual([]);
    });

    it.each([
      ['open', "'open', purge_at = NULL"],
      ['suspended', "'suspended', purge_at = NULL"],
      ['closed with a minute to go', "'closed', purge_at = now() + interval '1 minute'"],
    ])('%s: not touched', async (_state, set) => {
      await postgres.query(DATABASE, `UPDATE config.tenant SET status = ${set} WHERE id = $1`, [gone.tenantId]);
      const before = await belongingsOf(url(), gone.tenantId);
      expect(await purge()).toEqual([]);
      expect((await belongingsOf(url(), gone.tenantId)).digests).toEqual(before.digests);
      expect((await left(gone)).folders).toEqual(FOLDERS);
    });

    it('a call of it still goes on, or has just ended: the purge waits, but a day at the most', async () => {
      const begin = (callId: string) =>
        postgres.query(
          DATABASE,
          "INSERT INTO facts.call_step VALUES ($1, now() - interval '1 hour', $2, $1, 1, 'call.arrived', '{}')",
          [callId, gone.tenantId],
        );
      const end = (callId: string, ago: string) =>
        postgres.query(
          DATABASE,
          `INSERT INTO facts.call_record (id, at, tenant_id, call_id, direction, caller, called, arrived_at, ended_at,
             ended_at_is_late, offers, ended_by, cause_code, recorded)
           VALUES ($1 || ':r', now(), $2, $1, 'inbound', '1', '2', now(), now() - $3::interval, false, 0, 'caller', 16, false)
           ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at`,
          [callId, gone.tenantId, ago],
        );
      const [one, two] = [newId(), newId()];
      await close(gone, 'now()');
      await begin(one);
      expect(await purge()).toEqual([]);
      expect((await left(gone)).folders).toEqual(FOLDERS);
      await end(one, '1 minute');
      expect(await purge()).toEqual([]);
      await end(one, '16 minutes');
      await begin(two);
      expect(await purge()).toEqual([]);
      await close(gone, "now() - interval '25 hours'");
      expect(await purge()).toEqual([gone.code]);
    });

    it('something cannot be deleted: all rows stay, the others are purged all the same, and it is tried again', async () => {
      // not a table that says whose its rows are
      await postgres.query(DATABASE, 'CREATE TABLE work.stubborn (whose uuid REFERENCES config.tenant)');
      await postgres.query(DATABASE, 'INSERT INTO work.stubborn VALUES ($1)', [gone.tenantId]);
      for (const tenant of [gone, other]) await close(tenant, 'now()');
      expect(await purge()).toEqual([other.code]);
      expect((await left(gone)).tables).toContain('facts.call_record');
      await postgres.query(DATABASE, 'DROP TABLE work.stubborn');
      expect(await purge()).toEqual([gone.code]);
    });

    it('two processes purge at the same time: it is done once', async () => {
      await close(gone, 'now()');
      const [one, two] = await Promise.all([purge(), purge()]);
      expect([...one, ...two]).toEqual([gone.code]);
      expect((await auditOf(gone.tenantId)).map(({ action }) => action)).toEqual(['purge']);
    });
  });
});
