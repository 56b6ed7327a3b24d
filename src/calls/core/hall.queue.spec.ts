import { HallStory, IN_QUEUE, ONE_AGENT, RINGING, TALKING, IN_MENU } from '../../../test/fixtures/hall-story.js';
import {
  accessNumber,
  agent,
  demonstration,
  queue,
  straightTo,
  toExtension,
  toMenu,
  toQueue,
} from '../../../test/fixtures/node-config.js';

describe('queues', () => {
  test('maximum wait: the overflow prompt is played, the call counts as queue time-out', () => {
    new HallStory().given(IN_QUEUE).tells(`
    132    timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           > no music to caller1
           > play c1-p2 to caller1: acme/all-busy
    135    c1-p2 ends
           > hang up caller1 16
    135    caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=queue_timeout
           * c1 record: ended by system 16, lost=queue_timeout tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 135
    `);
  });

  test('caller who is not answered before the agent: waits three minutes at most, though the queue has no limit', () => {
    const endless = queue('acme', '2000', { answerBeforeAgent: false, maxWaitS: 0 });
    new HallStory(straightTo(toQueue('2000'), { queues: [endless] })).given('10 caller1 arrives').tells(`
    190    timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           * c1 call.answered
           > answer caller1
           > play c1-p1 to caller1: acme/all-busy
    `);
  });

  test('maximum wait runs out while a telephone rings: it may still be answered', () => {
    new HallStory().given(IN_QUEUE).tells(`
    130    agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    132    timer c1 maxWait
    133    c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('maximum wait runs out while a telephone rings: not answered, so the overflow follows', () => {
    new HallStory().given(IN_QUEUE).tells(`
    130    agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    132    timer c1 maxWait
    150    timer c1 ring
           * c1 agent.missed agentId=a1001 why=no_answer
           * c1 queue.left queueId=q2000 why=max_wait
           * a1001 offered -> notReady (no_answer) in c1
           > hang up c1-a1 16
           > no music to caller1
           > play c1-p2 to caller1: acme/all-busy
    150    c1-a1 ends 16
    `);
  });

  test('overflow to another queue: the caller comes there with the waiting time so far', () => {
    new HallStory(
      demonstration({
        queues: [queue('acme', '2000', { overflow: toQueue('2001'), maxWaitS: 5 }), queue('acme', '2001')],
        agents: [agent('acme', '1001', ['2001'])],
        accessNumbers: [
          accessNumber('acme', '95001', toMenu('welcome')),
          accessNumber('acme', '95002', toQueue('2001')),
        ],
      }),
    ).given(IN_QUEUE).tells(`
    16     caller2 arrives calling 95002
           * c2 call.arrived caller=13800000002 called=95002 trunkId=trunk-carrier
           * c2 queue.entered queueId=q2001 number=2001
           * c2 call.answered
           > answer caller2
           > music default to caller2
    17     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           * c1 queue.entered queueId=q2001 number=2001
           > music default to caller1
    18     agent 1001 logs in 2001
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2001
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    `);
  });

  test("overflow to an extension: it is called, the queue's recording does not follow", () => {
    new HallStory(
      demonstration({ queues: [queue('acme', '2000', { overflow: toExtension('8002'), maxWaitS: 5 })] }),
    ).given(IN_QUEUE).tells(`
    17     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           * c1 extension.dialled extensionId=x8002
           > dial c1-a1 at acme-8002 for 13800000001, 35 s
           > music default to caller1
    18     c1-a1 rings
    19     c1-a1 answers
           * c1 party.connected extensionId=x8002
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
    30     caller1 hangs up
           > drop bridge c1-b
           > hang up c1-a1 16
    30     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ringing 18 connected 19 ended 30
    `);
  });

  test('overflow to a menu: its prompt replaces the music', () => {
    new HallStory(demonstration({ queues: [queue('acme', '2000', { overflow: toMenu('below'), maxWaitS: 5 })] })).given(
      IN_QUEUE,
    ).tells(`
    17     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           * c1 menu.entered menuId=below
           > no music to caller1
           > play c1-p2 to caller1: acme/below
    20     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_menu
           * c1 record: ended by caller 16, lost=abandoned_in_menu tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 20
    `);
  });

  test('overflow to hanging up', () => {
    new HallStory(
      demonstration({ queues: [queue('acme', '2000', { overflow: { to: 'hangUp' }, maxWaitS: 5 })] }),
    ).given(IN_QUEUE).tells(`
    17     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           > hang up caller1 16
    17     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=queue_timeout
           * c1 record: ended by system 16, lost=queue_timeout tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 17
    `);
  });

  test('queue without maximum wait: no timer runs', () => {
    new HallStory(demonstration({ queues: [queue('acme', '2000', { maxWaitS: 0 })] })).given(IN_QUEUE).tells(`
    9000   caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_queue
           * c1 record: ended by caller 16, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 9000
    `);
  });

  test('queue deleted while a caller waits: told that all are busy, recorded as such', () => {
    new HallStory().given(IN_QUEUE).tells(`
    20     without queue 2000
           * c1 queue.left queueId=q2000 why=queue_deleted
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/all-agents-busy
    24     c1-p2 ends
           > hang up caller1 16
    24     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=queue_deleted
           * c1 record: ended by system 16, lost=queue_deleted tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 24
    `);
  });

  test('queue deleted while a telephone rings: the agent is free again, the caller told', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     without queue 2000
           * c1 queue.left queueId=q2000 why=queue_deleted
           * a1001 offered -> ready in c1
           > hang up c1-a1 16
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/all-agents-busy
    14     c1-a1 ends 16
    18     c1-p2 ends
           > hang up caller1 16
    18     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=queue_deleted
           * c1 record: ended by system 16, lost=queue_deleted tenant=acme queue=q2000 agent=- offers=1, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 ended 18
    `);
  });

  test('queue deleted during a conversation: the conversation goes on, and its wrap-up holds', () => {
    new HallStory(demonstration({ queues: [queue('acme', '2000', { wrapUpS: 10 })] })).given(ONE_AGENT, TALKING).tells(`
    20     without queue 2000
    30     c1-a1 ends 16
           * a1001 talking -> wrapUp in c1
           > drop bridge c1-b
           > hang up caller1 16
    30     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 30
           encode c1
    40     timer 1001 wrapUp
           * a1001 wrapUp -> ready in c1
    `);
  });

  test('menu leads to a queue that is deleted: told that all are busy', () => {
    new HallStory().given(IN_MENU).tells(`
    11     without queue 2000
    12     caller1 presses 1
           * c1 key.pressed key=1
           > stop c1-p1
           > play c1-p2 to caller1: prompts/zh/all-agents-busy
    `);
  });

  test('queue deleted while the engine is away: the caller is told when it is back', () => {
    new HallStory().given(IN_QUEUE).tells(`
    20     engine dies
    21     without queue 2000
           * c1 queue.left queueId=q2000 why=queue_deleted
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/all-agents-busy
    22     asterisk returns: caller1
           > answer caller1
           > stop c1-p2
           > hang up caller1 16
    22     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=queue_deleted
           * c1 record: ended by system 16, lost=queue_deleted tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 22
    `);
  });
});
