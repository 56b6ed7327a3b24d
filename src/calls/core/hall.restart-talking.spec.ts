import { HallStory, ONE_AGENT, TALKING, RINGING, IN_MENU, TWO_AGENTS } from '../../../test/fixtures/hall-story.js';

describe('the engine dies during or after a conversation', () => {
  test('engine dies during a conversation: it goes on, nothing is done twice', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    20     engine dies
    22     asterisk returns: caller1@c1-b c1-a1@c1-b
    30     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    30     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 30
           encode c1
    `);
  });

  test('engine dies while two are put together, and only the caller is in the bridge: both are put there again', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    15     engine dies
    17     asterisk returns: caller1@c1-b c1-a1
           > answer caller1
           > bridge c1-b: caller1 c1-a1
    `);
  });

  test('engine dies before it could bridge: both are brought together and recorded', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    15     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    15     engine dies
    17     asterisk returns: caller1 c1-a1
           > answer caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('agent answers between the question and the picture after the outage: recorded once', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    15     engine dies
    17     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    17.1   asterisk, asked at 16.9, returns: caller1 c1-a1
    `);
  });

  test('engine dies during a conversation that the agent ends meanwhile', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    20     engine dies
    25     asterisk returns: caller1
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    25     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16 late, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 25
           encode c1
    `);
  });

  test('engine dies during a conversation that the caller ends meanwhile', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    20     engine dies
    25     asterisk returns: c1-a1
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    25     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16 late, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 25
           encode c1
    `);
  });

  test('engine dies during a conversation that both leave meanwhile: nobody knows who ended it, or when', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    20     engine dies
    25     asterisk returns:
           * c1 call.ended by=unknown causeCode=0 lostReason=-
           * c1 record: ended by unknown 0 late, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 25
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
           encode c1
    `);
  });

  test('engine dies during the last words: the call ends', () => {
    new HallStory().given(IN_MENU, '12 caller1 presses 4').tells(`
    13     engine dies
    15     asterisk returns: caller1
           > answer caller1
           > stop c1-p2
           > hang up caller1 16
    15     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 15
    `);
  });

  test('engine dies before it could hang up: it hangs up again', () => {
    new HallStory().given(IN_MENU, '12 caller1 presses 9').tells(`
    12     engine dies
    14     asterisk returns: caller1
           > hang up caller1 16
    14     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 12
    `);
  });

  test('engine dies after the hang-up: the legs are gone, the record follows', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    20     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    20     engine dies
    22     asterisk returns:
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 20
           encode c1
    `);
  });

  test('engine dies with a given-up leg still there: it is hung up again', () => {
    new HallStory().given(TWO_AGENTS, RINGING).tells(`
    32     timer c1 ring
           * c1 agent.missed agentId=a1001 why=no_answer
           * a1001 offered -> notReady (no_answer) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > hang up c1-a1 16
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    32     engine dies
    34     asterisk returns: caller1 c1-a1? c1-a2?
           > hang up c1-a1 16
           > answer caller1
           > music default to caller1
    34     c1-a1 ends 16
    `);
  });

  test('engine dies twice: the second life knows what the first did', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     engine dies
    16     asterisk returns: caller1 c1-a1
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > answer caller1
           > music default to caller1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    16     engine dies
    18     asterisk returns: caller1@c1-b c1-a1@c1-b
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('sound that was not yet encoded when the engine died is encoded after', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    20     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    20     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 20
           encode c1
    21     engine dies
    22     sound of c1 is kept
           * c1 recording.made acme/c1.opus
    23     engine dies
    `);
  });

  test('call that arrived while the engine was away, from the waiting loop: begins when it is back', () => {
    new HallStory().tells(`
    0      engine dies
    5      asterisk returns: caller1?~
    6      caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    `);
  });
});
