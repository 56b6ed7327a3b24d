import type { Actor } from '../../src/platform/access/actor.js';
import { FirstOperator } from '../../src/platform/access/first-operator.js';
import type { Operator } from '../../src/platform/access/operators.service.js';
import type { Role } from '../../src/platform/access/roles.service.js';
import { TENANT_PERMISSIONS } from '../../src/platform/access/core/permissions.js';
import { Gate } from '../../src/platform/access/gate.js';
import { newId } from '../../src/platform/database/new-id.js';
import { AccessStaff } from '../fixtures/access-staff.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

describe('operators and roles', () => {
  let staff: AccessStaff;
  let acme: TenantRows;
  let globex: TenantRows;
  let admin: Actor;
  let stranger: Actor;
  let platform: Actor;

  beforeAll(async () => {
    staff = await AccessStaff.start('access');
    acme = await insertTenantRows(staff.postgres.ownerUrl('access'), 'acme', 'node1');
    globex = await insertTenantRows(staff.postgres.ownerUrl('access'), 'globex', 'node1');
    admin = await staff.admin(acme.tenantId);
    stranger = await staff.admin(globex.tenantId);
    platform = await staff.admin(null);
  });
  afterAll(() => staff.stop());

  const person = (login: string, roleId: string, more: object = {}) => ({
    login,
    name: login,
    language: 'zh',
    roleId,
    ...more,
  });

  /** A clerk of acme with exactly these permissions, signed in. */
  async function clerk(login: string, ...permissions: string[]): Promise<Actor> {
    const role = await staff.create(admin, 'role', { name: `role of ${login}`, permissions });
    return staff.actor((await staff.create(admin, 'operator', person(login, role.id))).id);
  }

  it('somebody new gets a password once, and may do what their role says', async () => {
    const made = await staff.create(admin, 'operator', person('Anna.B', 'supervisor'));
    expect(made.once).toMatch(/First password of anna\.b: [A-Za-z2-9]{20} /);
    const anna = await staff.actor(made.id);
    expect(anna).toMatchObject({ login: 'anna.b', tenantId: acme.tenantId });
    expect(anna.permissions.has('recording.listen')).toBe(true);
    expect(anna.permissions.has('operator.read')).toBe(false);
    await expect(staff.list(anna, 'operator')).rejects.toThrow('access.not_permitted');
    const [row] = await staff.sql<{ hash: string }>('SELECT password_hash AS hash FROM access.operator WHERE id = $1', [
      made.id,
    ]);
    expect(row!.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it.each([
    [{ login: 'a b' }, /login/],
    [{ login: '-x' }, /login/],
    [{ login: 'x'.repeat(41) }, /login/],
    [{ name: '' }, /name/],
    [{ name: 'a\u0000b' }, /name/],
    [{ name: 'x'.repeat(201) }, /name/],
    [{ language: 'fr' }, /language/],
    [{ roleId: 'platform_admin' }, /no such role/],
    [{ roleId: newId() }, /no such role/],
    [{ roleId: '' }, /roleId/],
  ])('%j is refused by its field', async (wrong, said) => {
    await expect(staff.create(admin, 'operator', { ...person('someone', 'agent'), ...wrong })).rejects.toThrow(said);
  });

  it('names of 200 characters, emoji and markup are names', async () => {
    const name = `<script>${'🐼'.repeat(90)}</script>`.slice(0, 190);
    const { id } = await staff.create(admin, 'operator', person('odd', 'agent', { name }));
    expect((await staff.find<Operator>(admin, 'operator', id))!.name).toBe(name);
  });

  it('a login is there once in a company, and again in another', async () => {
    await staff.create(admin, 'operator', person('same', 'agent'));
    await expect(staff.create(admin, 'operator', person('SAME', 'agent'))).rejects.toThrow('access.operator_exists');
    await staff.create(stranger, 'operator', person('same', 'agent'));
    const seen = await staff.list<Operator>(stranger, 'operator', { filter: { login: 'same' } });
    expect(seen).toHaveLength(1);
  });

  it('another company’s people and roles do not exist, by no way', async () => {
    const { id } = await staff.create(stranger, 'operator', person('hidden', 'agent'));
    const role = await staff.create(stranger, 'role', { name: 'Theirs', permissions: ['live.read'] });
    for (const outsider of [admin, platform]) {
      const [operators, roles] = outsider === admin ? ['operator', 'role'] : ['platform_operator', 'platform_role'];
      expect(await staff.find(outsider, operators, id)).toBeUndefined();
      expect(await staff.find(outsider, roles, role.id)).toBeUndefined();
      expect(JSON.stringify(await staff.list(outsider, operators))).not.toContain(id);
      expect(JSON.stringify(await staff.list(outsider, roles))).not.toContain(role.id);
      await expect(staff.update(outsider, operators, id, person('x', 'auditor'))).rejects.toThrow('not_found');
      await expect(staff.remove(outsider, operators, id)).rejects.toThrow('not_found');
      await expect(staff.perform(outsider, operators, 'newPassword', id)).rejects.toThrow('not_found');
      await expect(staff.remove(outsider, roles, role.id)).rejects.toThrow('not_found');
      await expect(staff.create(outsider, operators, person('thief', role.id))).rejects.toThrow('no such role');
    }
    await expect(staff.list(admin, 'platform_operator')).rejects.toThrow('access.not_permitted');
    await expect(staff.list(platform, 'operator')).rejects.toThrow('access.not_permitted');
  });

  it('a tenant’s session reads no hash and no secret, not even of its own people', async () => {
    for (const column of ['password_hash', 'totp_secret', 'totp_last_step', '*']) {
      await expect(
        staff.databases.asTenant(acme.tenantId, (session) => session.query(`SELECT ${column} FROM access.operator`)),
      ).rejects.toThrow('permission denied');
    }
  });

  describe('nobody gives more than they have', () => {
    it('by a role, old or new, their own or another’s', async () => {
      const hr = await clerk(
        'hr',
        'operator.read',
        'operator.create',
        'operator.update',
        'role.read',
        'role.create',
        'role.update',
      );
      const tooMuch = { name: 'Mighty', permissions: ['operator.read', 'recording.download'] };
      await expect(staff.create(hr, 'role', tooMuch)).rejects.toThrow('recording.download');
      await expect(staff.create(hr, 'operator', person('puppet', 'tenant_admin'))).rejects.toThrow('more_than_own');
      const mine = await staff.create(hr, 'role', { name: 'Readers', permissions: ['operator.read'] });
      await expect(staff.update(hr, 'role', mine.id, { permissions: tooMuch.permissions })).rejects.toThrow(
        'more_than_own',
      );
      const puppet = await staff.create(hr, 'operator', person('puppet', mine.id));
      await expect(staff.update(hr, 'operator', puppet.id, { roleId: 'auditor' })).rejects.toThrow('more_than_own');
      const ownRole = (await staff.find<Operator>(admin, 'operator', hr.operatorId))!.roleId;
      await expect(staff.update(hr, 'role', ownRole, { permissions: ['role.read'] })).rejects.toThrow('not_oneself');
    });

    it('and nobody touches who has more: not their password, their role, their account', async () => {
      const helper = await clerk(
        'helper',
        'operator.read',
        'operator.update',
        'operator.delete',
        'role.read',
        'role.delete',
      );
      for (const attempt of [
        () => staff.perform(helper, 'operator', 'newPassword', admin.operatorId),
        () => staff.update(helper, 'operator', admin.operatorId, { disabled: true }),
        () => staff.remove(helper, 'operator', admin.operatorId),
      ]) {
        await expect(attempt()).rejects.toThrow('access.more_than_own_rights');
      }
      const role = await staff.create(admin, 'role', { name: 'Exporters', permissions: ['call_record.export'] });
      await expect(staff.remove(helper, 'role', role.id)).rejects.toThrow('more_than_own');
    });

    it('permissions of the other side are none', async () => {
      const mixed = { name: 'Mixed', permissions: ['live.read', 'tenant.create'] };
      await expect(staff.create(admin, 'role', mixed)).rejects.toThrow('permissions');
      await staff.sql(
        `UPDATE access.role SET permissions = permissions || '{tenant.create,nonsense}' WHERE name = 'Readers'`,
      );
      const [puppet] = await staff.list<Operator>(admin, 'operator', { filter: { login: 'puppet' } });
      expect([...(await staff.actor(puppet!.id)).permissions]).toEqual(['operator.read']);
    });
  });

  describe('somebody can always get in', () => {
    it('nobody removes, disables or demotes themselves, nor renews their own password here', async () => {
      for (const [actor, resource, role] of [
        [admin, 'operator', 'agent'],
        [platform, 'platform_operator', 'auditor'],
      ] as const) {
        const id = actor.operatorId;
        for (const attempt of [
          () => staff.remove(actor, resource, id),
          () => staff.update(actor, resource, id, { disabled: true }),
          () => staff.update(actor, resource, id, { roleId: role }),
          () => staff.perform(actor, resource, 'newPassword', id),
        ]) {
          await expect(attempt()).rejects.toThrow('access.not_oneself');
        }
        await staff.update(actor, resource, id, { name: 'Another name' });
        expect((await staff.actor(id)).name).toBe('Another name');
      }
    });

    it('the last administrator stays, also when two remove each other at once', async () => {
      const second = await staff.admin(acme.tenantId, 'second');
      const results = await Promise.allSettled([
        staff.remove(admin, 'operator', second.operatorId),
        staff.remove(second, 'operator', admin.operatorId),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const [left] = await staff.list<Operator>(second, 'operator', { filter: { roleId: 'tenant_admin' } });
      admin = await staff.actor(left!.id);
      const everything = await clerk('everything', ...TENANT_PERMISSIONS);
      for (const attempt of [
        () => staff.remove(everything, 'operator', admin.operatorId),
        () => staff.update(everything, 'operator', admin.operatorId, { disabled: true }),
        () => staff.update(everything, 'operator', admin.operatorId, { roleId: 'agent' }),
      ]) {
        await expect(attempt()).rejects.toThrow('access.last_admin');
      }
    });

    it('changes of one company take turns, so that what was checked still holds; another company does not wait', async () => {
      const gate = staff.app.get(Gate);
      const order: string[] = [];
      const began = Promise.withResolvers<undefined>();
      const release = Promise.withResolvers<undefined>();
      const first = gate.change(admin, 'operator.update', async () => {
        began.resolve(undefined);
        await release.promise;
        order.push('first');
      });
      await began.promise;
      const second = gate.change(admin, 'operator.update', () => Promise.resolve(order.push('second')));
      await gate.change(stranger, 'operator.update', () => Promise.resolve(order.push('other company')));
      release.resolve(undefined);
      await Promise.all([first, second]);
      expect(order).toEqual(['other company', 'first', 'second']);
    });

    it('the machine makes a first operator only where the platform has none', async () => {
      expect(await staff.app.get(FirstOperator).ensure()).toBeUndefined();
    });
  });

  it('another role, being disabled and a new password end the sign-in; another name does not', async () => {
    const { id } = await staff.create(admin, 'operator', person('mover', 'agent'));
    const epoch = async () =>
      (await staff.sql<{ epoch: number }>('SELECT epoch FROM access.operator WHERE id = $1', [id]))[0]!.epoch;
    expect(await epoch()).toBe(1);
    await staff.update(admin, 'operator', id, { name: 'Mover and Shaker' });
    expect(await epoch()).toBe(1);
    await staff.update(admin, 'operator', id, { roleId: 'inspector' });
    await staff.update(admin, 'operator', id, { disabled: true });
    await staff.update(admin, 'operator', id, { disabled: false });
    expect(await epoch()).toBe(3);
    expect(await staff.perform(admin, 'operator', 'newPassword', id)).toMatch(/[A-Za-z2-9]{20}/);
    expect(await epoch()).toBe(4);
  });

  it('who has lost their telephone is helped by an administrator', async () => {
    const { id } = await staff.create(admin, 'operator', person('lost', 'agent'));
    await expect(staff.perform(admin, 'operator', 'forgetSecondFactor', id)).rejects.toThrow('not_found');
    await staff.sql("UPDATE access.operator SET totp_secret = 'sealed' WHERE id = $1", [id]);
    expect((await staff.find<Operator>(admin, 'operator', id))!.secondFactor).toBe(true);
    await staff.perform(admin, 'operator', 'forgetSecondFactor', id);
    expect((await staff.find<Operator>(admin, 'operator', id))!.secondFactor).toBe(false);
  });

  it('two who save the same person or role: the later is told', async () => {
    const { id } = await staff.create(admin, 'operator', person('shared', 'agent'));
    const input = person('shared', 'agent', { disabled: false });
    await staff.records.update(staff.resource('operator'), admin, id, 1, { ...input, name: 'First' });
    await expect(
      staff.records.update(staff.resource('operator'), admin, id, 1, { ...input, name: 'Second' }),
    ).rejects.toThrow('changed_meanwhile');
  });

  describe('who was recognised, and may no more when the change begins', () => {
    const THEIRS = ['operator.read', 'operator.create', 'role.read', 'live.read'];
    const gate = () => staff.app.get(Gate);
    const sqlOf = (what: string) => (actor: Actor) => staff.sql(what, [actor.operatorId]);
    const disable = sqlOf('UPDATE access.operator SET disabled = true WHERE id = $1');

    it.each([
      ['is disabled', disable, 'access.not_signed_in'],
      ['has another epoch', sqlOf('UPDATE access.operator SET epoch = epoch + 1 WHERE id = $1'), 'not_signed_in'],
      ['is deleted', sqlOf('DELETE FROM access.operator WHERE id = $1'), 'access.not_signed_in'],
      [
        'has lost a permission',
        sqlOf(
          `UPDATE access.role SET permissions = '{operator.read,operator.create,role.read}'
           WHERE id = (SELECT role_id FROM access.operator WHERE id = $1)`,
        ),
        'access.not_permitted',
      ],
      [
        'belongs to a company that is suspended',
        sqlOf(
          `UPDATE config.tenant SET status = 'suspended'
           WHERE id = (SELECT tenant_id FROM access.operator WHERE id = $1)`,
        ),
        'access.tenant_not_open',
      ],
    ])('%s: changes nothing, and is told so', async (what, happen, said) => {
      const late = await clerk(`late.${what.length}`, ...THEIRS);
      expect(await gate().change(late, 'operator.create', () => Promise.resolve('changed'))).toBe('changed');
      await happen(late);
      const before = await staff.sql('SELECT count(*) FROM access.audit_entry');
      const made = gate().change(late, 'operator.create', () => Promise.resolve('changed'));
      await expect(made).rejects.toThrow(said);
      const act = { action: 'look', objectType: 'operator', objectId: null, objectLabel: 'x' };
      await expect(gate().witness(late, 'operator.read', act)).rejects.toThrow(said);
      expect(await staff.sql('SELECT count(*) FROM access.audit_entry')).toEqual(before);
      await staff.sql("UPDATE config.tenant SET status = 'open'");
    });

    it('is of the platform, and disabled: the same', async () => {
      const late = await staff.admin(null, 'late');
      await gate().change(late, 'tenant.create', () => Promise.resolve('changed'));
      await disable(late);
      const made = gate().change(late, 'tenant.create', () => Promise.resolve('changed'));
      await expect(made).rejects.toThrow('access.not_signed_in');
    });

    it('is disabled while another change of the company keeps theirs waiting: it does not happen', async () => {
      const late = await clerk('waiting', ...THEIRS);
      const began = Promise.withResolvers<undefined>();
      const release = Promise.withResolvers<undefined>();
      const first = gate().change(admin, 'operator.update', async () => {
        began.resolve(undefined);
        await release.promise;
      });
      await began.promise;
      const waiting = gate().change(late, 'operator.create', () => Promise.resolve('changed'));
      await disable(late);
      release.resolve(undefined);
      await expect(waiting).rejects.toThrow('access.not_signed_in');
      await first;
    });
  });

  describe('roles', () => {
    it('the product’s come first, in the person’s language, and stay as they are', async () => {
      const names = (await staff.list<Role>(admin, 'role')).filter(({ builtin }) => builtin).map(({ name }) => name);
      expect(names).toEqual(['Company administrator', 'Supervisor', 'Quality inspector', 'Agent', 'Auditor']);
      const ofPlatform = await staff.list<Role>(platform, 'platform_role');
      expect(ofPlatform.map(({ id }) => id)).toEqual(['platform_admin', 'auditor']);
      await expect(staff.update(admin, 'role', 'agent', { permissions: ['live.read'] })).rejects.toThrow(
        'builtin_role',
      );
      await expect(staff.remove(admin, 'role', 'agent')).rejects.toThrow('builtin_role');
      await expect(staff.create(admin, 'role', { name: 'AUDITOR', permissions: ['live.read'] })).rejects.toThrow(
        'role_exists',
      );
    });

    it('pages go on from the product’s roles to people’s own without a gap or a repeat', async () => {
      const all = await staff.list<Role>(admin, 'role');
      const paged: Role[] = [];
      for (let offset = 0; offset < all.length; offset += 3) {
        paged.push(...(await staff.list<Role>(admin, 'role', { offset, limit: 3 })));
      }
      expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    });

    it('one in use is not deleted, and says who holds it', async () => {
      const role = await staff.create(admin, 'role', { name: 'Held', permissions: ['live.read'] });
      const holder = await staff.create(admin, 'operator', person('holder', role.id));
      await expect(staff.remove(admin, 'role', role.id)).rejects.toThrow(/holder/);
      await staff.remove(admin, 'operator', holder.id);
      await staff.remove(admin, 'role', role.id);
      expect(await staff.find(admin, 'role', role.id)).toBeUndefined();
    });

    it('a changed role counts from the next request on', async () => {
      const watcher = await clerk('watcher', 'live.read');
      const { roleId } = (await staff.find<Operator>(admin, 'operator', watcher.operatorId))!;
      await staff.update(admin, 'role', roleId, { permissions: ['live.read', 'queue.read'] });
      expect([...(await staff.actor(watcher.operatorId)).permissions].sort()).toEqual(['live.read', 'queue.read']);
    });
  });
});
