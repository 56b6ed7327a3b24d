import { CalendarsService } from '../../src/calendars/calendars.service.js';
import { publicHolidays } from '../../src/calendars/core/public-holidays.js';
import { calendarsResource } from '../../src/console/calendars/calendars.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

describe('calendars as people configure them', () => {
  let world: TwoTenants;

  beforeAll(async () => {
    world = await TwoTenants.start();
  });
  afterAll(() => world.stop());

  const resource = () => calendarsResource(world.get(CalendarsService));
  const SHIFT = { name: '白班', weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
  const input = (change: object = {}) => ({ name: '客服中心', timeZone: '', shifts: [SHIFT], days: [], ...change });

  it('is made, read by the engine, changed and removed; of another tenant nobody sees it', async () => {
    const { admin, tenantId } = world.ours;
    const days = publicHolidays(2026, 'zh');
    const { record } = await world.records.create(
      resource(),
      admin,
      input({ days: JSON.stringify(days.toReversed()) }),
    );
    expect(record).toMatchObject({ timeZone: '', shifts: [SHIFT] });
    const listed = await world.databases.snapshot('operator', (session) =>
      world.get(CalendarsService).listCalendars(session),
    );
    const sorted = [...days].sort((a, b) => (a.date < b.date ? -1 : 1));
    expect(listed).toContainEqual({
      ...{ id: record.id, tenantId, name: '客服中心', timeZone: null, shifts: [SHIFT], days: sorted },
    });
    await expect(world.records.create(resource(), admin, input())).rejects.toMatchObject({ code: 'calendars.exists' });
    await world.records.update(resource(), admin, record.id, 1, input({ name: '总部', timeZone: 'Asia/Urumqi' }));
    const { found } = await world.records.page(resource(), world.theirs.admin, WHOLE_LIST);
    expect(found.map(({ record: theirs }) => theirs.id)).not.toContain(record.id);
    await expect(world.records.remove(resource(), world.theirs.admin, record.id)).rejects.toThrow();
    await world.records.remove(resource(), admin, record.id);
    expect(await world.records.find(resource(), admin, record.id)).toBeUndefined();
  });

  it.each([
    ['no zone', 'timeZone', { timeZone: 'Mars/Olympus' }],
    ['no time', 'shifts.0.from', { shifts: [{ ...SHIFT, from: '24:00' }] }],
    ['no weekday', 'shifts.0.weekdays', { shifts: [{ ...SHIFT, weekdays: [] }] }],
    ['a weekday that is none', 'shifts.0.weekdays.0', { shifts: [{ ...SHIFT, weekdays: [8] }] }],
    ['a shift without a name', 'shifts.0.name', { shifts: [{ ...SHIFT, name: ' ' }] }],
    ['too many shifts', 'shifts', { shifts: Array.from({ length: 21 }, () => SHIFT) }],
    ['no JSON', 'shifts', { shifts: '[' }],
    ['no date', 'days.0.date', { days: [{ date: '2026-02-30', kind: 'rest' }] }],
    ['one date twice', 'days', { days: Array.from({ length: 2 }, () => ({ date: '2026-10-01', kind: 'rest' })) }],
    ['a holiday without a name', 'days.0.name', { days: [{ date: '2026-10-01', kind: 'holiday', name: '' }] }],
  ])('%s: the field is named', async (_story, field, change) => {
    await expect(world.records.create(resource(), world.ours.admin, input(change))).rejects.toMatchObject({
      code: 'platform.invalid_input',
      fields: { [field]: { zh: expect.any(String) as unknown } },
    });
  });
});
