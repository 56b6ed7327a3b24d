import { HallStory, IN_MENU, IN_QUEUE, ONE_AGENT, RINGING, TALKING } from '../../../test/fixtures/hall-story.js';
import { demonstration, outboundLine, queue, straightTo, toQueue } from '../../../test/fixtures/node-config.js';

describe('a tenant that is about to move', () => {
  test('nobody is called, those who wait go on waiting; what was offered may still be answered', () => {
    new HallStory().given(RINGING).tells(`
    14     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    14     acme is to move to b
    15     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    16     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    17     caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           > stop c2-p1
           > music default to caller2
    18     agent 1002 logs in 2000
           * a1002 loggedOut -> ready
    20     acme stays here
           * a1002 ready -> offered in c2
           * c2 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > dial c2-a1 at acme-8002 for 13800000002, 25 s
    `);
  });

  test('no agent places a call', () => {
    new HallStory(demonstration({ tenantTrunks: [outboundLine('acme', 'carrier')] })).given(
      ONE_AGENT,
      '5 acme is to move to b',
    ).tells(`
    6      agent 1001 calls 13900000001
           refused calls.tenant_moving
    `);
  });
});

describe('a tenant that has moved', () => {
  test('its agents are logged out, those who talk when they have ended; there is no wrap-up here', () => {
    const wrapUp = demonstration({ queues: [queue('acme', '2000', { wrapUpS: 30 })] });
    new HallStory(wrapUp).given(ONE_AGENT, TALKING, '16 agent 1002 logs in 2000').tells(`
    20     acme has moved to b
           * a1002 ready -> loggedOut (moved)
    21     agent 1002 logs in 2000
           refused calls.tenant_moving
    30     caller1 hangs up
           * a1001 talking -> loggedOut (moved) in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    30     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 30
           encode c1
    `);
  });

  test('a caller who waits is handed over with their place; this node only passes on the sound', () => {
    new HallStory().given(IN_QUEUE).tells(`
    20     acme has moved to b
           > dial c1-a1 at 95001@node-b for 13800000001, 245 s, owner of c1 to queue q2000 since 12 until 132, step 5
    21     c1-a1 answers
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
    60     c1-a1 ends 16
           > drop bridge c1-b
           > hang up caller1 16
    60     caller1 ends 16
    `);
  });

  test('a caller to whom an agent was offered waits first: the offer is taken back', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    20     acme has moved to b
           * a1001 offered -> ready in c1
           * a1001 ready -> loggedOut (moved)
           > hang up c1-a1 16
           > dial c1-a2 at 95001@node-b for 13800000001, 245 s, owner of c1 to queue q2000 since 12 until 132, step 7
    21     c1-a2 answers
           > no music to caller1
           > bridge c1-b: caller1 c1-a2
    `);
  });

  test('who was not answered yet is taken over when it rings there', () => {
    const mute = straightTo(toQueue('2000'), { queues: [queue('acme', '2000', { answerBeforeAgent: false })] });
    new HallStory(mute).given(IN_MENU).tells(`
    20     acme has moved to b
           > dial c1-a1 at 95001@node-b for 13800000001, 245 s, owner of c1 to queue q2000 since 10 until 130, step 2
    21     c1-a1 rings
           > ring caller1
    30     caller1 hangs up
           > hang up c1-a1 16
    30     c1-a1 ends 16
    `);
  });

  test('the new home does not take it: again every two seconds, until the caller has waited long enough', () => {
    new HallStory().given(IN_QUEUE).tells(`
    20     acme has moved to b
           > dial c1-a1 at 95001@node-b for 13800000001, 245 s, owner of c1 to queue q2000 since 12 until 132, step 5
    20     c1-a1 ends 25
    22     timer c1 again
           > dial c1-a2 at 95001@node-b for 13800000001, 245 s, owner of c1 to queue q2000 since 12 until 132, step 205
    32     timer c1 ring
           > hang up c1-a2 43
    34     timer c1 again
           > dial c1-a3 at 95001@node-b for 13800000001, 245 s, owner of c1 to queue q2000 since 12 until 132, step 405
    34.5   c1-a2 ends 16
    35     c1-a3 ends 38
    37     timer c1 again
           > dial c1-a4 at 95001@node-b for 13800000001, 245 s, owner of c1 to queue q2000 since 12 until 132, step 605
    47     timer c1 ring
           > hang up c1-a4 43
    49     timer c1 again
           > dial c1-a5 at 95001@node-b for 13800000001, 245 s, owner of c1 to queue q2000 since 12 until 132, step 805
    59     timer c1 ring
           > hang up c1-a5 43
    61     timer c1 again
           > dial c1-a6 at 95001@node-b for 13800000001, 245 s, owner of c1 to queue q2000 since 12 until 132, step 1005
    `);
  });

  test('the caller leaves before it is taken over: the record is made here', () => {
    new HallStory().given(IN_QUEUE, '20 acme has moved to b').tells(`
    21     caller1 hangs up
           > hang up c1-a1 43
    21     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_queue
           * c1 record: ended by caller 16, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 21
    `);
  });

  test('the waiting time ends before it is taken over', () => {
    const short = demonstration({ queues: [queue('acme', '2000', { maxWaitS: 12 })] });
    new HallStory(short).given(IN_QUEUE, '20 acme has moved to b').tells(`
    24     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           > hang up c1-a1 43
           > no music to caller1
           > play c1-p2 to caller1: acme/all-busy
    24     c1-a1 ends 16
    `);
  });

  test('the tenant is here again before it is taken over', () => {
    new HallStory().given(IN_QUEUE, '20 acme has moved to b', '20 c1-a1 ends 25', '21 acme stays here').tells(`
    22     timer c1 again
    23     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c1-a2 at acme-8001 for 13800000001, 25 s
    `);
  });

  test('who is in a menu goes on in it, and is handed over on the way to somebody', () => {
    new HallStory().given(IN_MENU, '11 acme has moved to b').tells(`
    12     caller1 presses 2
           * c1 key.pressed key=2
           * c1 menu.entered menuId=below
           > stop c1-p1
           > play c1-p2 to caller1: acme/below
    13     caller1 presses 1
           * c1 key.pressed key=1
           > stop c1-p2
           > music default to caller1
           > dial c1-a1 at 95001@node-b for 13800000001, 245 s, owner of c1 to queue q2000, step 6
    14     c1-a1 answers
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
    `);
  });

  test('on the way to an extension, and nobody takes it over: given up after a minute', () => {
    new HallStory().given(IN_MENU, '11 acme has moved to b', '12 caller1 presses 3').tells(`
    13     c1-a1 ends 25
    15     timer c1 again
           > dial c1-a2 at 95001@node-b for 13800000001, 245 s, owner of c1 to extension x8001, step 204
    25     timer c1 ring
           > hang up c1-a2 43
    27     timer c1 again
           > dial c1-a3 at 95001@node-b for 13800000001, 245 s, owner of c1 to extension x8001, step 404
    37     timer c1 ring
           > hang up c1-a3 43
    39     timer c1 again
           > dial c1-a4 at 95001@node-b for 13800000001, 245 s, owner of c1 to extension x8001, step 604
    49     timer c1 ring
           > hang up c1-a4 43
    51     timer c1 again
           > dial c1-a5 at 95001@node-b for 13800000001, 245 s, owner of c1 to extension x8001, step 804
    61     timer c1 ring
           > hang up c1-a5 43
    63     timer c1 again
           > dial c1-a6 at 95001@node-b for 13800000001, 245 s, owner of c1 to extension x8001, step 1004
    72     timer c1 maxWait
           > hang up c1-a6 43
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/all-agents-busy
    `);
  });

  test('a new caller is passed on', () => {
    new HallStory().given('10 acme has moved to b').tells(`
    20     caller1 arrives
           > dial c1-r-a1 at 95001@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    `);
  });

  test('the engine dies while it is handed over', () => {
    new HallStory().given(IN_QUEUE, '20 acme has moved to b', '21 engine dies').tells(`
    22     asterisk returns: caller1
           > answer caller1
           > music default to caller1
    24     timer c1 again
           > dial c1-a2 at 95001@node-b for 13800000001, 245 s, owner of c1 to queue q2000 since 12 until 132, step 205
    25     engine dies
    26     asterisk returns: caller1 c1-a2
           > answer caller1
           > music default to caller1
           > no music to caller1
           > bridge c1-b: caller1 c1-a2
    `);
  });
});

describe('a tenant that has come', () => {
  test('its agents are what they were; who was in a call waits until the old home is done with it', () => {
    new HallStory().tells(`
    10     acme is adopted: 1001 ready, 1002 talking
           * a1001 loggedOut -> ready
           * a1002 loggedOut -> notReady (moved)
    11     acme is adopted: 1001 ready, 1002 talking
    12     agent 1002 goes ready
           * a1002 notReady -> ready
    `);
  });

  test('a telephone that is not there yet is held against nobody, and asked again after five seconds', () => {
    new HallStory().given('5 caller1 arrives', '6 caller1 presses 1').tells(`
    10     acme is adopted: 1001 ready
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    10     c1-a1 is refused
           * c1 agent.missed agentId=a1001 why=unreachable
           * a1001 offered -> notReady (unreachable) in c1
    15     timer 1001 back
           * a1001 notReady -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c1-a2 at acme-8001 for 13800000001, 25 s
    15.5   c1-a2 ends 20
           * c1 agent.missed agentId=a1001 why=unreachable
           * a1001 offered -> notReady (unreachable) in c1
    16     agent 1001 goes not ready lunch
           * a1001 notReady -> notReady (lunch)
    `);
  });

  test('after five minutes it counts', () => {
    new HallStory().given('10 acme is adopted: 1001 ready').tells(`
    310    caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    311    caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > stop c1-p1
           > music default to caller1
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    311    c1-a1 is refused
           * c1 agent.missed agentId=a1001 why=unreachable
           * a1001 offered -> notReady (unreachable) in c1
    `);
  });
});
