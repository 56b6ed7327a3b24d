import type { AgentId, QueueId } from '../../kernel/ids.js';
import { Regulars, type Regular } from './regulars.js';

const regular = (caller: string, agentId: string, at: number): Regular => ({
  version: 1,
  queueId: 'q1' as QueueId,
  caller,
  agentId: agentId as AgentId,
  at,
});

test('whom a caller had last is remembered by queue', () => {
  const regulars = new Regulars();
  regulars.served(regular('1', 'a1', 1));
  regulars.served(regular('1', 'a2', 2));
  expect([regulars.agentOf('q1' as QueueId, '1'), regulars.agentOf('q2' as QueueId, '1'), regulars.size]).toEqual([
    'a2',
    null,
    1,
  ]);
});

test('beyond what can be remembered those are forgotten who have not called for longest, also after a restart', () => {
  const regulars = new Regulars(3);
  for (const [caller, at] of [
    ['2', 20],
    ['1', 10],
    ['3', 30],
  ] as const)
    regulars.load(regular(caller, 'a1', at));
  expect(regulars.served(regular('4', 'a1', 40))).toEqual(['q1 1']);
  expect(regulars.served(regular('2', 'a1', 50))).toEqual([]);
  expect(regulars.served(regular('5', 'a1', 60))).toEqual(['q1 3']);
  expect(regulars.agentOf('q1' as QueueId, '2')).toBe('a1');
});
