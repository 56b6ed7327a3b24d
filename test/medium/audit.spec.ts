import type { Actor } from '../../src/platform/access/actor.js';
import { Gate } from '../../src/platform/access/gate.js';
import { newId } from '../../src/platform/database/new-id.js';
import type { ListQuery } from '../../src/platform/database/paging.js';
import { AccessStaff } from '../fixtures/access-staff.js';
import { queryOnce } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

interface Entry {
  readonly id: string;
  readonly operator: string;
  readonly action: string;
  readonly objectLabel: string;
}

describe('the audit log', () => {
  let staff: AccessStaff;
  let acme: TenantRows;
  let admin: Actor;
  let stranger: Actor;
  let platform: Actor;

  beforeAll(async () => {
    staff = await AccessStaff.start('audit');
    acme = await insertTenantRows(staff.postgres.ownerUrl('audit'), 'acme', 'node1');
    const globex = await insertTenantRows(staff.postgres.ownerUrl('audit'), 'globex', 'node1');
    admin = await staff.admin(acme.tenantId);
    stranger = await staff.admin(globex.tenantId);
    platform = await staff.admin(null);
  });
  afterAll(() => staff.stop());

  const entries = (filter: ListQuery['filter'] = {}, actor = admin, more: Partial<ListQuery> = {}) =>
    staff.list<Entry>(actor, actor.tenantId === null ? 'platform_audit' : 'audit', { filter, ...more });

  /** As they are kept, newest first; pages tell them in words. */
  const changesOf = (objectId: string) =>
    staff.sql('SELECT before, after FROM access.audit_entry WHERE object_id = $1 ORDER BY at DESC, id DESC', [
      objectId,
    ]);

  const person = (login: string, name: string) => ({ login, name, language: 'zh', roleId: 'agent' });

  it('keeps every change with what was before and after, who it was and from where, and no secret', async () => {
    const { id, once } = await staff.create(admin, 'operator', person('traced', 'Before'));
    await staff.update(admin, 'operator', id, { name: '之后', roleId: 'inspector' });
    const password = await staff.perform(admin, 'operator', 'newPassword', id);
    await staff.remove(admin, 'operator', id);
    const kept = await entries({ objectId: id });
    expect(kept.map(({ action }) => action)).toEqual(['delete', 'newPassword', 'update', 'create']);
    expect(kept[2]).toMatchObject({ operator: 'admin by name (admin)', address: '192.0.2.7', objectLabel: 'traced' });
    const changes = await changesOf(id);
    expect(changes[2]).toEqual({
      before: { name: 'Before', roleId: 'agent', role: 'Agent' },
      after: { name: '之后', roleId: 'inspector', role: 'Quality inspector' },
    });
    expect(changes[3]).toMatchObject({ before: null, after: { login: 'traced' } });
    const raw = JSON.stringify(await staff.sql('SELECT * FROM access.audit_entry'));
    expect(raw).not.toMatch(/argon2/);
    for (const text of [once, password]) expect(raw).not.toContain(/: ([A-Za-z2-9]{20}) /.exec(text)![1]);
  });

  it('has no entry of a change that failed', async () => {
    const before = (await entries()).length;
    await expect(staff.create(admin, 'operator', person('no way', 'x'))).rejects.toThrow('login');
    await expect(staff.remove(admin, 'operator', admin.operatorId)).rejects.toThrow('not_oneself');
    expect(await entries()).toHaveLength(before);
  });

  it('is searched by time, person, act, object and keyword, in Chinese as well, signs of patterns as themselves', async () => {
    const { id } = await staff.create(admin, 'operator', person('seek', '张三 100%_\\'));
    await staff.update(admin, 'operator', id, { name: '李四' });
    const found = async (filter: ListQuery['filter']) => (await entries(filter)).map(({ action }) => action);
    expect(await found({ keyword: '张三' })).toEqual(['update', 'create']);
    expect(await found({ keyword: '李四' })).toEqual(['update']);
    expect(await found({ keyword: '100%_' })).toEqual(['update', 'create']);
    expect(await found({ keyword: '1%3' })).toEqual([]);
    expect(await found({ keyword: 'SEEK', action: 'create' })).toEqual(['create']);
    expect(await found({ objectId: id, operator: 'ADMIN BY' })).toEqual(['update', 'create']);
    expect(await found({ objectId: id, operator: 'nobody' })).toEqual([]);
    expect(await found({ objectId: id, objectType: 'role' })).toEqual([]);
    const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    expect(await found({ objectId: id, at: { from: hour(-1), to: hour(1) } })).toEqual(['update', 'create']);
    expect(await found({ objectId: id, at: { to: hour(-1) } })).toEqual([]);
    expect(await found({ objectId: id, at: { from: 'nonsense' } })).toEqual([]);
    const oldestFirst = await entries({ objectId: id }, admin, { sort: { by: 'at', descending: false } });
    expect(oldestFirst.map(({ action }) => action)).toEqual(['create', 'update']);
  });

  it('of a company is the company’s; the platform reads all, and can ask for one', async () => {
    await staff.create(stranger, 'operator', person('secretive', 'Theirs'));
    const [theirs] = await entries({ keyword: 'secretive' }, platform, {});
    expect(await entries({ keyword: 'secretive' })).toEqual([]);
    expect(await staff.find(admin, 'audit', theirs!.id)).toBeUndefined();
    expect(await entries({ keyword: 'secretive', tenant: 'globex' }, platform)).toHaveLength(1);
    expect(await entries({ keyword: 'secretive', tenant: 'acme' }, platform)).toHaveLength(0);
    await expect(staff.list(admin, 'platform_audit')).rejects.toThrow('not_permitted');
  });

  it('keeps a look at something personal, whoever may not look leaves nothing', async () => {
    const act = { action: 'listen', objectType: 'recording', objectId: newId(), objectLabel: 'a call' };
    await staff.app.get(Gate).witness(admin, 'recording.listen', act);
    expect(await entries({ action: 'listen' })).toHaveLength(1);
    const nobody = { ...admin, permissions: new Set<never>() };
    await expect(staff.app.get(Gate).witness(nobody, 'recording.listen', act)).rejects.toThrow('not_permitted');
    expect(await entries({ action: 'listen' })).toHaveLength(1);
  });

  it('takes an act whatever its words are: no act escapes by what PostgreSQL would refuse', async () => {
    const odd = 'a\0b 🐼 \ud83d';
    const act = { action: 'look', objectType: 'role', objectId: odd, objectLabel: odd };
    await staff.app.get(Gate).witness(admin, 'audit.read', { ...act, before: { reason: odd }, after: { list: [odd] } });
    const whole = 'ab 🐼 \ufffd';
    const [entry] = await entries({ action: 'look', objectId: whole });
    expect(entry).toMatchObject({ objectLabel: whole });
    const change = { before: { reason: whole, list: null }, after: { reason: null, list: [whole] } };
    expect(await changesOf(whole)).toEqual([change]);
  });

  describe('is changed by nobody', () => {
    const CHANGES = [
      "UPDATE access.audit_entry SET action = 'nothing'",
      'DELETE FROM access.audit_entry',
      'TRUNCATE access.audit_entry',
      'TRUNCATE access.audit_entry, config.tenant CASCADE',
      "INSERT INTO access.audit_entry SELECT * FROM access.audit_entry ON CONFLICT (id) DO UPDATE SET action = 'nothing'",
      'ALTER TABLE access.audit_entry DISABLE TRIGGER ALL',
      'DROP TABLE access.audit_entry',
    ];

    const digest = async () =>
      (
        await staff.sql<{ digest: string }>(
          "SELECT md5(string_agg(a::text, '|' ORDER BY id)) AS digest FROM access.audit_entry a",
        )
      )[0]!.digest;

    it.each(CHANGES)('%s: not by any role that the product signs in as', async (statement) => {
      const before = await digest();
      for (const role of ['callrack_app', 'callrack_operator', 'callrack_node', 'callrack_asterisk']) {
        const url = `postgres://${role}:${role}-password@127.0.0.1:${staff.postgres.port}/audit`;
        await expect(queryOnce(url, statement)).rejects.toThrow(/permission denied|must be owner/);
      }
      await expect(staff.databases.asTenant(acme.tenantId, (session) => session.query(statement))).rejects.toThrow(
        /permission denied|must be owner/,
      );
      expect(await digest()).toBe(before);
    });

    it.each(CHANGES.slice(0, 5))('%s: not by the owner of the table either', async (statement) => {
      const before = await digest();
      await expect(staff.sql(statement)).rejects.toThrow('the audit log is not changed');
      expect(await digest()).toBe(before);
    });

    it('nor by the console: the resource knows reading alone', async () => {
      const [entry] = await entries();
      for (const id of ['audit', 'platform_audit']) {
        const { create, update, remove, actions, permissions } = staff.resource(id);
        expect([create, update, remove, actions]).toEqual([undefined, undefined, undefined, undefined]);
        expect(Object.keys(permissions)).toEqual(['read']);
      }
      await expect(staff.remove(admin, 'audit', entry!.id)).rejects.toThrow('not_permitted');
    });

    it('a company’s session writes no entry under another company’s name', async () => {
      const entry = [newId(), new Date(), stranger.tenantId, 'x', 'x', '', 'create', 'queue', 'x'];
      const insert = `INSERT INTO access.audit_entry
        (id, at, tenant_id, operator_login, operator_name, address, action, object_type, object_label)
        VALUES (${entry.map((_, index) => `$${index + 1}`).join(', ')})`;
      await expect(staff.databases.asTenant(acme.tenantId, (session) => session.query(insert, entry))).rejects.toThrow(
        'row-level security',
      );
    });
  });

  it('a hundred thousand entries: a page is read along the index, and the length is counted up to ten thousand', async () => {
    await staff.sql(
      `INSERT INTO access.audit_entry (id, at, tenant_id, operator_login, operator_name, address, action, object_type, object_label)
       SELECT gen_random_uuid(), now() - n * interval '1 s', $1, 'x', 'x', '', 'create', 'queue', 'many ' || n
       FROM generate_series(1, 100000) n`,
      [acme.tenantId],
    );
    await staff.sql('ANALYZE access.audit_entry');
    const audit = staff.resource('audit');
    const page = await staff.records.page(audit, admin, { filter: {}, sort: null, offset: 0, limit: 10 });
    expect([page.found.length, page.total]).toEqual([10, 10_000]);
    for (const [role, actor] of [
      ['tenant', admin],
      ['platform', platform],
    ] as const) {
      const explain = (session: { query: (sql: string) => Promise<Record<string, string>[]> }) =>
        session.query('EXPLAIN SELECT id FROM access.audit_entry a ORDER BY a.at DESC, a.id DESC LIMIT 10');
      const plan =
        actor.tenantId === null
          ? await staff.databases.transaction('operator', explain)
          : await staff.databases.asTenant(actor.tenantId, explain);
      expect(`${role}: ${JSON.stringify(plan)}`).toContain('Index');
      expect(`${role}: ${JSON.stringify(plan)}`).not.toContain('Sort');
    }
  });
});
