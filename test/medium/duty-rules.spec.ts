import { DutyRulesService } from '../../src/acd/duty-rules.service.js';
import { CalendarsService } from '../../src/calendars/calendars.service.js';
import { calendarsResource } from '../../src/console/calendars/calendars.js';
import { dutyRulesResource } from '../../src/console/resources/duty-rules.js';
import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { References } from '../../src/platform/references/references.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

describe('duty rules as people configure them', () => {
  let world: TwoTenants;

  beforeAll(async () => {
    world = await TwoTenants.start();
  });
  afterAll(() => world.stop());

  const resource = () => dutyRulesResource(world.get(DutyRulesService));
  const input = (change: object = {}) => ({
    name: '夜班',
    priority: '10',
    queueIds: [world.ours.queueId],
    agentIds: [world.ours.agentId],
    extensionId: '',
    weekdays: ['1', '5'],
    fromTime: '18:00',
    toTime: '08:30',
    exceptDates: '2026-10-02, 2026-10-01',
    ...change,
  });

  it('is made, read by the engine, changed and removed; of another tenant nobody sees it', async () => {
    const { admin, tenantId, queueId, agentId } = world.ours;
    const { record } = await world.records.create(resource(), admin, input());
    expect(record).toMatchObject({ weekdays: ['1', '5'], exceptDates: '2026-10-01, 2026-10-02', extensionId: null });
    await expect(world.records.create(resource(), admin, input())).rejects.toMatchObject({
      code: 'acd.duty_rule_exists',
    });
    await world.records.update(resource(), admin, record.id, 1, input({ toTime: '09:00', exceptDates: '' }));
    const rules = await world.databases.snapshot('operator', (session) =>
      world.get(DutyRulesService).listDutyRules(session),
    );
    expect(rules).toContainEqual({
      ...{ id: record.id, tenantId, name: '夜班', priority: 10, queueIds: [queueId], zone: null, shift: null },
      agents: [{ agentId, extensionId: null }],
      times: { shifts: [{ weekdays: [1, 5], from: '18:00', to: '09:00' }], days: [] },
    });
    const { found } = await world.records.page(resource(), world.theirs.admin, WHOLE_LIST);
    expect(found.map(({ record: theirs }) => theirs.id)).not.toContain(record.id);
    await expect(world.records.remove(resource(), world.theirs.admin, record.id)).rejects.toThrow();
    await world.records.remove(resource(), admin, record.id);
    expect(await world.records.find(resource(), admin, record.id)).toBeUndefined();
  });

  it('its agents, queues and telephone are not removed as long as it names them', async () => {
    const { admin, queueId, agentId, extensionId } = world.ours;
    const { record } = await world.records.create(resource(), admin, input({ name: '二班', extensionId }));
    for (const [named, id] of [
      [world.resources.agent, agentId],
      [world.resources.queue, queueId],
    ] as const) {
      await expect(world.records.remove(named, admin, id)).rejects.toMatchObject({
        code: 'platform.in_use',
        text: { zh: expect.stringContaining('值班规则 二班') as unknown },
      });
    }
    const uses = await world.databases.snapshot('operator', (session) =>
      world.get(References).usesOf(session, { kind: 'extension', id: extensionId }),
    );
    expect(uses).toContainEqual({ kind: 'duty_rule', id: record.id, label: '二班' });
    await world.records.remove(resource(), admin, record.id);
  });

  it('by a calendar: its times, one of its shifts; the calendar is not removed as long as a rule goes by it', async () => {
    const { admin } = world.ours;
    const calendars = calendarsResource(world.get(CalendarsService));
    const shifts = [{ name: '白班', weekdays: [1], from: '09:00', to: '18:00' }];
    const days = [{ date: '2026-10-01', kind: 'holiday', name: '国庆节' }];
    const told = { name: '客服', timeZone: 'Asia/Urumqi', shifts: JSON.stringify(shifts), days: JSON.stringify(days) };
    const { record: calendar } = await world.records.create(calendars, admin, told);
    const by = (change: object = {}) =>
      input({ name: '节假日', calendarId: calendar.id, weekdays: '', fromTime: '', exceptDates: 'x', ...change });
    await expect(world.records.create(resource(), admin, by({ shift: '夜班' }))).rejects.toMatchObject({
      fields: { shift: { zh: '该日历没有这个班次' } },
    });
    await expect(world.records.create(resource(), admin, by({ calendarId: newId() }))).rejects.toMatchObject({
      fields: { calendarId: expect.anything() as unknown },
    });
    const { record } = await world.records.create(resource(), admin, by({ shift: '白班' }));
    const rules = await world.databases.snapshot('operator', (session) =>
      world.get(DutyRulesService).listDutyRules(session),
    );
    expect(rules.find(({ id }) => id === record.id)).toMatchObject({
      ...{ times: { shifts, days }, zone: 'Asia/Urumqi', shift: '白班' },
    });
    await expect(world.records.remove(calendars, admin, calendar.id)).rejects.toMatchObject({
      code: 'platform.in_use',
      text: { zh: expect.stringContaining('值班规则 节假日') as unknown },
    });
    await world.records.remove(resource(), admin, record.id);
    await world.records.remove(calendars, admin, calendar.id);
  });

  it('more than can be chosen: that is said', async () => {
    const agentIds = Array.from({ length: 501 }, () => newId());
    await expect(world.records.create(resource(), world.ours.admin, input({ agentIds }))).rejects.toMatchObject({
      fields: { agentIds: { en: 'At most 500 can be chosen' } },
    });
  });

  it.each<[string, string, () => object]>([
    ['no weekday', 'weekdays', () => ({ weekdays: [] })],
    ['no weekday that there is', 'weekdays', () => ({ weekdays: ['8'] })],
    ['no time', 'fromTime', () => ({ fromTime: '24:00' })],
    ['no date', 'exceptDates', () => ({ exceptDates: '2026-02-30' })],
    ['no queue', 'queueIds', () => ({ queueIds: [] })],
    ['another tenant’s queue', 'queueIds', () => ({ queueIds: [world.theirs.queueId] })],
    ['another tenant’s agent', 'agentIds', () => ({ agentIds: [world.theirs.agentId] })],
    ['another tenant’s telephone', 'extensionId', () => ({ extensionId: world.theirs.extensionId })],
    [
      'one telephone for two',
      'extensionId',
      () => ({ extensionId: world.ours.extensionId, agentIds: [world.ours.agentId, newId()] }),
    ],
  ])('%s is refused', async (_story, field, change) => {
    await expect(world.records.create(resource(), world.ours.admin, input(change()))).rejects.toMatchObject({
      fields: { [field]: expect.anything() as unknown },
    });
  });
});
