import { HallStory, ONE_AGENT, TALKING, RINGING } from '../../../test/fixtures/hall-story.js';
import { accessNumber, agent, demonstration, queue, toQueue } from '../../../test/fixtures/node-config.js';

describe('agents between calls', () => {
  test('wrap-up: the next caller waits until it ends', () => {
    new HallStory(demonstration({ queues: [queue('acme', '2000', { wrapUpS: 10 })] })).given(ONE_AGENT, TALKING).tells(`
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
    20     c1-a1 ends 16
           * a1001 talking -> wrapUp in c1
           > drop bridge c1-b
           > hang up caller1 16
    20     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 20
           encode c1
    30     timer 1001 wrapUp
           * a1001 wrapUp -> ready in c1
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c2-a1 at acme-8001 for 13800000002, 25 s
    `);
  });

  test('wrap-up cut short by the agent', () => {
    new HallStory(demonstration({ queues: [queue('acme', '2000', { wrapUpS: 10 })] })).given(ONE_AGENT, TALKING).tells(`
    20     c1-a1 ends 16
           * a1001 talking -> wrapUp in c1
           > drop bridge c1-b
           > hang up caller1 16
    20     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 20
           encode c1
    23     agent 1001 goes ready
           * a1001 wrapUp -> ready in c1
    `);
  });

  test('agent logs out during the conversation: it goes on, then the agent is off', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    20     agent 1001 logs out
    30     c1-a1 ends 16
           * a1001 talking -> loggedOut in c1
           > drop bridge c1-b
           > hang up caller1 16
    `);
  });

  test('agent logs out and in again during the conversation: stays', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    20     agent 1001 logs out
    21     agent 1001 logs in 2000
    30     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    `);
  });

  test('agent logs out while the phone rings: the offer stands, the agent is off when it is missed', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    15     agent 1001 logs out
    32     timer c1 ring
           * c1 agent.missed agentId=a1001 why=no_answer
           * a1001 offered -> loggedOut in c1
           > hang up c1-a1 16
    `);
  });

  test('agent asks for a break during the conversation: not ready after it', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    20     agent 1001 goes not ready lunch
    30     c1-a1 ends 16
           * a1001 talking -> notReady (lunch) in c1
           > drop bridge c1-b
           > hang up caller1 16
    `);
  });

  test('agent removed from the configuration while ready: logged out, gets nothing any more', () => {
    new HallStory().given(ONE_AGENT).tells(`
    9      without agent 1001
           * a1001 ready -> loggedOut
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    12     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           > stop c1-p1
           > music default to caller1
    `);
  });

  test('agent removed while the phone rings: the offer stands, then the agent is off', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     without agent 1001
    15     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=-
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    20     c1-a1 ends 16
           * a1001 talking -> loggedOut in c1
           > drop bridge c1-b
           > hang up caller1 16
    `);
  });

  test('agent removed while talking: the conversation and its wrap-up go on, then the agent is off and gets nothing', () => {
    new HallStory(demonstration({ queues: [queue('acme', '2000', { wrapUpS: 10 })] })).given(ONE_AGENT, TALKING).tells(`
    17     without agent 1001
    20     c1-a1 ends 16
           * a1001 talking -> wrapUp in c1
           > drop bridge c1-b
           > hang up caller1 16
    20     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 20
           encode c1
    30     timer 1001 wrapUp
           * a1001 wrapUp -> loggedOut in c1
    31     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    33     caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           > stop c2-p1
           > music default to caller2
    `);
  });

  test('agent removed from one of two queues while ready: callers of that queue wait, those of the other do not', () => {
    const queues = [queue('acme', '2000'), queue('acme', '2001')];
    const accessNumbers = ['2000', '2001'].map((number) => accessNumber('acme', `9${number}`, toQueue(number)));
    const story = new HallStory(
      demonstration({ queues, accessNumbers, agents: [agent('acme', '1001', ['2000', '2001'])] }),
    );
    story.given('0 agent 1001 logs in 2000,2001');
    story.world.configure(demonstration({ queues, accessNumbers, agents: [agent('acme', '1001', ['2000'])] }), 5000);
    story.tells(`
    10     caller1 arrives calling 92001
           * c1 call.arrived caller=13800000001 called=92001 trunkId=trunk-carrier
           * c1 queue.entered queueId=q2001 number=2001
           * c1 call.answered
           > answer caller1
           > music default to caller1
    11     caller2 arrives calling 92000
           * c2 call.arrived caller=13800000002 called=92000 trunkId=trunk-carrier
           * c2 queue.entered queueId=q2000 number=2000
           * c2 call.answered
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > answer caller2
           > music default to caller2
           > dial c2-a1 at acme-8001 for 13800000002, 25 s
    `);
  });

  test('commands that cannot be: refused, nothing happens', () => {
    new HallStory().tells(`
    0      agent 1001 goes ready
           refused acd.agent_not_logged_in
    1      agent 1009 logs in 2000
           refused acd.agent_not_logged_in
    2      agent 1009 goes not ready lunch
           refused acd.agent_not_logged_in
    3      hang up c9
           refused calls.unknown_call
    `);
  });
});
