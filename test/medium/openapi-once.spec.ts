import { IdempotencyService } from '../../src/openapi/idempotency.service.js';
import { ApiDesk, type Got, type Sent } from '../fixtures/api-desk.js';
import { insertRecord } from '../fixtures/api-facts.js';

jest.setTimeout(120_000);

describe('requests of the REST interface that are sent again', () => {
  let desk: ApiDesk;
  const keys: string[] = [];

  beforeAll(async () => {
    desk = await ApiDesk.start('openapi_once');
    for (let n = 0; n < 10; n += 1) keys.push((await desk.key(desk.ours)).secret);
    await ask('post', '/agents/7001/login', { body: {} });
  });
  afterAll(async () => {
    await desk.stop();
  });

  const ask = (method: string, path: string, sent: Sent = {}): Promise<Got> =>
    desk.send(method, `/api/v1${path}`, { key: keys[0]!, ...sent });
  const audited = async (action: string): Promise<number> => {
    const [row] = await desk.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM access.audit_entry WHERE action = $1',
      action,
    );
    return row?.n ?? -1;
  };

  it('the same request again is done once; with another body it is refused; ten at once are one', async () => {
    const headers = { 'Idempotency-Key': 'shift 1' };
    const sent = { key: keys[1]!, headers, body: { agent: '7001', to: '13900000002' } };
    await ask('post', '/agents/7001/login', { body: {} });
    const first = await ask('post', '/calls', sent);
    expect({ status: first.status, replayed: first.headers.get('idempotency-replayed') }).toEqual({
      status: 201,
      replayed: null,
    });
    const again = await ask('post', '/calls', { ...sent, raw: '{"to":"13900000002", "agent":"7001"}' });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect([again.status, again.text, again.headers.get('location')]).toEqual([
      201,
      first.text,
      first.headers.get('location'),
    ]);
    expect(desk.engine.calls).toHaveLength(1);
    const other = await ask('post', '/calls', { ...sent, body: { agent: '7001', to: '13900000003' } });
    expect(other.body).toMatchObject({ status: 422, code: 'openapi.idempotency_key_reused' });
    desk.callEnds(String(first.body?.id));
    const many = await Promise.all(
      Array.from({ length: 8 }, () =>
        ask('post', '/calls', { ...sent, key: keys[2]!, headers: { 'Idempotency-Key': 'at once' } }),
      ),
    );
    expect(desk.engine.calls).toHaveLength(1);
    expect(many.every(({ status }) => status === 201 || status === 409)).toBe(true);
    desk.callEnds(desk.engine.calls[0]?.callId ?? '');
  });

  it('a server that died at work blocks its key for a minute, not for ever; answers go after a day', async () => {
    const sent = { key: keys[3]!, headers: { 'Idempotency-Key': 'died' }, body: {} };
    await ask('post', '/agents/7001/ready', sent);
    await desk.sql("UPDATE live.idempotent_answer SET status = NULL, body = NULL WHERE key = 'died'");
    expect((await ask('post', '/agents/7001/ready', sent)).status).toBe(409);
    await desk.sql("UPDATE live.idempotent_answer SET created_at = now() - interval '61 s' WHERE key = 'died'");
    expect((await ask('post', '/agents/7001/ready', sent)).status).toBe(200);
    expect((await ask('post', '/agents/7001/ready', sent)).headers.get('idempotency-replayed')).toBe('true');
    await desk.sql("UPDATE live.idempotent_answer SET created_at = now() - interval '25 h' WHERE key = 'died'");
    await desk.app.get(IdempotencyService).sweep();
    expect(await desk.sql("SELECT FROM live.idempotent_answer WHERE key = 'died'")).toEqual([]);
  });

  it('an outage is no answer: the same key is tried again', async () => {
    const sent = { key: keys[4]!, headers: { 'Idempotency-Key': 'away' }, body: {} };
    await desk.engine.stop();
    expect((await ask('post', '/agents/7001/ready', sent)).status).toBe(503);
    await desk.engine.start();
    const answer = await ask('post', '/agents/7001/ready', sent);
    expect([answer.status, answer.headers.get('idempotency-replayed')]).toEqual([200, null]);
  });

  it.each(['are lost', 'are garbled'] as const)(
    'the engine’s answers %s: asked again it is the same call',
    async (how) => {
      const sent = {
        key: keys[5]!,
        headers: { 'Idempotency-Key': `answers ${how}` },
        body: { agent: '7001', to: '13900000005' },
      };
      desk.engine.answers = how;
      expect((await ask('post', '/calls', sent)).status).toBe(503);
      expect((await ask('post', '/calls', sent)).status).toBe(503);
      desk.engine.answers = 'arrive';
      expect(desk.engine.calls).toHaveLength(1);
      const other = await ask('post', '/calls', { ...sent, body: { agent: '7001', to: '13900000006' } });
      expect(other.body?.code).toBe('openapi.idempotency_key_reused');
      const again = await ask('post', '/calls', sent);
      expect([again.status, again.body]).toEqual([201, { id: desk.engine.calls[0]?.callId }]);
      expect(desk.engine.calls).toHaveLength(1);
      desk.callEnds(String(again.body?.id));
      const replayed = await ask('post', '/calls', sent);
      expect([replayed.text, replayed.headers.get('idempotency-replayed')]).toEqual([again.text, 'true']);
    },
  );

  it('a call whose answer was lost and that has ended since is not placed again: by the engine’s journal', async () => {
    const sent = { headers: { 'Idempotency-Key': 'ended' }, body: { agent: '7001', to: '13900000007' } };
    desk.engine.answers = 'are lost';
    expect((await ask('post', '/calls', sent)).status).toBe(503);
    desk.engine.answers = 'arrive';
    const id = desk.engine.calls[0]?.callId ?? '';
    desk.callEnds(id);
    const again = await ask('post', '/calls', sent);
    expect([again.status, again.body, desk.engine.calls]).toEqual([201, { id }, []]);
  });

  it('a call whose answer was lost and whose record is here already: the engine is not asked', async () => {
    const sent = { headers: { 'Idempotency-Key': 'recorded' }, body: { agent: '7001', to: '13900000008' } };
    desk.engine.answers = 'are lost';
    expect((await ask('post', '/calls', sent)).status).toBe(503);
    desk.engine.answers = 'arrive';
    const id = desk.engine.calls[0]?.callId ?? '';
    desk.callEnds(id);
    await insertRecord(desk, desk.ours.tenantId, id);
    await desk.engine.stop();
    const again = await ask('post', '/calls', sent);
    await desk.engine.start();
    expect([again.status, again.body]).toEqual([201, { id }]);
  });

  it('without a key each order is a call of its own', async () => {
    const body = { agent: '7001', to: '13900000009' };
    const first = await ask('post', '/calls', { body });
    desk.callEnds(String(first.body?.id));
    const second = await ask('post', '/calls', { body });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body?.id).not.toBe(first.body?.id);
    desk.callEnds(String(second.body?.id));
  });

  it('who waited for a turn until another try has taken over does nothing', async () => {
    const sent = { key: keys[6]!, headers: { 'Idempotency-Key': 'waited' }, body: { reason: '1' } };
    const before = await audited('goNotReady');
    let second: Promise<Got> | undefined;
    let first: Promise<Got> | undefined;
    await desk.whileLocked(desk.ours, async (waiting) => {
      first = ask('post', '/agents/7001/not-ready', sent);
      await waiting();
      await desk.sql("UPDATE live.idempotent_answer SET created_at = now() - interval '61 s' WHERE key = 'waited'");
      second = ask('post', '/agents/7001/not-ready', sent);
      for (;;) {
        const rows = await desk.sql(
          "SELECT FROM live.idempotent_answer WHERE key = 'waited' AND created_at > now() - interval '30 s'",
        );
        if (rows.length === 1) break;
      }
    });
    expect((await first)?.body).toMatchObject({ status: 503, code: 'access.too_busy' });
    expect((await second)?.status).toBe(200);
    expect((await audited('goNotReady')) - before).toBe(1);
    const replayed = await ask('post', '/agents/7001/not-ready', sent);
    expect([replayed.status, replayed.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
  });

  it('another path, another method’s path and another key are other requests', async () => {
    const [headers, key] = [{ 'Idempotency-Key': 'which' }, keys[7]!];
    expect((await ask('post', '/agents/7001/ready', { key, headers, body: {} })).status).toBe(200);
    const path = await ask('post', '/agents/7001/logout', { key, headers, body: {} });
    expect(path.body?.code).toBe('openapi.idempotency_key_reused');
    const other = await ask('post', '/agents/7001/ready', { key: keys[8]!, headers, body: {} });
    expect([other.status, other.headers.get('idempotency-replayed')]).toEqual([200, null]);
  });

  it('a request that was left behind is taken over by the same alone; after a day the key is anybody’s', async () => {
    const sent = { key: keys[8]!, headers: { 'Idempotency-Key': 'left' }, body: { reason: '1' } };
    await ask('post', '/agents/7001/not-ready', sent);
    await desk.sql(
      "UPDATE live.idempotent_answer SET status = NULL, created_at = now() - interval '61 s' WHERE key = 'left'",
    );
    const another = { ...sent, body: { reason: '2' } };
    expect((await ask('post', '/agents/7001/not-ready', another)).status).toBe(422);
    await desk.sql(
      "UPDATE live.idempotent_answer SET status = 200, body = '{}', created_at = now() - interval '23 h' WHERE key = 'left'",
    );
    expect((await ask('post', '/agents/7001/not-ready', another)).status).toBe(422);
    await desk.sql("UPDATE live.idempotent_answer SET created_at = now() - interval '25 h' WHERE key = 'left'");
    const fresh = await ask('post', '/agents/7001/not-ready', another);
    expect([fresh.status, fresh.headers.get('idempotency-replayed')]).toEqual([200, null]);
  });

  it('a request that is being worked at says when to ask again', async () => {
    const sent = { key: keys[9]!, headers: { 'Idempotency-Key': 'at work' }, body: {} };
    await ask('post', '/agents/7001/ready', sent);
    await desk.sql("UPDATE live.idempotent_answer SET status = NULL WHERE key = 'at work'");
    const { body, headers } = await ask('post', '/agents/7001/ready', sent);
    expect([body?.code, headers.get('retry-after')]).toEqual(['openapi.request_in_progress', '1']);
  });
});
