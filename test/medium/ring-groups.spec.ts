import { ringGroupsResource } from '../../src/console/resources/ring-groups.js';
import { RingGroupsService } from '../../src/lines/ring-groups.service.js';
import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { References } from '../../src/platform/references/references.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

describe('ring groups as people configure them', () => {
  let world: TwoTenants;

  beforeAll(async () => {
    world = await TwoTenants.start();
  });
  afterAll(() => world.stop());

  const resource = () => ringGroupsResource(world.get(RingGroupsService));
  const input = (change: object = {}) => ({
    ...{ name: '前台', number: '600', way: 'in_turn', ringS: '15', members: [world.ours.extensionId] },
    otherwise: JSON.stringify({ to: 'voicemail' }),
    ...change,
  });
  const uses = (kind: 'extension' | 'queue' | 'ring_group', id: string) =>
    world.databases.snapshot('operator', (session) => world.get(References).usesOf(session, { kind, id }));

  it('is made, read by the engine, changed and removed; of another tenant nobody sees it', async () => {
    const { admin, tenantId, extensionId } = world.ours;
    const { record } = await world.records.create(resource(), admin, input());
    const { items } = await world.databases.snapshot('operator', (session) =>
      world.get(RingGroupsService).listRingGroups(session),
    );
    expect(items).toContainEqual({
      ...{ id: record.id, tenantId, name: '前台', number: '600', way: 'in_turn', ringS: 15 },
      ...{ members: [extensionId], otherwise: { to: 'voicemail' } },
    });
    await expect(world.records.create(resource(), admin, input({ name: '二' }))).rejects.toMatchObject({
      code: 'lines.ring_group_exists',
    });
    const { record: silent } = await world.records.create(resource(), admin, input({ name: '三', number: '' }));
    await world.records.create(resource(), admin, input({ name: '四', number: '' }));
    await world.records.update(resource(), admin, silent.id, 1, input({ name: '三', number: '', way: 'at_once' }));
    const { found } = await world.records.page(resource(), world.theirs.admin, WHOLE_LIST);
    expect(found.map(({ record: theirs }) => theirs.id)).not.toContain(record.id);
    await expect(world.records.remove(resource(), world.theirs.admin, record.id)).rejects.toThrow();
    await world.records.remove(resource(), admin, record.id);
    expect(await world.records.find(resource(), admin, record.id)).toBeUndefined();
  });

  it('what it names is not removed, nor itself where callers are sent to it', async () => {
    const { admin, extensionId, queueId } = world.ours;
    const otherwise = { to: 'queue', queueId };
    const { record } = await world.records.create(resource(), admin, input({ name: 'a', number: '', otherwise }));
    const use = { kind: 'ring_group', id: record.id, label: 'a' };
    expect(await uses('extension', extensionId)).toContainEqual(use);
    expect(await uses('queue', queueId)).toContainEqual(use);
    const next = { to: 'ringGroup', ringGroupId: record.id };
    const { record: other } = await world.records.create(resource(), admin, input({ name: 'b', otherwise: next }));
    await expect(world.records.remove(resource(), admin, record.id)).rejects.toMatchObject({
      code: 'platform.in_use',
      text: { zh: expect.stringContaining('振铃组 b') as unknown },
    });
    await world.records.remove(resource(), admin, other.id);
    await world.query(
      'UPDATE config.access_number SET destination = $1 WHERE tenant_id = $2',
      next,
      world.ours.tenantId,
    );
    await expect(world.records.remove(resource(), admin, record.id)).rejects.toMatchObject({ code: 'platform.in_use' });
  });

  it('a group that sends its callers to itself is refused', async () => {
    const { admin } = world.ours;
    const { record } = await world.records.create(resource(), admin, input({ name: 'c', number: '' }));
    const otherwise = { to: 'ringGroup', ringGroupId: record.id };
    await expect(
      world.records.update(resource(), admin, record.id, 1, input({ name: 'c', number: '', otherwise })),
    ).rejects.toMatchObject({ fields: { otherwise: { zh: expect.any(String) as unknown } } });
  });

  it.each<[string, string, () => object]>([
    ['no member', 'members', () => ({ members: [] })],
    ["another tenant's telephone", 'members', () => ({ members: [world.theirs.extensionId] })],
    ['a telephone that is gone', 'members', () => ({ members: [newId()] })],
    ['too many', 'members', () => ({ members: Array.from({ length: 51 }, () => newId()) })],
    ['letters', 'number', () => ({ number: 'x' })],
    ['no way', 'way', () => ({ way: 'loud' })],
    ['too short', 'ringS', () => ({ ringS: '4' })],
    ['nowhere', 'otherwise', () => ({ otherwise: '' })],
  ])('%s: the field is named', async (_story, field, change) => {
    await expect(
      world.records.create(resource(), world.ours.admin, input({ name: 'z', number: '', ...change() })),
    ).rejects.toMatchObject({ fields: { [field]: { zh: expect.any(String) as unknown } } });
  });
});
