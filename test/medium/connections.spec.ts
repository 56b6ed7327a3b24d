import { ConnectionsRepository } from '../../src/connections/connections.repository.js';
import { ConnectionsService } from '../../src/connections/connections.service.js';
import type { ConnectionRecord } from '../../src/connections/core/connection.js';
import { NetworkGuard } from '../../src/connections/network-guard.js';
import { Systems } from '../../src/connections/systems.js';
import { connectionsResource } from '../../src/console/connections/connections.js';
import type { ConnectionId } from '../../src/kernel/ids.js';
import type { Answer, Question } from '../../src/kernel/question.js';
import { Metrics } from '../../src/platform/metrics/metrics.js';
import { CaseSystem, json, type Asked } from '../fixtures/case-system.js';
import { TwoTenants } from '../fixtures/two-tenants.js';

jest.setTimeout(60_000);

const TOO_LARGE = 300_000;

describe("companies' own systems", () => {
  let world: TwoTenants;
  let http: CaseSystem;
  let databaseUrl: URL;
  let systems: Systems;

  beforeAll(async () => {
    world = await TwoTenants.start();
    systems = new Systems(
      new NetworkGuard(['127.0.0.0/8']),
      world.databases,
      new ConnectionsRepository(),
      new Metrics(),
    );
    http = await CaseSystem.start(({ url }, response) => {
      if (url.startsWith('/api/cases/12')) json(response, { state: '已办结', of: { days: 3, note: null }, by: ['王'] });
      else if (url === '/api/none') json(response, []);
      else if (url === '/api/broken') response.end('<html>');
      else if (url === '/api/large') response.end(JSON.stringify('x'.repeat(TOO_LARGE)));
      else if (url === '/api/elsewhere') response.writeHead(302, { location: '/api/cases/12' }).end();
      else if (url === '/api/fails') json(response, {}, 500);
      else if (url !== '/api/hangs') json(response, {}, 404);
    });
    await world.query('CREATE TABLE public.cases (no text, state text, at date, fee numeric)');
    await world.query("INSERT INTO cases VALUES ('12', '已办结', '2026-11-23', 12.50), ('13', NULL, NULL, NULL)");
    await world.query("CREATE ROLE reader LOGIN PASSWORD 'of the reader'");
    await world.query('GRANT SELECT, INSERT ON cases TO reader');
    databaseUrl = new URL(world.settings.database.nodeUrl);
    databaseUrl.username = 'reader';
    databaseUrl.password = '';
  });
  afterAll(async () => {
    await http.stop();
    await world.stop();
  });

  const resource = () => connectionsResource(world.get(ConnectionsService));
  const create = async (input: Record<string, unknown>) =>
    (await world.records.create(resource(), world.ours.admin, input)).record as ConnectionRecord;
  const update = async ({ id, version }: ConnectionRecord, input: Record<string, unknown>) =>
    (await world.records.update(resource(), world.ours.admin, id, version, input)).record as ConnectionRecord;
  const secretOf = async ({ id }: ConnectionRecord) =>
    (await world.query<{ secret: string }>('SELECT secret FROM config.connection WHERE id = $1', id))[0]?.secret;

  describe('are entered at the console', () => {
    it('a secret is written and read by nobody there: not in the record, not in the log, not by SQL', async () => {
      const made = await create({ name: 'own', address: 'https://a.example/api', secret: 'Bearer hush' });
      expect(made).toMatchObject({ address: 'https://a.example/api', hasSecret: true, secret: '' });
      expect(await secretOf(made)).toBe('Bearer hush');
      const found = await world.databases.asTenant(world.ours.tenantId, (session) =>
        resource().find(session, made.id, world.ours.admin),
      );
      expect(found).toMatchObject({ secret: '', hasSecret: true });
      expect(JSON.stringify(await world.auditOf(world.ours))).not.toContain('hush');
      const bySql = world.databases.asTenant(world.ours.tenantId, (session) =>
        session.query('SELECT secret FROM config.connection'),
      );
      await expect(bySql).rejects.toThrow('permission denied');
    });

    it('it stays when left empty, and is asked for again where it would be sent elsewhere', async () => {
      const made = await create({ name: 'moves', address: 'https://b.example/api', secret: 'hush' });
      const renamed = await update(made, { name: 'moved', address: 'https://b.example/v2', secretHeader: 'X-Key' });
      expect(await secretOf(renamed)).toBe('hush');
      for (const address of ['https://evil.example/api', 'http://b.example/v2', 'https://b.example:444/v2']) {
        await expect(update(renamed, { name: 'moved', address })).rejects.toMatchObject({
          code: 'platform.invalid_input',
          fields: { secret: { en: expect.stringContaining('again') as string } },
        });
      }
      const moved = await update(renamed, { name: 'moved', address: 'https://c.example', secret: 'other' });
      expect(await secretOf(moved)).toBe('other');
    });

    it.each([
      [{ address: 'ftp://a.example' }, 'address'],
      [{ address: 'nowhere' }, 'address'],
      [{ address: 'https://user:hush@a.example' }, 'address'],
      [{ address: 'https://a.example/?key=1' }, 'address'],
      [{ address: 'postgresql://db.example/crm' }, 'address'],
      [{ address: 'postgresql://reader@db.example/crm', secretHeader: 'X-Key' }, 'secretHeader'],
      [{ address: 'https://a.example', secretHeader: 'X Key' }, 'secretHeader'],
      [{ address: 'https://a.example', secret: 'two\nlines' }, 'secret'],
      [{ address: 'https://a.example', name: '' }, 'name'],
    ])('%j is refused', async (input, field) => {
      await expect(create({ name: 'refused', ...input })).rejects.toMatchObject({
        fields: { [field]: expect.anything() as object },
      });
    });
  });

  describe('are asked by HTTP', () => {
    let id: ConnectionId;
    beforeAll(async () => {
      ({ id } = await create({
        name: 'http',
        address: `${http.address}/api`,
        secretHeader: 'X-Api-Key',
        secret: 'k1',
      }));
    });

    const ask = (change: Partial<Extract<Question, { kind: 'request' }>>, tenant = world.ours): Promise<Answer> =>
      systems.ask(tenant.tenantId, {
        ...{ kind: 'request', connectionId: id, method: 'GET', path: '', headers: {}, body: null, timeoutMs: 2_000 },
        ...{ take: { state: '/state' } },
        ...change,
      });
    const last = (): Asked | undefined => http.asked.at(-1);

    it('values come from their places, as text; the secret and the headers are sent', async () => {
      const take = { state: '/state', days: '/of/days', note: '/of/note', who: '/by/0' };
      expect(await ask({ path: '/cases/12', take, headers: { 'X-Why': '办件', Host: 'evil' } })).toEqual({
        got: 'values',
        values: { state: '已办结', days: '3', note: '', who: '王' },
      });
      const { headers } = last()!;
      expect(headers).toMatchObject({
        'x-api-key': 'k1',
        accept: 'application/json',
        host: new URL(http.address).host,
      });
      expect(Buffer.from(String(headers['x-why']), 'latin1').toString('utf8')).toBe('办件');
    });

    it('a body is sent as JSON', async () => {
      expect(await ask({ method: 'POST', path: '/cases/12', body: '{"no":"十二"}' })).toMatchObject({ got: 'values' });
      expect(last()).toMatchObject({ method: 'POST', body: '{"no":"十二"}' });
      expect(last()?.headers).toMatchObject({ 'content-type': 'application/json' });
    });

    it.each([['/nobody'], ['/none']])('%s: it knows nothing of it', async (path) => {
      expect(await ask({ path })).toEqual({ got: 'nothing' });
    });

    it.each([
      ['an error', { path: '/fails' }],
      ['no JSON', { path: '/broken' }],
      ['an answer without end', { path: '/large' }],
      ['a redirection', { path: '/elsewhere' }],
      ['no answer in time', { path: '/hangs', timeoutMs: 200 }],
      ['an answer without the value', { path: '/cases/12', take: { fee: '/fee' } }],
      ['a path that leads elsewhere', { path: '@evil.example/' }],
      ['a connection that is not there', { connectionId: 'ffffffff-ffff-7fff-8fff-ffffffffffff' as ConnectionId }],
    ])('%s is no answer', async (_what, change) => {
      expect(await ask(change)).toEqual({ got: 'failed' });
    });

    it("another tenant's connection is not there", async () => {
      const asked = http.asked.length;
      expect(await ask({ path: '/cases/12' }, world.theirs)).toEqual({ got: 'failed' });
      expect(http.asked).toHaveLength(asked);
    });

    it('a network that nobody has opened is not reached', async () => {
      const guarded = new Systems(new NetworkGuard([]), world.databases, new ConnectionsRepository(), new Metrics());
      const asked = http.asked.length;
      const question: Question = {
        ...{ kind: 'request', connectionId: id, method: 'GET', path: '/cases/12', headers: {}, body: null },
        ...{ timeoutMs: 2_000, take: {} },
      };
      expect(await guarded.ask(world.ours.tenantId, question)).toEqual({ got: 'failed' });
      expect(http.asked).toHaveLength(asked);
    });
  });

  describe('are asked as databases', () => {
    let id: ConnectionId;
    beforeAll(async () => {
      ({ id } = await create({ name: 'db', address: databaseUrl.href, secret: 'of the reader' }));
    });

    const ask = (sql: string, parameters: string[] = [], take = {}, timeoutMs = 5_000): Promise<Answer> =>
      systems.ask(world.ours.tenantId, { kind: 'query', connectionId: id, sql, parameters, take, timeoutMs });

    it('one row, its columns as text', async () => {
      const take = { s: 'state', day: 'at', fee: 'fee' };
      const sql = 'SELECT state, at, fee FROM cases WHERE no = $1;';
      expect(await ask(sql, ['12'], take)).toEqual({
        got: 'values',
        values: { s: '已办结', day: '2026-11-23', fee: '12.50' },
      });
      expect(await ask(sql, ['13'], take)).toEqual({ got: 'values', values: { s: '', day: '', fee: '' } });
      expect(await ask('SELECT no FROM cases ORDER BY no', [], { no: 'no' })).toMatchObject({ values: { no: '12' } });
    });

    it('no row: it knows nothing of it; a parameter is no SQL', async () => {
      expect(await ask('SELECT 1 FROM cases WHERE no = $1', ["' OR true --"])).toEqual({ got: 'nothing' });
    });

    it.each([
      ["INSERT INTO cases VALUES ('99') RETURNING no"],
      ["WITH added AS (INSERT INTO cases VALUES ('99') RETURNING no) SELECT * FROM added"],
      ["SELECT 1) AS x; COMMIT; INSERT INTO cases VALUES ('99'); SELECT (1"],
      ['SELECT pg_sleep(5)'],
      ['SELECT nothing FROM nowhere'],
    ])('%s: changes nothing, and is no answer', async (sql) => {
      expect(await ask(sql, [], {}, 500)).toEqual({ got: 'failed' });
      expect(await world.query("SELECT 1 FROM cases WHERE no = '99'")).toEqual([]);
    });

    it('with a wrong password it says nothing', async () => {
      const { id: wrong } = await create({ name: 'wrong', address: databaseUrl.href, secret: 'not it' });
      const question = {
        kind: 'query',
        connectionId: wrong,
        sql: 'SELECT 1',
        parameters: [],
        take: {},
        timeoutMs: 2_000,
      };
      expect(await systems.ask(world.ours.tenantId, question as Question)).toEqual({ got: 'failed' });
    });
  });
});
