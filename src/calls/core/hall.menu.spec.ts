import { HallStory, IN_MENU } from '../../../test/fixtures/hall-story.js';
import { demonstration, goMenu, keyMenu, straightTo, toMenu, toQueue } from '../../../test/fixtures/node-config.js';
import { MAX_HOPS } from './call-moves.js';

describe('callers in menus', () => {
  test('key during the prompt: the prompt is stopped and the key taken at once', () => {
    new HallStory().given(IN_MENU).tells(`
    11     caller1 presses 4
           * c1 key.pressed key=4
           > stop c1-p1
           > play c1-p2 to caller1: acme/hours
    11     c1-p1 ends
    15     c1-p2 ends
           > hang up caller1 16
    15     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 15
    `);
  });

  test('invalid key: told so, then the menu once more', () => {
    new HallStory().given(IN_MENU).tells(`
    11     caller1 presses 7
           * c1 key.pressed key=7
           > stop c1-p1
           > play c1-p2 to caller1: prompts/zh/invalid-key acme/welcome
    11     c1-p1 ends
    13     c1-p2 ends
    14     caller1 presses #
           * c1 key.pressed key=#
           > play c1-p3 to caller1: prompts/zh/invalid-key acme/welcome
    15     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           > stop c1-p3
           > music default to caller1
    `);
  });

  test('no key: told so, then the menu once more', () => {
    new HallStory().given(IN_MENU).tells(`
    13     c1-p1 ends
    18     timer c1 key
           > play c1-p2 to caller1: prompts/zh/no-key acme/welcome
    20     c1-p2 ends
    21     caller1 presses 9
           * c1 key.pressed key=9
           > hang up caller1 16
    21     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 21
    `);
  });

  test('attempts exhausted by silence: the last prompt is played, the call counts as lost in the menu', () => {
    new HallStory().given(IN_MENU).tells(`
    11     c1-p1 ends
    16     timer c1 key
           > play c1-p2 to caller1: prompts/zh/no-key acme/welcome
    17     c1-p2 ends
    22     timer c1 key
           > play c1-p3 to caller1: prompts/zh/no-key acme/welcome
    23     c1-p3 ends
    28     timer c1 key
           > play c1-p4 to caller1: acme/bye
    30     c1-p4 ends
           > hang up caller1 16
    30     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=menu_exhausted
           * c1 record: ended by system 16, lost=menu_exhausted tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 30
    `);
  });

  test('attempts exhausted by wrong keys and silence together', () => {
    new HallStory().given(IN_MENU).tells(`
    11     caller1 presses 7
           * c1 key.pressed key=7
           > stop c1-p1
           > play c1-p2 to caller1: prompts/zh/invalid-key acme/welcome
    12     c1-p2 ends
    17     timer c1 key
           > play c1-p3 to caller1: prompts/zh/no-key acme/welcome
    18     caller1 presses 8
           * c1 key.pressed key=8
           > stop c1-p3
           > play c1-p4 to caller1: acme/bye
    19     c1-p4 ends
           > hang up caller1 16
    `);
  });

  test('attempts exhausted, otherwise to a queue: the call is not lost', () => {
    new HallStory(
      demonstration({ menus: [keyMenu('acme', 'welcome', {}, { attempts: 1, otherwise: toQueue('2000') })] }),
    ).given(IN_MENU).tells(`
    11     c1-p1 ends
    16     timer c1 key
           * c1 queue.entered queueId=q2000 number=2000
           > music default to caller1
    20     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_queue
           * c1 record: ended by caller 16, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 16 ended 20
    `);
  });

  test('end of a prompt is never told: a timer takes it for ended', () => {
    new HallStory().given(IN_MENU).tells(`
    190    timer c1 prompt
           > stop c1-p1
    195    timer c1 key
           > play c1-p2 to caller1: prompts/zh/no-key acme/welcome
    `);
  });

  test('prompt cannot be played: the menu waits for a key as if it had ended', () => {
    new HallStory().given(IN_MENU).tells(`
    10     c1-p1 is refused
    12     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           > music default to caller1
    `);
  });

  test('menu below a menu, and back', () => {
    new HallStory().given(IN_MENU).tells(`
    11     caller1 presses 2
           * c1 key.pressed key=2
           * c1 menu.entered menuId=below
           > stop c1-p1
           > play c1-p2 to caller1: acme/below
    12     caller1 presses *
           * c1 key.pressed key=*
           * c1 menu.entered menuId=welcome
           > stop c1-p2
           > play c1-p3 to caller1: acme/welcome
    13     caller1 presses 2
           * c1 key.pressed key=2
           * c1 menu.entered menuId=below
           > stop c1-p3
           > play c1-p4 to caller1: acme/below
    14     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           > stop c1-p4
           > music default to caller1
    `);
  });

  test('menu that only plays and goes on: a key is heard of but does nothing', () => {
    new HallStory(straightTo(toMenu('hours'), { menus: [goMenu('acme', 'hours', toQueue('2000'))] })).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=hours
           > answer caller1
           > play c1-p1 to caller1: acme/hours
    11     caller1 presses 1
           * c1 key.pressed key=1
    13     c1-p1 ends
           * c1 queue.entered queueId=q2000 number=2000
           > music default to caller1
    `);
  });

  test('caller presses 3: the extension rings, no queue is in between', () => {
    new HallStory().given(IN_MENU).tells(`
    11     caller1 presses 3
           * c1 key.pressed key=3
           * c1 extension.dialled extensionId=x8001
           > stop c1-p1
           > dial c1-a1 at acme-8001 for 13800000001, 35 s
           > music default to caller1
    12     c1-a1 rings
    14     c1-a1 answers
           * c1 party.connected extensionId=x8001
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
    20     c1-a1 ends 16
           > drop bridge c1-b
           > hang up caller1 16
    20     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ringing 12 connected 14 ended 20
    `);
  });

  test('caller hangs up in the menu: abandoned in the menu', () => {
    new HallStory().given(IN_MENU).tells(`
    11     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_menu
           * c1 record: ended by caller 16, lost=abandoned_in_menu tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 11
    `);
  });

  test('caller hangs up during the last prompt of their own choice: served by the menu, not lost', () => {
    new HallStory().given(IN_MENU).tells(`
    11     caller1 presses 4
           * c1 key.pressed key=4
           > stop c1-p1
           > play c1-p2 to caller1: acme/hours
    12     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 12
    `);
  });

  test('menu deleted while the caller is in it: a goodbye, not silence', () => {
    new HallStory().given(IN_MENU).tells(`
    11     without menu welcome
    12     caller1 presses 1
           * c1 key.pressed key=1
           > stop c1-p1
           > play c1-p2 to caller1: prompts/zh/goodbye
    13     c1-p2 ends
           > hang up caller1 16
    13     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=system_failure
           * c1 record: ended by system 16, lost=system_failure tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 13
    `);
  });

  test('key leads to a menu that is not there', () => {
    new HallStory().given(IN_MENU).tells(`
    10     without menu below
    11     caller1 presses 2
           * c1 key.pressed key=2
           > stop c1-p1
           > play c1-p2 to caller1: prompts/zh/goodbye
    12     c1-p2 ends
           > hang up caller1 16
    12     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=system_failure
           * c1 record: ended by system 16, lost=system_failure tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 12
    `);
  });

  test('prompt refused, but told late: the one that plays by then goes on', () => {
    new HallStory().given(IN_MENU).tells(`
    11     caller1 presses 7
           * c1 key.pressed key=7
           > stop c1-p1
           > play c1-p2 to caller1: prompts/zh/invalid-key acme/welcome
    12     c1-p1 is refused
    `);
  });

  test('prompt that is not there: nothing to play is refused by Asterisk, and the menu waits for a key', () => {
    new HallStory(demonstration({ prompts: [] })).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: nothing
    10     c1-p1 is refused
    15     timer c1 key
           > play c1-p2 to caller1: prompts/zh/no-key
    `);
  });

  test('menus that lead to each other in a circle: after thirty of them the call ends as a loop', () => {
    const story = new HallStory(
      straightTo(toMenu('hours'), {
        menus: [goMenu('acme', 'hours', toMenu('bye')), goMenu('acme', 'bye', toMenu('hours'))],
      }),
    ).given(IN_MENU);
    for (let n = 1; n < MAX_HOPS; n += 1) story.given(`${10 + n} c1-p${n} ends`);
    story.tells(`
    40     c1-p30 ends
           > hang up caller1 16
    40     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=loop
           * c1 record: ended by system 16, lost=loop tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 40
    `);
  });

  test('menu that leads to itself when nothing is pressed: the call ends as a loop', () => {
    const itself = keyMenu('acme', 'welcome', {}, { attempts: 1, keyTimeoutMs: 0, otherwise: toMenu('welcome') });
    const story = new HallStory(demonstration({ menus: [itself] })).given(IN_MENU);
    for (let n = 1; n < MAX_HOPS; n += 1) story.given(`${10 + n} c1-p${n} ends`, `${10 + n} timer c1 key`);
    story.given('40 c1-p30 ends').tells(`
    40     timer c1 key
           > hang up caller1 16
    `);
  });

  test('menu stops waiting for keys by a change of configuration: the caller goes on when the time is over', () => {
    const story = new HallStory().given(IN_MENU, '11 c1-p1 ends');
    story.world.configure(demonstration({ menus: [goMenu('acme', 'welcome', toQueue('2000'))] }), 12_000);
    story.tells(`
    16     timer c1 key
           * c1 queue.entered queueId=q2000 number=2000
           > music default to caller1
    `);
  });
});
