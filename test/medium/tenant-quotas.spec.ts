import { LinesService } from '../../src/lines/lines.service.js';
import { TenantTrunksService } from '../../src/lines/tenant-trunks.service.js';
import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { TenancyService } from '../../src/platform/tenancy/tenancy.service.js';
import { TenantsService } from '../../src/platform/tenancy/tenants.service.js';
import { BillingDesk } from '../fixtures/billing-desk.js';

jest.setTimeout(60_000);

describe("tenants' shares of trunks", () => {
  let desk: BillingDesk;
  let shares: TenantTrunksService;
  let trunkId: string;
  let count = 0;

  beforeAll(async () => {
    desk = await BillingDesk.start();
    shares = desk.get(TenantTrunksService);
  });
  afterAll(() => desk.stop());

  beforeEach(async () => {
    count += 1;
    const trunk = {
      ...{ name: `Trunk ${count}`, endpoint: `trunk-share-${count}`, address: `203.0.113.${count}` },
      ...{ port: 5060, channelLimit: 30 },
    };
    trunkId = (await desk.operator((session) => desk.get(LinesService).createTrunk(session, trunk))).id;
  });

  const create = (input: object = {}) =>
    desk.operator((session) =>
      shares.createTenantTrunk(session, { tenantId: desk.ours.tenantId, trunkId, channelLimit: '10', ...input }),
    );
  const update = (id: string, version: number, input: object) =>
    desk.operator((session) => shares.updateTenantTrunk(session, id, version, input));

  it('made, changed and removed; of one trunk a tenant has one share', async () => {
    const made = await create({ outboundRank: '' });
    expect(made).toEqual({
      ...{ id: made.id, version: 1, tenantId: desk.ours.tenantId, trunkId },
      ...{ channelLimit: 10, outboundRank: null },
    });
    await expect(create()).rejects.toMatchObject({ code: 'lines.tenant_trunk_exists' });
    const smuggled = { trunkId: newId(), tenantId: desk.theirs.tenantId };
    const changed = await update(made.id, 1, { channelLimit: null, outboundRank: '1', ...smuggled });
    expect(changed).toEqual({ ...made, version: 2, channelLimit: null, outboundRank: 1 });
    await expect(update(made.id, 1, {})).rejects.toMatchObject({ code: 'platform.changed_meanwhile' });
    expect(await desk.operator((session) => shares.findTenantTrunk(session, made.id))).toEqual(changed);
    const remove = () => desk.operator((session) => shares.removeTenantTrunk(session, made.id));
    await remove();
    await expect(remove()).rejects.toMatchObject({ code: 'platform.not_found' });
    await expect(update(made.id, 2, {})).rejects.toMatchObject({ code: 'platform.not_found' });
  });

  it.each([
    ['tenantId', newId()],
    ['tenantId', 'ours'],
    ['trunkId', newId()],
    ['trunkId', null],
    ['channelLimit', -1],
    ['channelLimit', '1.5'],
    ['channelLimit', true],
    ['outboundRank', 0],
    ['outboundRank', 1001],
  ])('%s %j is refused at its field', async (field, value) => {
    await expect(create({ [field]: value })).rejects.toMatchObject({ fields: { [field]: expect.anything() } });
  });

  it('a trunk that tenants have is not removed; they are named', async () => {
    await create();
    await create({ tenantId: desk.theirs.tenantId });
    const remove = () => desk.operator((session) => desk.get(LinesService).removeTrunk(session, trunkId));
    await expect(remove()).rejects.toMatchObject({
      code: 'platform.in_use',
      text: { en: 'It is in use and cannot be deleted. Used by: tenant ours ours, tenant theirs theirs' },
    });
    await desk.query('DELETE FROM config.tenant_trunk WHERE trunk_id = $1', trunkId);
    await remove();
  });

  it('the engine has them in the order in which calls go out, a tenant sees its own', async () => {
    const ranks = ['2', '', '1'];
    for (const [n, outboundRank] of ranks.entries()) {
      const trunk = { name: `Rank ${n}`, endpoint: `trunk-rank-${n}`, address: `192.0.2.${n + 1}`, port: 5060 };
      const { id } = await desk.operator((session) =>
        desk.get(LinesService).createTrunk(session, { ...trunk, channelLimit: 30 }),
      );
      await create({ trunkId: id, outboundRank, tenantId: desk.theirs.tenantId });
    }
    const listed = await desk.databases.snapshot('node', (session) => shares.listTenantTrunks(session));
    const theirs = listed.filter(({ tenantId }) => tenantId === desk.theirs.tenantId);
    // one came with the tenant
    expect(theirs.map(({ outboundRank }) => outboundRank)).toEqual([1, 1, 2, null]);
    const seen = await desk.asTenant(desk.ours, (session) => shares.pageOfTenantTrunks(session, WHOLE_LIST));
    expect([...new Set(seen.items.map(({ tenantId }) => tenantId))]).toEqual([desk.ours.tenantId]);
    await expect(
      desk.asTenant(desk.ours, (session) =>
        shares.createTenantTrunk(session, { tenantId: desk.ours.tenantId, trunkId, channelLimit: '1000' }),
      ),
    ).rejects.toThrow('permission denied');
  });
});

