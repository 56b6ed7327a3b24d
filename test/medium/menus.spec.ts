import type { MenuRecord } from '../../src/ivr/core/menu-record.js';
import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

describe('menus at the console', () => {
  let world: TwoTenants;

  beforeAll(async () => {
    world = await TwoTenants.start();
  });
  afterAll(() => world.stop());

  const hangUp = { to: 'hangUp' };
  const go = (destination: object) => ({ kind: 'go', destination });
  const keys = (given: object, change: object = {}) => ({
    kind: 'keys',
    keys: given,
    keyTimeoutMs: 5000,
    attempts: 3,
    otherwise: hangUp,
    ...change,
  });
  const menuInput = (name: string, action: unknown, change: object = {}) => ({
    name,
    promptId: world.ours.promptId,
    action,
    ...change,
  });
  const create = async (input: Record<string, unknown>, party = world.ours) =>
    (await world.records.create(world.resources.menu, party.admin, input)).record as MenuRecord;
  const update = (id: string, version: number, input: Record<string, unknown>, party = world.ours) =>
    world.records.update(world.resources.menu, party.admin, id, version, input);
  const remove = (id: string, party = world.ours) => world.records.remove(world.resources.menu, party.admin, id);
  const find = async (id: string, party = world.ours) =>
    (await world.records.find(world.resources.menu, party.admin, id))?.record as MenuRecord | undefined;

  it('is created, found, listed, changed and removed; each is in the audit log', async () => {
    const action = keys({ '1': { to: 'queue', queueId: world.ours.queueId }, '#': hangUp });
    const made = await create(menuInput('main', JSON.stringify(action)));
    expect(made).toEqual({ id: made.id, version: 1, name: 'main', promptId: world.ours.promptId, action });
    expect(await find(made.id)).toEqual(made);
    const { found } = await world.records.page(world.resources.menu, world.ours.admin, {
      ...WHOLE_LIST,
      filter: { name: 'MAI' },
    });
    expect(found.map(({ record }) => record.id)).toEqual([made.id]);

    await update(made.id, 1, menuInput('main', go(hangUp)));
    expect(await find(made.id)).toMatchObject({ version: 2, action: go(hangUp) });
    await remove(made.id);
    expect(await find(made.id)).toBeUndefined();

    const audit = (await world.auditOf(world.ours)).filter((entry) => entry.object_id === made.id);
    expect(audit).toMatchObject([
      { action: 'create', object_type: 'menu', object_label: 'main', before: null },
      { action: 'update', before: { action }, after: { action: go(hangUp) } },
      { action: 'delete', after: null },
    ]);
  });

  it('the same name twice is refused; the other tenant has that very name', async () => {
    await expect(create(menuInput('welcome', go(hangUp)))).rejects.toMatchObject({ code: 'ivr.menu_exists' });
    const made = await create(menuInput('hello', go(hangUp)));
    await expect(update(made.id, 1, menuInput('welcome', go(hangUp)))).rejects.toMatchObject({
      code: 'ivr.menu_exists',
      httpStatus: 409,
    });
    await remove(made.id);
  });

  it.each([
    ['name', '', go(hangUp)],
    ['action', 'm', undefined],
    ['action', 'm', 'no json'],
    ['action', 'm', { kind: 'sing' }],
    ['action.destination', 'm', go({ to: 'queue', queueId: 'none' })],
    ['action.keys', 'm', keys({})],
    ['action.keys', 'm', keys({ '10': hangUp })],
    ['action.keys', 'm', keys({ e: hangUp })],
    ['action.keys.3', 'm', keys({ '1': hangUp, '3': null })],
    ['action.otherwise', 'm', keys({ '1': hangUp }, { otherwise: {} })],
    ['action.keyTimeoutMs', 'm', keys({ '1': hangUp }, { keyTimeoutMs: 60_001 })],
    ['action.attempts', 'm', keys({ '1': hangUp }, { attempts: 0 })],
  ])('a wrong %s is told at its field, in both languages', async (field, name, action) => {
    await expect(create(menuInput(name, action))).rejects.toMatchObject({
      code: 'platform.invalid_input',
      fields: { [field]: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[ -~]+$/) } },
    });
  });

  it('keys that lead nowhere are told one by one', async () => {
    const nowhere = { to: 'queue', queueId: newId() };
    const action = keys({ '1': hangUp, '3': nowhere, '*': nowhere }, { otherwise: nowhere });
    const error: unknown = await create(menuInput('m', action)).catch((caught: unknown) => caught);
    expect(Object.keys((error as { fields: object }).fields).sort()).toEqual([
      'action.keys.*',
      'action.keys.3',
      'action.otherwise',
    ]);
  });

  it("another tenant's things as prompt or destination are as unknown as what never was", async () => {
    const { theirs } = world;
    const to = (destination: object): object => ({ action: keys({ '3': destination }) });
    const choices: [string, (id: string) => object, string][] = [
      ['action.keys.3', (queueId) => to({ to: 'queue', queueId }), theirs.queueId],
      ['action.keys.3', (menuId) => to({ to: 'menu', menuId }), theirs.menuId],
      ['action.keys.3', (extensionId) => to({ to: 'extension', extensionId }), theirs.extensionId],
      ['action.keys.3', (promptId) => to({ to: 'play', promptId }), theirs.promptId],
      ['action.destination', (queueId) => ({ action: go({ to: 'queue', queueId }) }), theirs.queueId],
      ['promptId', (promptId) => ({ promptId }), theirs.promptId],
    ];
    for (const [field, changeTo, id] of choices) {
      const foreign = await create(menuInput('m', go(hangUp), changeTo(id))).catch((error: unknown) => error);
      const never = await create(menuInput('m', go(hangUp), changeTo(newId()))).catch((error: unknown) => error);
      expect(foreign).toMatchObject({ code: 'platform.invalid_input', fields: { [field]: expect.anything() } });
      expect(foreign).toEqual(never);
      await expect(update(world.ours.menuId, 1, menuInput('welcome', go(hangUp), changeTo(id)))).rejects.toMatchObject({
        code: 'platform.invalid_input',
      });
    }
  });

  it("another tenant's menu is not found, changed or removed, as one that never was", async () => {
    for (const id of [world.theirs.menuId, newId(), '']) {
      expect(await find(id)).toBeUndefined();
      await expect(update(id, 1, menuInput('m', go(hangUp)))).rejects.toMatchObject({ code: 'platform.not_found' });
      await expect(remove(id)).rejects.toMatchObject({ code: 'platform.not_found' });
    }
  });

  it('may lead to itself and to others in a circle; leading to itself is no reason to keep it', async () => {
    const [first, second] = [
      await create(menuInput('first', go(hangUp))),
      await create(menuInput('second', go(hangUp))),
    ];
    await update(second.id, 1, menuInput('second', go({ to: 'menu', menuId: first.id })));
    await update(
      first.id,
      1,
      menuInput('first', keys({ '*': { to: 'menu', menuId: first.id }, '2': { to: 'menu', menuId: second.id } })),
    );
    await expect(remove(second.id)).rejects.toMatchObject({ code: 'platform.in_use' });
    await update(second.id, 2, menuInput('second', go(hangUp)));
    await remove(first.id);
    await remove(second.id);
  });

  it('of two who save the same menu the later is told', async () => {
    const made = await create(menuInput('m', go(hangUp)));
    await update(made.id, 1, menuInput('first', go(hangUp)));
    await expect(update(made.id, 1, menuInput('second', go(hangUp)))).rejects.toMatchObject({
      code: 'platform.changed_meanwhile',
      httpStatus: 409,
    });
    expect(await find(made.id)).toMatchObject({ name: 'first' });
    await remove(made.id);
  });

  it.each([['<script>alert(1)</script>'], ['📞 总机 👩‍💼'], ['单'.repeat(200)], ['"quoted" \\ % _']])(
    'the name %s is kept as it is, and found by it',
    async (name) => {
      const made = await create(menuInput(name, go(hangUp)));
      const { found } = await world.records.page(world.resources.menu, world.ours.admin, {
        ...WHOLE_LIST,
        filter: { name },
      });
      expect(found.map(({ record }) => (record as MenuRecord).name)).toEqual([name]);
      await remove(made.id);
    },
  );
});
