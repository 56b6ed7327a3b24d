import { HallStory, TWO_AGENTS, ONE_AGENT } from '../../../test/fixtures/hall-story.js';
import { demonstration, outboundLine } from '../../../test/fixtures/node-config.js';

const WITH_LINE = demonstration({ tenantTrunks: [outboundLine('acme', 'carrier')] });
const CALLS_OUT = { ...WITH_LINE, extensions: WITH_LINE.extensions.map((one) => ({ ...one, callsOut: true })) };

describe('a telephone dials somebody inside', () => {
  test('a colleague: they talk, nobody is offered a caller meanwhile, it costs nothing', () => {
    new HallStory(WITH_LINE).given(TWO_AGENTS).tells(`
    10 caller1 arrives from acme-8001 calling 1002
           * c1 call.arrived caller=1001 called=1002 trunkId=- extensionId=x8001 agentId=a1001
           * c1 extension.dialled extensionId=x8002
           > dial c1-a1 at acme-8002 for 1001, 35 s
           > ring caller1
    11 c1-a1 rings
    12 c1-a1 answers
           * c1 call.answered
           * c1 party.connected extensionId=x8002
           > answer caller1
           > bridge c1-b: caller1 c1-a1
    13 caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    14 caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           > stop c2-p1
           > music default to caller2
    20 c1-a1 ends 16
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > drop bridge c1-b
           > hang up caller1 16
           > dial c2-a1 at acme-8001 for 13800000002, 25 s
    20 caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 12 ringing 11 connected 12 ended 20
    `);
  });

  test('a colleague who is in a call: busy', () => {
    new HallStory(WITH_LINE).given(TWO_AGENTS, '10 caller1 arrives from acme-8001 calling 1002', '11 c1-a1 answers')
      .tells(`
    20 caller2 arrives from acme-8001 calling 8002
           * c2 call.arrived caller=1001 called=8002 trunkId=- extensionId=x8001 agentId=a1001
           * c2 extension.missed extensionId=x8002 why=busy
           * c2 call.answered
           > answer caller2
           > play c2-p1 to caller2: prompts/zh/telephone-busy
    24 c2-p1 ends
           > hang up caller2 17
    24 caller2 ends 16
           * c2 call.ended by=system causeCode=17 lostReason=extension_unreachable
           * c2 record: ended by system 17, lost=extension_unreachable tenant=acme queue=- agent=- offers=0, arrived 20 answered 20 ended 24
    `);
  });

  test('a number that nobody has', () => {
    new HallStory(WITH_LINE).tells(`
    10 caller1 arrives from acme-8001 calling 7777
           * c1 call.arrived caller=8001 called=7777 trunkId=- extensionId=x8001 agentId=-
           * c1 call.refused why=unknown_number
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/number-not-in-use
    14 c1-p1 ends
           > hang up caller1 1
    14 caller1 ends 16
           * c1 call.ended by=system causeCode=1 lostReason=unknown_number
           * c1 record: ended by system 1, lost=unknown_number tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 ended 14
    `);
  });

  test('a queue: as any caller of it', () => {
    new HallStory(WITH_LINE).given(TWO_AGENTS).tells(`
    10 caller1 arrives from acme-8001 calling 2000
           * c1 call.arrived caller=1001 called=2000 trunkId=- extensionId=x8001 agentId=a1001
           * c1 queue.entered queueId=q2000 number=2000
           * c1 call.answered
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > answer caller1
           > music default to caller1
           > dial c1-a1 at acme-8002 for 1001, 25 s
    12 c1-a1 answers
           * c1 party.connected agentId=a1002 agentNumber=1002
           * a1002 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    20 caller1 hangs up
           * a1002 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    20 c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1002 offers=1 recorded, arrived 10 answered 10 queued 10 offered 10 connected 12 ended 20
           encode c1
    `);
  });
});

