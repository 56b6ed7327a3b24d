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
