import {
  HallStory,
  ONE_AGENT,
  TALKING,
  IN_MENU,
  IN_QUEUE,
  RINGING,
  TWO_AGENTS,
} from '../../../test/fixtures/hall-story.js';
import { demonstration, queue, straightTo, toQueue } from '../../../test/fixtures/node-config.js';

describe('the demonstration call', () => {
  test('demonstration call: menu, key 1, queue, offer, answer, recording; the caller hangs up and everything is on record', () => {
    new HallStory().tells(`
    0      agent 1001 logs in 2000
           * a1001 loggedOut -> ready
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    12     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > stop c1-p1
           > music default to caller1
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    12     c1-p1 ends
    13     c1-a1 rings
           * c1 agent.ringing agentId=a1001
    15     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    15     caller1 is recorded
           * c1 recording.started
    40     caller1 hangs up
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    40     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 40
           encode c1
    45     sound of c1 is kept
           * c1 recording.made acme/c1.opus
    `);
  });

  test('demonstration call: the agent hangs up, so the call counts as ended by the agent', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    40     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    40     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 40
           encode c1
    `);
  });

  test('key pressed after the prompt: the menu was waiting for it', () => {
    new HallStory().given(ONE_AGENT, IN_MENU).tells(`
    14     c1-p1 ends
    17     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > music default to caller1
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    `);
  });

  test('nobody ready: the caller hears music until an agent logs in', () => {
    new HallStory().given(IN_QUEUE).tells(`
    30     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    32     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('queue that answers with the agent: the caller hears ringing, is answered when the agent answers, no prompt before', () => {
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
    20     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    20     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 14 queued 10 offered 10 ringing 11 connected 14 ended 20
           encode c1
    `);
  });

  test('recording whose sound is nowhere: lost, told as a step after the last, and waited for no more', () => {
    const ended = '20 caller1 hangs up\n20 c1-a1 ends 16';
    new HallStory().given(ONE_AGENT, TALKING, ended).tells(`
    60     recording of c1 is lost
           * c1 recording.failed why=no_sound_files
    61     recording of c1 is lost
    `);
  });

  test('queue that does not record: nothing is recorded and nothing is encoded', () => {
    new HallStory(demonstration({ queues: [queue('acme', '2000', { record: false })] })).given(ONE_AGENT).tells(`
    12     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    13     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > stop c1-p1
           > music default to caller1
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    15     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
    20     caller1 hangs up
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    20     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1, arrived 12 answered 12 menu 12 queued 13 offered 13 connected 15 ended 20
    `);
  });

  test('recording cannot be started: the conversation goes on, the record says that it is not recorded', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    15     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    15     caller1 is not recorded
           * c1 recording.failed why=disk full
    20     caller1 hangs up
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    20     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 20
    `);
  });

  test('recording fails after the hang-up: the record does not promise a sound that is not there', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    15     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    15     caller1 hangs up
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    15     caller1 is not recorded
           * c1 recording.failed why=disk full
    15     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 15
    `);
  });

  test('two callers and two agents at once: each longest idle agent gets the longest waiting caller, each call has its record', () => {
    new HallStory().given(TWO_AGENTS).tells(`
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
    11     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > stop c1-p1
           > music default to caller1
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    11     caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           * a1002 ready -> offered in c2
           * c2 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > stop c2-p1
           > music default to caller2
           > dial c2-a1 at acme-8002 for 13800000002, 25 s
    13     c2-a1 answers
           * c2 party.connected agentId=a1002 agentNumber=1002
           * a1002 offered -> talking in c2
           > no music to caller2
           > bridge c2-b: caller2 c2-a1
           > record caller2 into acme/c2-caller.wav acme/c2-agent.wav
    14     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    20     caller2 hangs up
           * a1002 talking -> ready in c2
           > drop bridge c2-b
           > hang up c2-a1 16
    20     c2-a1 ends 16
           * c2 call.ended by=caller causeCode=16 lostReason=-
           * c2 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1002 offers=1 recorded, arrived 10 answered 10 menu 10 queued 11 offered 11 connected 13 ended 20
           encode c2
    21     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    21     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 11 offered 11 connected 14 ended 21
           encode c1
    `);
  });

  test('hang-up by command: legs are hung up, the system is named', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    20     hang up c1
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
           > hang up caller1 16
    20     caller1 ends 16
    20     c1-a1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 20
           encode c1
    `);
  });
});
