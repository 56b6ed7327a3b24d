import { HallStory, ONE_AGENT } from '../../../test/fixtures/hall-story.js';
import { demonstration, outboundLine } from '../../../test/fixtures/node-config.js';

const WITH_LINE = demonstration({ tenantTrunks: [outboundLine('acme', 'carrier')] });
const CALLED = '10 agent 1001 calls 13900000001';
const LIFTED = `${CALLED}
  13 c1-a1 answers`;
const TALKS = `${LIFTED}
  18 c1-a2 answers`;

describe('the engine dies', () => {
  test("before it could dial the agent's telephone: the call is lost, the agent ready again", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, CALLED).tells(`
    11     engine dies
    13     asterisk returns:
           * c1 agent.missed agentId=a1001 why=lost
           * c1 call.ended by=unknown causeCode=0 lostReason=agent_unreachable
           * c1 record: ended by unknown 0 late, lost=agent_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 13
           * a1001 offered -> ready in c1
    `);
  });

  test("while the agent's telephone rings, which still rings: the call goes on", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, CALLED).tells(`
    11     engine dies
    13     asterisk returns: c1-a1?
    14     c1-a1 answers
           * c1 customer.dialled number=13900000001 trunkId=trunk-carrier
           * a1001 offered -> talking in c1
           > ring c1-a1
           > dial c1-a2 at 13900000001@carrier for 95001, 65 s
    `);
  });

  test("while the agent's telephone rings, and the agent answers meanwhile: the customer is dialled", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, CALLED).tells(`
    11     engine dies
    13     asterisk returns: c1-a1
           * c1 customer.dialled number=13900000001 trunkId=trunk-carrier
           * a1001 offered -> talking in c1
           > ring c1-a1
           > dial c1-a2 at 13900000001@carrier for 95001, 65 s
    `);
  });

  test("while the agent's telephone rings, which is answered but not in the application yet: nobody is dialled before it is", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, CALLED).tells(`
    11     engine dies
    13     asterisk returns: c1-a1~
    14     c1-a1 answers
           * c1 customer.dialled number=13900000001 trunkId=trunk-carrier
           * a1001 offered -> talking in c1
           > ring c1-a1
           > dial c1-a2 at 13900000001@carrier for 95001, 65 s
    `);
  });

  test('before it could dial the customer: the agent hears that nobody answers', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    14     engine dies
    16     asterisk returns: c1-a1
           * c1 customer.missed why=lost causeCode=27
           > ring c1-a1
           > play c1-p1 to c1-a1: prompts/zh/nobody-answers
    `);
  });

  test("while the customer's telephone rings, which still rings: the agent hears it again", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    14     engine dies
    16     asterisk returns: c1-a1 c1-a2?
           > ring c1-a1
    17     c1-a2 answers
           * c1 party.connected number=13900000001
           > bridge c1-b: c1-a1 c1-a2
           > record c1-a2 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test("while the customer's telephone rings, and the customer answers meanwhile: they talk", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    14     engine dies
    16     asterisk returns: c1-a1 c1-a2
           * c1 party.connected number=13900000001
           > ring c1-a1
           > bridge c1-b: c1-a1 c1-a2
           > record c1-a2 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test("while the customer's telephone rings, and the agent hangs up: the customer is left alone", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    14     engine dies
    16     asterisk returns: c1-a2?
           * a1001 talking -> ready in c1
           > hang up c1-a2 16
    17     c1-a2 ends 16
           * c1 call.ended by=unknown causeCode=0 lostReason=abandoned_while_ringing
           * c1 record: ended by unknown 0 late, lost=abandoned_while_ringing tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 16
    `);
  });

  test("while the customer's telephone rings, and everybody goes", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    14     engine dies
    16     asterisk returns:
           * c1 call.ended by=unknown causeCode=0 lostReason=abandoned_while_ringing
           * c1 record: ended by unknown 0 late, lost=abandoned_while_ringing tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 16
           * a1001 talking -> ready in c1
           > hang up c1-a2 16
    `);
  });

  test('while they talk, and nothing happens meanwhile: they talk on', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, TALKS, '18 c1-a1 is recorded').tells(`
    20     engine dies
    22     asterisk returns: c1-a1@c1-b c1-a2@c1-b
    30     c1-a2 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    `);
  });

  test('before it could bridge them', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, TALKS).tells(`
    20     engine dies
    22     asterisk returns: c1-a1 c1-a2
           > bridge c1-b: c1-a1 c1-a2
           > record c1-a2 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('while they talk, and the customer hangs up: the customer has ended it', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, TALKS).tells(`
    20     engine dies
    22     asterisk returns: c1-a1
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    22     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16 late, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 18 connected 18 ended 22
           encode c1
    `);
  });

  test('while they talk, and the agent hangs up: the agent has ended it', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, TALKS).tells(`
    20     engine dies
    22     asterisk returns: c1-a2
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a2 16
    22     c1-a2 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16 late, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 18 connected 18 ended 22
           encode c1
    `);
  });

  test('while they talk, and both are gone', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, TALKS).tells(`
    20     engine dies
    22     asterisk returns:
           * c1 call.ended by=unknown causeCode=0 lostReason=-
           * c1 record: ended by unknown 0 late, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 18 connected 18 ended 22
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a2 16
           encode c1
    `);
  });

  test('while the agent hears that nobody answers: that is the end', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED, '15 c1-a2 ends 17').tells(`
    16     engine dies
    18     asterisk returns: c1-a1
           * a1001 talking -> ready in c1
           > stop c1-p1
           > hang up c1-a1 17
    18     c1-a1 ends 16
           * c1 call.ended by=system causeCode=17 lostReason=customer_unreachable
           * c1 record: ended by system 17, lost=customer_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 18
    `);
  });

  test("when the agent's leg was to be hung up: once more", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, TALKS, '19 c1-a2 ends 16').tells(`
    20     engine dies
    21     asterisk returns: c1-a1
           > hang up c1-a1 16
    21     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 18 connected 18 ended 19
           encode c1
    `);
  });

  test('and Asterisk too: nothing is left, nobody is stuck', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    14     engine dies
    20     asterisk returns:
           * c1 call.ended by=unknown causeCode=0 lostReason=abandoned_while_ringing
           * c1 record: ended by unknown 0 late, lost=abandoned_while_ringing tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 20
           * a1001 talking -> ready in c1
           > hang up c1-a2 16
    30     agent 1001 calls 13900000001 as c2
           * a1001 ready -> offered in c2
           * c2 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000001
           * c2 agent.called agentId=a1001 extensionId=x8001
           > dial c2-a1 at acme-8001 for 13900000001, 35 s
    `);
  });
});

describe('Asterisk is away', () => {
  test('nobody is called while it is', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT).tells(`
    10     asterisk is away
    11     agent 1001 calls 13900000001
           refused calls.asterisk_away
    12     asterisk returns:
    13     agent 1001 calls 13900000001
           * a1001 ready -> offered in c1
           * c1 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000001
           * c1 agent.called agentId=a1001 extensionId=x8001
           > dial c1-a1 at acme-8001 for 13900000001, 35 s
    `);
  });

  test('a new life of the engine calls nobody before it has seen Asterisk, neither for agents nor for callers', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT).tells(`
    10     engine dies
    11     agent 1001 calls 13900000001
           refused calls.asterisk_away
    12     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    13     caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           > stop c2-p1
           > music default to caller2
    14     asterisk returns: caller2
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > answer caller2
           > music default to caller2
           > dial c2-a1 at acme-8001 for 13800000002, 25 s
    `);
  });

  test("it goes away while the agent's telephone is called, and returns too late", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, CALLED).tells(`
    14     asterisk is away
    40     timer c1 ring
           * c1 agent.missed agentId=a1001 why=lost
           * a1001 offered -> ready in c1
           > hang up c1-a1 19
    50     timer c1 endGuard
           * c1 call.ended by=system causeCode=19 lostReason=agent_unreachable
           * c1 record: ended by system 19, lost=agent_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 40
           > hang up c1-a1 19
    54     asterisk returns: c1-a1?
           > hang up c1-a1 16
    `);
  });

  test("it goes away while the customer's telephone is called: not a word against the customer", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    14     asterisk is away
    73     timer c1 ring
           * c1 customer.missed why=lost causeCode=27
           > play c1-p1 to c1-a1: prompts/zh/nobody-answers
    80     asterisk returns: c1-a1 c1-a2?
           * a1001 talking -> ready in c1
           > stop c1-p1
           > hang up c1-a1 27
           > hang up c1-a2 16
    80     c1-a1 ends 16
           * c1 call.ended by=system causeCode=27 lostReason=customer_unreachable
           * c1 record: ended by system 27, lost=customer_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 80
    `);
  });

  test("a periodic picture without the agent's leg: its end was not told", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, TALKS).tells(`
    30     asterisk shows: c1-a2
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a2 16
    30     c1-a2 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16 late, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 18 connected 18 ended 30
           encode c1
    `);
  });

  test('a periodic picture with the answered leg of the agent, whose answer was not told', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, CALLED).tells(`
    30     asterisk shows: c1-a1
           * c1 customer.dialled number=13900000001 trunkId=trunk-carrier
           * a1001 offered -> talking in c1
           > ring c1-a1
           > dial c1-a2 at 13900000001@carrier for 95001, 65 s
    `);
  });
});
