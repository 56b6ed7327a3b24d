import { createServer } from 'node:http';

import { limitLateRequests } from './late-requests.js';

test('a request has two minutes to come, its head a quarter of one', () => {
  const server = createServer();
  limitLateRequests(server);
  expect([server.headersTimeout, server.requestTimeout]).toEqual([15_000, 120_000]);
});
