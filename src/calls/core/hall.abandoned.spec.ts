import { HallStory, IN_MENU, IN_QUEUE, ONE_AGENT, RINGING, TALKING } from '../../../test/fixtures/hall-story.js';
import { queue, straightTo, toExtension, toQueue } from '../../../test/fixtures/node-config.js';

describe('callers who hang up early', () => {
  test('caller hangs up while waiting in the queue: abandoned in the queue', () => {
    new HallStory().given(IN_QUEUE).tells(`
    20     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_queue
           * c1 record: ended by caller 16, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 20
    `);
  });

  test("caller hangs up while the agent's phone rings: agent is ready again, call counted as abandoned while ringing", () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     caller1 hangs up
           * a1001 offered -> ready in c1
           > hang up c1-a1 16
    14     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by caller 16, lost=abandoned_while_ringing tenant=acme queue=q2000 agent=- offers=1, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 ended 14
    `);
  });

  test("caller hangs up before the agent's phone rings: the dialled leg is given up", () => {
    new HallStory().given(ONE_AGENT, IN_QUEUE).tells(`
    12.5   caller1 hangs up
           * a1001 offered -> ready in c1
           > hang up c1-a1 16
    12.6   c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by caller 16, lost=abandoned_while_ringing tenant=acme queue=q2000 agent=- offers=1, arrived 10 answered 10 menu 10 queued 12 offered 12 ended 12.5
    `);
  });

  test('agent answers as the caller hangs up: the leg is hung up, no conversation', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     caller1 hangs up
           * a1001 offered -> ready in c1
           > hang up c1-a1 16
    14     c1-a1 answers
           > hang up c1-a1 16
    14     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by caller 16, lost=abandoned_while_ringing tenant=acme queue=q2000 agent=- offers=1, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 ended 14
    `);
  });

  test("agent's leg never goes after the caller hung up: the record is written after ten seconds, the leg hung up when it shows", () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     caller1 hangs up
           * a1001 offered -> ready in c1
           > hang up c1-a1 16
    24     timer c1 endGuard
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by caller 16, lost=abandoned_while_ringing tenant=acme queue=q2000 agent=- offers=1, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 ended 14
           > hang up c1-a1 16
    25     c1-a1 answers
           > hang up c1-a1 16
    `);
  });

  test("agent's leg still shows long after the record: hung up", () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     caller1 hangs up
           * a1001 offered -> ready in c1
           > hang up c1-a1 16
    24     timer c1 endGuard
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by caller 16, lost=abandoned_while_ringing tenant=acme queue=q2000 agent=- offers=1, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 ended 14
           > hang up c1-a1 16
    60     asterisk shows: c1-a1
           > hang up c1-a1 16
    `);
  });

  test("caller hangs up and the agent's phone fails at the same moment", () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     c1-a1 ends 21
           * c1 agent.missed agentId=a1001 why=declined
           * a1001 offered -> notReady (declined) in c1
    14     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_queue
           * c1 record: ended by caller 16, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=1, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 ended 14
    `);
  });

  test('caller hangs up while an extension rings', () => {
    new HallStory(straightTo(toExtension('8001'))).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 extension.dialled extensionId=x8001
           > dial c1-a1 at acme-8001 for 13800000001, 35 s
           > ring caller1
    11     c1-a1 rings
    12     caller1 hangs up
           > hang up c1-a1 16
    12     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by caller 16, lost=abandoned_while_ringing tenant=acme queue=- agent=- offers=0, arrived 10 ringing 11 ended 12
    `);
  });

  test('caller hangs up during the last words of an extension that did not answer', () => {
    new HallStory(straightTo(toExtension('8001'))).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 extension.dialled extensionId=x8001
           > dial c1-a1 at acme-8001 for 13800000001, 35 s
           > ring caller1
    11     c1-a1 ends 20
           * c1 extension.missed extensionId=x8001 why=unreachable
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/nobody-answers
    12     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=extension_unreachable
           * c1 record: ended by caller 16, lost=extension_unreachable tenant=acme queue=- agent=- offers=0, arrived 10 answered 11 ended 12
    `);
  });

  test('caller cancels as the agent answers, the queue answering with the agent', () => {
    new HallStory(straightTo(toQueue('2000'), { queues: [queue('acme', '2000', { answerBeforeAgent: false })] })).given(
      ONE_AGENT,
    ).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > ring caller1
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    11     c1-a1 rings
           * c1 agent.ringing agentId=a1001
    14     c1-a1 answers
           * c1 call.answered
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > answer caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    14     caller1's answer is refused
    14     caller1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    14     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 14 queued 10 offered 10 ringing 11 connected 14 ended 14
           encode c1
    `);
  });

  test('both parties hang up at once: the first to be heard of is named', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    20     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    20     caller1 hangs up
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 20
           encode c1
    `);
  });

  test('last prompt breaks off as the caller hangs up: the caller ended the call, not the system', () => {
    new HallStory().given(IN_MENU, '11 caller1 presses 4').tells(`
    12     c1-p2 breaks off
    12     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 12
    `);
  });

  test('last prompt breaks off and the caller is still there: it counts as ended half a second later', () => {
    new HallStory().given(IN_MENU, '11 caller1 presses 4').tells(`
    12     c1-p2 breaks off
    12.5   timer c1 prompt
           > hang up caller1 16
    `);
  });
});
