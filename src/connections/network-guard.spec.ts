import { NetworkGuard } from './network-guard.js';

const guard = new NetworkGuard([]);

test.each(['8.8.8.8', '2606:4700::1111', '172.32.0.1', '192.169.0.1'])('%s is reached', (address) => {
  expect(guard.mayReach(address)).toBe(true);
});

test.each([
  ...['127.0.0.1', '127.1.2.3', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
  ...['169.254.169.254', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fd00::1', 'ff02::1'],
  ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1'],
])('%s is closed', (address) => {
  expect(guard.mayReach(address)).toBe(false);
});

test('what the operator opens is reached, and nothing beside it', async () => {
  const opened = new NetworkGuard(['192.168.7.0/24', 'fd00:7::/32']);
  expect(opened.mayReach('192.168.7.9')).toBe(true);
  expect(opened.mayReach('::ffff:192.168.7.9')).toBe(true);
  expect(opened.mayReach('fd00:7::9')).toBe(true);
  expect(opened.mayReach('192.168.8.9')).toBe(false);
  await expect(opened.resolve('192.168.8.9')).rejects.toThrow('closed');
  await expect(opened.resolve('[::1]')).rejects.toThrow('closed');
  expect(await opened.resolve('192.168.7.9')).toBe('192.168.7.9');
});

test('names are looked up: one that leads to this machine is refused', async () => {
  await expect(guard.resolve('localhost')).rejects.toThrow('closed');
});
