import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';

import { AgentsModule } from '../../src/agents/agents.module.js';
import { md5Credential } from '../../src/lines/sip-account.js';
import { LinesModule } from '../../src/lines/lines.module.js';
import { LinesService, type ExtensionRecord } from '../../src/lines/lines.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import type { Gate } from '../../src/platform/access/gate.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import type { Databases } from '../../src/platform/database/databases.js';
import { newId } from '../../src/platform/database/new-id.js';
import { WHOLE_LIST } from '../../src/platform/database/paging.js';
import { SettingsModule } from '../../src/platform/settings/settings.module.js';
import { migratedDatabase } from '../fixtures/database.js';
import { gateOver, platformActor, tenantActor } from '../fixtures/gate-actors.js';
import { TestPostgres } from '../fixtures/postgres.js';
import { insertTenantRows, type TenantRows } from '../fixtures/tenant-rows.js';

jest.setTimeout(60_000);

const DATABASE = 'lines';
const NAMES = ['<script>alert(1)</script>', '前台 ☎️👩‍💼', 'x'.repeat(100)];
const TRUNK = { name: 'City', endpoint: 'trunk-city', address: '203.0.113.5', port: '5060', channelLimit: '30' };

describe('telephones and trunks as people make them', () => {
  let postgres: TestPostgres;
  let databases: Databases;
  let module: TestingModule;
  let lines: LinesService;
  let gate: Gate;
  let ours: TenantRows;
  let theirs: TenantRows;
  let we: Actor;
  let they: Actor;
  const platform = platformActor();

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const made = await migratedDatabase(postgres, DATABASE, { SIP_BIND: '127.0.0.9', SIP_PORT: '17260' });
    databases = made.databases;
    gate = gateOver(databases);
    module = await Test.createTestingModule({
      imports: [SettingsModule.for(made.settings), DatabaseModule, LinesModule, AgentsModule],
    }).compile();
    lines = module.get(LinesService);
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

  const create = (actor: Actor, input: object) =>
    gate.change(actor, 'extension.create', (session) => lines.createExtension(session, actor.tenantId!, input));
  const bulk = (actor: Actor, input: object) =>
    gate.change(actor, 'extension.create', (session) => lines.createExtensions(session, actor.tenantId!, input));
  const update = (actor: Actor, record: ExtensionRecord, input: object) =>
    gate.change(actor, 'extension.update', (session) =>
      lines.updateExtension(session, record.id, record.version, input),
    );
  const remove = (actor: Actor, id: string) =>
    gate.change(actor, 'extension.delete', (session) => lines.removeExtension(session, id));
  const find = (actor: Actor, id: string) =>
    gate.read(actor, 'extension.read', (session) => lines.findExtension(session, id));
  const dns = async (actor: Actor) => {
    const query = { ...WHOLE_LIST, sort: { by: 'dn', descending: false } };
    const page = await gate.read(actor, 'extension.read', (session) => lines.pageOfExtensions(session, query));
    return page.items.map(({ dn }) => dn);
  };
  const trunk = (input: object) =>
    gate.change(platform, 'trunk.create', (session) => lines.createTrunk(session, input));

  describe('telephones', () => {
    it('two companies have the same numbers; each sees its own', async () => {
      const [mine, other] = [await create(we, { dn: '1100', label: 'A' }), await create(they, { dn: '1100' })];
      expect([mine.extension.endpoint, other.extension.endpoint]).toEqual(['ours-1100', 'theirs-1100']);
      expect(mine.extension).toMatchObject({ dn: '1100', label: 'A', version: 1 });
      expect(other.extension.label).toBe('');
      expect(await dns(we)).toEqual(['1001', '1100']);
      expect(await find(we, mine.extension.id)).toEqual(mine.extension);
    });

    it("another company's telephone, one that never was, and no id at all: not found, with the same words", async () => {
      const { extension } = await create(they, { dn: '1101' });
      for (const id of [extension.id, newId(), 'nonsense']) {
        expect(await find(we, id)).toBeUndefined();
        const record = { ...extension, id: id as typeof extension.id };
        await expect(update(we, record, { label: 'mine' })).rejects.toMatchObject({ code: 'platform.not_found' });
        await expect(remove(we, id)).rejects.toMatchObject({ code: 'platform.not_found' });
        await expect(
          gate.change(we, 'extension.update', (session) => lines.renewPassword(session, id)),
        ).rejects.toMatchObject({ code: 'platform.not_found' });
      }
      expect(await find(they, extension.id)).toEqual(extension);
    });

    it('two people save the same telephone: the later is told', async () => {
      const { extension } = await create(we, { dn: '1102' });
      expect(await update(we, extension, { label: 'first' })).toMatchObject({ label: 'first', version: 2 });
      await expect(update(we, extension, { label: 'second' })).rejects.toMatchObject({
        code: 'platform.changed_meanwhile',
        httpStatus: 409,
      });
      expect(await find(we, extension.id)).toMatchObject({ label: 'first' });
      await remove(we, extension.id);
      await expect(update(we, extension, { label: 'third' })).rejects.toMatchObject({ code: 'platform.not_found' });
    });

    it.each(NAMES)('label %s is kept as it is', async (label) => {
      const dn = String(1110 + NAMES.indexOf(label));
      const { extension } = await create(we, { dn, label: ` ${label} ` });
      expect((await find(we, extension.id))?.label).toBe(label);
    });

    it.each([
      ['a label of 101 characters', { dn: '1120', label: 'x'.repeat(101) }, 'label'],
      ['control characters', { dn: '1120', label: 'a\u0000b' }, 'label'],
      ['3 digits', { dn: '112' }, 'dn'],
      ['digits that are not 0 to 9', { dn: '１１２０' }, 'dn'],
      ['more after the digits', { dn: '1120\n' }, 'dn'],
      ['nothing', {}, 'dn'],
      ['nothing at all', null, ''],
    ])('%s: refused, in both languages, at its field', async (_what, input, field) => {
      const error = await create(we, input as object).then(
        () => null,
        (thrown: unknown) => thrown as { code: string; fields: Record<string, { zh: string; en: string }> },
      );
      expect(error?.code).toBe('platform.invalid_input');
      expect(Object.keys(error?.fields ?? {})).toEqual([field]);
      expect(error?.fields[field]?.zh).toMatch(/\p{Script=Han}/u);
      expect(error?.fields[field]?.en).not.toMatch(/\p{Script=Han}/u);
    });

    it('what is sent besides the fields is left out: neither the company nor the user name can be chosen', async () => {
      const foreign = { tenantId: theirs.tenantId, endpoint: 'theirs-9999', id: newId(), version: 7 };
      const { extension } = await create(we, { dn: '1121', ...foreign });
      expect(extension).toMatchObject({ endpoint: 'ours-1121', version: 1 });
      expect(await update(we, extension, { dn: '9999', label: 'x', ...foreign })).toMatchObject({
        id: extension.id,
        dn: '1121',
        endpoint: 'ours-1121',
      });
      expect(await dns(they)).not.toContain('1121');
    });

    it('the number is taken: told so', async () => {
      await expect(create(we, { dn: '1001' })).rejects.toMatchObject({
        code: 'lines.extension_exists',
        httpStatus: 409,
        text: { zh: '内线 1001 已存在', en: 'There is an extension 1001 already' },
      });
    });

    it('a new password: a digest of it is kept, the former one is not', async () => {
      const { extension, account } = await create(we, { dn: '1122' });
      expect(account).toMatchObject({ user: 'ours-1122', server: '127.0.0.9', port: 17260 });
      expect(account.password).toMatch(/^[A-Za-z0-9]{20}$/);
      const renewed = await gate.change(we, 'extension.update', (session) =>
        lines.renewPassword(session, extension.id),
      );
      expect(renewed.account.password).not.toBe(account.password);
      const [row] = await postgres.query<{ md5_credential: string }>(
        DATABASE,
        'SELECT md5_credential FROM config.extension WHERE id = $1',
        [extension.id],
      );
      expect(row?.md5_credential).toBe(md5Credential('ours-1122', 'callrack', renewed.account.password));
    });

    it('whether it answers by itself and calls outside is changed by people and told to the engine', async () => {
      const { extension } = await create(we, { dn: '1123', autoAnswer: true });
      expect(extension).toMatchObject({ autoAnswer: true, callsOut: false });
      await update(we, extension, { callsOut: true, answersByNotify: true });
      const changed = { autoAnswer: true, callsOut: true, answersByNotify: true };
      expect(await find(we, extension.id)).toMatchObject({ ...changed, version: 2 });
      const engine = await databases.snapshot('node', (session) => lines.listExtensions(session));
      expect(engine.find(({ id }) => id === extension.id)).toMatchObject(changed);
    });

    it('where its callers go on is said by people and told to the engine; where they go stays', async () => {
      const { extension: mailbox } = await create(we, { dn: '1124' });
      const forwardAll = { to: 'external', number: '13900001111' };
      const forwardBusy = { to: 'extension', extensionId: mailbox.id };
      const rules = { forwardAll, forwardBusy, ringS: 12 };
      const given = { ...rules, followMe: '139 0000-1111', forwardNoAnswer: '' };
      const { extension } = await create(we, { dn: '1125', ...given });
      const none = {
        forwardAfterHours: null,
        calendarId: null,
        followMe: '13900001111',
        forwardNoAnswer: null,
        forwardUnreachable: null,
      };
      const expected = { ...rules, ...none };
      expect(await find(we, extension.id)).toMatchObject(expected);
      const engine = await databases.snapshot('node', (session) => lines.listExtensions(session));
      expect(engine.find(({ id }) => id === extension.id)).toMatchObject({ forwarding: expected });
      await expect(remove(we, mailbox.id)).rejects.toMatchObject({
        code: 'platform.in_use',
        text: { en: expect.stringContaining('1125') as string },
      });
      await update(we, extension, { forwardBusy: null });
      await remove(we, mailbox.id);
    });

    it('callers cannot go on to another company’s telephone, or to one that never was', async () => {
      const { extension: other } = await create(they, { dn: '1126' });
      for (const extensionId of [other.id, newId()]) {
        const forwardBusy = { to: 'extension', extensionId };
        await expect(create(we, { dn: '1126', forwardBusy })).rejects.toMatchObject({
          code: 'platform.invalid_input',
          fields: { forwardBusy: expect.anything() as object },
        });
      }
    });

    it('what rings together with it is a telephone number', async () => {
      await expect(create(we, { dn: '1129', followMe: 'my mobile' })).rejects.toMatchObject({
        code: 'platform.invalid_input',
        fields: { followMe: expect.anything() as object },
      });
    });

    it('after hours callers go on by a calendar only', async () => {
      const forwardAfterHours = { to: 'external', number: '13900001111' };
      await expect(create(we, { dn: '1128', forwardAfterHours })).rejects.toMatchObject({
        code: 'platform.invalid_input',
        fields: { calendarId: expect.anything() as object },
      });
    });

    it('callers cannot go on to the telephone itself', async () => {
      const { extension } = await create(we, { dn: '1127' });
      const forwardAll = { to: 'extension', extensionId: extension.id };
      await expect(update(we, extension, { forwardAll })).rejects.toMatchObject({
        code: 'platform.invalid_input',
        fields: { forwardAll: expect.anything() as object },
      });
    });

    it('somebody sits at it: it stays, and the agent is named', async () => {
      const page = await gate.read(we, 'extension.read', (session) =>
        lines.pageOfExtensions(session, { ...WHOLE_LIST, filter: { dn: '1001' } }),
      );
      await expect(remove(we, page.items[0]!.id)).rejects.toMatchObject({
        code: 'platform.in_use',
        text: { en: expect.stringContaining('7001') as string },
      });
      expect(await dns(we)).toContain('1001');
    });
  });

  describe('many at once', () => {
    it('50 in one go, with labels; each has its own password, and the engine sees them', async () => {
      const made = await bulk(we, { from: '2000', to: '2049', labelPrefix: '大厅' });
      expect(made).toHaveLength(50);
      expect(made[49]).toMatchObject({ extension: { dn: '2049', label: '大厅 2049' }, account: { user: 'ours-2049' } });
      expect(new Set(made.map(({ account }) => account.password)).size).toBe(50);
      const engine = await databases.snapshot('node', (session) => lines.listExtensions(session));
      expect(engine.filter(({ dn, tenantId }) => dn.startsWith('20') && tenantId === ours.tenantId)).toHaveLength(50);
    });

    it('some are there already: all of them named, none is made', async () => {
      await expect(bulk(we, { from: '2045', to: '2060' })).rejects.toMatchObject({
        code: 'lines.extension_exists',
        dns: ['2045', '2046', '2047', '2048', '2049'],
      });
      expect(await dns(we)).not.toContain('2050');
    });

    it('over the quota: told the quota, none is made; one is fewer and all are made', async () => {
      const { total } = await gate.read(we, 'extension.read', (session) => lines.pageOfExtensions(session, WHOLE_LIST));
      await postgres.query(DATABASE, 'UPDATE config.tenant SET extension_limit = $2 WHERE id = $1', [
        ours.tenantId,
        total + 9,
      ]);
      await expect(bulk(we, { from: '3000', to: '3009' })).rejects.toMatchObject({
        code: 'platform.quota_reached',
        text: { zh: `已达到配额：内线最多 ${total + 9}` },
      });
      expect(await dns(we)).not.toContain('3000');
      expect(await bulk(we, { from: '3000', to: '3008' })).toHaveLength(9);
      await expect(create(we, { dn: '3009' })).rejects.toMatchObject({ code: 'platform.quota_reached' });
      expect((await create(they, { dn: '3009' })).extension.dn).toBe('3009');
    });

    it('two people fill the last places at the same time: the quota holds', async () => {
      await postgres.query(DATABASE, 'UPDATE config.tenant SET extension_limit = extension_limit + 1');
      const tries = await Promise.allSettled(['3100', '3101', '3102'].map((dn) => create(we, { dn })));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it.each([
      ['from is greater than to', { from: '4001', to: '4000' }, '不能小于'],
      ['1001 of them', { from: '4000', to: '5000' }, '1000'],
      ['10,000 of them', { from: '0000', to: '9999' }, '1000'],
    ])('%s: refused', async (_what, input, words) => {
      await expect(bulk(we, input)).rejects.toMatchObject({
        code: 'platform.invalid_input',
        fields: { to: { zh: expect.stringContaining(words) as string } },
      });
    });
  });

  describe('trunks', () => {
    it('made and changed; empty node means every node; the engine sees it', async () => {
      const made = await trunk({ ...TRUNK, nodeId: '' });
      expect(made).toMatchObject({ ...TRUNK, port: 5060, channelLimit: 30, nodeId: null, version: 1 });
      const change = { channelLimit: 60, nodeId: 'node1', address: '203.0.113.16/28' };
      const changed = await gate.change(platform, 'trunk.update', (session) =>
        lines.updateTrunk(session, made.id, made.version, change),
      );
      const found = await gate.read(platform, 'trunk.read', (session) => lines.findTrunk(session, made.id));
      expect(found).toEqual({ ...made, ...change, version: 2 });
      expect(changed).toEqual(found);
      const engine = await databases.snapshot('node', (session) => lines.listTrunks(session));
      expect(engine).toContainEqual({ id: made.id, endpoint: 'trunk-city', channelLimit: 60 });
      await expect(
        gate.change(platform, 'trunk.update', (session) => lines.updateTrunk(session, made.id, 1, change)),
      ).rejects.toMatchObject({ code: 'platform.changed_meanwhile' });
    });

    it.each(['203.0.113.17', '203.0.113.0/24', '203.0.113.30/32'])(
      'address %s overlaps with another trunk: that one is named',
      async (address) => {
        await expect(trunk({ ...TRUNK, endpoint: 'trunk-other', address })).rejects.toMatchObject({
          code: 'lines.trunks_overlap',
          httpStatus: 409,
          text: {
            zh: expect.stringContaining('“City”（trunk-city') as string,
            en: expect.stringContaining('"City" (trunk-city') as string,
          },
        });
      },
    );

    it.each([
      ['host name', { address: 'sip.example.com' }, 'address'],
      ['all addresses', { address: '0.0.0.0/0' }, 'address'],
      ['half the world', { address: '128.0.0.0/1' }, 'address'],
      ['no address', { address: '0.0.0.0' }, 'address'],
      ['an address and SQL', { address: "203.0.113.99'; DROP TABLE x" }, 'address'],
      ['an interface', { address: 'fe80::1%eth0' }, 'address'],
      ['two lengths', { address: '203.0.113.99/28/28' }, 'address'],
      ['a name of a telephone', { endpoint: 'ours-1001' }, 'endpoint'],
      ['port 0', { port: 0 }, 'port'],
      ['half a channel', { channelLimit: '1.5' }, 'channelLimit'],
      ['fewer than no channels', { channelLimit: -1 }, 'channelLimit'],
      ['a node that is not there', { nodeId: 'nowhere' }, 'nodeId'],
    ])('%s: refused at its field', async (_what, wrong, field) => {
      await expect(trunk({ ...TRUNK, endpoint: 'trunk-x', address: '198.51.100.7', ...wrong })).rejects.toMatchObject({
        code: 'platform.invalid_input',
        fields: { [field]: expect.anything() as object },
      });
    });

    it('the same endpoint again: told so', async () => {
      await expect(trunk({ ...TRUNK, address: '198.51.100.8' })).rejects.toMatchObject({ code: 'lines.trunk_exists' });
    });

    it('an IPv6 network; any name; removed once and not found twice', async () => {
      const { id } = await trunk({ ...TRUNK, name: NAMES[0], endpoint: 'trunk-six', address: '2001:db8::5/64' });
      const removing = () => gate.change(platform, 'trunk.delete', (session) => lines.removeTrunk(session, id));
      await removing();
      await expect(removing()).rejects.toMatchObject({ code: 'platform.not_found' });
    });
  });
});
