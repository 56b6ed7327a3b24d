import { HallStory, ONE_AGENT } from '../../../test/fixtures/hall-story.js';
import {
  accessNumber,
  agent,
  demonstration,
  extension,
  queue,
  share,
  tenant,
  toQueue,
} from '../../../test/fixtures/node-config.js';

/** Callers of acme who have waited for ten seconds go on to the queue 3000 of a tenant on another node. */
const withShare = (nodeId: string, answerBeforeAgent = true): ReturnType<typeof demonstration> =>
  demonstration({
    tenants: [tenant('acme'), tenant('mate')],
    accessNumbers: [accessNumber('acme', '95001', toQueue('2000'))],
    queues: [
      queue('acme', '2000', { maxWaitS: 10, overflow: { to: 'share', shareId: 'share-3000' }, answerBeforeAgent }),
      queue('mate', '3000', { maxWaitS: 30, wrapUpS: 5 }),
    ],
    agents: [agent('acme', '1001'), { ...agent('mate', '1003', ['3000']), extensionId: 'x8003' as never }],
    extensions: [...demonstration().extensions, extension('mate', '8003')],
    shares: [share('acme', 'mate', '3000', nodeId)],
  });
const elsewhere = (): HallStory => new HallStory(withShare('b')).given('0 caller1 arrives');
const here = (): HallStory => new HallStory(withShare('node-1')).given('0 caller1 arrives');

describe('a caller goes on to another tenant’s queue on another node', () => {
  test('and is answered there: the call stays this node’s, recorded by its own queue', () => {
    elsewhere().tells(`
    10     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           * c1 partner.dialled shareId=share-3000 name=help 3000
           > dial c1-a1 at 95001@node-b for 13800000001, 605 s, guest of c1 in q3000 since 0
    20     c1-a1 rings
           * c1 partner.ringing
    22     c1-a1 answers
           * c1 party.connected shareId=share-3000 name=help 3000
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    60     c1-a1 ends 16
           > drop bridge c1-b
           > hang up caller1 16
    60     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=- offers=0 recorded, arrived 0 answered 0 queued 0 ringing 20 connected 22 ended 60
           encode c1
    `);
  });

  test('nobody is free there', () => {
    elsewhere().given('10 timer c1 maxWait').tells(`
    40     c1-a1 ends 17
           * c1 partner.missed shareId=share-3000 why=max_wait
           > no music to caller1
           > play c1-p1 to caller1: prompts/zh/all-agents-busy
    43     c1-p1 ends
           > hang up caller1 16
    43     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=queue_timeout
           * c1 record: ended by system 16, lost=queue_timeout tenant=acme queue=q2000 agent=- offers=0, arrived 0 answered 0 queued 0 ended 43
    `);
  });

  test('the caller leaves', () => {
    elsewhere().given('10 timer c1 maxWait').tells(`
    40     caller1 hangs up
           > hang up c1-a1 16
    40     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_queue
           * c1 record: ended by caller 16, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=0, arrived 0 answered 0 queued 0 ended 40
    `);
  });

  test('its node is not reached: again every two seconds, for twenty', () => {
    elsewhere().given('10 timer c1 maxWait').tells(`
    10     c1-a1 ends 27
    12     timer c1 again
           > dial c1-a2 at 95001@node-b for 13800000001, 603 s, guest of c1 in q3000 since 0
    29     c1-a2 ends 41
    31     timer c1 again
           > dial c1-a3 at 95001@node-b for 13800000001, 584 s, guest of c1 in q3000 since 0
    31     c1-a3 ends 41
    33     timer c1 again
           > dial c1-a4 at 95001@node-b for 13800000001, 582 s, guest of c1 in q3000 since 0
    52     c1-a4 ends 38
    54     timer c1 again
           > dial c1-a5 at 95001@node-b for 13800000001, 561 s, guest of c1 in q3000 since 0
    54     c1-a5 ends 38
    `);
  });

  test('who is not answered waits no longer than networks let a call ring', () => {
    new HallStory(withShare('b', false)).given('0 caller1 arrives').tells(`
    10     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           * c1 partner.dialled shareId=share-3000 name=help 3000
           > ring caller1
           > dial c1-a1 at 95001@node-b for 13800000001, 185 s, guest of c1 in q3000 since 0
    190    timer c1 maxWait
           * c1 partner.missed shareId=share-3000 why=max_wait
           * c1 call.answered
           > hang up c1-a1 16
           > answer caller1
           > play c1-p1 to caller1: prompts/zh/all-agents-busy
    190    c1-a1 ends 16
    `);
  });

  test('the engine dies meanwhile', () => {
    elsewhere().given('10 timer c1 maxWait', '20 engine dies').tells(`
    21     asterisk returns: caller1
           > answer caller1
           > music default to caller1
    23     timer c1 again
           > dial c1-a2 at 95001@node-b for 13800000001, 592 s, guest of c1 in q3000 since 0
    `);
  });
});

