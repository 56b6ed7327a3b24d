import { AcdService } from '../../src/acd/acd.service.js';
import { ListHitsRepository } from '../../src/reports/list-hits.repository.js';
import { ListHitsService } from '../../src/reports/list-hits.service.js';
import { csvLines } from '../../src/platform/validation/csv-lines.js';
import { BlockedNumbersService } from '../../src/acd/blocked-numbers.service.js';
import { VipCallersService } from '../../src/acd/vip-callers.service.js';
import { AgentsService } from '../../src/agents/agents.service.js';
import { QueueAgentsService } from '../../src/agents/queue-agents.service.js';
import { blockedNumbersResource } from '../../src/console/resources/blocked-numbers.js';
import { queueAgentsResource } from '../../src/console/resources/queue-agents.js';
import { vipCallersResource } from '../../src/console/resources/vip-callers.js';
import type { ConsoleRecord } from '../../src/console/resources/resource.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { RoutingService } from '../../src/routing/routing.service.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

const hits = new ListHitsService(new ListHitsRepository());

describe('whom a caller gets, as people configure it', () => {
  let world: TwoTenants;

  beforeAll(async () => {
    world = await TwoTenants.start();
  });
  afterAll(() => world.stop());

  /** As the engine reads it. */
  const engine = <T>(
    read: (session: Parameters<Parameters<TwoTenants['databases']['snapshot']>[1]>[0]) => Promise<T>,
  ) => world.databases.snapshot('node', read);
  const queueInput = (change: object) => ({
    number: '2000',
    name: 'Queue',
    ...{ ringTimeoutS: 20, maxWaitS: 0, wrapUpS: 5 },
    overflow: { to: 'hangUp' },
    ...{ record: true, answerBeforeAgent: true },
    ...change,
  });
  const updateQueue = async (change: object): Promise<ConsoleRecord> => {
    const { queue } = world.resources;
    const before = await world.records.find(queue, world.ours.admin, world.ours.queueId);
    const version = before?.record.version ?? 0;
    const input = queueInput(change);
    return (await world.records.update(queue, world.ours.admin, world.ours.queueId, version, input)).record;
  };
  const ourQueue = async () => {
    const { items, rejected } = await engine((session) => world.get(AcdService).listQueues(session));
    expect(rejected).toEqual([]);
    return items.find(({ id }) => id === world.ours.queueId);
  };

  it('a queue of before says nothing: the engine takes whoever is idle longest', async () => {
    expect(await ourQueue()).not.toHaveProperty('selection');
  });

  it('what a queue is told comes to the engine, and back to the form as it was typed', async () => {
    const told = {
      strategy: 'weighted_share',
      skill: '英语',
      skillLevel: '8',
      stickyS: '20',
      byArea: 'true',
      headStartS: 30,
    };
    const record = await updateQueue({ ...told, skillSteps: '60=0，30=5', shares: '甲=3, 乙=1' });
    expect(record).toMatchObject({ strategy: 'weighted_share', skillSteps: '30=5, 60=0', shares: '甲=3, 乙=1' });
    expect((await ourQueue())?.selection).toEqual({
      strategy: 'weighted_share',
      need: { skill: '英语', level: 8 },
      needSteps: [
        { afterS: 30, level: 5 },
        { afterS: 60, level: 0 },
      ],
      stickyS: 20,
      byArea: true,
      headStartS: 30,
      shares: [
        { group: '甲', weight: 3 },
        { group: '乙', weight: 1 },
      ],
    });
  });

  it.each([
    ['strategy', 'best'],
    ['skillLevel', '11'],
    ['skillSteps', '30'],
    ['skillSteps', '30=11'],
    ['skillSteps', '30=5, 30=4'],
    ['shares', '甲=0'],
    ['skill', 'a=b'],
    ['stickyS', '-1'],
  ])('a queue with %s %j is refused at that field', async (field, value) => {
    await expect(updateQueue({ [field]: value })).rejects.toMatchObject({
      fields: { [field]: expect.anything() as unknown },
    });
  });

  it('a queue calls nobody back until it has a key for it; its hours come to the engine as they were typed', async () => {
    expect(await ourQueue()).not.toHaveProperty('callback');
    const told = { callbackKey: '9', callbackFromS: '15', callbackDays: ['5', '1'], callbackFrom: '08:30' };
    const record = await updateQueue({ ...told, callbackTo: '18:00', callbackTries: '2' });
    expect(record).toMatchObject({ callbackKey: '9', callbackDays: [1, 5], callbackTo: '18:00', callbackPauseS: 600 });
    expect((await ourQueue())?.callback).toEqual({
      ...{ key: '9', fromS: 15, expiryS: 14_400, tries: 2, pauseS: 600 },
      hours: { weekdays: [1, 5], from: '08:30', to: '18:00' },
    });
    await expect(updateQueue({ callbackKey: '**' })).rejects.toMatchObject({
      fields: { callbackKey: expect.anything() as unknown },
    });
    expect(await updateQueue({ callbackKey: '', callbackDays: [] })).toMatchObject({ callbackKey: '' });
    expect(await ourQueue()).not.toHaveProperty('callback');
  });

  it('numbers that are never called back come to the engine, each once', async () => {
    const resource = blockedNumbersResource(world.get(BlockedNumbersService), hits);
    const { admin, tenantId } = world.ours;
    const input = { number: '1390', isPrefix: 'true', name: '' };
    const { record } = await world.records.create(resource, admin, input);
    expect(record).toMatchObject({ number: '1390', isPrefix: true });
    const lists = () => engine((session) => world.get(BlockedNumbersService).listBlockedNumbers(session));
    const { id } = record;
    expect((await lists()).blockedNumbers).toContainEqual({
      id,
      tenantId,
      number: '1390',
      isPrefix: true,
      refused: true,
    });
    const expiresAt = '2100-01-01T00:00:00.000Z';
    await world.records.update(resource, admin, id, 1, { ...input, list: 'allowed', isPrefix: 'false', expiresAt });
    expect((await lists()).allowedNumbers).toContainEqual({
      ...{ id, tenantId, number: '1390', expiresAt: Date.parse(expiresAt) },
    });
    const [seen] = (await world.records.page(resource, admin, { ...WHOLE_LIST, filter: { number: '1390' } })).found;
    expect(seen?.record).toMatchObject({ id, list: 'allowed', hits: 0 });
    await expect(
      world.records.update(resource, admin, id, 2, { ...input, expiresAt: '2001-01-01T00:00:00.000Z' }),
    ).rejects.toMatchObject({ fields: { expiresAt: expect.anything() as unknown } });
    await expect(world.records.create(resource, admin, input)).rejects.toMatchObject({
      code: 'acd.blocked_number_exists',
    });
    await expect(world.records.create(resource, admin, { number: 'me' })).rejects.toMatchObject({
      fields: { number: expect.anything() as unknown },
    });
  });

  it('skills and areas of an agent; level, penalty and group in a queue', async () => {
    const { agent } = world.resources;
    const { admin, agentId, queueId, extensionId } = world.ours;
    const before = await world.records.find(agent, admin, agentId);
    const input = { number: '7001', name: 'Agent', extensionId, skills: 'english=7, 销售=3', areas: '010 0755' };
    const { record } = await world.records.update(agent, admin, agentId, before?.record.version ?? 0, input);
    expect(record).toMatchObject({ skills: 'english=7, 销售=3', areas: '010, 0755', queueIds: [queueId] });

    const resource = queueAgentsResource(world.get(QueueAgentsService));
    const id = `${queueId}.${agentId}`;
    const list = await world.records.page(resource, admin, { ...WHOLE_LIST, filter: { queueId } });
    expect([list.total, list.found.map(({ record: one }) => one.id)]).toEqual([1, [id]]);
    const change = { level: '9', penalty: '2', group: '甲' };
    await world.records.update(resource, admin, id, 0, change);
    expect((await world.records.find(resource, admin, id))?.record).toMatchObject({
      level: 9,
      penalty: 2,
      group: '甲',
    });
    await expect(world.records.update(resource, world.theirs.admin, id, 0, change)).rejects.toThrow();

    const profiles = await engine((session) => world.get(AgentsService).listAgents(session));
    expect(profiles.find((profile) => profile.id === agentId)).toMatchObject({
      skills: { english: 7, 销售: 3 },
      areas: ['010', '0755'],
      memberships: { [queueId]: { level: 9, penalty: 2, group: '甲' } },
    });
  });

  it('ten thousand lines in one file: bad ones come back with line and reason, good ones are kept; the list as it goes out comes in', async () => {
    const resource = blockedNumbersResource(world.get(BlockedNumbersService), hits);
    const { admin } = world.ours;
    const act = (name: string, input: object) => {
      const action = resource.actions?.find((one) => one.name === name);
      return world.records.perform(resource, action!, admin, '', { ...input });
    };
    const lines = Array.from({ length: 10_000 }, (_, at) => `180${String(at).padStart(8, '0')},blocked,no,批量,`);
    lines[4] = 'me,blocked,no,,';
    lines[6] = '18000000005,blocked,no,twice,';
    lines[9_000] = '1701,nonsense,maybe,,2001-01-01';
    lines[9_999] = '\'+86171,allowed,是,"a, b",2100-01-01';
    const result = await act('importList', { csv: ['number,list,isPrefix,name,expiresAt', ...lines].join('\r\n') });
    expect(result.data).toMatchObject({ taken: 9_997, rejected: 3 });
    const told = csvLines((result.data as { readonly csv: string }).csv).map(({ cells }) => cells);
    expect(told.map((cells) => [cells[0], cells[5]])).toEqual([
      ['number', 'line'],
      ['me', '6'],
      ['18000000005', '8'],
      ['1701', '9002'],
    ]);
    expect(told[3]?.[6]).toMatch(/list: .*isPrefix: .*expiresAt: /);
    const { found } = await world.records.page(resource, admin, { ...WHOLE_LIST, filter: { number: '+86171' } });
    expect(found.map(({ record }) => record)).toEqual([
      expect.objectContaining({ list: 'allowed', isPrefix: true, name: 'a, b', expiresAt: new Date('2100-01-01') }),
    ]);
    const { csv } = (await act('exportList', {})).data as { readonly csv: string };
    const again = await act('importList', { csv });
    const there = await world.records.page(resource, admin, WHOLE_LIST);
    expect(again.data).toMatchObject({ taken: 0, rejected: there.total });
    await expect(act('importList', { csv: 'name\nx' })).rejects.toMatchObject({
      fields: { csv: expect.anything() as unknown },
    });
    await expect(act('importList', {})).rejects.toMatchObject({ fields: { csv: expect.anything() as unknown } });
    expect((await world.records.page(resource, world.theirs.admin, WHOLE_LIST)).total).toBe(1);
  });

  it('callers who matter: their list is the tenant’s own', async () => {
    const resource = vipCallersResource(world.get(VipCallersService), hits);
    const { admin } = world.ours;
    const input = { number: '01012345678', name: '', headStartS: '90' };
    const { record } = await world.records.create(resource, admin, input);
    await expect(world.records.create(resource, admin, input)).rejects.toMatchObject({ code: 'acd.vip_caller_exists' });
    await world.records.update(resource, admin, record.id, 1, { ...input, headStartS: 120 });
    const callers = await engine((session) => world.get(VipCallersService).listVipCallers(session));
    const { tenantId } = world.ours;
    expect(callers).toContainEqual({ id: record.id, tenantId, number: '01012345678', headStartS: 120 });
    await expect(world.records.remove(resource, world.theirs.admin, record.id)).rejects.toThrow();
    await world.records.remove(resource, admin, record.id);
    expect(await world.records.find(resource, admin, record.id)).toBeUndefined();
  });

  it('what the callers of a number need, in place of what the queue asks for', async () => {
    const routing = world.get(RoutingService);
    const { tenantId, menuId } = world.ours;
    await world.databases.asTenant(tenantId, async (session) => {
      const [number] = (await routing.pageOfAccessNumbers(session, WHOLE_LIST)).items;
      const input = {
        language: 'zh',
        destination: { to: 'menu', menuId },
        headStartS: '15',
        skill: 'english',
        skillLevel: '4',
      };
      await routing.updateAccessNumber(session, number?.id ?? '', number?.version ?? 0, input);
    });
    const { items } = await engine((session) => routing.listAccessNumbers(session));
    expect(items.find((number) => number.tenantId === tenantId)).toMatchObject({
      headStartS: 15,
      need: { skill: 'english', level: 4 },
    });
  });
});
