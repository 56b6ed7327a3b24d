import { HallStory, IN_MENU, IN_QUEUE } from '../../../test/fixtures/hall-story.js';
import { queue, straightTo, toQueue } from '../../../test/fixtures/node-config.js';

describe('the engine dies while a caller is alone', () => {
  test('engine dies during an announcement: it is played again from the start', () => {
    new HallStory().given('10 caller1 arrives calling 95002').tells(`
    11     engine dies
    13     asterisk returns: caller1?
           > stop c1-p1
           > play c1-p2 to caller1: prompts/zh/number-not-in-use
    18     c1-p1 ends
    19     c1-p2 ends
           > hang up caller1 1
    19     caller1 ends 1
           * c1 call.ended by=system causeCode=1 lostReason=unknown_number
           * c1 record: ended by system 1, lost=unknown_number tenant=- queue=- agent=- offers=0, arrived 10 ended 19
    `);
  });

  test('engine dies during an announcement and the caller leaves meanwhile', () => {
    new HallStory().given('10 caller1 arrives calling 95002').tells(`
    11     engine dies
    13     asterisk returns:
           * c1 call.ended by=unknown causeCode=0 lostReason=unknown_number
           * c1 record: ended by unknown 0 late, lost=unknown_number tenant=- queue=- agent=- offers=0, arrived 10 ended 13
    `);
  });

  test("engine dies while a menu's prompt plays: the menu repeats", () => {
    new HallStory().given(IN_MENU).tells(`
    11     engine dies
    13     asterisk returns: caller1
           > answer caller1
           > stop c1-p1
           > play c1-p2 to caller1: acme/welcome
    14     c1-p1 ends
    17     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           > stop c1-p2
           > music default to caller1
    `);
  });

  test('engine dies while a menu waits for a key: the menu repeats, the attempt counts no more than once', () => {
    new HallStory().given(IN_MENU).tells(`
    12     c1-p1 ends
    13     engine dies
    15     asterisk returns: caller1
           > answer caller1
           > play c1-p2 to caller1: acme/welcome
    18     c1-p2 ends
    23     timer c1 key
           > play c1-p3 to caller1: prompts/zh/no-key acme/welcome
    `);
  });

  test('engine dies in a menu, and the caller hangs up meanwhile: the end is marked as found late', () => {
    new HallStory().given(IN_MENU).tells(`
    11     engine dies
    13     asterisk returns:
           * c1 call.ended by=unknown causeCode=0 lostReason=abandoned_in_menu
           * c1 record: ended by unknown 0 late, lost=abandoned_in_menu tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 13
    `);
  });

  test('engine dies while two callers wait: both keep their places and hear music again', () => {
    new HallStory().given(IN_QUEUE, '13 caller2 arrives', '14 caller2 presses 1').tells(`
    20     engine dies
    22     asterisk returns: caller2 caller1
           > answer caller1
           > music default to caller1
           > answer caller2
           > music default to caller2
    25     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    `);
  });

  test('engine dies while a caller waits, who hangs up meanwhile: abandoned in the queue', () => {
    new HallStory().given(IN_QUEUE).tells(`
    20     engine dies
    22     asterisk returns:
           * c1 call.ended by=unknown causeCode=0 lostReason=abandoned_in_queue
           * c1 record: ended by unknown 0 late, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 22
    `);
  });

  test('engine dies while a caller waits unanswered: it rings again', () => {
    new HallStory(straightTo(toQueue('2000'), { queues: [queue('acme', '2000', { answerBeforeAgent: false })] })).given(
      '10 caller1 arrives',
    ).tells(`
    20     engine dies
    22     asterisk returns: caller1?
           > ring caller1
    `);
  });

  test('maximum wait ran out while the engine was away: it fires when timers run again', () => {
    new HallStory().given(IN_QUEUE).tells(`
    20     engine dies
    132    asterisk returns: caller1
           > answer caller1
           > music default to caller1
    132    timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           > no music to caller1
           > play c1-p2 to caller1: acme/all-busy
    `);
  });
});
