import { OPERATIONS } from '../../src/openapi/dto/operations.js';
import type { Operation } from '../../src/openapi/dto/operation.js';
import { EnginePresent } from '../../src/openapi/engine-present.js';
import { ApiRoutes } from '../../src/openapi/api-routes.js';
import { ApiDesk, type Got, type Sent } from '../fixtures/api-desk.js';
import { ApiRecorder } from '../fixtures/api-recorder.js';
import { insertCharge, insertRecord, insertSteps } from '../fixtures/api-facts.js';

jest.setTimeout(120_000);

const A_WRONG_ADDRESS = '198.51.100.9';
const NOBODY = 'crk_' + 'A'.repeat(43);

describe('the REST interface and its document say the same', () => {
  const recorder = new ApiRecorder();
  let desk: ApiDesk;
  const keys: string[] = [];
  let turn = 0;
  /** Of an operation that exists: its path with things that are ours. */
  let things: Readonly<Record<string, string>>;

  beforeAll(async () => {
    desk = await ApiDesk.start('openapi');
    // each key has its own limits: a storm of questions is asked by many
    for (let n = 0; n < 30; n += 1) keys.push((await desk.key(desk.ours)).secret);
    await insertRecord(desk, desk.ours.tenantId, 'record-1');
    await insertCharge(desk, desk.ours.tenantId, 'charge-1', 'record-1');
    things = {
      number: '7001',
      'call-records': 'record-1',
      charges: 'charge-1',
      voicemail: 'c',
      calls: desk.callArrives(desk.ours, 'one'),
      callbacks: desk.callbackIsAsked(desk.ours, 'back', '13800000002'),
    };
  });
  afterAll(async () => {
    await desk.stop();
  });

  const key = (): string => keys[(turn += 1) % keys.length] ?? '';
  /** The company's limit, which all keys share, is waited out as the answer says. */
  const ask = async (method: string, path: string, sent: Sent = {}): Promise<Got> => {
    const got = recorder.note(method, path, await desk.send(method, path, { key: key(), ...sent }));
    if (got.body?.code !== 'openapi.too_many_requests') return got;
    await new Promise((resolve) => setTimeout(resolve, Number(got.headers.get('retry-after')) * 1000));
    return ask(method, path, sent);
  };

  const pathOf = ({ path, tag }: Operation, missing = false): string =>
    `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => (missing ? 'nobody' : (things[name === 'id' ? tag : name] ?? '')))}`;
  const asIs = (operation: Operation, sent: Sent = {}): Promise<Got> => {
    const body = operation.body === null || 'raw' in sent ? {} : { body: operation.bodyExample };
    return ask(operation.method, pathOf(operation), { ...body, ...sent });
  };
  const writes = OPERATIONS.filter(({ method }) => method === 'post');

  it('the controllers are bound to the table, each operation once, in its order', () => {
    expect(desk.app.get(ApiRoutes).all.map(({ operation }) => operation.id)).toEqual(OPERATIONS.map(({ id }) => id));
  });

  it('what is asked for in order is done', async () => {
    for (const { id } of OPERATIONS.filter(({ method }) => method === 'get')) {
      const operation = OPERATIONS.find((one) => one.id === id)!;
      expect({ id, status: (await asIs(operation)).status }).toEqual({ id, status: 200 });
    }
    desk.callEnds(things.calls ?? '');
    expect((await asIs(OPERATIONS.find(({ id }) => id === 'cancelCallback')!)).body).toEqual({ id: things.callbacks });
    const sent = await asIs(OPERATIONS.find(({ id }) => id === 'sendAgentMessage')!);
    expect({ status: sent.status, body: sent.body }).toEqual({
      status: 201,
      body: { id: expect.any(String), at: expect.any(String), by: '王班长', text: expect.any(String), readAt: null },
    });
    things = { ...things, message: String(sent.body?.id) };
    expect((await asIs(OPERATIONS.find(({ id }) => id === 'readAgentMessage')!)).status).toBe(200);
    expect((await ask('get', '/api/v1/agents/7001/messages')).body?.items).toContainEqual(
      expect.objectContaining({ id: things.message, readAt: expect.any(String) }),
    );
    for (const id of ['logInAgent', 'makeAgentNotReady']) {
      expect((await asIs(OPERATIONS.find((one) => one.id === id)!)).status).toBe(200);
    }
    await handlesMessages();
    const placed = await asIs(OPERATIONS.find(({ id }) => id === 'placeCall')!);
    expect({ status: placed.status, body: placed.body }).toEqual({ status: 201, body: { id: expect.any(String) } });
    const location = placed.headers.get('location') ?? '';
    expect((await ask('get', location)).body).toMatchObject({
      direction: 'outbound',
      agent: '7001',
      called: '13800138000',
    });
    expect((await ask('post', `${location}/hang-up`)).status).toBe(200);
    desk.callEnds(String(placed.body?.id));
    await asIs(OPERATIONS.find(({ id }) => id === 'makeAgentReady')!);
    const callId = desk.callIsAnswered(desk.ours, 'talked');
    const held = await ask('post', `/api/v1/calls/${callId}/acts`, { body: { agent: '7001', act: 'hold' } });
    expect({ status: held.status, body: held.body }).toEqual({ status: 200, body: { id: callId } });
    const needed = await ask('post', `/api/v1/calls/${callId}/acts`, { body: { agent: '7001', act: 'transfer' } });
    expect(needed.body).toMatchObject({ status: 400, errors: [{ in: 'body', field: 'to' }] });
    for (const [status, act] of [
      [409, { agent: '7001', act: 'completeTransfer' }],
      [422, { agent: '7001', act: 'transfer', to: { queue: '9999' } }],
      [403, { agent: '7001', act: 'transfer', to: { external: '0014155550100' } }],
    ] as const) {
      expect((await ask('post', `/api/v1/calls/${callId}/acts`, { body: act })).status).toBe(status);
    }
    const supervision = `/api/v1/calls/${callId}/supervision`;
    expect((await ask('post', supervision, { body: { supervisor: 'Wang', act: 'listen' } })).body).toMatchObject({
      status: 422,
      code: 'calls.no_telephone_given',
    });
    expect((await ask('post', supervision, { body: { supervisor: 'Wang', act: 'disconnect' } })).status).toBe(200);
    desk.callEnds(callId);
    await asIs(OPERATIONS.find(({ id }) => id === 'makeAgentReady')!);
    await saysWhatCameOf(desk.callIsAnswered(desk.ours, 'spoken-of'));
    for (const id of ['makeAgentReady', 'logOutAgent']) {
      expect((await asIs(OPERATIONS.find((one) => one.id === id)!)).status).toBe(200);
    }
  });

  async function handlesMessages(): Promise<void> {
    const handle = (body: object) => ask('post', '/api/v1/voicemail-messages/c/handle', { body });
    expect(await handle({ handled: true, note: 'called\r\nback' })).toMatchObject({ status: 200, body: { id: 'c' } });
    expect((await handle({ handled: true, note: ' ' })).body).toMatchObject({
      errors: [{ in: 'body', field: 'note' }],
    });
    expect((await handle({ handled: false })).status).toBe(200);
    const said = desk.engine.world.journal.facts.filter((fact) => fact.kind === 'call.saying' && fact.callId === 'c');
    expect(said).toMatchObject([{ handled: true, note: 'called\nback' }, { handled: false }]);
    const acts = await desk.sql<{ action: string }>(
      "SELECT action FROM access.audit_entry WHERE object_type = 'voicemail' ORDER BY id",
    );
    expect(acts.map(({ action }) => action)).toEqual(['handle', 'reopen']);
  }

  /** During the call, in the wrap-up, and by whom it is no affair any more. */
  async function saysWhatCameOf(callId: string): Promise<void> {
    const say = (body: object) => ask('post', `/api/v1/calls/${callId}/disposition`, { body });
    expect(await say({ note: 'calls again\r\non Monday' })).toMatchObject({ status: 200, body: { id: callId } });
    const extend = (body: object) => ask('post', '/api/v1/agents/7001/wrap-up/extend', { body });
    expect((await extend({})).body).toMatchObject({ status: 409, code: 'acd.not_in_wrap_up' });
    desk.callEnds(callId);
    const wrapping = { phase: 'wrapUp', wrapUpEndsAt: expect.any(String), dispositionAsked: true, callId };
    expect((await ask('get', '/api/v1/agents/7001')).body).toMatchObject({ state: wrapping });
    expect((await extend({ seconds: 100 })).body).toMatchObject({ state: wrapping });
    expect((await say({ disposition: '77' })).body).toMatchObject({ errors: [{ in: 'body', field: 'disposition' }] });
    expect((await say({ agent: '7009', note: 'x' })).body).toMatchObject({ errors: [{ in: 'body', field: 'agent' }] });
    expect((await say({})).body).toMatchObject({ errors: [{ in: 'body', field: 'note' }] });
    expect((await say({ disposition: '1', agent: '7001' })).status).toBe(200);
    const said = desk.engine.world.journal.facts.filter(
      (fact) => fact.kind === 'call.saying' && fact.callId === callId,
    );
    expect(said).toMatchObject([
      { what: 'said', callId, agentId: null, note: 'calls again\non Monday' },
      { what: 'said', callId, agentId: desk.ours.agentId, by: '7001', dispositionId: expect.any(String) },
    ]);
    const end = (): Promise<Got> => asIs(OPERATIONS.find(({ id }) => id === 'endWrapUp')!);
    expect((await end()).body).toMatchObject({ state: { phase: 'ready', dispositionAsked: false } });
    expect((await end()).body).toMatchObject({ status: 409, code: 'acd.not_in_wrap_up' });
    const why = (reason: string) => ask('post', '/api/v1/agents/7001/not-ready', { body: { reason } });
    expect((await why('3')).body).toMatchObject({ state: { reason: 'meeting', reasonName: { zh: '会议' } } });
    expect((await why('nothing')).body).toMatchObject({ status: 422, code: 'calls.unknown_reason' });
  }

  it('parameters and fields that are unknown are refused by name', async () => {
    for (const operation of OPERATIONS) {
      const { status, body } = await ask(operation.method, `${pathOf(operation)}?wrong=1`, {});
      expect({ id: operation.id, status, errors: body?.errors }).toMatchObject({
        status: 400,
        errors: [{ in: 'query', field: 'wrong' }],
      });
    }
    for (const operation of writes) {
      const { status, body } = await asIs(operation, { body: { ...operation.bodyExample, wrong: 1 } });
      expect({ id: operation.id, status, errors: body?.errors }).toMatchObject({
        status: 400,
        errors: [{ in: 'body', field: 'wrong' }],
      });
    }
  });

  it('without a key, with a wrong one, with a cookie, with a key in the address: 401', async () => {
    for (const operation of OPERATIONS) {
      const without = recorder.note(
        operation.method,
        pathOf(operation),
        await desk.send(operation.method, pathOf(operation)),
      );
      expect({ status: without.status, code: without.body?.code }).toEqual({
        status: 401,
        code: 'access.api_key_missing',
      });
      expect(without.headers.get('www-authenticate')).toBe('Bearer realm="CallRack"');
    }
    for (const headers of [
      { Cookie: `callrack=${keys[0]}` },
      { 'X-API-Key': keys[0] ?? '' },
      { Authorization: `Basic ${keys[0]}` },
    ]) {
      expect((await desk.send('get', '/api/v1/agents', { headers })).status).toBe(401);
    }
    expect((await desk.send('get', `/api/v1/agents?key=${keys[0]}`)).status).toBe(401);
    const wrong = await desk.send('get', '/api/v1/agents', { key: NOBODY, address: '198.51.100.1' });
    expect(wrong.body?.code).toBe('access.api_key_unknown');
    expect(wrong.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('a key without the scope: 403', async () => {
    for (const operation of OPERATIONS) {
      const other = operation.scope === 'agents:read' ? 'account:read' : 'agents:read';
      const { status, body, headers } = await asIs(operation, { key: await onlyFor(other) });
      expect({ id: operation.id, status, code: body?.code }).toMatchObject({
        status: 403,
        code: 'openapi.scope_missing',
      });
      expect(headers.get('www-authenticate')).toContain(`scope="${operation.scope}"`);
    }
  });

  it('what nobody has, and what is another company’s: 404, and the same', async () => {
    await insertRecord(desk, desk.theirs.tenantId, 'record-of-theirs');
    await insertCharge(desk, desk.theirs.tenantId, 'charge-of-theirs', 'record-of-theirs');
    await insertSteps(desk, desk.theirs.tenantId, 'record-of-theirs', [['message.left', { durationMs: 16_000 }]]);
    const theirs = desk.callArrives(desk.theirs, 'of-theirs');
    const back = desk.callbackIsAsked(desk.theirs, 'back-of-theirs', '13800000003');
    for (const operation of OPERATIONS.filter(({ params }) => params !== undefined)) {
      const body = operation.method === 'post' ? { body: operation.bodyExample } : {};
      const missing = await ask(operation.method, pathOf(operation, true), body);
      expect({ id: operation.id, status: missing.status }).toEqual({ id: operation.id, status: 404 });
      for (const id of ['record-of-theirs', 'charge-of-theirs', theirs, back, desk.theirs.agentId]) {
        const path = pathOf(operation, true).replace('nobody', encodeURIComponent(id));
        const found = await ask(operation.method, path, body);
        expect({ ...found.body, instance: '' }).toEqual({ ...missing.body, instance: '' });
      }
    }
  });

  it('bodies too large, of another type, not JSON', async () => {
    for (const operation of writes) {
      const large = await asIs(operation, { raw: JSON.stringify({ wrong: 'x'.repeat(70_000) }) });
      expect(large.status).toBe(413);
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=gbk']) {
        expect((await asIs(operation, { raw: '{}', headers: { 'Content-Type': type } })).status).toBe(415);
      }
      for (const raw of ['{', '[]', '"text"', 'null', new Uint8Array([0x7b, 0xff, 0x7d]), deep(500)]) {
        const { status, body } = await asIs(operation, { raw });
        expect({ status, code: body?.code }).toEqual({ status: 400, code: 'openapi.invalid_json' });
      }
    }
  });

  it('conflicts: an agent who is not logged in, a key that is being worked at or was used for something else', async () => {
    for (const operation of writes) {
      const used = `used ${operation.id}`;
      const secret = await desk.key(desk.ours);
      await desk.sql(
        `INSERT INTO live.idempotent_answer (tenant_id, api_key_id, key, fingerprint, status, body)
         VALUES ($1, $2, $3, 'another', 200, '{}')`,
        desk.ours.tenantId,
        secret.id,
        used,
      );
      const sent = { key: secret.secret, headers: { 'Idempotency-Key': used } };
      expect((await asIs(operation, sent)).body?.code).toBe('openapi.idempotency_key_reused');
      // as left by a request that is under way
      const first = await asIs(operation, { ...sent, headers: { 'Idempotency-Key': 'busy' } });
      expect(first.status).toBeLessThan(500);
      await desk.sql('UPDATE live.idempotent_answer SET status = NULL, body = NULL WHERE key = $1', 'busy');
      expect((await asIs(operation, { ...sent, headers: { 'Idempotency-Key': 'busy' } })).body?.code).toBe(
        'openapi.request_in_progress',
      );
      await desk.sql('UPDATE access.api_key SET revoked_at = now() WHERE id = $1', secret.id);
    }
    const ready = OPERATIONS.find(({ id }) => id === 'makeAgentReady')!;
    await asIs(OPERATIONS.find(({ id }) => id === 'logOutAgent')!);
    expect((await asIs(ready)).body).toMatchObject({ status: 409, code: 'acd.agent_not_logged_in' });
  });

  it('money that is used up: 402', async () => {
    const { lists } = desk.engine.world;
    await asIs(OPERATIONS.find(({ id }) => id === 'logInAgent')!);
    const callId = desk.callIsAnswered(desk.ours, 'sent outside');
    desk.engine.world.configure({ ...lists, ...desk.withoutMoney() }, Date.now());
    const outside = { agent: '7001', act: 'transfer', to: { external: '13800138000' } };
    expect((await ask('post', `/api/v1/calls/${callId}/acts`, { body: outside })).status).toBe(402);
    desk.callEnds(callId);
    const { status, body } = await asIs(OPERATIONS.find(({ id }) => id === 'placeCall')!);
    expect({ status, code: body?.code }).toEqual({ status: 402, code: 'billing.balance_out' });
    expect((await asIs(OPERATIONS.find(({ id }) => id === 'getAccount')!)).body).toMatchObject({ availableMicro: '0' });
    desk.engine.world.configure(lists, Date.now());
  });

  it('an agent whom the engine does not know yet: 404', async () => {
    const { lists } = desk.engine.world;
    desk.engine.world.configure(
      { ...lists, agents: lists.agents.filter(({ tenantId }) => tenantId !== desk.ours.tenantId) },
      Date.now(),
    );
    const { body } = await asIs(OPERATIONS.find(({ id }) => id === 'placeCall')!);
    expect(body).toMatchObject({ status: 404, code: 'calls.unknown_agent' });
    expect((await asIs(OPERATIONS.find(({ id }) => id === 'getAgent')!)).body).toMatchObject({
      state: { phase: 'loggedOut' },
    });
    desk.engine.world.configure(lists, Date.now());
  });

  it('an address from which wrong keys come: 429, but not for right keys', async () => {
    for (let n = 0; n < 30; n += 1) {
      const sent = { key: `${NOBODY.slice(0, -2)}${String(n).padStart(2, '0')}`, address: A_WRONG_ADDRESS };
      expect((await desk.send('get', '/api/v1/agents', sent)).status).toBe(401);
    }
    for (const operation of OPERATIONS) {
      const { status, headers } = await asIs(operation, { key: NOBODY, address: A_WRONG_ADDRESS });
      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await ask('get', '/api/v1/agents', { address: A_WRONG_ADDRESS })).status).toBe(200);
    const { secret } = await desk.key(desk.ours);
    expect((await ask('get', '/api/v1/agents', { key: secret, address: A_WRONG_ADDRESS })).status).toBe(200);
    expect((await desk.send('get', '/api/v1/agents', { key: NOBODY, address: '198.51.100.10' })).status).toBe(401);
  });

  it('the server’s own faults say nothing of its inside', async () => {
    await desk.sql('ALTER TABLE access.api_key RENAME COLUMN last_used_at TO gone');
    for (const operation of OPERATIONS) {
      const { status, text } = await asIs(operation);
      expect({ id: operation.id, status }).toEqual({ id: operation.id, status: 500 });
      expect(text).not.toMatch(/last_used_at|column|at .*\.ts/);
    }
    await desk.sql('ALTER TABLE access.api_key RENAME COLUMN gone TO last_used_at');
  });

  it('while the engine is away what needs it is 503, and call records and charges are not', async () => {
    await desk.engine.stop();
    desk.app.get(EnginePresent).forget('ours');
    for (const operation of OPERATIONS) {
      const { status, body, headers } = await asIs(operation);
      const isOfRooms = ['listNotReadyReasons', 'listDispositions', 'listVoicemailMessages'].includes(operation.id);
      const needed = !isOfRooms && !['call-records', 'figures', 'charges', 'messages'].includes(operation.tag);
      expect({ id: operation.id, status }).toEqual({ id: operation.id, status: needed ? 503 : operation.status });
      if (needed) expect(body?.code).toBe('local_api.engine_unavailable');
      if (needed) expect(headers.get('retry-after')).toBe('5');
    }
    await desk.engine.start();
  });

  it('while the database is away everything is 503, and it is there again by itself', async () => {
    await desk.postgres.stopServer();
    for (const operation of OPERATIONS) {
      const { status, body } = await asIs(operation);
      expect({ id: operation.id, status, code: body?.code }).toEqual({
        id: operation.id,
        status: 503,
        code: 'openapi.unavailable',
      });
    }
    await desk.postgres.resume();
    expect((await ask('get', '/api/v1/call-records')).status).toBe(200);
  });

  it('nothing was answered that is not documented, and nothing is documented that was not answered', () => {
    expect(recorder.faults).toEqual([]);
    expect(recorder.neverSeen).toEqual([]);
  });

  const scoped = new Map<string, string>();
  async function onlyFor(scope: 'agents:read' | 'account:read'): Promise<string> {
    const known = scoped.get(scope) ?? (await desk.key(desk.ours, [scope])).secret;
    scoped.set(scope, known);
    return known;
  }
});

function deep(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
}
