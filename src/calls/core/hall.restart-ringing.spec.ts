import { HallStory, ONE_AGENT, IN_QUEUE, RINGING } from '../../../test/fixtures/hall-story.js';
import { straightTo, toExtension } from '../../../test/fixtures/node-config.js';

describe('the engine dies while a telephone is called', () => {
  test('engine dies before it could dial: the offer is lost, not the agent; both meet again', () => {
    new HallStory().given(ONE_AGENT, IN_QUEUE).tells(`
    12     engine dies
    14     asterisk returns: caller1
           * c1 agent.missed agentId=a1001 why=lost
           * a1001 offered -> ready in c1
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > answer caller1
           > music default to caller1
           > dial c1-a2 at acme-8001 for 13800000001, 25 s
    16     c1-a2 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a2
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test("engine dies while the agent's phone rings, which still rings: nothing is lost", () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     engine dies
    16     asterisk returns: caller1 c1-a1?
           > answer caller1
           > music default to caller1
    17     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test("engine dies while the agent's phone rings, and the agent answers meanwhile: they are connected, recorded once", () => {
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
    17     caller1 is recorded
           * c1 recording.started
    `);
  });

  test('agent answers while the engine is away, but the leg is not in the application yet: no conversation before it is', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     engine dies
    16     asterisk returns: caller1 c1-a1~
           > answer caller1
           > music default to caller1
    17     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test("engine dies while the agent's phone rings, and the phone gives up: the offer is lost, made again", () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     engine dies
    16     asterisk returns: caller1
           * c1 agent.missed agentId=a1001 why=lost
           * a1001 offered -> ready in c1
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > answer caller1
           > music default to caller1
           > dial c1-a2 at acme-8001 for 13800000001, 25 s
    `);
  });

  test("engine dies while the agent's phone rings, and the caller hangs up: the leg is given up, the agent ready", () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     engine dies
    16     asterisk returns: c1-a1?
           * a1001 offered -> ready in c1
           > hang up c1-a1 16
    16     c1-a1 ends 16
           * c1 call.ended by=unknown causeCode=0 lostReason=abandoned_while_ringing
           * c1 record: ended by unknown 0 late, lost=abandoned_while_ringing tenant=acme queue=q2000 agent=- offers=1, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 ended 16
    `);
  });

  test("engine dies while the agent's phone rings, and both are gone", () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     engine dies
    16     asterisk returns:
           * c1 call.ended by=unknown causeCode=0 lostReason=abandoned_while_ringing
           * c1 record: ended by unknown 0 late, lost=abandoned_while_ringing tenant=acme queue=q2000 agent=- offers=1, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 ended 16
           * a1001 offered -> ready in c1
           > hang up c1-a1 16
    `);
  });

  test('engine dies while an extension rings, which still rings', () => {
    new HallStory(straightTo(toExtension('8001'))).given('10 caller1 arrives', '11 c1-a1 rings').tells(`
    14     engine dies
    16     asterisk returns: caller1? c1-a1?
           > ring caller1
    17     c1-a1 answers
           * c1 call.answered
           * c1 party.connected extensionId=x8001
           > answer caller1
           > bridge c1-b: caller1 c1-a1
    `);
  });

  test('engine dies while an extension rings, and it is gone: the last words are heard', () => {
    new HallStory(straightTo(toExtension('8001'))).given('10 caller1 arrives', '11 c1-a1 rings').tells(`
    14     engine dies
    16     asterisk returns: caller1?
           * c1 extension.missed extensionId=x8001 why=unreachable
           * c1 call.answered
           > ring caller1
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/nobody-answers
    19     c1-p1 ends
           > hang up caller1 16
    `);
  });
});
