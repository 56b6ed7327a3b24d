import { HallStory, ONE_AGENT } from '../../../test/fixtures/hall-story.js';
import {
  accessNumber,
  demonstration,
  outboundLine,
  queue,
  toQueue,
  trunk,
} from '../../../test/fixtures/node-config.js';

const WITH_LINE = demonstration({ tenantTrunks: [outboundLine('acme', 'carrier')] });
const TWO_NUMBERS = {
  ...WITH_LINE,
  accessNumbers: ['95001', '95000'].map((number) => accessNumber('acme', number, toQueue('2000'))),
};
const TWO_TRUNKS = {
  ...WITH_LINE,
  trunks: [trunk('carrier'), trunk('other')],
  tenantTrunks: [outboundLine('acme', 'other', { outboundRank: 2 }), outboundLine('acme', 'carrier')],
};
const CALLED = '10 agent 1001 calls 13900000001';
const LIFTED = `${CALLED}
  13 c1-a1 answers`;
const TALKS = `${LIFTED}
  18 c1-a2 answers`;

describe('a call that an agent places', () => {
  test("the agent's own telephone, then the customer, then they talk, recorded as the agent's queue is; the customer ends it", () => {
    new HallStory(WITH_LINE).given(ONE_AGENT).tells(`
    10     agent 1001 calls +8613900000001
           * a1001 ready -> offered in c1
           * c1 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000001
           * c1 agent.called agentId=a1001 extensionId=x8001
           > dial c1-a1 at acme-8001 for 13900000001, 35 s
    11     c1-a1 rings
           * c1 agent.ringing agentId=a1001
    11     c1-a1 rings
    13     c1-a1 answers
           * c1 customer.dialled number=13900000001 trunkId=trunk-carrier
           * a1001 offered -> talking in c1
           > ring c1-a1
           > dial c1-a2 at 13900000001@carrier for 95001, 65 s
    15     c1-a2 rings
           * c1 customer.ringing
    15     c1-a2 rings
    18     c1-a2 answers
           * c1 party.connected number=13900000001
           > bridge c1-b: c1-a1 c1-a2
           > record c1-a2 into acme/c1-caller.wav acme/c1-agent.wav
    18     c1-a1 is recorded
           * c1 recording.started
    60     c1-a2 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    60     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 18 ringing 15 connected 18 ended 60
           encode c1
    `);
  });

  test('the agent ends it', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, TALKS).tells(`
    60     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a2 16
    60     c1-a2 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 18 connected 18 ended 60
           encode c1
    `);
  });

  test("no queue of the agent's is recorded: neither is the call", () => {
    new HallStory({ ...WITH_LINE, queues: [queue('acme', '2000', { record: false })] }).given(ONE_AGENT, LIFTED).tells(`
    18     c1-a2 answers
           * c1 party.connected number=13900000001
           > bridge c1-b: c1-a1 c1-a2
    `);
  });

  test('the customer is shown the number that was asked for', () => {
    new HallStory(TWO_NUMBERS).given(ONE_AGENT).tells(`
    10     agent 1001 calls 010-62345678 showing 95001
           * a1001 ready -> offered in c1
           * c1 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=01062345678
           * c1 agent.called agentId=a1001 extensionId=x8001
           > dial c1-a1 at acme-8001 for 01062345678, 35 s
    12     c1-a1 answers
           * c1 customer.dialled number=01062345678 trunkId=trunk-carrier
           * a1001 offered -> talking in c1
           > ring c1-a1
           > dial c1-a2 at 01062345678@carrier for 95001, 65 s
    20     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > hang up c1-a2 16
    21     c1-a2 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by agent 16, lost=abandoned_while_ringing tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 20
    30     agent 1001 calls 0044207946000 as c2
           refused billing.international_closed
           * a1001 limit international_closed refused
    32     c2-a1 answers
           > hang up c2-a1 16
    `);
  });
});