describe("tenants' quotas of seats, callers in menus and recorded conversations", () => {
  let desk: BillingDesk;
  let tenants: TenantsService;

  beforeAll(async () => {
    desk = await BillingDesk.start();
    tenants = desk.get(TenantsService);
  });
  afterAll(() => desk.stop());

  const find = () => desk.operator((session) => tenants.findTenant(session, desk.ours.tenantId));
  const update = async (input: object) => {
    const before = await find();
    await desk.operator((session) => tenants.updateTenant(session, desk.ours.tenantId, before!.version, input));
    const { seatLimit, ivrLimit, recordedSeatLimit, speechLineLimit } = (await find())!;
    return [seatLimit, ivrLimit, recordedSeatLimit, speechLineLimit];
  };

  it('without a limit, with one, with none again; the engine has them', async () => {
    expect(await update({})).toEqual([null, null, null, null]);
    const limits = { seatLimit: '5', ivrLimit: 10, recordedSeatLimit: '0', speechLineLimit: '3' };
    expect(await update(limits)).toEqual([5, 10, 0, 3]);
    const listed = await desk.databases.snapshot('node', (session) => desk.get(TenancyService).listTenants(session));
    expect(listed.find(({ id }) => id === desk.ours.tenantId)).toMatchObject({
      ...{ seatLimit: 5, recordedSeatLimit: 0, speechLineLimit: 3 },
    });
    expect(await update({ seatLimit: '', ivrLimit: null, speechLineLimit: '' })).toEqual([null, null, 0, null]);
  });

  it.each([
    ['seatLimit', '-1'],
    ['seatLimit', 100_001],
    ['ivrLimit', 0.5],
    ['recordedSeatLimit', 'many'],
    ['recordedSeatLimit', false],
    ['speechLineLimit', -1],
  ])('%s %j is refused at its field', async (field, value) => {
    await expect(update({ [field]: value })).rejects.toMatchObject({ fields: { [field]: expect.anything() } });
  });

  it('the home of a tenant is not one of them: it is changed by moving', async () => {
    const { homeNodeId } = (await find())!;
    await expect(update({ homeNodeId, seatLimit: '5' })).resolves.toEqual([5, null, 0, null]);
    const fields = { homeNodeId: { en: expect.stringContaining('Move') as string } };
    await expect(update({ homeNodeId: 'node2' })).rejects.toMatchObject({ fields });
    expect((await find())!.homeNodeId).toBe(homeNodeId);
  });

  it('they are listed by them', async () => {
    await update({ seatLimit: 7 });
    const filter = { seatLimit: { from: '7', to: '7' } };
    const page = await desk.operator((session) => tenants.pageOfTenants(session, { ...WHOLE_LIST, filter }));
    expect(page.items.map(({ code }) => code)).toEqual(['ours']);
  });
});
