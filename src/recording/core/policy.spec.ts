import type { CallId, TenantId } from '../../kernel/ids.js';
import { isRecorded, spoolFiles } from './policy.js';

test.each([
  ['a queue that records', { record: true }, true],
  ['a queue that does not', { record: false }, false],
  ['no queue', null, false],
])('%s: recorded %s', (_story, queue, recorded) => {
  expect(isRecorded(queue)).toBe(recorded);
});

test("each tenant's sound lies in a folder of its own, one pair of files a part", () => {
  expect(spoolFiles('t1' as TenantId, 'c1' as CallId, 1)).toEqual({
    caller: 't1/c1-caller.wav',
    agent: 't1/c1-agent.wav',
  });
  expect(spoolFiles('t1' as TenantId, 'c1' as CallId, 2)).toEqual({
    caller: 't1/c1-caller.2.wav',
    agent: 't1/c1-agent.2.wav',
  });
});