describe("the agent's own telephone", () => {
  test('is not answered: the agent is ready again as before, and takes the caller who waits', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT).tells(`
    10     agent 1001 calls 13900000001
           * a1001 ready -> offered in c1
           * c1 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000001
           * c1 agent.called agentId=a1001 extensionId=x8001
           > dial c1-a1 at acme-8001 for 13900000001, 35 s
    11     c1-a1 rings
           * c1 agent.ringing agentId=a1001
    20     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    21     caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           > stop c2-p1
           > music default to caller2
    40     timer c1 ring
           * c1 agent.missed agentId=a1001 why=no_answer
           * a1001 offered -> ready in c1
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > hang up c1-a1 19
           > dial c2-a1 at acme-8001 for 13800000002, 25 s
    40     c1-a1 ends 16
           * c1 call.ended by=system causeCode=19 lostReason=agent_unreachable
           * c1 record: ended by system 19, lost=agent_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ringing 11 ended 40
    `);
  });

  test('is busy', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, CALLED).tells(`
    11     c1-a1 ends 17
           * c1 agent.missed agentId=a1001 why=busy
           * c1 call.ended by=system causeCode=17 lostReason=agent_unreachable
           * c1 record: ended by system 17, lost=agent_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 11
           * a1001 offered -> ready in c1
    `);
  });

  test('declines: the agent has ended it', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, CALLED).tells(`
    11     c1-a1 ends 21
           * c1 agent.missed agentId=a1001 why=declined
           * c1 call.ended by=agent causeCode=21 lostReason=agent_unreachable
           * c1 record: ended by agent 21, lost=agent_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 11
           * a1001 offered -> ready in c1
    `);
  });

  test('redirects elsewhere: nobody is called there', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, CALLED).tells(`
    11     c1-a1 ends 23
           * c1 agent.missed agentId=a1001 why=unreachable
           * c1 call.ended by=system causeCode=23 lostReason=agent_unreachable
           * c1 record: ended by system 23, lost=agent_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 11
           * a1001 offered -> ready in c1
    `);
  });

  test('cannot be dialled', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, CALLED).tells(`
    11     c1-a1 is refused
           * c1 agent.missed agentId=a1001 why=unreachable
           * c1 call.ended by=system causeCode=27 lostReason=agent_unreachable
           * c1 record: ended by system 27, lost=agent_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 11
           * a1001 offered -> ready in c1
    `);
  });

  test('lifted as we gave it up: it is hung up once more', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, CALLED).tells(`
    12     hang up c1
           * a1001 offered -> ready in c1
           > hang up c1-a1 16
    12     c1-a1 answers
           > hang up c1-a1 16
    12     c1-a1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=agent_unreachable
           * c1 record: ended by system 16, lost=agent_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 12
    `);
  });
});

describe('the customer is not reached', () => {
  test('busy: the agent hears it, the record has the cause', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    14     c1-a2 ends 17
           * c1 customer.missed why=busy causeCode=17
           > play c1-p1 to c1-a1: prompts/zh/nobody-answers
    17     c1-p1 at c1-a1 ends
           * a1001 talking -> ready in c1
           > hang up c1-a1 17
    17     c1-a1 ends 16
           * c1 call.ended by=system causeCode=17 lostReason=customer_unreachable
           * c1 record: ended by system 17, lost=customer_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 17
    `);
  });

  test('rings and rings: given up after a minute; the agent does not listen to the end', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    14     c1-a2 rings
           * c1 customer.ringing
    73     timer c1 ring
           * c1 customer.missed why=no_answer causeCode=19
           > hang up c1-a2 16
           > play c1-p1 to c1-a1: prompts/zh/nobody-answers
    73     c1-a2 ends 16
    75     c1-a1 ends 16
           * c1 call.ended by=agent causeCode=19 lostReason=customer_unreachable
           * c1 record: ended by agent 19, lost=customer_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ringing 14 ended 75
           * a1001 talking -> ready in c1
    `);
  });

  test('declines', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    14     c1-a2 ends 21
           * c1 customer.missed why=declined causeCode=21
           > play c1-p1 to c1-a1: prompts/zh/nobody-answers
    `);
  });

  test('the line is refused', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    14     c1-a2 is refused
           * c1 customer.missed why=unreachable causeCode=27
           > play c1-p1 to c1-a1: prompts/zh/nobody-answers
    `);
  });

  test('the agent hangs up while it rings, and the customer answers at that moment', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, LIFTED).tells(`
    20     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > hang up c1-a2 16
    20     c1-a2 answers
           > hang up c1-a2 16
    20     c1-a2 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by agent 16, lost=abandoned_while_ringing tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 20
    `);
  });

  test("the trunk is gone when the agent has lifted the receiver: another one of the tenant's", () => {
    new HallStory(TWO_TRUNKS).given(ONE_AGENT).tells(`
    10     agent 1001 calls 13900000001
           * a1001 ready -> offered in c1
           * c1 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000001
           * c1 agent.called agentId=a1001 extensionId=x8001
           > dial c1-a1 at acme-8001 for 13900000001, 35 s
    11     without trunk carrier
    13     c1-a1 answers
           * c1 customer.dialled number=13900000001 trunkId=trunk-other
           * a1001 offered -> talking in c1
           > ring c1-a1
           > dial c1-a2 at 13900000001@other for 95001, 65 s
    `);
  });

  test('no trunk is left when the agent has lifted the receiver', () => {
    new HallStory(WITH_LINE).given(ONE_AGENT, CALLED).tells(`
    11     without trunk carrier
    13     c1-a1 answers
           * c1 customer.missed why=no_trunk causeCode=34
           * a1001 offered -> talking in c1
           > play c1-p1 to c1-a1: prompts/zh/all-agents-busy
    `);
  });
});
