import { request, type IncomingHttpHeaders } from 'node:http';

import { EnginePresent } from '../../src/openapi/engine-present.js';
import { ApiKeysService, type ApiKey } from '../../src/platform/access/api-keys.service.js';
import { Gate } from '../../src/platform/access/gate.js';
import { Metrics } from '../../src/platform/metrics/metrics.js';
import { tenantActor } from '../fixtures/gate-actors.js';
import { ApiDesk, type Got } from '../fixtures/api-desk.js';

jest.setTimeout(120_000);

const wrongKey = (n: number): string => `crk_${String(n).padStart(43, 'z')}`;

describe('keys of the REST interface at its door', () => {
  let desk: ApiDesk;

  beforeAll(async () => {
    desk = await ApiDesk.start('openapi_keys');
  });
  afterAll(async () => {
    await desk.stop();
  });

  const ask = (key: string, address: string, path = '/api/v1/queues'): Promise<Got> =>
    desk.send('get', path, { key, address });
  const told = ({ status, body }: Got): string => `${status} ${JSON.stringify(body?.code ?? '')}`;

  it('after a restart all programs of an address ask at once: none is taken for one that tries keys', async () => {
    const fresh = [];
    for (let n = 0; n < 10; n += 1) fresh.push((await desk.key(n % 2 === 0 ? desk.ours : desk.theirs)).secret);
    const got = await Promise.all(fresh.flatMap((key) => Array.from({ length: 10 }, () => ask(key, '203.0.113.77'))));
    expect(new Set(got.map(told))).toEqual(new Set(['200 ""']));
  });

  it('a right key that was never seen passes in the midst of a storm of wrong ones from its address', async () => {
    const { secret } = await desk.key(desk.ours);
    const before = Array.from({ length: 100 }, (_, n) => ask(wrongKey(n), '203.0.113.78'));
    const mine = ask(secret, '203.0.113.78');
    const after = Array.from({ length: 100 }, (_, n) => ask(wrongKey(n + 100), '203.0.113.78'));
    expect(told(await mine)).toBe('200 ""');
    const statuses = (await Promise.all([...before, ...after])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(170);
  });

  it('programs that wait in long lines keep no person of their company away', async () => {
    const many: string[] = [];
    for (let n = 0; n < 8; n += 1) many.push((await desk.key(desk.ours)).secret);
    const ready = (key: string): Promise<Got> => desk.send('post', '/api/v1/agents/7001/ready', { key, body: {} });
    let storm: Promise<Got>[] = [];
    let person: Promise<{ readonly id: string }> | undefined;
    await desk.whileLocked(desk.ours, async (waiting) => {
      storm = many.flatMap((key) => Array.from({ length: 9 }, () => ready(key)));
      await waiting();
      await Promise.race(storm);
      person = desk.key(desk.ours);
    });
    expect(await person).toEqual({ id: expect.any(String), secret: expect.any(String) });
    const codes = (await Promise.all(storm)).map(({ body }) => body?.code);
    expect(codes.filter((code) => code === 'access.too_busy')).toHaveLength(72 - 51);
  });

  it('what programs ask for counts by operation and status', async () => {
    const { secret } = await desk.key(desk.ours);
    const name = 'callrack_api_requests_total';
    const before = await desk.app.get(Metrics).text();
    await ask(secret, '203.0.113.1', '/api/v1/account');
    await ask('crk_wrong', '203.0.113.1', '/api/v1/account');
    await ask(secret, '203.0.113.1', '/api/v1/nothing');
    const lines = (await desk.app.get(Metrics).text()).split('\n');
    expect(before).not.toContain(`${name}{operation="getAccount"`);
    for (const line of ['operation="getAccount",status="200"', 'operation="getAccount",status="401"']) {
      expect(lines).toContain(`${name}{${line}} 1`);
    }
    expect(lines).toContain(`${name}{operation="none",status="404"} 1`);
  });

  it('an agent who is logged in to the same queue three times is in it once', async () => {
    const { secret } = await desk.key(desk.ours);
    const sent = { key: secret, body: { queues: ['2000', '2000', '2000'] } };
    const { body } = await desk.send('post', '/api/v1/agents/7001/login', sent);
    expect(body).toMatchObject({ state: { queues: ['2000'] } });
    const call = desk.callArrives(desk.ours, 'asks');
    const agent = await ask(secret, '203.0.113.1', '/api/v1/agents/7001');
    expect(agent.body).toMatchObject({ state: { callId: call } });
    const turned = { key: secret, body: { reason: 'lunch\u202egnorw' } };
    expect((await desk.send('post', '/api/v1/agents/7001/not-ready', turned)).status).toBe(400);
    desk.callEnds(call);
    await desk.send('post', '/api/v1/agents/7001/logout', { key: secret, body: {} });
    const waits = desk.callArrives(desk.ours, 'waits');
    desk.app.get(EnginePresent).forget('ours');
    expect((await ask(secret, '203.0.113.1')).body).toMatchObject({
      items: [{ number: '2000', waiting: 1, ready: 0 }],
    });
    desk.callEnds(waits);
  });

  it('what the engine refuses is told, and kept with its reason', async () => {
    const { id, secret } = await desk.key(desk.ours);
    const asked = desk.send('post', '/api/v1/agents/7001/ready', { key: secret, body: {} });
    await desk.send('post', '/api/v1/agents/7001/logout', { key: (await desk.key(desk.ours)).secret, body: {} });
    expect((await asked).body?.code).toBe('acd.agent_not_logged_in');
    const kept = await desk.sql<{ after: object | null }>(
      "SELECT after FROM access.audit_entry WHERE operator_id = $1 AND action = 'goReady' ORDER BY id",
      id,
    );
    expect(kept.at(-1)?.after).toEqual({ failure: 'acd.agent_not_logged_in' });
  });

  it('bodies that come in pieces without a length, and compressed ones, are measured and refused', async () => {
    const { secret } = await desk.key(desk.ours);
    const { status, headers } = await inPieces(desk.url, secret, 70_000);
    expect([status, headers['content-type']]).toEqual([413, 'application/problem+json; charset=utf-8']);
    const packed = { key: secret, raw: '{}', headers: { 'Content-Encoding': 'gzip' } };
    expect((await desk.send('post', '/api/v1/agents/7001/login', packed)).status).toBe(415);
  });

  it('a company has at most 50 keys that are not revoked, and revoking twice changes nothing more', async () => {
    const { key_id: id, n } = (
      await desk.sql<{ key_id: string; n: number }>(
        'SELECT max(id::text) AS key_id, count(*)::int AS n FROM access.api_key WHERE tenant_id = $1',
        desk.theirs.tenantId,
      )
    )[0]!;
    for (let made = n; made < 50; made += 1) await desk.key(desk.theirs);
    await expect(desk.key(desk.theirs)).rejects.toThrow(/50/);
    const actor = tenantActor(desk.theirs.tenantId);
    const revoke = (): Promise<ApiKey> =>
      desk.app
        .get(Gate)
        .change(actor, 'api_key.revoke', (session) => desk.app.get(ApiKeysService).revokeKey(session, id));
    const first = await revoke();
    const second = await revoke();
    expect([second.revokedAt, second.version]).toEqual([first.revokedAt, first.version]);
    await desk.key(desk.theirs);
  });

  it('of IPv6 addresses the first half is counted', async () => {
    for (let n = 0; n < 30; n += 1) {
      expect((await ask(wrongKey(n), `2001:db8:7:7::${n.toString(16)}`)).status).toBe(401);
    }
    expect((await ask(wrongKey(31), '2001:db8:7:7:1:2:3:4')).status).toBe(429);
    expect((await ask(wrongKey(31), '2001:db8:7:8::1')).status).toBe(401);
  });

  it('the use of a key is kept to the minute, and nobody waits for it who asks while the key is changed', async () => {
    const { id, secret } = await desk.key(desk.ours);
    const usedAt = async (): Promise<string> => {
      const [row] = await desk.sql<{ at: Date | null }>(
        'SELECT last_used_at AS at FROM access.api_key WHERE id = $1',
        id,
      );
      return row?.at?.toISOString() ?? 'never';
    };
    expect(await usedAt()).toBe('never');
    await ask(secret, '203.0.113.1');
    const first = await usedAt();
    expect(first).not.toBe('never');
    await ask(secret, '203.0.113.1');
    expect(await usedAt()).toBe(first);
    await desk.sql("UPDATE access.api_key SET last_used_at = now() - interval '61 s' WHERE id = $1", id);
    const old = await usedAt();
    await desk.databases.transaction('operator', async (session) => {
      await session.query('SELECT FROM access.api_key WHERE id = $1 FOR UPDATE', [id]);
      expect((await ask(secret, '203.0.113.1')).status).toBe(200);
      expect(await usedAt()).toBe(old);
    });
    await ask(secret, '203.0.113.1');
    expect((await usedAt()) > old).toBe(true);
  });
});

/** Without Content-Length. */
function inPieces(
  url: string,
  key: string,
  bytes: number,
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
    const asking = request(`${url}/api/v1/agents/7001/login`, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, headers: response.headers });
    });
    asking.once('error', reject);
    asking.write(`{"x":"${'x'.repeat(bytes / 2)}`);
    asking.end(`${'x'.repeat(bytes / 2)}"}`);
  });
}
