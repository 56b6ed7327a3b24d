import fc from 'fast-check';

import { eventually } from '../fixtures/eventually.js';
import { OPERATIONS } from '../../src/openapi/dto/operations.js';
import { ApiDesk, type Got, type Sent } from '../fixtures/api-desk.js';
import { insertCharge, insertRecord } from '../fixtures/api-facts.js';
import { ApiRecorder } from '../fixtures/api-recorder.js';
import { belongingsOf, marksIn } from '../fixtures/tenant-walls.js';

jest.setTimeout(120_000);

interface Listed {
  readonly items: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
}

describe('the REST interface in use', () => {
  let desk: ApiDesk;
  const keys: string[] = [];
  let turn = 0;

  beforeAll(async () => {
    desk = await ApiDesk.start('openapi_use');
    for (let n = 0; n < 30; n += 1) keys.push((await desk.key(desk.ours)).secret);
  });
  afterAll(async () => {
    await desk.stop();
  });

  const key = (): string => keys[(turn += 1) % keys.length] ?? '';
  const ask = (method: string, path: string, sent: Sent = {}): Promise<Got> =>
    desk.send(method, `/api/v1${path}`, { key: key(), ...sent });
  const list = async (path: string): Promise<Listed> => {
    const got = await ask('get', path);
    if (got.status !== 200) throw new Error(got.text);
    return got.body as unknown as Listed;
  };

  it('a shift: log in, a break, back, a call placed and hung up; all of it in the audit log under the name of the key', async () => {
    const phases: unknown[] = [];
    for (const [act, body] of [
      ['login', { queues: ['2000'] }],
      ['not-ready', { reason: 'lunch' }],
      ['ready', {}],
    ] as const) {
      const { body: agent } = await ask('post', `/agents/7001/${act}`, { body, key: keys[0]! });
      phases.push((agent?.state as { phase: string; reason: string | null }).phase);
    }
    expect(phases).toEqual(['ready', 'notReady', 'ready']);
    const placed = await ask('post', '/calls', { key: keys[0]!, body: { agent: '7001', to: '139 0000 0001' } });
    expect(placed.status).toBe(201);
    const path = `/calls/${String(placed.body?.id)}`;
    expect((await ask('get', path)).body).toMatchObject({
      phase: expect.any(String),
      called: '13900000001',
      agent: '7001',
    });
    expect((await ask('post', `${path}/hang-up`, { key: keys[0]! })).status).toBe(200);
    desk.callEnds(String(placed.body?.id));
    await ask('post', '/agents/7001/logout', { key: keys[0]! });
    const entries = await desk.sql<{ action: string; operator_name: string; after: object }>(
      `SELECT action, operator_name, after FROM access.audit_entry
       WHERE tenant_id = $1 AND object_type IN ('agent', 'call') ORDER BY id`,
      desk.ours.tenantId,
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'logIn',
      'goNotReady',
      'goReady',
      'placeCall',
      'hangUp',
      'logOut',
    ]);
    expect(new Set(entries.map(({ operator_name: name }) => name))).toEqual(new Set(['key 1']));
    expect(entries[3]?.after).toEqual({ agent: '7001', to: '139 0000 0001' });
  });

  it('no secret of a key is anywhere in the database', async () => {
    for (const table of ['access.api_key', 'access.audit_entry', 'live.idempotent_answer']) {
      const rows = JSON.stringify(await desk.sql(`SELECT * FROM ${table}`));
      for (const secret of keys) expect(rows).not.toContain(secret.slice(4, 20));
    }
  });

  it('a call that is over: 404 with the place of its record, for keys that may read records', async () => {
    await insertRecord(desk, desk.ours.tenantId, 'over');
    expect((await ask('get', '/calls/over')).body).toMatchObject({
      status: 404,
      code: 'openapi.call_over',
      record: '/api/v1/call-records/over',
    });
    const { secret } = await desk.key(desk.ours, ['calls:read']);
    expect((await ask('get', '/calls/over', { key: secret })).body).toMatchObject({ code: 'platform.not_found' });
  });

  it('pages of records and charges: each once, in order, whatever comes meanwhile', async () => {
    const at = (n: number): string => new Date(Date.UTC(2026, 9, 1) + Math.floor(n / 3) * 1000).toISOString();
    for (let n = 0; n < 30; n += 1) {
      await insertRecord(
        desk,
        desk.ours.tenantId,
        `r${String(n).padStart(2, '0')}`,
        at(n),
        n % 2 === 0 ? 'inbound' : 'outbound',
      );
      await insertCharge(desk, desk.ours.tenantId, `c${n}`, `r${n}`, at(n));
    }
    for (const [path, prefix] of [
      ['/call-records?to=2026-10-02T00:00:00Z', 'r'],
      ['/charges?to=2026-10-02T00:00:00Z', 'c'],
    ] as const) {
      const ids: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Listed = await list(`${path}&limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`);
        ids.push(...page.items.map(({ id }) => id));
        await insertRecord(desk, desk.ours.tenantId, `late-${prefix}-${ids.length}`, '2026-10-01T12:00:00.000Z');
        await insertCharge(
          desk,
          desk.ours.tenantId,
          `late-charge-${prefix}-${ids.length}`,
          'x',
          '2026-10-01T12:00:00.000Z',
        );
        cursor = page.nextCursor;
      }
      const whole = ids.filter((id) => id.startsWith(prefix));
      expect({ path, count: whole.length, different: new Set(whole).size }).toEqual({ path, count: 30, different: 30 });
    }
    const outbound = await list('/call-records?direction=outbound&to=2026-10-02T00:00:00Z&limit=200');
    expect(outbound.items).toHaveLength(15);
    expect((await list('/call-records?number=95001&limit=1')).items).toHaveLength(1);
    for (const nobody of ['number=9500', 'queue=9999', 'agent=9999', 'from=2199-01-01T00:00:00Z']) {
      expect((await list(`/call-records?${nobody}`)).items).toEqual([]);
    }
  });

  it('charges of one millisecond are told apart; filters of charges and records, `to` left out', async () => {
    const ids = ['u1', 'u2', 'u3', 'u4'];
    for (const [n, id] of ids.entries()) {
      await insertCharge(desk, desk.ours.tenantId, id, `call-${id}`, `2026-09-01T08:00:00.00050${4 - n}Z`);
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Listed = await list(`/charges?from=2026-09-01T00:00:00Z&to=2026-09-02T00:00:00Z&limit=1${more}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids);
    const of = async (path: string): Promise<string[]> => (await list(path)).items.map(({ id }) => id);
    expect(await of('/charges?call=call-u2')).toEqual(['u2']);
    expect(await of('/charges?call=call-u2&kind=reversal')).toEqual([]);
    await insertCharge(desk, desk.ours.tenantId, 'edge', 'edge', '2026-08-01T08:00:00.000Z');
    await insertRecord(desk, desk.ours.tenantId, 'edge', '2026-08-01T08:00:00.000Z');
    for (const path of ['/charges', '/call-records']) {
      const until = `${path}?from=2026-08-01T00:00:00Z&to=2026-08-01T08:00`;
      expect(await of(`${until}:00Z`)).toEqual([]);
      expect(await of(`${until}:00.001Z`)).toEqual(['edge']);
      expect(await of(`${path}?from=2026-08-01T08:00:00.001Z&to=2026-08-02T00:00:00Z`)).toEqual([]);
    }
    expect(await of('/call-records?to=2026-08-02T00:00:00Z&result=answered')).toEqual(['edge']);
    expect(await of('/call-records?to=2026-08-02T00:00:00Z&result=lost')).toEqual([]);
  });

  it('cursors of another list, of other parameters, of nobody, and huge pages are refused', async () => {
    const { nextCursor } = await list('/call-records?limit=1');
    const ours = encodeURIComponent(nextCursor ?? '');
    for (const path of [
      `/charges?cursor=${ours}`,
      `/call-records?cursor=${ours}&direction=inbound`,
      '/call-records?cursor=abc',
      `/call-records?cursor=${Buffer.from('["x",1,{}]').toString('base64url')}`,
    ]) {
      expect({ path, body: (await ask('get', path)).body }).toMatchObject({
        path,
        body: { status: 400, code: 'openapi.invalid_cursor' },
      });
    }
    for (const limit of ['0', '201', '1e3', '-1', '999999999999', 'all', '']) {
      const { body } = await ask('get', `/call-records?limit=${limit}`);
      expect({ limit, body }).toMatchObject({
        limit,
        body: { status: 400, errors: [{ in: 'query', field: 'limit' }] },
      });
    }
    expect((await ask('get', '/agents?limit=1&limit=2')).status).toBe(400);
  });

  it('problems speak Chinese and English', async () => {
    const zh = await ask('get', '/agents?limit=x', { language: 'zh-CN,zh;q=0.9' });
    const en = await ask('get', '/agents?limit=x', { language: 'en' });
    expect([zh.headers.get('content-language'), en.headers.get('content-language')]).toEqual(['zh', 'en']);
    expect(String(zh.body?.title)).toMatch(/^\p{Script=Han}+$/u);
    expect(String(en.body?.title)).toBe('The request is wrong');
    expect(zh.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(zh.body?.type).toBe('/docs#openapi.invalid_request');
  });

  it('changes have a limit of their own, and all keys of a company have one together', async () => {
    const { secret } = await desk.key(desk.ours);
    const write = await ask('post', '/agents/7001/ready', { key: secret, body: {} });
    expect(write.headers.get('ratelimit-policy')).toBe('"write";q=10;w=2');
    // What is wrong is counted too, and answered fast; a machine that is too busy for so many in two seconds is asked again.
    await eventually(async () => {
      const storm = keys
        .slice(8, 28)
        .flatMap((one) => Array.from({ length: 30 }, () => ask('get', '/queues?limit=x', { key: one })));
      const policies = (await Promise.all(storm)).filter(({ status }) => status === 429);
      expect(policies.map(({ headers }) => headers.get('ratelimit-policy'))).toContain('"read-of-company";q=400;w=2');
    }, 30_000);
    // The company's turn comes again before anybody else asks.
    await eventually(async () => {
      expect((await ask('get', '/queues?limit=x', { key: keys[8]! })).status).toBe(400);
    });
  });

  it('every answer tells how often the key may still ask, and too often is 429', async () => {
    const { secret } = await desk.key(desk.ours);
    const first = await ask('get', '/agents', { key: secret });
    expect(first.headers.get('ratelimit-policy')).toBe('"read";q=40;w=2');
    expect(first.headers.get('ratelimit')).toMatch(/^"read";r=39;t=[12]$/);
    const many = await Promise.all(
      Array.from({ length: 60 }, () => ask('post', '/agents/7001/ready', { key: secret, body: {} })),
    );
    const refused = many.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(10);
    expect(refused[0]?.body?.code).toBe('openapi.too_many_requests');
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('get', '/agents', { key: keys[5]! })).status).toBe(200);
  });

  it('addresses that are not there, methods that are not, headers of every answer', async () => {
    for (const path of [
      '/api',
      '/api/',
      '/api/v1',
      '/api/v2/agents',
      '/api/v1/nothing',
      '/api/v1/agents/',
      '/api/v1/agents/%zz',
    ]) {
      const { status, body } = await desk.send('get', path, { key: key() });
      expect({ path, status, code: body?.code }).toEqual({ path, status: 404, code: 'platform.not_found' });
    }
    const put = await ask('put', '/calls');
    expect([put.status, put.headers.get('allow'), put.body?.code]).toEqual([
      405,
      'GET, HEAD, POST',
      'openapi.method_not_allowed',
    ]);
    expect(
      (await ask('options', '/agents', { headers: { Origin: 'https://elsewhere.example' } })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull();
    const { headers } = await ask('get', '/agents');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('set-cookie')).toBeNull();
    expect((await ask('head', '/agents')).text).toBe('');
  });

  it('a key that is revoked, has expired, or whose company is suspended opens nothing more, at once', async () => {
    const { id, secret } = await desk.key(desk.ours);
    expect((await ask('get', '/agents', { key: secret })).status).toBe(200);
    const cases = [
      ['UPDATE access.api_key SET expires_at = now() WHERE id = $1', 'access.api_key_expired', 401],
      ['UPDATE access.api_key SET revoked_at = now() WHERE id = $1', 'access.api_key_revoked', 401],
    ] as const;
    for (const [sql, code, status] of cases) {
      await desk.sql(sql, id);
      expect((await ask('get', '/agents', { key: secret })).body).toMatchObject({ status, code });
    }
    await desk.sql("UPDATE config.tenant SET status = 'suspended' WHERE id = $1", desk.theirs.tenantId);
    const theirs = (await desk.key(desk.theirs)).secret;
    expect((await ask('get', '/agents', { key: theirs })).body).toMatchObject({
      status: 403,
      code: 'access.tenant_not_open',
    });
    await desk.sql("UPDATE config.tenant SET status = 'open' WHERE id = $1", desk.theirs.tenantId);
  });

  it('a key that is revoked while its change waits changes nothing', async () => {
    const { id, secret } = await desk.key(desk.ours);
    const before = await ask('get', '/agents/7001');
    let asked: Promise<Got> | undefined;
    await desk.whileLocked(desk.ours, async (waiting) => {
      asked = ask('post', '/agents/7001/not-ready', { key: secret, body: { reason: 'lunch' } });
      await waiting();
      await desk.sql('UPDATE access.api_key SET revoked_at = now() WHERE id = $1', id);
    });
    expect((await asked)?.body).toMatchObject({ status: 401, code: 'access.api_key_revoked' });
    expect((await ask('get', '/agents/7001')).body).toEqual(before.body);
  });

  it('a storm of wrong keys costs nobody else their answer', async () => {
    const wrong = (n: number): string => `crk_${String(n).padStart(43, 'z')}`;
    const storm = Array.from({ length: 300 }, (_, n) =>
      desk.send('get', '/api/v1/agents', { key: wrong(n), address: '203.0.113.5' }),
    );
    const mine = await ask('get', '/agents');
    const statuses = (await Promise.all(storm)).map(({ status }) => status);
    expect(mine.status).toBe(200);
    expect(statuses.filter((status) => status === 401)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(270);
  });

  it('no endpoint shows or changes anything of the other company, whatever is asked for', async () => {
    const call = desk.callArrives(desk.theirs, 'theirs-now', '13911112222');
    await insertRecord(desk, desk.theirs.tenantId, 'their-record');
    await insertCharge(desk, desk.theirs.tenantId, 'their-charge', 'their-record');
    const owner = desk.postgres.ownerUrl(desk.database);
    const theirs = await belongingsOf(owner, desk.theirs.tenantId, [call, '13911112222', '95002']);
    for (const { method, path, params } of OPERATIONS) {
      for (const id of params === undefined ? [''] : [call, 'their-record', 'their-charge', desk.theirs.agentId]) {
        const asked = path.replace(/\{\w+\}/, encodeURIComponent(id));
        const sent =
          method === 'post' ? { body: { agent: desk.theirs.agentId, to: '13900000009', showing: '95002' } } : {};
        const { text } = await ask(method, asked, asked === '/calls' ? sent : {});
        expect({ asked, marks: marksIn(text, theirs, asked + JSON.stringify(sent)) }).toEqual({ asked, marks: [] });
      }
    }
    // with our own agent, another's number is not shown
    await ask('post', '/agents/7001/login', { body: {} });
    const { body } = await ask('post', '/calls', { body: { agent: '7001', to: '13900000009', showing: '95002' } });
    expect(body).toMatchObject({ status: 422, code: 'calls.not_your_number' });
    expect((await belongingsOf(owner, desk.theirs.tenantId)).digests).toEqual(theirs.digests);
    expect(desk.engine.calls.map(({ callId }) => callId)).toContain(call);
  });

  it('whatever is sent, only what is documented comes back', async () => {
    const recorder = new ApiRecorder();
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string()),
      fc.object({ maxDepth: 2 }),
    );
    const query = fc.dictionary(
      fc.oneof(
        fc.constantFrom('limit', 'cursor', 'from', 'to', 'number', 'result', 'agent', 'call', 'kind'),
        fc.string(),
      ),
      fc.oneof(fc.string(), fc.constantFrom('1', '200', '2026-01-01T00:00:00Z', 'lost')),
      { maxKeys: 3 },
    );
    const body = fc.oneof(
      fc.dictionary(fc.oneof(fc.constantFrom('agent', 'to', 'showing', 'queues', 'reason'), fc.string()), value, {
        maxKeys: 4,
      }),
      value,
    );
    const id = fc.oneof(fc.constant('7001'), fc.string({ minLength: 1, maxLength: 50, unit: 'binary' }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...OPERATIONS), id, query, body, async (operation, thing, asked, sent) => {
        if (!thing.isWellFormed() || ['.', '..'].includes(thing)) return;
        const search = new URLSearchParams(
          Object.entries(asked).map(([name, one]): [string, string] => [name.toWellFormed(), one.toWellFormed()]),
        );
        const path = `/api/v1${operation.path.replace(/\{\w+\}/, () => encodeURIComponent(thing))}${search.size > 0 ? `?${search.toString()}` : ''}`;
        const got = await desk.send(operation.method, path, {
          key: key(),
          ...(operation.method === 'post' ? { body: sent } : {}),
        });
        recorder.note(operation.method, path, got);
        expect(recorder.faults).toEqual([]);
        expect(got.status).toBeLessThan(500);
      }),
      { numRuns: 400 },
    );
  });
});
