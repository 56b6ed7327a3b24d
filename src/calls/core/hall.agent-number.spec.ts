import { HallStory, IN_QUEUE, RINGING } from '../../../test/fixtures/hall-story.js';
import { demonstration, queue } from '../../../test/fixtures/node-config.js';
import { LONGEST_IDLE } from '../../acd/core/queue-rules.js';
import { ONLY_MUSIC } from '../../acd/core/queue-waiting.js';

/** The demonstration, whose queue tells who answers. */
function announcing(more: Parameters<typeof queue>[2] = {}): HallStory {
  const waiting = { ...ONLY_MUSIC, announcesAgent: true };
  return new HallStory(demonstration({ queues: [queue('acme', '2000', { ...more, waiting }), queue('acme', '2001')] }));
}

const IN_TURN = ['0 agent 1001 logs in 2000', RINGING] as const;
const ANNOUNCED = [...IN_TURN, '15 c1-a1 answers'] as const;

describe('an agent answers in a queue that tells who it is', () => {
  test('both hear the number, then they talk', () => {
    announcing().given(...IN_TURN).tells(`
    15     c1-a1 answers
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/agent-number-is prompts/zh/digit-one prompts/zh/number-0 prompts/zh/number-0 prompts/zh/digit-one prompts/zh/agent-at-service
           > play c1-n2 to c1-a1: prompts/zh/agent-number-is prompts/zh/digit-one prompts/zh/number-0 prompts/zh/number-0 prompts/zh/digit-one prompts/zh/agent-at-service
    18     c1-p2 ends
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > stop c1-n2
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    40     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    40     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 18 ended 40
           encode c1
    `);
  });

  test('all telephones ring: the first who answers is told, the others stop; who answers a moment later is too late', () => {
    const ringAll = { selection: { ...LONGEST_IDLE, strategy: 'ring_all' } } as const;
    announcing(ringAll).given('0 agent 1001 logs in 2000\n1 agent 1002 logs in 2000', IN_QUEUE).tells(`
    13     c1-a1 rings
           * c1 agent.ringing agentId=a1001
    13     c1-a2 rings
           * c1 agent.ringing agentId=a1002
    15     c1-a2 answers
           * c1 agent.spared agentId=a1001
           * a1001 offered -> ready in c1
           > hang up c1-a1 26
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/agent-number-is prompts/zh/digit-one prompts/zh/number-0 prompts/zh/number-0 prompts/zh/number-2 prompts/zh/agent-at-service
           > play c1-n2 to c1-a2: prompts/zh/agent-number-is prompts/zh/digit-one prompts/zh/number-0 prompts/zh/number-0 prompts/zh/number-2 prompts/zh/agent-at-service
    15.1   c1-a1 answers
           > hang up c1-a1 26
    18     c1-p2 ends
           * c1 party.connected agentId=a1002 agentNumber=1002
           * a1002 offered -> talking in c1
           > stop c1-n2
           > bridge c1-b: caller1 c1-a2
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('the caller hangs up meanwhile', () => {
    announcing().given(...ANNOUNCED).tells(`
    16     caller1 hangs up
           * a1001 offered -> ready in c1
           > hang up c1-a1 16
    17     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by caller 16, lost=abandoned_while_ringing tenant=acme queue=q2000 agent=- offers=1, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 ended 16
    `);
  });

  test('the agent hangs up meanwhile: the caller waits on', () => {
    announcing().given(...ANNOUNCED).tells(`
    16     c1-a1 ends 16
           * c1 agent.missed agentId=a1001 why=declined
           * a1001 offered -> notReady (declined) in c1
           > stop c1-p2
           > music default to caller1
    16     c1-p2 ends
    `);
  });

  test('the end of the announcement is not told, or it breaks off', () => {
    announcing().given(...ANNOUNCED).tells(`
    16     c1-p2 breaks off
    16.5   timer c1 prompt
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > stop c1-n2
           > stop c1-p2
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('nobody else is given the call meanwhile', () => {
    announcing().given(...ANNOUNCED, '15 agent 1002 logs in 2000').tells(`
    16     boss x8001 does assign a1002 in c1
           refused calls.not_now
    `);
  });

  test('the engine comes back: they are brought together', () => {
    announcing().given(...ANNOUNCED).tells(`
    16     engine dies
    17     asterisk returns: caller1 c1-a1
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > answer caller1
           > stop c1-n2
           > stop c1-p2
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });
});
