import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';

import { platformNumbersResource } from '../../src/console/resources/platform-numbers.js';
import type { ConsoleResource } from '../../src/console/resources/resource.js';
import { IvrModule } from '../../src/ivr/ivr.module.js';
import type { Destination } from '../../src/kernel/destination.js';
import type { ExtensionId, MenuId, QueueId } from '../../src/kernel/ids.js';
import { LinesModule } from '../../src/lines/lines.module.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { AuditRepository } from '../../src/platform/access/audit.repository.js';
import type { Gate } from '../../src/platform/access/gate.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import type { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { References } from '../../src/platform/references/references.js';
import { SettingsModule } from '../../src/platform/settings/settings.module.js';
import { AcdModule } from '../../src/acd/acd.module.js';
import { RoutingModule } from '../../src/routing/routing.module.js';
import { RoutingService, type AccessNumberRecord } from '../../src/routing/routing.service.js';
import { migratedDatabase } from '../fixtures/database.js';
import { gateOver, platformActor, tenantActor } from '../fixtures/gate-actors.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const DATABASE = 'routing';

describe('access numbers as people hand them out and lead them', () => {
  let postgres: TestPostgres;
  let databases: Databases;
  let module: TestingModule;
  let routing: RoutingService;
  let references: References;
  let resource: ConsoleResource;
  let gate: Gate;
  let ours: TenantRows;
  let theirs: TenantRows;
  let we: Actor;
  let they: Actor;
  const platform = platformActor();
  let lastNumber = 95_000;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE);
    databases = made.databases;
    gate = gateOver(databases);
    module = await Test.createTestingModule({
      imports: [SettingsModule.for(made.settings), DatabaseModule, LinesModule, RoutingModule, IvrModule, AcdModule],
    }).compile();
    routing = module.get(RoutingService);
    references = module.get(References);
    resource = platformNumbersResource(routing, new AuditRepository(), (_session, id) =>
      Promise.resolve(id === ours.tenantId ? 'Ours' : 'Theirs'),
    );
    ours = await insertTenantRows(postgres.ownerUrl(DATABASE), 'ours', 'node1');
    theirs = await insertTenantRows(postgres.ownerUrl(DATABASE), 'theirs', 'node1');
    we = tenantActor(ours.tenantId);
    they = tenantActor(theirs.tenantId);
  });
  afterAll(async () => {
    await module.close();
    await databases.close();
    await postgres.stop();
  });

  /** Without the tenant's name, which the platform's log alone has. */
  const asTheRoomHasIt = (record: object): AccessNumberRecord => {
    const number: Partial<Record<'tenant', string>> = { ...record };
    delete number.tenant;
    return number as unknown as AccessNumberRecord;
  };
  const handOut = async (tenant: TenantRows, number = String((lastNumber += 1))) => {
    const change = await gate.change(platform, 'platform_number.create', (session) =>
      resource.create!(session, { number, tenantId: tenant.tenantId, language: 'zh' }, platform),
    );
    return asTheRoomHasIt(change.record);
  };
  const give = async (record: AccessNumberRecord, input: object) => {
    const change = await gate.change(platform, 'platform_number.update', (session) =>
      resource.update!(session, record.id, record.version, { ...input }, platform),
    );
    return asTheRoomHasIt(change.record);
  };
  const lead = (actor: Actor, record: Pick<AccessNumberRecord, 'id' | 'version'>, input: object) =>
    gate.change(actor, 'access_number.update', (session) =>
      routing.updateAccessNumber(session, record.id, record.version, input),
    );
  const find = (actor: Actor, id: string) =>
    gate.read(actor, 'access_number.read', (session) => routing.findAccessNumber(session, id));
  const toQueue = (tenant: TenantRows): Destination => ({ to: 'queue', queueId: tenant.queueId as QueueId });
  const log = (tenantId: string) =>
    postgres.query<{ action: string; object_label: string; before: object | null; after: object | null }>(
      DATABASE,
      "SELECT * FROM access.audit_entry WHERE tenant_id = $1 AND object_type = 'access_number' ORDER BY id",
      [tenantId],
    );

  it('a new number leads nowhere; its tenant sees it, the other does not; the engine has it', async () => {
    const record = await handOut(ours);
    expect(record).toMatchObject({ tenantId: ours.tenantId, destination: { to: 'hangUp' }, version: 1 });
    expect(await find(we, record.id)).toEqual(record);
    expect(await find(they, record.id)).toBeUndefined();
    const engine = await databases.snapshot('node', (session) => routing.listAccessNumbers(session));
    expect(engine.items.map(({ number }) => number)).toContain(record.number);
  });

  it('the tenant says where its callers go, also as JSON text, and cannot change the number or whose it is', async () => {
    const record = await handOut(ours);
    const foreign = { number: '110', tenantId: theirs.tenantId };
    const led = await lead(we, record, { ...foreign, language: 'en', destination: JSON.stringify(toQueue(ours)) });
    expect(led).toEqual({ ...record, language: 'en', destination: toQueue(ours), version: 2 });
    expect(await find(we, record.id)).toEqual(led);
    await expect(lead(we, record, { language: 'zh' })).rejects.toMatchObject({ code: 'platform.changed_meanwhile' });
    expect(await lead(we, led, { destination: { to: 'menu', menuId: ours.menuId as MenuId } })).toMatchObject({
      language: 'en',
      destination: { to: 'menu', menuId: ours.menuId },
    });
  });

  it("a destination that is another tenant's, or none: the same words, and nothing is changed", async () => {
    const record = await handOut(ours);
    const tried = await Promise.all(
      [
        toQueue(theirs),
        { to: 'queue', queueId: newId() },
        { to: 'extension', extensionId: theirs.menuId as ExtensionId },
      ].map((destination) =>
        lead(we, record, { destination }).then(
          () => null,
          (error: unknown) => error as { code: string; fields: object },
        ),
      ),
    );
    expect(new Set(tried.map((error) => error?.code))).toEqual(new Set(['platform.invalid_input']));
    expect(new Set(tried.map((error) => JSON.stringify(error?.fields))).size).toBe(1);
    for (const destination of ['nonsense', '{"to":"moon"}', null, { to: 'queue' }]) {
      await expect(lead(we, record, { destination })).rejects.toMatchObject({
        fields: { destination: expect.anything() as object },
      });
    }
    expect(await find(we, record.id)).toEqual(record);
  });

  it("another tenant's number: not found for reading and leading", async () => {
    const record = await handOut(theirs);
    await expect(lead(we, record, { language: 'en' })).rejects.toMatchObject({ code: 'platform.not_found' });
    await expect(lead(we, { ...record, id: 'nonsense' }, { language: 'en' })).rejects.toMatchObject({
      code: 'platform.not_found',
    });
    const page = await gate.read(we, 'access_number.read', (session) =>
      routing.pageOfAccessNumbers(session, { ...WHOLE_LIST, filter: { tenantId: theirs.tenantId } }),
    );
    expect(page).toEqual({ items: [], total: 0 });
  });

  it('given to another tenant: it leads nowhere again, and both read in their logs what happened', async () => {
    const record = await lead(we, await handOut(ours), { destination: toQueue(ours) });
    const given = await give(record, { tenantId: theirs.tenantId });
    expect(given).toMatchObject({ tenantId: theirs.tenantId, destination: { to: 'hangUp' } });
    expect(await find(we, record.id)).toBeUndefined();
    expect(await find(they, record.id)).toEqual(given);
    await expect(lead(we, given, { language: 'en' })).rejects.toMatchObject({ code: 'platform.not_found' });
    expect((await log(ours.tenantId)).at(-1)).toMatchObject({
      ...{ action: 'take', object_label: record.number, after: null },
      before: { destination: toQueue(ours) },
    });
    const told = (await log(theirs.tenantId)).at(-1);
    expect(told).toMatchObject({ action: 'give', before: null });
    expect(JSON.stringify(told)).not.toContain(ours.queueId);
  });

  it('the tenant leads it while the platform gives it away: the later is told', async () => {
    const record = await handOut(ours);
    await give(record, { tenantId: theirs.tenantId });
    const back = await give((await find(they, record.id))!, { tenantId: ours.tenantId });
    await expect(lead(we, record, { destination: toQueue(ours) })).rejects.toMatchObject({
      code: 'platform.changed_meanwhile',
    });
    expect(await find(we, record.id)).toEqual(back);
  });

  it('only its language changes hands not: where it leads stays', async () => {
    const record = await lead(we, await handOut(ours), { destination: toQueue(ours) });
    expect(await give(record, { language: 'en' })).toMatchObject({ language: 'en', destination: toQueue(ours) });
  });

  it.each([
    ['letters', { number: '4001a' }, 'number'],
    ['33 digits', { number: '1'.repeat(33) }, 'number'],
    ['a script', { number: '<script>' }, 'number'],
    ['a tenant that is not there', { tenantId: newId() }, 'tenantId'],
    ['no tenant', { tenantId: '' }, 'tenantId'],
    ['a language of its own', { language: 'tlh' }, 'language'],
  ])('%s: refused at its field', async (_what, wrong, field) => {
    const input = { number: '96000', tenantId: ours.tenantId, language: 'zh', ...wrong };
    await expect(
      gate.change(platform, 'platform_number.create', (session) => routing.handOutNumber(session, input)),
    ).rejects.toMatchObject({ code: 'platform.invalid_input', fields: { [field]: expect.anything() as object } });
  });

  it("the platform's log names the tenant beside the number", async () => {
    const change = await gate.change(platform, 'platform_number.create', (session) =>
      resource.create!(session, { number: '97000', tenantId: theirs.tenantId, language: 'zh' }, platform),
    );
    expect(resource.title(change.record)).toBe('97000 → Theirs');
    const found = await gate.read(platform, 'platform_number.read', (session) =>
      resource.find(session, change.record.id, platform),
    );
    expect(resource.title(found!)).toBe('97000 → Theirs');
  });

  it('a number is handed out once', async () => {
    const { number } = await handOut(ours);
    await expect(handOut(theirs, number)).rejects.toMatchObject({ code: 'routing.access_number_taken' });
  });

  it('whoever is a destination is told which numbers lead there', async () => {
    const record = await lead(we, await handOut(ours), { destination: toQueue(ours) });
    const uses = await databases.asTenant(ours.tenantId, (session) =>
      references.usesOf(session, { kind: 'queue', id: ours.queueId }),
    );
    expect(uses).toContainEqual({ kind: 'access_number', id: record.id, label: record.number });
    await gate.change(platform, 'platform_number.delete', (session) => resource.remove!(session, record.id, platform));
    expect((await log(ours.tenantId)).at(-1)).toMatchObject({ action: 'take', object_label: record.number });
    const left = await databases.asTenant(ours.tenantId, (session) =>
      references.usesOf(session, { kind: 'queue', id: ours.queueId }),
    );
    expect(left.map(({ id }) => id)).not.toContain(record.id);
    await expect(
      gate.change(platform, 'platform_number.delete', (session) => resource.remove!(session, record.id, platform)),
    ).rejects.toMatchObject({ code: 'platform.not_found' });
  });
});
