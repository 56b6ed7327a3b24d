import { HallStory } from '../../../test/fixtures/hall-story.js';
import { accessNumber, agent, demonstration, queue, queueId, toQueue } from '../../../test/fixtures/node-config.js';
import { LONGEST_IDLE } from '../../acd/core/queue-rules.js';
import type { AgentId, CallId } from '../../kernel/ids.js';
import type { CallState } from './call-state.js';
import { upgraded } from './older-call.js';

/** Callers go straight to queue 2000, which calls all of its agents at once; 1002 is idle longest. */
const ALL = demonstration({
  accessNumbers: [accessNumber('acme', '95001', toQueue('2000'))],
  queues: [queue('acme', '2000', { selection: { ...LONGEST_IDLE, strategy: 'ring_all' } })],
});
const BOTH = `
  1      agent 1002 logs in 2000
  2      agent 1001 logs in 2000`;
const RINGS = `${BOTH}
  10     caller1 arrives
  11     c1-a1 rings
  11     c1-a2 rings`;

describe('all telephones ring at once', () => {
  test('while Asterisk is away they have rung long enough: the offer is lost to all of them, the caller waits on', () => {
    const story = new HallStory(ALL).given(RINGS, '20 asterisk is away');
    const told = story.play('30 timer c1 ring');
    expect(told).toContain('a1001 offered -> ready');
    expect(told).toContain('a1002 offered -> ready');
    expect(story.world.hall.calls.get('c1' as CallId)?.phase).toBe('waiting');
  });

  test('the first who answers has the caller; the others stop ringing and are as idle as before', () => {
    const story = new HallStory(ALL).given(BOTH).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 queue.entered queueId=q2000 number=2000
           * c1 call.answered
           * a1002 ready -> offered in c1
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > answer caller1
           > music default to caller1
           > dial c1-a1 at acme-8002 for 13800000001, 25 s
           > dial c1-a2 at acme-8001 for 13800000001, 25 s
    11     c1-a2 rings
           * c1 agent.ringing agentId=a1001
    12     c1-a1 rings
           * c1 agent.ringing agentId=a1002
    15     c1-a2 answers
           * c1 agent.spared agentId=a1002
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1002 offered -> ready in c1
           * a1001 offered -> talking in c1
           > hang up c1-a1 26
           > no music to caller1
           > bridge c1-b: caller1 c1-a2
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    15     c1-a1 ends 26
    30     caller1 hangs up
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a2 16
    30     c1-a2 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=2 recorded, arrived 10 answered 10 queued 10 offered 10 ringing 11 connected 15 ended 30
           encode c1
    `);
    expect(story.world.hall.agents.get('a1002' as AgentId)).toMatchObject({
      phase: 'ready',
      idleSince: 1000,
      callId: null,
    });
  });

  test('only those of the lowest penalty are called', () => {
    const agents = ['1001', '1002'].map((number) => ({
      ...agent('acme', number),
      memberships: { [queueId('2000')]: { level: 0, penalty: number === '1001' ? 1 : 0, group: '' } },
    }));
    const story = new HallStory({ ...ALL, agents }).given(BOTH, '10 caller1 arrives');
    expect(stateOf(story)).toBe('a1002 offered, a1001 ready');
  });

  test('one declines and is off duty for it, the others ring on; whoever is left answers', () => {
    new HallStory(ALL).given(RINGS).tells(`
    12     c1-a1 ends 21
           * c1 agent.missed agentId=a1002 why=declined
           * a1002 offered -> notReady (declined) in c1
    13     c1-a2 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a2
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('nobody answers: all of them have missed it, the caller waits on', () => {
    new HallStory(ALL).given(RINGS).tells(`
    30     timer c1 ring
           * c1 agent.missed agentId=a1002 why=no_answer
           * c1 agent.missed agentId=a1001 why=no_answer
           * a1002 offered -> notReady (no_answer) in c1
           * a1001 offered -> notReady (no_answer) in c1
           > hang up c1-a2 16
           > hang up c1-a1 16
    `);
  });

  test('the caller hangs up: nobody has missed it, all are as idle as before', () => {
    const story = new HallStory(ALL).given(RINGS, '12 caller1 hangs up', '12 c1-a1 ends 16', '12 c1-a2 ends 16');
    expect([stateOf(story), story.world.hall.calls.size]).toEqual(['a1002 ready, a1001 ready', 0]);
  });

  test('two answer at the same moment: the second is hung up and is as before', () => {
    const story = new HallStory(ALL).given(RINGS, '12 c1-a2 answers').tells(`
    12     c1-a1 answers
           > hang up c1-a1 26
    12     c1-a2 answers
    12     c1-a1 ends 26
    13     c1-a1 ends 26
    `);
    expect(stateOf(story)).toBe('a1002 ready, a1001 talking');
  });

  test('the engine dies while they ring: who has answered meanwhile has the caller, who is gone is not blamed', () => {
    const story = new HallStory(ALL).given(RINGS, '12 engine dies', '13 asterisk returns: caller1 c1-a2');
    expect(stateOf(story)).toBe('a1002 ready, a1001 talking');
  });

  test('the engine dies while they ring, and both have answered: one of them has the caller, the other is let go', () => {
    const story = new HallStory(ALL).given(RINGS, '12 engine dies', '13 asterisk returns: caller1 c1-a1 c1-a2');
    expect(stateOf(story)).toBe('a1002 talking, a1001 ready');
  });

  test('two share a telephone: it rings once, for who is idle longer', () => {
    const shared = { ...agent('acme', '1003'), extensionId: agent('acme', '1001').extensionId };
    const story = new HallStory({ ...ALL, agents: [...ALL.agents, shared] }).given(
      BOTH,
      '3 agent 1003 logs in 2000',
      '10 caller1 arrives',
    );
    expect(stateOf(story)).toBe('a1002 offered, a1001 offered, a1003 ready');
  });

  test('two callers: the telephones ring for the first, and for the second when nobody has missed him', () => {
    const story = new HallStory(ALL).given(RINGS, '12 caller2 arrives', '14 c1-a1 answers', '14 c1-a2 ends 26');
    expect(stateOf(story)).toBe('a1002 talking, a1001 offered');
    expect(story.world.hall.agents.get('a1001' as AgentId)).toMatchObject({ callId: 'c2' });
  });

  test('the call is ended by command while they ring: all are as before', () => {
    const story = new HallStory(ALL).given(RINGS, '12 hang up c1');
    expect(stateOf(story)).toBe('a1002 ready, a1001 ready');
  });

  test('a call as an older build kept it has no others who ring', () => {
    const call = [...new HallStory(ALL).given(RINGS).world.hall.calls.values()][0]!;
    const { rivals, ...older } = call;
    expect([rivals.length, upgraded(older as CallState, new Map()).rivals]).toEqual([1, []]);
  });
});

function stateOf({ world }: HallStory): string {
  return [...world.hall.agents.values()].map(({ agentId, phase }) => `${agentId} ${phase}`).join(', ');
}
