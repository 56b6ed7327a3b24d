import {
  HallStory,
  TWO_AGENTS,
  TALKING,
  IN_QUEUE,
  ONE_AGENT,
  IN_MENU,
  RINGING,
} from '../../../test/fixtures/hall-story.js';
import { demonstration, queue } from '../../../test/fixtures/node-config.js';
import { linesOf } from '../../../test/fixtures/story-words.js';
import { newAgent } from '../../acd/core/agent.js';
import type { AgentId, CallId, QueueId, TenantId } from '../../kernel/ids.js';
import { Hall } from './hall.js';
import { indexConfig } from './node-config.js';
import type { TimerOwner } from './turn-events.js';

describe('lost, doubled and late events', () => {
  test('Asterisk restarts: every call is over, every agent free, each call has its record', () => {
    new HallStory().given(TWO_AGENTS, TALKING).tells(`
    16     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    17     caller2 presses 1
           * c2 key.pressed key=1
           * c2 queue.entered queueId=q2000 number=2000
           * a1002 ready -> offered in c2
           * c2 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > stop c2-p1
           > music default to caller2
           > dial c2-a1 at acme-8002 for 13800000002, 25 s
    18     caller3 arrives
           * c3 call.arrived caller=13800000003 called=95001 trunkId=trunk-carrier
           * c3 call.answered
           * c3 menu.entered menuId=welcome
           > answer caller3
           > play c3-p1 to caller3: acme/welcome
    19     caller3 presses 1
           * c3 key.pressed key=1
           * c3 queue.entered queueId=q2000 number=2000
           > stop c3-p1
           > music default to caller3
    20     caller4 arrives
           * c4 call.arrived caller=13800000004 called=95001 trunkId=trunk-carrier
           * c4 call.answered
           * c4 menu.entered menuId=welcome
           > answer caller4
           > play c4-p1 to caller4: acme/welcome
    21     asterisk is away
    30     asterisk returns:
           * c1 call.ended by=unknown causeCode=0 lostReason=-
           * c1 record: ended by unknown 0 late, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 30
           * a1001 talking -> ready in c1
           * c2 call.ended by=unknown causeCode=0 lostReason=abandoned_while_ringing
           * c2 record: ended by unknown 0 late, lost=abandoned_while_ringing tenant=acme queue=q2000 agent=- offers=1, arrived 16 answered 16 menu 16 queued 17 offered 17 ended 30
           * a1002 offered -> ready in c2
           * c3 call.ended by=unknown causeCode=0 lostReason=abandoned_in_queue
           * c3 record: ended by unknown 0 late, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=0, arrived 18 answered 18 menu 18 queued 19 ended 30
           * c4 call.ended by=unknown causeCode=0 lostReason=abandoned_in_menu
           * c4 record: ended by unknown 0 late, lost=abandoned_in_menu tenant=acme queue=- agent=- offers=0, arrived 20 answered 20 menu 20 ended 30
           > drop bridge c1-b
           > hang up c1-a1 16
           > hang up c2-a1 16
           encode c1
    `);
  });

  test('Asterisk restarts while a caller waits and one hears the last words', () => {
    new HallStory().given(IN_QUEUE, '13 caller2 arrives', '14 caller2 presses 4').tells(`
    30     asterisk returns:
           * c1 call.ended by=unknown causeCode=0 lostReason=abandoned_in_queue
           * c1 record: ended by unknown 0 late, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 30
           * c2 call.ended by=unknown causeCode=0 lostReason=-
           * c2 record: ended by unknown 0 late, lost=- tenant=acme queue=- agent=- offers=0, arrived 13 answered 13 menu 13 ended 30
    `);
  });

  test('connection lost for a moment, nothing happened: nothing is done but what does no harm', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    20     asterisk is away
    21     asterisk returns: caller1@c1-b c1-a1@c1-b
    `);
  });

  test('Asterisk is away while a telephone rings: the offer is lost, not missed, and nobody is called in vain', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    14     asterisk is away
    32     timer c1 ring
           * c1 agent.missed agentId=a1001 why=lost
           * a1001 offered -> ready in c1
    60     asterisk returns: caller1
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > answer caller1
           > music default to caller1
           > dial c1-a2 at acme-8001 for 13800000001, 25 s
    `);
  });

  test('events told twice change nothing', () => {
    new HallStory().given(ONE_AGENT).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.answered
           * c1 menu.entered menuId=welcome
           > answer caller1
           > play c1-p1 to caller1: acme/welcome
    10     caller1 arrives
    12     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > stop c1-p1
           > music default to caller1
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    13     c1-a1 rings
           * c1 agent.ringing agentId=a1001
    13     c1-a1 rings
    15     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    15     c1-a1 answers
    15     caller1 is recorded
           * c1 recording.started
    15     caller1 is recorded
    20     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    20     c1-a1 ends 16
    20     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 20
           encode c1
    20     caller1 ends 16
    `);
  });

  test('events of a call that is over change nothing', () => {
    new HallStory().given(IN_MENU).tells(`
    11     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_menu
           * c1 record: ended by caller 16, lost=abandoned_in_menu tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 11
    12     caller1 presses 1
    12     c1-p1 ends
    13     caller1 arrives
    14     c1-a1 rings
    14     c1-a1 ends 16
    15     caller1 is recorded
    16     c1-p1 is refused
    `);
  });

  test('late event of an earlier offer does not touch the next', () => {
    new HallStory().given(TWO_AGENTS, RINGING).tells(`
    32     timer c1 ring
           * c1 agent.missed agentId=a1001 why=no_answer
           * a1001 offered -> notReady (no_answer) in c1
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > hang up c1-a1 16
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    33     c1-a1 rings
    34     c1-a1 ends 17
    35     c1-a2 answers
           * c1 party.connected agentId=a1002 agentNumber=1002
           * a1002 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a2
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('end of a prompt that was stopped does not end the next one', () => {
    new HallStory().given(IN_MENU).tells(`
    11     caller1 presses 2
           * c1 key.pressed key=2
           * c1 menu.entered menuId=below
           > stop c1-p1
           > play c1-p2 to caller1: acme/below
    11     c1-p1 ends
    12     c1-p2 ends
    17     timer c1 key
           > play c1-p3 to caller1: prompts/zh/no-key acme/below
    `);
  });

  test('picture asked for before a call arrived does not judge it', () => {
    new HallStory().given(IN_MENU).tells(`
    11     asterisk, asked at 9, shows:
    `);
  });

  test('picture asked for before a leg was dialled does not judge it', () => {
    new HallStory().given(ONE_AGENT, IN_QUEUE).tells(`
    13     asterisk, asked at 11, shows: caller1
    `);
  });

  test('picture asked for before a call ended does not bring it back', () => {
    new HallStory().given(IN_MENU).tells(`
    11     caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_in_menu
           * c1 record: ended by caller 16, lost=abandoned_in_menu tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 11
    12     asterisk, asked at 10.5, shows: caller1
    `);
  });

  test('lost event, periodic picture: the caller is gone', () => {
    new HallStory().given(IN_QUEUE).tells(`
    60     asterisk shows:
           * c1 call.ended by=unknown causeCode=0 lostReason=abandoned_in_queue
           * c1 record: ended by unknown 0 late, lost=abandoned_in_queue tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 60
    `);
  });

  test('lost event, periodic picture: the agent answered long ago', () => {
    new HallStory().given(ONE_AGENT, RINGING).tells(`
    20     asterisk shows: caller1 c1-a1
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });

  test('lost event, periodic picture: the agent hung up', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    60     asterisk shows: caller1
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up caller1 16
    60     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16 late, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 60
           encode c1
    `);
  });

  test('periodic picture of a healthy conversation changes nothing', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    60     asterisk shows: caller1@c1-b c1-a1@c1-b
    `);
  });

  test('periodic picture of two who were never brought together: they are, and are not recorded anew', () => {
    new HallStory().given(ONE_AGENT, TALKING).tells(`
    60     asterisk shows: caller1 c1-a1
           > answer caller1
           > bridge c1-b: caller1 c1-a1
    61     asterisk shows: caller1@c1-b c1-a1
           > answer caller1
           > bridge c1-b: caller1 c1-a1
    `);
  });

  test('leg of an unknown call that we dialled in an earlier life: hung up', () => {
    new HallStory().tells(`
    10     asterisk returns: c7-a1
           > hang up c7-a1 16
    `);
  });

  test('caller in the application whom nobody knows: a call begins', () => {
    new HallStory().tells(`
    10     asterisk returns: caller1
           * d1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * d1 call.answered
           * d1 menu.entered menuId=welcome
           > answer caller1
           > play d1-p1 to caller1: acme/welcome
    11     caller1 arrives
    `);
  });

  test('caller who still stands in Asterisk after the hang-up was asked for in vain: hung up again, no new call', () => {
    new HallStory().given(IN_MENU).tells(`
    12     caller1 presses 9
           * c1 key.pressed key=9
           > stop c1-p1
           > hang up caller1 16
    22     timer c1 endGuard
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 12
           > hang up caller1 16
    60     asterisk shows: caller1
           > hang up caller1 16
    61     caller1 ends 16
    `);
  });

  test('caller who was hung up in vain shows in the next picture: hung up again', () => {
    new HallStory().given(IN_MENU).tells(`
    12     caller1 presses 9
           * c1 key.pressed key=9
           > stop c1-p1
           > hang up caller1 16
    15     asterisk shows: caller1
           > hang up caller1 16
    15     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 12
    `);
  });

  test('timer of an earlier wait fires late: it belongs to nothing any more', () => {
    const story = new HallStory(demonstration({ queues: [queue('acme', '2000', { wrapUpS: 10 })] }));
    story.given(ONE_AGENT, TALKING, '20 c1-a1 ends 16');
    const owners: TimerOwner[] = [
      { kind: 'agent', agentId: 'a1001' as AgentId },
      { kind: 'call', callId: 'c1' as CallId, timer: 'endGuard' },
      { kind: 'call', callId: 'c9' as CallId, timer: 'ring' },
    ];
    for (const owner of owners) {
      expect(linesOf(story.world.take({ type: 'timer.fired', owner, dueAt: 29_000 }, 29_000))).toEqual([]);
    }
  });

  test('agent held by a call that does not exist: freed by the next picture of Asterisk', () => {
    const hall = new Hall(indexConfig(demonstration()));
    const agent = newAgent('a1001' as AgentId, 'acme' as TenantId, 0);
    const held = { phase: 'talking', callId: 'c9' as CallId, queueIds: ['q2000' as QueueId] } as const;
    hall.load({ kind: 'agent', agent: { ...agent, ...held } });
    hall.decide({ type: 'asterisk.resynced', occasion: 'periodic', askedAt: 1000, channels: [] }, 1000);
    expect(hall.agents.get(agent.agentId)).toMatchObject({ phase: 'ready', callId: null });
    expect(hall.readyIn('q2000' as QueueId)).toEqual(['a1001']);
  });

  test('journal cannot be written: the turn fails, nothing of it is handed out; the next life knows better', () => {
    const story = new HallStory().given(ONE_AGENT, RINGING);
    story.world.journal.broken = true;
    expect(() => story.play('15 c1-a1 answers')).toThrow('disk full');
    story.world.journal.broken = false;
    story.tells(`
    15     engine dies
    17     asterisk returns: caller1 c1-a1
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > answer caller1
           > music default to caller1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });
});
