import type { AgentId, QueueId, TenantId } from '../../kernel/ids.js';
import { newAgent, type AgentState } from './agent.js';
import { adoptedAgent, dutyOf, type Duty } from './duty.js';

const Q = 'q1' as QueueId;
const NOW = 100_000;

function moved(change: Partial<AgentState>): AgentState {
  const agent = { ...newAgent('a1' as AgentId, 't1' as TenantId, 0), queueIds: [Q], seq: 3, ...change };
  const adopted = adoptedAgent(dutyOf(agent), undefined, [Q], NOW);
  if (adopted === null) throw new Error('not adopted');
  return adopted.state;
}

test('who was logged in by rule and has logged out by hand is let alone on the new home too', () => {
  expect(moved({ phase: 'loggedOut', queueIds: [], sitsOutUntil: 900_000 })).toMatchObject({
    phase: 'loggedOut',
    sitsOutUntil: 900_000,
  });
});

test('what an older build has kept sits nobody out', () => {
  const duty = dutyOf(newAgent('a1' as AgentId, 't1' as TenantId, 0));
  const older = Object.fromEntries(Object.entries(duty).filter(([field]) => field !== 'sitsOutUntil'));
  expect(adoptedAgent({ ...(older as unknown as Duty), seq: 3 }, undefined, [], NOW)?.state.sitsOutUntil).toBeNull();
});

test('an agent of a rule who has missed an offer is asked again after a while, on the new home too', () => {
  const missed = { phase: 'notReady', reason: 'no_answer' } as const;
  expect(moved({ ...missed, byRule: 'r1' })).toMatchObject({ ...missed, timers: { back: NOW + 60_000 } });
  expect(moved(missed).timers).toEqual({});
  expect(moved({ phase: 'notReady', reason: 'lunch', byRule: 'r1' }).timers).toEqual({});
  expect(moved({ phase: 'talking', byRule: 'r1' })).toMatchObject({ reason: 'moved', timers: {} });
});
