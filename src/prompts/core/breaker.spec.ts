import { afterFailure, CLOSED, mayAsk } from './breaker.js';

test('three failures in a row pause it for 30 s; the next failure after that does so at once', () => {
  const two = afterFailure(afterFailure(CLOSED, 0), 1_000);
  expect(mayAsk(two, 1_000)).toBe(true);
  const three = afterFailure(two, 2_000);
  expect([mayAsk(three, 31_999), mayAsk(three, 32_000)]).toEqual([false, true]);
  expect(mayAsk(afterFailure(three, 32_000), 32_001)).toBe(false);
});
