import type { TenantId } from '../../kernel/ids.js';
import { HallStory } from '../../../test/fixtures/hall-story.js';
import { demonstration, tenant } from '../../../test/fixtures/node-config.js';

const elsewhere = (): HallStory =>
  new HallStory(demonstration({ numbersElsewhere: [{ number: '95500', nodeId: 'b', tenantId: 'other' as TenantId }] }));

describe('a call for a tenant that is at home on another node: passed on, and nothing told of it', () => {
  test('it rings, is answered, the caller hangs up', () => {
    elsewhere().tells(`
    10     caller1 arrives calling 95500
           > dial c1-r-a1 at 95500@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    11     c1-r-a1 rings
           > ring caller1
    11     c1-r-a1 rings
    12     c1-r-a1 answers
           > answer caller1
           > bridge c1-r-b: caller1 c1-r-a1
    60     caller1 hangs up
           > drop bridge c1-r-b
           > hang up c1-r-a1 16
    60     c1-r-a1 ends 16
    `);
  });

  test('the other node answers at once and hangs up', () => {
    elsewhere().tells(`
    10     caller1 arrives calling 95500
           > dial c1-r-a1 at 95500@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    10     c1-r-a1 answers
           > answer caller1
           > bridge c1-r-b: caller1 c1-r-a1
    20     c1-r-a1 ends 16
           > drop bridge c1-r-b
           > hang up caller1 16
    20     caller1 ends 16
    `);
  });

  test('what the other node refuses with goes to the caller', () => {
    elsewhere().tells(`
    10     caller1 arrives calling 95500
           > dial c1-r-a1 at 95500@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    10     c1-r-a1 rings
           > ring caller1
    10     c1-r-a1 ends 17
           > hang up caller1 17
    10     caller1 ends 17
    `);
  });

  test('the other node refuses and has never given a sign of life: the record is made here', () => {
    elsewhere().tells(`
    10     caller1 arrives calling 95500
           > dial c1-r-a1 at 95500@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    10     c1-r-a1 ends 17
           > hang up caller1 17
    10     caller1 ends 17
           * c1 call.arrived caller=13800000001 called=95500 trunkId=trunk-carrier
           * c1 call.ended by=system causeCode=17 lostReason=node_unreachable
           * c1 record: ended by system 17, lost=node_unreachable tenant=other queue=- agent=- offers=0, arrived 10 ended 10
    `);
  });

  test('the caller gives up before the other node has said anything: the record is made here, and not there', () => {
    elsewhere().tells(`
    10     caller1 arrives calling 95500
           > dial c1-r-a1 at 95500@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    10.5   caller1 hangs up
           > hang up c1-r-a1 43
    10.5   c1-r-a1 ends 16
           * c1 call.arrived caller=13800000001 called=95500 trunkId=trunk-carrier
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by caller 16, lost=abandoned_while_ringing tenant=other queue=- agent=- offers=0, arrived 10 ended 10.5
    `);
  });

  test('the other node is not reached: every second for ten seconds', () => {
    elsewhere().tells(`
    10     caller1 arrives calling 95500
           > dial c1-r-a1 at 95500@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    10     c1-r-a1 ends 27
    11     timer c1-r again
           > dial c1-r-a2 at 95500@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    19     c1-r-a2 ends 25
    20     timer c1-r again
           > hang up caller1 42
    20     caller1 ends 42
           * c1 call.arrived caller=13800000001 called=95500 trunkId=trunk-carrier
           * c1 call.ended by=system causeCode=42 lostReason=node_unreachable
           * c1 record: ended by system 42, lost=node_unreachable tenant=other queue=- agent=- offers=0, arrived 10 ended 20
    `);
  });

  test('the caller gives up while it is tried', () => {
    elsewhere().tells(`
    10     caller1 arrives calling 95500
           > dial c1-r-a1 at 95500@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    10     c1-r-a1 ends 38
    10.5   caller1 hangs up
           * c1 call.arrived caller=13800000001 called=95500 trunkId=trunk-carrier
           * c1 call.ended by=caller causeCode=16 lostReason=node_unreachable
           * c1 record: ended by caller 16, lost=node_unreachable tenant=other queue=- agent=- offers=0, arrived 10 ended 10.5
    `);
  });

  test('it rings there for ever', () => {
    elsewhere().tells(`
    10     caller1 arrives calling 95500
           > dial c1-r-a1 at 95500@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    11     c1-r-a1 rings
           > ring caller1
    251    timer c1-r ring
           > hang up c1-r-a1 16
           > hang up caller1 19
    251    c1-r-a1 ends 16
    251    caller1 ends 19
    `);
  });

  test('what is sent there is lost on the way: no sign of life for eight seconds, and the caller is told', () => {
    elsewhere().tells(`
    10     caller1 arrives calling 95500
           > dial c1-r-a1 at 95500@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    18     timer c1-r ring
           > hang up c1-r-a1 43
           > hang up caller1 42
    18     c1-r-a1 ends 43
    18     caller1 ends 42
           * c1 call.arrived caller=13800000001 called=95500 trunkId=trunk-carrier
           * c1 call.ended by=system causeCode=42 lostReason=node_unreachable
           * c1 record: ended by system 42, lost=node_unreachable tenant=other queue=- agent=- offers=0, arrived 10 ended 18
    `);
  });

  test('the engine dies in the conversation: the two are put together again, or the other is hung up', () => {
    elsewhere().tells(`
    10     caller1 arrives calling 95500
           > dial c1-r-a1 at 95500@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    12     c1-r-a1 answers
           > answer caller1
           > bridge c1-r-b: caller1 c1-r-a1
    20     engine dies
    21     asterisk returns: caller1 c1-r-a1
           > answer caller1
           > bridge c1-r-b: caller1 c1-r-a1
    22     engine dies
    23     asterisk returns: caller1
           > drop bridge c1-r-b
           > hang up caller1 16
    23     caller1 ends 16
    `);
  });

  test('the engine dies while it rings there, and it is answered meanwhile', () => {
    elsewhere().tells(`
    10     caller1 arrives calling 95500
           > dial c1-r-a1 at 95500@node-b for 13800000001, 245 s, owner of c1 by trunk-carrier
    11     c1-r-a1 rings
           > ring caller1
    20     engine dies
    21     asterisk returns: caller1? c1-r-a1
           > ring caller1
           > answer caller1
           > bridge c1-r-b: caller1 c1-r-a1
    `);
  });

  test('no trunk, no relay', () => {
    elsewhere().tells(`
    10     caller1 arrives from stranger calling 95500
           * c1 call.arrived caller=13800000001 called=95500 trunkId=-
           * c1 call.refused why=not_permitted
           > hang up caller1 21
    10     caller1 ends 21
           * c1 call.ended by=system causeCode=21 lostReason=not_permitted
           * c1 record: ended by system 21, lost=not_permitted tenant=- queue=- agent=- offers=0, arrived 10 ended 10
    `);
  });
});