describe('a caller goes on to another tenant’s queue on this node', () => {
  test('an agent of that tenant serves the call, which does not tell of the agent; the wrap-up is that queue’s', () => {
    here().given('5 agent 1003 logs in 3000').tells(`
    10     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           * c1 partner.dialled shareId=share-3000 name=help 3000
           * a1003 ready -> offered in c1
           > dial c1-a1 at mate-8003 for 13800000001, 25 s
    11     c1-a1 rings
           * c1 partner.ringing
    12     c1-a1 answers
           * c1 party.connected shareId=share-3000 name=help 3000
           * a1003 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    20     caller1 hangs up
           * a1003 talking -> wrapUp in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    20     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=- offers=0 recorded, arrived 0 answered 0 queued 0 ringing 11 connected 12 ended 20
           encode c1
    `);
  });

  test('nobody is free there', () => {
    here().tells(`
    10     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           * c1 partner.dialled shareId=share-3000 name=help 3000
    40     timer c1 maxWait
           * c1 partner.missed shareId=share-3000 why=max_wait
           > no music to caller1
           > play c1-p1 to caller1: prompts/zh/all-agents-busy
    `);
  });

  test('nobody of a suspended tenant takes callers', () => {
    here().given('5 agent 1003 logs in 3000', '6 mate is suspended').tells(`
    10     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           * c1 partner.dialled shareId=share-3000 name=help 3000
           * c1 partner.missed shareId=share-3000 why=max_wait
           > no music to caller1
           > play c1-p1 to caller1: prompts/zh/all-agents-busy
    `);
  });

  test('who waits when that tenant is suspended goes on waiting, as its own callers do', () => {
    here().given('10 timer c1 maxWait', '12 mate is suspended').tells(`
    20     agent 1003 logs in 3000
           * a1003 loggedOut -> ready
           * a1003 ready -> offered in c1
           > dial c1-a1 at mate-8003 for 13800000001, 25 s
    `);
  });

  test('the agent does not answer', () => {
    here().given('5 agent 1003 logs in 3000', '10 timer c1 maxWait').tells(`
    30     timer c1 ring
           * a1003 offered -> notReady (no_answer) in c1
           > hang up c1-a1 16
    30     c1-a1 ends 16
    31     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_queue
           * c1 record: ended by caller 16, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=0, arrived 0 answered 0 queued 0 ended 31
    `);
  });

  test('that tenant moves: the caller follows as a guest', () => {
    here().given('5 agent 1003 logs in 3000', '10 timer c1 maxWait').tells(`
    20     mate has moved to b
           * c1 partner.dialled shareId=share-3000 name=help 3000
           * a1003 offered -> ready in c1
           * a1003 ready -> loggedOut (moved)
           > hang up c1-a1 16
           > dial c1-a2 at 95001@node-b for 13800000001, 605 s, guest of c1 in q3000 since 0
    `);
  });

  test('its queue is deleted', () => {
    here().given('10 timer c1 maxWait').tells(`
    20     without queue 3000
           * c1 partner.missed shareId=share-3000 why=queue_deleted
           > no music to caller1
           > play c1-p1 to caller1: prompts/zh/all-agents-busy
    `);
  });
});

describe('a caller of another node’s visits a queue here', () => {
  const host = (): HallStory => new HallStory(demonstration({ shares: [share('mate', 'acme', '2000', 'node-1')] }));

  test('is answered when an agent answers; nothing is told of the call, its agent’s steps are', () => {
    host().tells(`
    10     caller7 visits 2000 by share share-2000 since 4
    12     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c7
           > dial c7-a1 at acme-8001 for 13800000007, 25 s
    13     c7-a1 rings
           > ring caller7
    14     c7-a1 answers
           * a1001 offered -> talking in c7
           > answer caller7
           > bridge c7-b: caller7 c7-a1
    20     caller7 hangs up
           * a1001 talking -> ready in c7
           > drop bridge c7-b
           > hang up c7-a1 16
    20     c7-a1 ends 16
    `);
  });

  test('has the place of the instant since which it waits', () => {
    host().given('5 caller1 arrives', '6 caller1 presses 1').tells(`
    10     caller7 visits 2000 by share share-2000 since 4
    12     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c7
           > dial c7-a1 at acme-8001 for 13800000007, 25 s
    `);
  });

  test('waits as long as the queue lets its own callers wait', () => {
    host().tells(`
    10     caller7 visits 2000 by share share-2000 since 4
    130    timer c7 maxWait
           > hang up caller7 17
    130    caller7 ends 17
    `);
  });

  test('is refused by a suspended tenant as where nobody is free; who waits already stays', () => {
    host().given('10 caller7 visits 2000 by share share-2000 since 4', '12 acme is suspended').tells(`
    13     caller8 visits 2000 by share share-2000 since 4
           > hang up caller8 17
    13     caller8 ends 17
    14     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c7
           > dial c7-a1 at acme-8001 for 13800000007, 25 s
    `);
  });

  test('by a leave that is none: has no place', () => {
    host().tells(`
    10     caller7 visits 2001 by share share-2000 since 4
           > hang up caller7 25
    11     caller8 visits 2000 by share share-2001 since 4
           > hang up caller8 25
    `);
  });

  test('is sent to ask again when the tenant moves', () => {
    host().given(ONE_AGENT, '10 caller7 visits 2000 by share share-2000 since 4').tells(`
    12     acme has moved to b
           * a1001 offered -> ready in c7
           * a1001 ready -> loggedOut (moved)
           > hang up c7-a1 16
           > hang up caller7 41
    `);
  });

  test('the engine dies while it waits', () => {
    host().given('10 caller7 visits 2000 by share share-2000 since 4', '20 engine dies').tells(`
    21     asterisk returns: caller7?
    22     agent 1001 logs in 2000
           * a1001 loggedOut -> ready
           * a1001 ready -> offered in c7
           > dial c7-a1 at acme-8001 for 13800000007, 25 s
    `);
  });
});
