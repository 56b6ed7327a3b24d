import { HallStory, ONE_AGENT, TWO_AGENTS } from '../../../test/fixtures/hall-story.js';
import { demonstration, outboundLine, queue } from '../../../test/fixtures/node-config.js';

const WITH_LINE = demonstration({ tenantTrunks: [outboundLine('acme', 'carrier')] });
const CALLED = '10 agent 1001 calls 13900000001';
const LIFTED = `${CALLED}
  13 c1-a1 answers`;
const TALKS = `${LIFTED}
  18 c1-a2 answers`;

describe('hung up by command, or by what goes wrong', () => {
  test('while the customer is called', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    24     hang up c1
           * a1001 talking -> ready in c1
           > hang up c1-a2 16
           > hang up c1-a1 16
    24     c1-a2 ends 16
    24     c1-a1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by system 16, lost=abandoned_while_ringing tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 24
    `);
  });

  test('while they talk', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, TALKS).tells(`
    34     hang up c1
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a2 16
           > hang up c1-a1 16
    34     c1-a1 ends 16
    34     c1-a2 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 18 connected 18 ended 34
           encode c1
    `);
  });

  test('the bridge is refused', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    15     c1-a2 answers
           * c1 party.connected number=13900000001
           > bridge c1-b: c1-a1 c1-a2
           > record c1-a2 into acme/c1-caller.wav acme/c1-agent.wav
    15     c1-b at c1-a1 is refused
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a2 16
           > hang up c1-a1 27
    15     c1-a1 ends 16
    15     c1-a2 ends 16
           * c1 call.ended by=system causeCode=27 lostReason=system_failure
           * c1 record: ended by system 27, lost=system_failure tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 15 connected 15 ended 15
           encode c1
    `);
  });
});

describe('where the agent comes from and goes to', () => {
  test('from a break back into the break; nobody gets them meanwhile', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT).tells(`
    1      agent 1001 goes not ready lunch
           * a1001 ready -> notReady (lunch)
    5      caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    6      caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           > stop c2-p1
           > music default to caller2
    10     agent 1001 calls 13900000001
           * a1001 notReady -> offered in c1
           * c1 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000001
           * c1 agent.called agentId=a1001 extensionId=x8001
           > dial c1-a1 at acme-8001 for 13900000001, 35 s
    13     c1-a1 answers
           * c1 customer.dialled number=13900000001 trunkId=trunk-carrier
           * a1001 offered -> talking in c1
           > ring c1-a1
           > dial c1-a2 at 13900000001@carrier for 95001, 65 s
    18     c1-a2 answers
           * c1 party.connected number=13900000001
           > bridge c1-b: c1-a1 c1-a2
           > record c1-a2 into acme/c1-caller.wav acme/c1-agent.wav
    30     c1-a2 ends 16
           * a1001 talking -> notReady (lunch) in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    30     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 18 connected 18 ended 30
           encode c1
    `);
  });

  test('from the wrap-up back to what is left of it', () => {
    new HallStory({ ...WITH_LINE, queues: [queue('acme', '2000', { wrapUpS: 30, record: false })] }).given(ONE_AGENT)
      .tells(`
    1      caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    2      caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > stop c2-p1
           > music default to caller2
           > dial c2-a1 at acme-8001 for 13800000002, 25 s
    3      c2-a1 answers
           * c2 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c2
           > no music to caller2
           > bridge c2-b: caller2 c2-a1
    4      caller2 hangs up
           * a1001 talking -> wrapUp in c2
           > drop bridge c2-b
           > hang up c2-a1 16
    4      c2-a1 ends 16
           * c2 call.ended by=caller causeCode=16 lostReason=-
           * c2 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1, arrived 1 answered 1 menu 1 queued 2 offered 2 connected 3 ended 4
    10     agent 1001 calls 13900000001
           * a1001 wrapUp -> offered in c1
           * c1 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000001
           * c1 agent.called agentId=a1001 extensionId=x8001
           > dial c1-a1 at acme-8001 for 13900000001, 35 s
    20     c1-a1 ends 21
           * c1 agent.missed agentId=a1001 why=declined
           * c1 call.ended by=agent causeCode=21 lostReason=agent_unreachable
           * c1 record: ended by agent 21, lost=agent_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 20
           * a1001 offered -> wrapUp in c1
    44     timer 1001 wrapUp
           * a1001 wrapUp -> ready
    `);
  });

  test('logged out meanwhile: the call goes on, then the agent is gone', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    14     agent 1001 logs out
    18     c1-a2 answers
           * c1 party.connected number=13900000001
           > bridge c1-b: c1-a1 c1-a2
           > record c1-a2 into acme/c1-caller.wav acme/c1-agent.wav
    30     c1-a2 ends 16
           * a1001 talking -> loggedOut in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    30     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 18 connected 18 ended 30
           encode c1
    `);
  });

  test('who waits is served by the other agent', () => {
    new HallStory(WITH_LINE).given(TWO_AGENTS, CALLED).tells(`
    11     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    12     caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           * a1002 ready -> offered in c2
           * c2 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > stop c2-p1
           > music default to caller2
           > dial c2-a1 at acme-8002 for 13800000002, 25 s
    `);
  });

  test('the agent is removed from the configuration while they talk: the conversation goes on', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, TALKS).tells(`
    20     without agent 1001
    30     c1-a2 ends 16
           * a1001 talking -> loggedOut in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    30     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 18 connected 18 ended 30
           encode c1
    `);
  });
});