describe('a call that another node brings', () => {
  test('is served as if it had come by its own line, whose channel is counted where it came in', () => {
    new HallStory().tells(`
    10     caller7 is brought by b calling 95001
           * c7 call.arrived caller=13800000007 called=95001 trunkId=trunk-carrier
           * c7 call.answered
           * c7 menu.entered menuId=welcome
           > answer caller7
           > play c7-p1 to caller7: acme/welcome
    11     caller7 presses 9
           * c7 key.pressed key=9
           > stop c7-p1
           > hang up caller7 16
    11     caller7 ends 16
           * c7 call.ended by=system causeCode=16 lostReason=-
           * c7 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 11
    `);
  });

  test('of nobody here: has no place', () => {
    new HallStory().tells(`
    10     caller7 is brought by b calling 95999
           > hang up caller7 25
    10     caller7 ends 25
    `);
  });

  test('that is here already, or was until a moment ago: has no place', () => {
    new HallStory().given('10 caller7 is brought by b calling 95001').tells(`
    11     caller17 is brought by b calling 95001 as c7
           > hang up caller17 25
    12     caller7 hangs up
           * c7 call.ended by=caller causeCode=16 lostReason=abandoned_in_menu
           * c7 record: ended by caller 16, lost=abandoned_in_menu tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 12
    13     caller27 is brought by b calling 95001 as c7
           > hang up caller27 25
    `);
  });

  test('that its node has kept, never having heard that it was taken: nothing is told of it, and it may come again', () => {
    new HallStory().tells(`
    10     caller7 is brought by b from 2000, waiting since 0 until 60
           * c7 call.moved from=b to=node-1
           > answer caller7
           > music default to caller7
    12     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c7
           * c7 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c7-a2 at acme-8001 for 13800000007, 25 s
    13     caller7 hangs up 43
           * a1001 offered -> ready in c7
           > hang up c7-a2 16
    13     c7-a2 ends 16
    15     caller17 is brought by b calling 95001 as c7
           * c7 call.arrived caller=13800000007 called=95001 trunkId=trunk-carrier
           * c7 call.answered
           * c7 menu.entered menuId=welcome
           > answer caller17
           > play c7-p1 to caller17: acme/welcome
    `);
  });

  test('that is refused here gets a sign of life first: its old home knows then who tells of it', () => {
    new HallStory(demonstration({ tenants: [tenant('acme', { channelLimit: 0 })] })).tells(`
    10     caller7 is brought by b calling 95001
           * c7 call.arrived caller=13800000007 called=95001 trunkId=trunk-carrier
           * c7 call.refused why=no_channel
           * c7 limit channels refused
           > ring caller7
           > hang up caller7 17
    `);
  });

  test('without a word of what it is: refused', () => {
    new HallStory().tells(`
    10     caller7 comes from b and says nothing
           > hang up caller7 21
    10     caller7 ends 21
    `);
  });

  test('that was waiting when its tenant moved here keeps its place and makes its record here', () => {
    new HallStory().given('0 caller1 arrives', '1 caller1 presses 1').tells(`
    10     caller7 is brought by b from 2000, waiting since 0 until 60
           * c7 call.moved from=b to=node-1
           > answer caller7
           > music default to caller7
    12     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c7
           * c7 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > dial c7-a2 at acme-8001 for 13800000007, 25 s
    13     c7-a2 rings
           * c7 agent.ringing agentId=a1001
    14     c7-a2 answers
           * c7 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c7
           > no music to caller7
           > bridge c7-b: caller7 c7-a2
           > record caller7 into acme/c7-caller.wav acme/c7-agent.wav
    15     caller7 hangs up
           * a1001 talking -> ready in c7
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > drop bridge c7-b
           > hang up c7-a2 16
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    15     c7-a2 ends 16
           * c7 call.ended by=caller causeCode=16 lostReason=-
           * c7 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived -2 answered -2 menu -2 queued 0 offered 12 ringing 13 connected 14 ended 15
           encode c7
    `);
  });

  test('that waited unanswered hears it ringing, by which its old home hears that it was taken over', () => {
    new HallStory().tells(`
    10     caller7 is brought by b from 2000, waiting since 0 until 60, not answered
           * c7 call.moved from=b to=node-1
           > ring caller7
    60     timer c7 maxWait
           * c7 queue.left queueId=q2000 why=max_wait
           * c7 call.answered
           > answer caller7
           > play c7-p2 to caller7: acme/all-busy
    `);
  });
});
