import type { MenuRecord } from '../../src/ivr/core/menu-record.js';
import type { DbSession } from '../../src/platform/database/transaction.js';
import { LinesService } from '../../src/lines/lines.service.js';
import { References } from '../../src/platform/references/references.js';
import type { Thing } from '../../src/platform/references/thing.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

/** The rows of the fixture: agent 7001 at extension 1001; access number -> menu "welcome" -> queue 2000. */
describe('what is in use is not deleted, and says where it is used', () => {
  let world: TwoTenants;

  beforeAll(async () => {
    world = await TwoTenants.start();
    // What a duty rule names is duty-rules.spec.ts's affair.
    await world.query('DELETE FROM config.duty_rule');
    await world.query('UPDATE config.disposition SET queue_ids = DEFAULT');
    // What flows and mailboxes name: flows.spec.ts, voicemail.spec.ts.
    await world.query('DELETE FROM config.flow');
    await world.query('UPDATE config.mailbox SET greeting_id = NULL');
  });
  afterAll(() => world.stop());

  const asOurs = <T>(fn: (session: DbSession) => Promise<T>) => world.databases.asTenant(world.ours.tenantId, fn);
  const usersOf = async (thing: Thing) =>
    (await asOurs((session) => world.get(References).usesOf(session, thing))).map((use) => `${use.kind} ${use.label}`);
  const menu = async (name: string, destination: object) =>
    (
      await world.records.create(world.resources.menu, world.ours.admin, {
        name,
        promptId: world.ours.promptId,
        action: { kind: 'go', destination },
      })
    ).record as MenuRecord;
  const removeMenu = (id: string) => world.records.remove(world.resources.menu, world.ours.admin, id);
  const accessNumber = async () =>
    (
      await world.query<{ number: string }>(
        'SELECT number FROM config.access_number WHERE tenant_id = $1',
        world.ours.tenantId,
      )
    )[0]!.number;

  it('a queue that a menu leads to', async () => {
    const { queueId, admin } = world.ours;
    await expect(world.records.remove(world.resources.queue, admin, queueId)).rejects.toMatchObject({
      code: 'platform.in_use',
      httpStatus: 409,
      text: {
        zh: '正在使用，不能删除。使用它的有：来话菜单 welcome',
        en: 'It is in use and cannot be deleted. Used by: menu welcome',
      },
    });
    expect(await world.records.find(world.resources.queue, admin, queueId)).toBeDefined();
  });

  it('a queue that a disposition is for', async () => {
    const { queueId, tenantId } = world.ours;
    const only = 'UPDATE config.disposition SET queue_ids = $2 WHERE tenant_id = $1';
    await world.query(only, tenantId, `{${queueId}}`);
    expect(await usersOf({ kind: 'queue', id: queueId })).toContain('disposition 1 已解决');
    await world.query(only, tenantId, '{}');
    expect(await usersOf({ kind: 'queue', id: queueId })).toEqual(['menu welcome']);
  });

  it('a queue that another company is led to, without a word of which', async () => {
    const { admin, tenantId } = world.ours;
    const { record } = await world.records.create(world.resources.queue, admin, {
      ...{ number: '2300', name: 'shared', ringTimeoutS: 20, maxWaitS: 60, overflow: { to: 'hangUp' } },
      ...{ wrapUpS: 0, record: false, answerBeforeAgent: false },
    });
    const share = `INSERT INTO config.queue_share (id, tenant_id, name, to_tenant_id, to_queue_id)
      VALUES (gen_random_uuid(), $1, 'Partner', $2, $3)`;
    await world.query(share, world.theirs.tenantId, tenantId, record.id);
    const remove = () => world.records.remove(world.resources.queue, admin, record.id);
    await expect(remove()).rejects.toMatchObject({ code: 'acd.queue_shared', httpStatus: 409 });
    expect(await world.records.find(world.resources.queue, admin, record.id)).toBeDefined();
    await world.query('DELETE FROM config.queue_share WHERE to_queue_id = $1', record.id);
    await remove();
  });

  it('a queue that another queue overflows into', async () => {
    const { queueId, admin } = world.ours;
    const { record } = await world.records.create(world.resources.queue, admin, {
      number: '2200',
      name: '夜间 <b>',
      ringTimeoutS: 20,
      maxWaitS: 60,
      overflow: { to: 'queue', queueId },
      wrapUpS: 0,
      record: false,
      answerBeforeAgent: true,
    });
    expect(await usersOf({ kind: 'queue', id: queueId })).toEqual(['menu welcome', 'queue 2200 夜间 <b>']);
    await world.records.remove(world.resources.queue, admin, record.id);
  });

  it('a menu that an access number and another menu lead to', async () => {
    const { menuId, admin } = world.ours;
    const other = await menu('again', { to: 'menu', menuId });
    const number = await accessNumber();
    expect((await usersOf({ kind: 'menu', id: menuId })).sort()).toEqual([`access_number ${number}`, 'menu again']);
    await removeMenu(other.id);
    await expect(world.records.remove(world.resources.menu, admin, menuId)).rejects.toMatchObject({
      text: { en: `It is in use and cannot be deleted. Used by: access number ${number}` },
    });
  });

  it('a prompt that menus play, or a destination', async () => {
    const { promptId } = world.ours;
    const other = await menu('says it', { to: 'play', promptId });
    expect((await usersOf({ kind: 'prompt', id: promptId })).sort()).toEqual(['menu says it', 'menu welcome']);
    await removeMenu(other.id);
  });

  it('an extension where an agent sits, that a menu leads to, or that rings in a group', async () => {
    const { extensionId } = world.ours;
    const other = await menu('boss', { to: 'extension', extensionId });
    expect((await usersOf({ kind: 'extension', id: extensionId })).sort()).toEqual([
      ...['agent 7001 Agent', 'menu boss', 'ring_group reception'],
    ]);
    const remove = asOurs((session) => world.get(LinesService).removeExtension(session, extensionId));
    await expect(remove).rejects.toMatchObject({ code: 'platform.in_use' });
    await removeMenu(other.id);
  });

  it('nothing keeps an agent', async () => {
    expect(await usersOf({ kind: 'agent', id: world.ours.agentId })).toEqual([]);
  });

  it('of many users the first are named and the others counted', async () => {
    const { queueId, admin } = world.ours;
    const made: string[] = [];
    for (let n = 10; n < 22; n += 1) made.push((await menu(`menu-${n}`, { to: 'queue', queueId })).id);
    await expect(world.records.remove(world.resources.queue, admin, queueId)).rejects.toMatchObject({
      text: { en: expect.stringMatching(/: menu menu-10, .*, menu menu-19 and 3 more$/) },
    });
    for (const id of made) await removeMenu(id);
  });

  it("another tenant's use of its own is no use of ours, whatever ids are asked for", async () => {
    expect(await usersOf({ kind: 'queue', id: world.theirs.queueId })).toEqual([]);
    expect(await usersOf({ kind: 'prompt', id: world.theirs.promptId })).toEqual([]);
    expect(await usersOf({ kind: 'extension', id: world.theirs.extensionId })).toEqual([]);
  });

  it('what is chosen must be there: of the right kind, and of the tenant', async () => {
    const { ours, theirs } = world;
    const mustExist = (thing: Thing) => asOurs((session) => world.get(References).mustExist(session, thing));
    const things = (party: typeof ours): Thing[] => [
      { kind: 'agent', id: party.agentId },
      { kind: 'extension', id: party.extensionId },
      { kind: 'queue', id: party.queueId },
      { kind: 'menu', id: party.menuId },
      { kind: 'prompt', id: party.promptId },
    ];
    for (const thing of things(ours)) await expect(mustExist(thing)).resolves.toBeUndefined();
    for (const thing of [...things(theirs), { kind: 'menu', id: ours.queueId } as const]) {
      await expect(mustExist(thing)).rejects.toMatchObject({ code: 'platform.not_found' });
    }
  });

  it('a deletion waits for a change of the same tenant that would use the thing', async () => {
    const { admin, tenantId } = world.ours;
    const { record } = await world.records.create(world.resources.queue, admin, {
      number: '2300',
      name: 'soon used',
      ringTimeoutS: 20,
      maxWaitS: 60,
      overflow: { to: 'hangUp' },
      wrapUpS: 0,
      record: false,
      answerBeforeAgent: true,
    });
    const both = await Promise.allSettled([
      menu('user', { to: 'queue', queueId: record.id }),
      world.records.remove(world.resources.queue, admin, record.id),
    ]);
    const done = both.filter(({ status }) => status === 'fulfilled');
    expect(done).toHaveLength(1);
    const dangling = await world.query(
      `SELECT name FROM config.menu m WHERE tenant_id = $1 AND name = 'user'
       AND NOT EXISTS (SELECT FROM config.queue WHERE id = (m.action #>> '{destination,queueId}')::uuid)`,
      tenantId,
    );
    expect(dangling).toEqual([]);
  });
});
