import { HallStory, TWO_AGENTS } from '../../../test/fixtures/hall-story.js';
import { accessNumber, agent, demonstration, extension, toExtension } from '../../../test/fixtures/node-config.js';

/** Agent 1001 has a PIN; telephone 8003 is nobody's own. */
const WITH_PIN = demonstration({
  agents: [{ ...agent('acme', '1001'), pinHash: 'hash' }, agent('acme', '1002')],
  extensions: ['8001', '8002', '8003'].map((dn) => extension('acme', dn)),
});
const TO_EXTENSION = demonstration({ accessNumbers: [accessNumber('acme', '95001', toExtension('8001'))] });

describe('codes', () => {
  test('not logged in, log in, not ready', () => {
    new HallStory().tells(`
    10 caller1 arrives from acme-8001 calling *72
           * c1 call.arrived caller=8001 called=*72 trunkId=- extensionId=x8001 agentId=-
           * c1 feature.used feature=ready extensionId=x8001 agentId=-
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/not-signed-in
    12 c1-p1 ends
           > hang up caller1 16
    12 caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 ended 12
    20 caller2 arrives from acme-8001 calling *701001
           * a1001 loggedOut -> ready
           * c2 call.arrived caller=8001 called=*701001 trunkId=- extensionId=x8001 agentId=-
           * c2 feature.used feature=signIn extensionId=x8001 agentId=-
           * c2 call.answered
           > answer caller2
           > play c2-p1 to caller2: prompts/zh/agent-signed-in
    22 c2-p1 ends
           > hang up caller2 16
    22 caller2 ends 16
           * c2 call.ended by=system causeCode=16 lostReason=-
           * c2 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 20 answered 20 ended 22
    30 caller3 arrives from acme-8001 calling *732
           * a1001 ready -> notReady (lunch)
           * c3 call.arrived caller=1001 called=*732 trunkId=- extensionId=x8001 agentId=a1001
           * c3 feature.used feature=notReady extensionId=x8001 agentId=a1001
           * c3 call.answered
           > answer caller3
           > play c3-p1 to caller3: prompts/zh/agent-not-ready
    32 c3-p1 ends
           > hang up caller3 16
    32 caller3 ends 16
           * c3 call.ended by=system causeCode=16 lostReason=-
           * c3 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 30 answered 30 ended 32
    `);
  });

  test('what am I, ready, log out', () => {
    new HallStory().given('0 agent 1001 logs in 2000', '1 agent 1001 goes not ready lunch').tells(`
    40 caller4 arrives from acme-8001 calling *74
           * c4 call.arrived caller=1001 called=*74 trunkId=- extensionId=x8001 agentId=a1001
           * c4 feature.used feature=tellState extensionId=x8001 agentId=a1001
           * c4 call.answered
           > answer caller4
           > play c4-p1 to caller4: prompts/zh/agent-not-ready
    42 c4-p1 ends
           > hang up caller4 16
    42 caller4 ends 16
           * c4 call.ended by=system causeCode=16 lostReason=-
           * c4 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 40 answered 40 ended 42
    50 caller5 arrives from acme-8001 calling *72
           * a1001 notReady -> ready
           * c5 call.arrived caller=1001 called=*72 trunkId=- extensionId=x8001 agentId=a1001
           * c5 feature.used feature=ready extensionId=x8001 agentId=a1001
           * c5 call.answered
           > answer caller5
           > play c5-p1 to caller5: prompts/zh/agent-ready
    52 c5-p1 ends
           > hang up caller5 16
    52 caller5 ends 16
           * c5 call.ended by=system causeCode=16 lostReason=-
           * c5 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 50 answered 50 ended 52
    60 caller6 arrives from acme-8001 calling *71
           * a1001 ready -> loggedOut
           * c6 call.arrived caller=1001 called=*71 trunkId=- extensionId=x8001 agentId=a1001
           * c6 feature.used feature=signOut extensionId=x8001 agentId=a1001
           * c6 call.answered
           > answer caller6
           > play c6-p1 to caller6: prompts/zh/agent-signed-out
    62 c6-p1 ends
           > hang up caller6 16
    62 caller6 ends 16
           * c6 call.ended by=system causeCode=16 lostReason=-
           * c6 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 60 answered 60 ended 62
    `);
  });

  test('number and PIN at a telephone of nobody: calls come there from then on; no key is told of', () => {
    new HallStory(WITH_PIN).tells(`
    10 caller1 arrives from acme-8003 calling *70
           * c1 call.arrived caller=8003 called=*70 trunkId=- extensionId=x8003 agentId=-
           * c1 feature.used feature=signIn extensionId=x8003 agentId=-
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/sign-in-number
    12 caller1 presses 1
           > stop c1-p1
    12 caller1 presses 0
    12 caller1 presses 0
    12 caller1 presses 1
    12 caller1 presses #
           > play c1-p2 to caller1: prompts/zh/sign-in-pin
    13 c1-p2 ends
    14 caller1 presses 9
    14 caller1 presses *
    14 caller1 presses 7
    14 caller1 presses #
           judge PIN of a1001 in c1
    15 PIN of a1001 in c1 is right
           * a1001 loggedOut -> ready
           > play c1-p3 to caller1: prompts/zh/agent-signed-in
    17 c1-p3 ends
           > hang up caller1 16
    17 caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 ended 17
    20 caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    21 caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > stop c2-p1
           > music default to caller2
           > dial c2-a1 at acme-8003 for 13800000002, 25 s
    21 c2-a1 answers
           * c2 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c2
           > no music to caller2
           > bridge c2-b: caller2 c2-a1
           > record caller2 into acme/c2-caller.wav acme/c2-agent.wav
    `);
  });

  test('a wrong PIN, none, and one that is never judged: the third time is the last', () => {
    new HallStory(WITH_PIN).tells(`
    10 caller1 arrives from acme-8001 calling *70
           * c1 call.arrived caller=8001 called=*70 trunkId=- extensionId=x8001 agentId=-
           * c1 feature.used feature=signIn extensionId=x8001 agentId=-
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/sign-in-pin
    11 c1-p1 ends
    12 caller1 presses 7
    12 caller1 presses #
           judge PIN of a1001 in c1
    13 PIN of a1001 in c1 is wrong
           > play c1-p2 to caller1: prompts/zh/sign-in-wrong prompts/zh/sign-in-pin
    14 c1-p2 ends
    22 timer c1 key
           > play c1-p3 to caller1: prompts/zh/sign-in-wrong prompts/zh/sign-in-pin
    23 c1-p3 ends
    24 caller1 presses 7
    24 caller1 presses #
           judge PIN of a1001 in c1
    34 timer c1 key
           > play c1-p4 to caller1: prompts/zh/sign-in-wrong
    36 c1-p4 ends
           > hang up caller1 16
    36 caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 ended 36
    `);
  });

  test('at a telephone whose agent has no PIN who dials says who they are: a colleague does not log in its owner', () => {
    const lists = { ...WITH_PIN, agents: [agent('acme', '1001'), { ...agent('acme', '1002'), pinHash: 'hash' }] };
    new HallStory(lists).tells(`
    10 caller1 arrives from acme-8001 calling *70
           * c1 call.arrived caller=8001 called=*70 trunkId=- extensionId=x8001 agentId=-
           * c1 feature.used feature=signIn extensionId=x8001 agentId=-
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/sign-in-number
    11 caller1 presses 1
           > stop c1-p1
    11 caller1 presses 0
    11 caller1 presses 0
    11 caller1 presses 2
    12 caller1 presses #
           > play c1-p2 to caller1: prompts/zh/sign-in-pin
    12 caller1 presses 7
           > stop c1-p2
    13 caller1 presses #
           judge PIN of a1002 in c1
    14 PIN of a1002 in c1 is right
           * a1002 loggedOut -> ready
           > play c1-p3 to caller1: prompts/zh/agent-signed-in
    20 caller2 arrives from acme-8001 calling *70
           * c2 call.arrived caller=1002 called=*70 trunkId=- extensionId=x8001 agentId=a1002
           * c2 feature.used feature=signIn extensionId=x8001 agentId=a1002
           * c2 call.answered
           > answer caller2
           > play c2-p1 to caller2: prompts/zh/sign-in-number
    22 caller2 presses 1
           > stop c2-p1
    22 caller2 presses 0
    22 caller2 presses 0
    22 caller2 presses 1
    22 caller2 presses #
           * a1002 ready -> loggedOut
           * a1001 loggedOut -> ready
           > play c2-p2 to caller2: prompts/zh/agent-signed-in
    `);
  });

  test('a telephone asks for the PIN of its owner; a star says that it is somebody else', () => {
    new HallStory(WITH_PIN).given('10 caller1 arrives from acme-8001 calling *70', '11 caller1 presses 5').tells(`
    11 caller1 presses *
    11 caller1 presses *
           > play c1-p2 to caller1: prompts/zh/sign-in-number
    `);
  });

  test('what was typed before the engine died is not there any more, and was in no state', () => {
    const story = new HallStory(WITH_PIN).given('10 caller1 arrives from acme-8001 calling *70');
    story.given('11 caller1 presses 7', '12 engine dies', '13 asterisk returns: caller1').tells(`
    14 caller1 presses #
           > stop c1-p2
    15 caller1 presses 7
    15 caller1 presses #
           judge PIN of a1001 in c1
    `);
  });

  test('a call of the own queue is picked up that rings at a colleague', () => {
    new HallStory().given(TWO_AGENTS, '10 caller1 arrives', '11 caller1 presses 1', '11 c1-a1 rings').tells(`
    12 caller2 arrives from acme-8002 calling *8
           * a1002 ready -> offered in c1
           * c1 call.pickedUp agentId=a1002 extensionId=x8002 from=a1001
           * c1 party.connected agentId=a1002 agentNumber=1002
           * a1001 offered -> ready in c1
           * a1002 offered -> talking in c1
           > hang up c1-a1 16
           > answer caller2
           > no music to caller1
           > bridge c1-b: caller1 caller2
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    20 caller2 ends 16
           * a1002 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    20 caller1 ends 16
    `);
  });

  test('a telephone picks up what rings at another, without agents', () => {
    new HallStory(TO_EXTENSION).given('10 caller1 arrives', '11 c1-a1 rings').tells(`
    12 caller2 arrives from acme-8002 calling *88001
           * c1 call.pickedUp agentId=- extensionId=x8002 from=-
           * c1 call.answered
           * c1 party.connected extensionId=x8002
           > hang up c1-a1 16
           > answer caller2
           > answer caller1
           > bridge c1-b: caller1 caller2
    13 caller2 ends 16
           > drop bridge c1-b
           > hang up caller1 16
    13 caller1 ends 16
    `);
  });

  test('nothing rings', () => {
    new HallStory().given(TWO_AGENTS).tells(`
    12 caller2 arrives from acme-8002 calling *8
           * c2 call.arrived caller=1002 called=*8 trunkId=- extensionId=x8002 agentId=a1002
           * c2 feature.used feature=pickUp extensionId=x8002 agentId=a1002
           * c2 call.answered
           > answer caller2
           > play c2-p1 to caller2: prompts/zh/nothing-to-pick-up
    13 caller2 ends 16
           * c2 call.ended by=caller causeCode=16 lostReason=-
           * c2 record: ended by caller 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 12 answered 12 ended 13
    `);
  });

  test('a new PIN is not locked', () => {
    const story = new HallStory(WITH_PIN);
    for (const n of [1, 2, 3, 4, 5]) {
      story.given(`${n * 10} caller${n} arrives from acme-8001 calling *70`, `${n * 10} caller${n} presses 7`);
      story.given(`${n * 10} caller${n} presses #`, `${n * 10} PIN of a1001 in c${n} is wrong`);
      story.given(`${n * 10} caller${n} hangs up`);
    }
    const renewed = { ...WITH_PIN, agents: [{ ...agent('acme', '1001'), pinHash: 'another hash' }] };
    story.world.configure(renewed, 60_000);
    story
      .given('100 caller6 arrives from acme-8001 calling *70', '100 caller6 presses 7')
      .given('100 caller6 presses #').tells(`
    101    PIN of a1001 in c6 is right
           * a1001 loggedOut -> ready
           > play c6-p2 to caller6: prompts/zh/agent-signed-in
    `);
  });

  test('five wrong PINs lock the agent, whatever the engine goes through; the right one is of no use for a quarter of an hour', () => {
    const story = new HallStory(WITH_PIN);
    for (const n of [1, 2, 3, 4, 5]) {
      const at = n * 10;
      story.given(
        `${at} caller${n} arrives from acme-8001 calling *70`,
        `${at} caller${n} presses 7`,
        `${at} caller${n} presses #`,
        `${at} PIN of a1001 in c${n} is wrong`,
        `${at} caller${n} hangs up`,
      );
    }
    story.given('60 engine dies', '60 asterisk returns:').given('100 caller6 arrives from acme-8001 calling *70');
    story.given('100 caller6 presses 7', '100 caller6 presses #').tells(`
    101    PIN of a1001 in c6 is right
           > play c6-p2 to caller6: prompts/zh/sign-in-locked
    101    caller6 hangs up
           * c6 call.ended by=caller causeCode=16 lostReason=-
           * c6 record: ended by caller 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 100 answered 100 ended 101
    950    caller7 arrives from acme-8001 calling *70
           * c7 call.arrived caller=8001 called=*70 trunkId=- extensionId=x8001 agentId=-
           * c7 feature.used feature=signIn extensionId=x8001 agentId=-
           * c7 call.answered
           > answer caller7
           > play c7-p1 to caller7: prompts/zh/sign-in-pin
    951    caller7 presses 7
           > stop c7-p1
    951    caller7 presses #
           judge PIN of a1001 in c7
    951    PIN of a1001 in c7 is right
           * a1001 loggedOut -> ready
           > play c7-p2 to caller7: prompts/zh/agent-signed-in
    `);
  });
});

test('a telephone that may answer by itself is told so when its agent is offered a caller', () => {
  const lists = demonstration();
  const extensions = lists.extensions.map((one) => ({ ...one, autoAnswer: true }));
  new HallStory({ ...lists, extensions }).given('0 agent 1001 logs in 2000', '10 caller1 arrives').tells(`
    12 caller1 presses 1
       * c1 key.pressed key=1
       * c1 queue.entered queueId=q2000 number=2000
       * a1001 ready -> offered in c1
       * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
       > stop c1-p1
       > music default to caller1
       > dial c1-a1 at acme-8001 for 13800000001, 25 s, answers by itself
  `);
});
