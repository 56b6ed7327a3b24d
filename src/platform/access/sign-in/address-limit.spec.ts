import { TooManyFailures } from '../access.errors.js';
import { AddressLimit } from './address-limit.js';

async function failures(limit: AddressLimit, addresses: readonly string[]): Promise<TooManyFailures[]> {
  const results = await Promise.allSettled(addresses.map((address) => limit.begin(address)));
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason as TooManyFailures] : []));
}

test('thirty tries at once, then none; the first one too many is told from those after it', async () => {
  const refused = await failures(new AddressLimit(), Array<string>(35).fill('127.0.0.1'));
  expect(refused.map(({ isFirst }) => isFirst)).toEqual([true, false, false, false, false]);
  expect(refused[0]!.waitMs).toBeGreaterThan(590_000);
});

test('what was right costs nothing', async () => {
  const limit = new AddressLimit();
  for (let tries = 0; tries < 100; tries += 1) {
    await limit.begin('192.0.2.1');
    await limit.giveBack('192.0.2.1');
  }
  expect(await failures(limit, ['192.0.2.1'])).toEqual([]);
});

test('of IPv6 the first half counts, however it is written; of IPv4 the whole address', async () => {
  const limit = new AddressLimit();
  const sameHalf = Array.from({ length: 28 }, (_, host) => `2001:db8::${host.toString(16)}`);
  const written = ['2001:0db8:0:0:ffff::', '2001:DB8::1%eth0', '2001:db8:0:0:1:2:3:4'];
  expect(await failures(limit, [...sameHalf, ...written])).toHaveLength(1);
  expect(await failures(limit, ['2001:db8:0:1::1', '2001:db9::1'])).toEqual([]);
  const fours = Array.from({ length: 40 }, (_, host) => `192.0.2.${host}`);
  expect(await failures(limit, fours)).toEqual([]);
});
