import { HallStory, TWO_AGENTS, IN_QUEUE, RINGING, IN_MENU, ONE_AGENT } from '../../../test/fixtures/hall-story.js';
import { accessNumber, agent, queue, straightTo, toQueue } from '../../../test/fixtures/node-config.js';

describe("agents' telephones", () => {
  test("agent's telephone is busy (486): the agent goes not ready, the next agent is called, the caller keeps the place", () => {
    new HallStory().given(TWO_AGENTS, IN_QUEUE).tells(`
    13     c1-a1 ends 17
           * c1 agent.missed agentId=a1001 why=busy
           * a1001 offered -> notReady (busy) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    14     c1-a2 answers
           * c1 party.connected agentId=a1002 agentNumber=1002
           * a1002 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a2
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    20     caller1 hangs up
           * a1002 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a2 16
    20     c1-a2 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1002 offers=2 recorded, arrived 10 answered 10 menu 10 queued 12 offered 13 connected 14 ended 20
           encode c1
    `);
  });

  test('agent declines (603): not ready with that reason', () => {
    new HallStory().given(TWO_AGENTS, RINGING).tells(`
    14     c1-a1 ends 21
           * c1 agent.missed agentId=a1001 why=declined
           * a1001 offered -> notReady (declined) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    `);
  });

  test("agent's telephone says temporarily unavailable (480): no answer", () => {
    new HallStory().given(TWO_AGENTS, RINGING).tells(`
    14     c1-a1 ends 19
           * c1 agent.missed agentId=a1001 why=no_answer
           * a1001 offered -> notReady (no_answer) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    `);
  });

  test("agent's telephone does not respond (408): no answer", () => {
    new HallStory().given(TWO_AGENTS, IN_QUEUE).tells(`
    14     c1-a1 ends 18
           * c1 agent.missed agentId=a1001 why=no_answer
           * a1001 offered -> notReady (no_answer) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    `);
  });

  test("agent's telephone wants the call redirected (302): not followed, unreachable", () => {
    new HallStory().given(TWO_AGENTS, IN_QUEUE).tells(`
    14     c1-a1 ends 31
           * c1 agent.missed agentId=a1001 why=unreachable
           * a1001 offered -> notReady (unreachable) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    `);
  });

  test("agent's telephone is not registered (20): unreachable", () => {
    new HallStory().given(TWO_AGENTS, IN_QUEUE).tells(`
    12     c1-a1 ends 20
           * c1 agent.missed agentId=a1001 why=unreachable
           * a1001 offered -> notReady (unreachable) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    `);
  });

  test('dialling is refused by Asterisk: unreachable', () => {
    new HallStory().given(TWO_AGENTS, IN_QUEUE).tells(`
    12     c1-a1 is refused
           * c1 agent.missed agentId=a1001 why=unreachable
           * a1001 offered -> notReady (unreachable) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    `);
  });

  test("agent's extension is not in the configuration: unreachable without dialling", () => {
    new HallStory().given(TWO_AGENTS, '9 without extension 8001', IN_MENU).tells(`
    12     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           * c1 agent.missed agentId=a1001 why=unreachable
           * a1001 offered -> notReady (unreachable) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > stop c1-p1
           > music default to caller1
           > dial c1-a1 at acme-8002 for 13800000001, 25 s
    13     c1-a1 answers
           * c1 party.connected agentId=a1002 agentNumber=1002
           * a1002 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('ring time-out: the telephone is hung up, the agent goes not ready, the next agent is called', () => {
    new HallStory().given(TWO_AGENTS, RINGING).tells(`
    32     timer c1 ring
           * c1 agent.missed agentId=a1001 why=no_answer
           * a1001 offered -> notReady (no_answer) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > hang up c1-a1 16
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    32     c1-a1 ends 16
    33     c1-a2 rings
           * c1 agent.ringing agentId=a1002
    35     c1-a2 answers
           * c1 party.connected agentId=a1002 agentNumber=1002
           * a1002 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a2
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    40     c1-a2 ends 16
           * a1002 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    40     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1002 offers=2 recorded, arrived 10 answered 10 menu 10 queued 12 offered 32 ringing 33 connected 35 ended 40
           encode c1
    `);
  });

  test('answer crossing the ring time-out: the late leg is hung up again, the caller stays with the next agent', () => {
    new HallStory().given(TWO_AGENTS, RINGING).tells(`
    32     timer c1 ring
           * c1 agent.missed agentId=a1001 why=no_answer
           * a1001 offered -> notReady (no_answer) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > hang up c1-a1 16
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    32     c1-a1 answers
           > hang up c1-a1 16
    32     c1-a1 ends 16
    `);
  });

  test('answer of a leg that was taken for gone already: hung up', () => {
    new HallStory().given(ONE_AGENT, IN_QUEUE).tells(`
    13     c1-a1 ends 20
           * c1 agent.missed agentId=a1001 why=unreachable
           * a1001 offered -> notReady (unreachable) in c1
    14     c1-a1 answers
           > hang up c1-a1 16
    `);
  });

  test('nobody left: the caller waits on until the same agent is ready again', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    32     timer c1 ring
           * c1 agent.missed agentId=a1001 why=no_answer
           * a1001 offered -> notReady (no_answer) in c1
           > hang up c1-a1 16
    32     c1-a1 ends 16
    50     agent 1001 goes ready
           * a1001 notReady -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c1-a2 at acme-8001 for 13800000001, 25 s
    52     c1-a2 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a2
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('two calls for one free agent: the first gets the agent, the second waits and is next', () => {
    new HallStory().given(ONE_AGENT).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    10     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    12     caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > stop c2-p1
           > music default to caller2
           > dial c2-a1 at acme-8001 for 13800000002, 25 s
    13     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           > stop c1-p1
           > music default to caller1
    14     c2-a1 answers
           * c2 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c2
           > no music to caller2
           > bridge c2-b: caller2 c2-a1
           > record caller2 into acme/c2-caller.wav acme/c2-agent.wav
    20     caller2 hangs up
           * a1001 talking -> ready in c2
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > drop bridge c2-b
           > hang up c2-a1 16
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    20     c2-a1 ends 16
           * c2 call.ended by=caller causeCode=16 lostReason=-
           * c2 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 connected 14 ended 20
           encode c2
    `);
  });

  test('agent in two queues: the caller who waits longest in either comes first', () => {
    new HallStory(
      straightTo(toQueue('2000'), {
        queues: [queue('acme', '2000'), queue('acme', '2001')],
        accessNumbers: [accessNumber('acme', '95001', toQueue('2000')), accessNumber('acme', '95002', toQueue('2001'))],
        agents: [agent('acme', '1001', ['2000', '2001'])],
      }),
    ).tells(`
    10     caller1 arrives calling 95002
           * c1 call.arrived caller=13800000001 called=95002 trunkId=trunk-carrier
           * c1 queue.entered queueId=q2001 number=2001
           * c1 call.answered
           > answer caller1
           > music default to caller1
    11     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 queue.entered queueId=q2000 number=2000
           * c2 call.answered
           > answer caller2
           > music default to caller2
    12     agent 1001 logs in 2000,2001
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2001
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    13     caller1 hangs up
           * a1001 offered -> ready in c1
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > hang up c1-a1 16
           > dial c2-a1 at acme-8001 for 13800000002, 25 s
    `);
  });

  test('longest idle agent first; an offer that is withdrawn costs no place', () => {
    new HallStory().given(TWO_AGENTS).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    11     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > stop c1-p1
           > music default to caller1
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    12     caller1 hangs up
           * a1001 offered -> ready in c1
           > hang up c1-a1 16
    12     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by caller 16, lost=abandoned_while_ringing tenant=acme queue=q2000 agent=- offers=1, arrived 10 answered 10 menu 10 queued 11 offered 11 ended 12
    13     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    14     caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > stop c2-p1
           > music default to caller2
           > dial c2-a1 at acme-8001 for 13800000002, 25 s
    `);
  });

  test('several offers are lost at once: whoever waits longest gets the agent who is idle longest', () => {
    new HallStory().given(TWO_AGENTS, IN_QUEUE, '13 caller2 arrives', '14 caller2 presses 1').tells(`
    20     asterisk shows: caller2 caller1
           * c1 agent.missed agentId=a1001 why=lost
           * a1001 offered -> ready in c1
           * c2 agent.missed agentId=a1002 why=lost
           * a1002 offered -> ready in c2
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           * a1002 ready -> offered in c2
           * c2 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > dial c1-a2 at acme-8001 for 13800000001, 25 s
           > dial c2-a2 at acme-8002 for 13800000002, 25 s
    `);
  });

  test('first telephone rang, the second does not: the record has no ringing of the last offer', () => {
    new HallStory().given(TWO_AGENTS, RINGING).tells(`
    14     c1-a1 ends 21
           * c1 agent.missed agentId=a1001 why=declined
           * a1001 offered -> notReady (declined) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    15     c1-a2 ends 20
           * c1 agent.missed agentId=a1002 why=unreachable
           * a1002 offered -> notReady (unreachable) in c1
    16     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_queue
           * c1 record: ended by caller 16, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=2, arrived 10 answered 10 menu 10 queued 12 offered 14 ended 16
    `);
  });

  test('bridge is refused: the call ends by the system, the agent is free', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    15     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    15     c1-b is refused
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
           > hang up caller1 27
    15     caller1 ends 27
    15     c1-a1 ends 16
           * c1 call.ended by=system causeCode=27 lostReason=system_failure
           * c1 record: ended by system 27, lost=system_failure tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 15
           encode c1
    `);
  });
});