describe('a telephone dials outside', () => {
  test('its agent is in the call from the beginning, recorded and priced as one that is placed', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT).tells(`
    10 caller1 arrives from acme-8001 calling 13900000001
           * a1001 ready -> offered in c1
           * a1001 offered -> talking in c1
           * c1 call.arrived caller=1001 called=13900000001 trunkId=- extensionId=x8001 agentId=a1001
           * c1 customer.dialled number=13900000001 trunkId=trunk-carrier
           > ring caller1
           > dial c1-a1 at 13900000001@carrier for 95001, 65 s
    12 c1-a1 answers
           * c1 party.connected number=13900000001
           > answer caller1
           > bridge c1-b: caller1 c1-a1
           > record c1-a1 into acme/c1-caller.wav acme/c1-agent.wav
    20 caller1 hangs up
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    20 c1-a1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 12 connected 12 ended 20
           encode c1
    `);
  });

  test('the customer is busy: the agent is told', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT).tells(`
    10 caller1 arrives from acme-8001 calling 13900000001
           * a1001 ready -> offered in c1
           * a1001 offered -> talking in c1
           * c1 call.arrived caller=1001 called=13900000001 trunkId=- extensionId=x8001 agentId=a1001
           * c1 customer.dialled number=13900000001 trunkId=trunk-carrier
           > ring caller1
           > dial c1-a1 at 13900000001@carrier for 95001, 65 s
    12 c1-a1 ends 17
           * c1 customer.missed why=busy causeCode=17
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/nobody-answers
    16 c1-p1 ends
           * a1001 talking -> ready in c1
           > hang up caller1 17
    16 caller1 ends 16
           * c1 call.ended by=system causeCode=17 lostReason=customer_unreachable
           * c1 record: ended by system 17, lost=customer_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 16
    `);
  });

  test('a number abroad, which is closed', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT).tells(`
    10 caller1 arrives from acme-8001 calling 0049301234567
           * a1001 ready -> offered in c1
           * a1001 offered -> talking in c1
           * c1 call.arrived caller=1001 called=0049301234567 trunkId=- extensionId=x8001 agentId=a1001
           * c1 customer.missed why=international_closed causeCode=21
           * c1 limit international_closed refused
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/calling-not-allowed
    14 c1-p1 ends
           * a1001 talking -> ready in c1
           > hang up caller1 21
    14 caller1 ends 16
           * c1 call.ended by=system causeCode=21 lostReason=not_permitted
           * c1 record: ended by system 21, lost=not_permitted tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 14
    `);
  });

  test('nobody is logged in there: refused', () => {
    new HallStory(WITH_LINE).tells(`
    10 caller1 arrives from acme-8001 calling 13900000001
           * c1 call.arrived caller=8001 called=13900000001 trunkId=- extensionId=x8001 agentId=-
           * c1 customer.missed why=outside_closed causeCode=21
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/calling-not-allowed
    14 c1-p1 ends
           > hang up caller1 21
    14 caller1 ends 16
           * c1 call.ended by=system causeCode=21 lostReason=not_permitted
           * c1 record: ended by system 21, lost=not_permitted tenant=acme queue=- agent=- offers=0, arrived 10 ended 14
    `);
  });

  test('nobody is logged in there, but the telephone may', () => {
    new HallStory(CALLS_OUT).tells(`
    10 caller1 arrives from acme-8001 calling 13900000001
           * c1 call.arrived caller=8001 called=13900000001 trunkId=- extensionId=x8001 agentId=-
           * c1 customer.dialled number=13900000001 trunkId=trunk-carrier
           > ring caller1
           > dial c1-a1 at 13900000001@carrier for 95001, 65 s
    12 c1-a1 answers
           * c1 party.connected number=13900000001
           > answer caller1
           > bridge c1-b: caller1 c1-a1
    14 caller1 hangs up
           > drop bridge c1-b
           > hang up c1-a1 16
    14 c1-a1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 12 connected 12 ended 14
    `);
  });
});
