import { ConsoleRecords } from '../../src/console/adapter/console-records.js';
import { listQueryOf } from '../../src/console/adapter/list-query.js';
import { paramsOf } from '../../src/console/adapter/params.js';
import { ConsoleRegister } from '../../src/console/console-register.js';
import { callRecordsResource } from '../../src/console/resources/call-records.js';
import { localeOf } from '../../src/console/words/locale.js';
import type { Actor } from '../../src/platform/access/actor.js';
import type { Databases } from '../../src/platform/database/databases.js';
import { ReportsRepository } from '../../src/reports/reports.repository.js';
import { ReportsService } from '../../src/reports/reports.service.js';
import { fillCallRecords } from '../fixtures/call-records.js';
import { migratedDatabase } from '../fixtures/database.js';
import { actorWith, gateOver, platformActor, tenantActor } from '../fixtures/gate-actors.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const DATABASE = 'call_records';

describe('call records at the console', () => {
  let postgres: TestPostgres;
  let databases: Databases;
  let records: ConsoleRecords;
  let ours: TenantRows;
  let us: Actor;
  let them: Actor;
  const resource = callRecordsResource(new ReportsService(new ReportsRepository()));
  const register = new ConsoleRegister();
  register.addResource(resource);

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    ({ databases } = await migratedDatabase(postgres, DATABASE));
    records = new ConsoleRecords(gateOver(databases), register);
    const url = postgres.ownerUrl(DATABASE);
    ours = await insertTenantRows(url, 'ours', 'node1');
    const theirs = await insertTenantRows(url, 'theirs', 'node1');
    [us, them] = [tenantActor(ours.tenantId), tenantActor(theirs.tenantId)];
    for (const { tenantId, queueId } of [ours, theirs]) {
      await fillCallRecords(url, { tenantId, count: 50, queueIds: [queueId] });
    }
  });
  afterAll(async () => {
    await databases.close();
    await postgres.stop();
  });

  const list = (actor: Actor, filters: object = {}, wish: object = {}) =>
    records.page(resource, actor, listQueryOf(resource, filters as Record<string, unknown>, wish));
  const paramsIn = async (actor: Actor, filters: object = {}, wish: object = {}) =>
    (await list(actor, filters, wish)).found.map(({ record }) => paramsOf(resource, record));

  it('what the address of a list says narrows and sorts it', async () => {
    const filters = { result: 'answered', queueId: ours.queueId, talkedMs: { from: '60000' }, nonsense: 'x' };
    const found = await paramsIn(us, filters, { sort: { sortBy: 'talkedMs', direction: 'asc' }, limit: 500 });
    expect(found.length).toBeGreaterThan(3);
    const talked = found.map((params) => Number(params.talkedMs));
    expect(talked).toEqual(talked.toSorted((one, other) => one - other));
    expect(talked[0]).toBeGreaterThanOrEqual(60_000);
    expect(new Set(found.map(({ result, queue }) => `${String(result)} ${String(queue)}`))).toEqual(
      new Set(['answered 2000 Queue']),
    );
  });

  it('times travel as instants, durations as milliseconds, things by the names they have now', async () => {
    const [params] = await paramsIn(us, { result: 'answered' }, { limit: 1 });
    expect(params).toMatchObject({
      arrivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      talkedMs: expect.any(Number),
      queue: '2000 Queue',
      cause: '正常挂机（16）',
    });
  });

  it('a record has its story; a list does not ask for them', async () => {
    const [listed] = (await list(us, {}, { limit: 1 })).found;
    await postgres.query(
      DATABASE,
      `INSERT INTO facts.call_step VALUES ('s1', now(), $1, $2, 1, 'key.pressed', '{"key":"5"}')`,
      [ours.tenantId, listed!.record.id],
    );
    expect(paramsOf(resource, (await list(us, {}, { limit: 1 })).found[0]!.record).story).toBe('[]');
    const found = await records.find(resource, us, listed!.record.id);
    expect(JSON.parse(String(paramsOf(resource, found!.record).story))).toMatchObject([
      { step: 'key.pressed', afterMs: 0, text: { zh: '按键 5', en: 'Pressed 5' } },
    ]);
  });

  it("another tenant's records are not found, and the platform has none", async () => {
    const [their] = (await list(them, {}, { limit: 1 })).found;
    expect(await records.find(resource, us, their!.record.id)).toBeUndefined();
    expect((await list(us, {}, { limit: 500 })).found.map(({ record }) => record.id)).not.toContain(their!.record.id);
    expect((await list(us, { queueId: ours.queueId })).total).toBeGreaterThan(0);
    expect((await list(them, { queueId: ours.queueId })).total).toBe(0);
    for (const actor of [platformActor(), actorWith(ours.tenantId, 'live.read')]) {
      await expect(list(actor)).rejects.toMatchObject({ code: 'access.not_permitted' });
      expect(await records.find(resource, actor, their!.record.id)).toBeUndefined();
    }
  });

  it('nobody can make, change or delete one', async () => {
    const [{ record } = { record: { id: '' } }] = (await list(us, {}, { limit: 1 })).found;
    await expect(records.create(resource, us, {})).rejects.toMatchObject({ code: 'access.not_permitted' });
    await expect(records.update(resource, us, record.id, 1, {})).rejects.toMatchObject({
      code: 'access.not_permitted',
    });
    await expect(records.remove(resource, us, record.id)).rejects.toMatchObject({ code: 'access.not_permitted' });
  });

  it.each(['zh', 'en'] as const)('every result and every column has a text in %s', (language) => {
    const { translations } = localeOf(language, register);
    const words = Object.values(translations ?? {})[0] as Record<string, string>;
    for (const field of resource.fields) {
      expect(words[`resources.call_record.properties.${field.name}`]).toMatch(/./);
      for (const { value } of field.choices ?? []) {
        expect(words[`resources.call_record.labels.${field.name}.${value}`]).toMatch(/./);
      }
    }
  });
});
