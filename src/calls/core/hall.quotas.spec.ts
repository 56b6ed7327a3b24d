import { HallStory, IN_MENU, IN_QUEUE, ONE_AGENT } from '../../../test/fixtures/hall-story.js';
import {
  demonstration,
  outboundLine,
  queue,
  straightTo,
  tenant,
  toMenu,
  toQueue,
  trunk,
} from '../../../test/fixtures/node-config.js';
import type { RoutableTenant } from '../../routing/core/route.js';
import type { NodeConfigLists } from './node-config.js';

const of = (quota: Partial<RoutableTenant>): NodeConfigLists => demonstration({ tenants: [tenant('acme', quota)] });

describe('seats', () => {
  test('all are taken: the sign-in is refused, each time told; whoever signs out makes room', () => {
    new HallStory(of({ seatLimit: 1 })).given(ONE_AGENT).tells(`
    1      agent 1002 logs in 2000
           refused acd.no_seat
           * a1002 limit seats refused
    2      agent 1002 logs in 2000
           refused acd.no_seat
           * a1002 limit seats refused
    3      agent 1001 goes not ready lunch
           * a1001 ready -> notReady (lunch)
    4      agent 1002 logs in 2000
           refused acd.no_seat
           * a1002 limit seats refused
    5      agent 1001 logs in 2000
           * a1001 notReady -> ready
    6      agent 1001 logs out
           * a1001 ready -> loggedOut
    7      agent 1002 logs in 2000
           * a1002 loggedOut -> ready
    `);
  });

  test('are counted again after a restart', () => {
    new HallStory(of({ seatLimit: 1 })).given(ONE_AGENT).tells(`
    1      engine dies
    2      agent 1002 logs in 2000
           refused acd.no_seat
           * a1002 limit seats refused
    `);
  });
});

describe('callers in menus', () => {
  test('all lines are taken: busy before the answer; in the queue nobody holds one', () => {
    new HallStory(of({ ivrLimit: 1 })).given(IN_MENU).tells(`
    11     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.refused why=no_ivr_line
           * c2 limit ivr_callers refused
           > hang up caller2 17
    11     caller2 ends 17
           * c2 call.ended by=system causeCode=17 lostReason=no_ivr_line
           * c2 record: ended by system 17, lost=no_ivr_line tenant=acme queue=- agent=- offers=0, arrived 11 ended 11
    12     caller1 presses 1
           * c1 key.pressed key=1
           * c1 queue.entered queueId=q2000 number=2000
           > stop c1-p1
           > music default to caller1
    13     caller3 arrives
           * c3 call.arrived caller=13800000003 called=95001 trunkId=trunk-carrier
           * c3 call.answered
           * c3 menu.entered menuId=welcome
           > answer caller3
           > play c3-p1 to caller3: acme/welcome
    `);
  });

  test('from menu to menu the line is kept', () => {
    new HallStory(of({ ivrLimit: 1 })).given(IN_MENU).tells(`
    12     caller1 presses 2
           * c1 key.pressed key=2
           * c1 menu.entered menuId=below
           > stop c1-p1
           > play c1-p2 to caller1: acme/below
    `);
  });

  test('all lines are taken for somebody who has been answered: words, then the end', () => {
    new HallStory(
      demonstration({
        tenants: [tenant('acme', { ivrLimit: 1 })],
        accessNumbers: demonstration().accessNumbers,
        queues: [queue('acme', '2000', { maxWaitS: 5, overflow: toMenu('below') })],
      }),
    ).given(IN_QUEUE).tells(`
    15     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.answered
           * c2 menu.entered menuId=welcome
           > answer caller2
           > play c2-p1 to caller2: acme/welcome
    17     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           * c1 call.refused why=no_ivr_line
           * c1 limit ivr_callers refused
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/all-agents-busy
    19     c1-p2 ends
           > hang up caller1 17
    19     caller1 ends 17
           * c1 call.ended by=system causeCode=17 lostReason=no_ivr_line
           * c1 record: ended by system 17, lost=no_ivr_line tenant=acme queue=q2000 agent=- offers=0, arrived 10 answered 10 menu 10 queued 12 ended 19
    `);
  });

  test('all lines are taken for somebody who waits unanswered: busy', () => {
    new HallStory(
      demonstration({
        tenants: [tenant('acme', { ivrLimit: 0 })],
        accessNumbers: straightTo(toQueue('2000')).accessNumbers,
        queues: [queue('acme', '2000', { maxWaitS: 5, answerBeforeAgent: false, overflow: toMenu('below') })],
      }),
    ).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 queue.entered queueId=q2000 number=2000
           > ring caller1
    15     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           * c1 call.refused why=no_ivr_line
           * c1 limit ivr_callers refused
           > hang up caller1 17
    `);
  });
});

describe('conversations recorded at once', () => {
  const FIRST = `1 agent 1002 logs in 2000
  10 caller1 arrives
  11 caller1 presses 1
  12 c1-a1 answers
  12 caller1 is recorded`;
  const SECOND = `20 caller2 arrives
  21 caller2 presses 1`;
  const FIRST_ENDS = `30 caller1 hangs up
  30 c1-a1 ends 16
  31 caller3 arrives
  32 caller3 presses 1`;

  test('one more is not recorded, and says so', () => {
    new HallStory(of({ recordedSeatLimit: 1 })).given(ONE_AGENT, FIRST, SECOND).tells(`
    22     c2-a1 answers
           * c2 party.connected agentId=a1002 agentNumber=1002
           * c2 recording.failed why=quota
           * c2 limit recorded_seats refused
           * a1002 offered -> talking in c2
           > no music to caller2
           > bridge c2-b: caller2 c2-a1
    23     caller2 is not recorded
    `);
  });

  test('when the first is over the next one is recorded', () => {
    new HallStory(of({ recordedSeatLimit: 1 })).given(ONE_AGENT, FIRST, SECOND, '22 c2-a1 answers', FIRST_ENDS).tells(`
    33     c3-a1 answers
           * c3 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c3
           > no music to caller3
           > bridge c3-b: caller3 c3-a1
           > record caller3 into acme/c3-caller.wav acme/c3-agent.wav
    `);
  });
});

describe('channels of a trunk', () => {
  test("the tenant's share is taken: busy", () => {
    new HallStory(
      demonstration({ tenantTrunks: [outboundLine('acme', 'carrier', { channelLimit: 1, outboundRank: null })] }),
    ).given(IN_MENU).tells(`
    11     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.refused why=no_channel
           * c2 limit trunk_channels refused
           > hang up caller2 17
    `);
  });

  test("an agent's call counts like one that comes in, from its placing on", () => {
    new HallStory(
      demonstration({ trunks: [trunk('carrier', 1)], tenantTrunks: [outboundLine('acme', 'carrier')] }),
    ).given(ONE_AGENT).tells(`
    10     agent 1001 calls 13900000001
           * a1001 ready -> offered in c1
           * c1 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000001
           * c1 agent.called agentId=a1001 extensionId=x8001
           > dial c1-a1 at acme-8001 for 13900000001, 35 s
    11     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.refused why=no_channel
           * c2 limit trunk_channels refused
           > hang up caller2 34
    12     c1-a1 ends 21
           * c1 agent.missed agentId=a1001 why=declined
           * c1 call.ended by=agent causeCode=21 lostReason=agent_unreachable
           * c1 record: ended by agent 21, lost=agent_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 12
           * a1001 offered -> ready in c1
    13     caller3 arrives
           * c3 call.arrived caller=13800000003 called=95001 trunkId=trunk-carrier
           * c3 call.answered
           * c3 menu.entered menuId=welcome
           > answer caller3
           > play c3-p1 to caller3: acme/welcome
    `);
  });
});

describe('quotas that were lowered', () => {
  test('nothing that runs is cut; nothing new is let in', () => {
    new HallStory(demonstration({ tenants: [tenant('acme', { channelLimit: 1, ivrLimit: 2 })] })).given(IN_MENU).tells(`
    11     quota acme channelLimit 0
    12     quota acme ivrLimit 0
    13     quota acme seatLimit 0
    14     quota acme recordedSeatLimit 0
    15     caller1 presses 2
           * c1 key.pressed key=2
           * c1 menu.entered menuId=below
           > stop c1-p1
           > play c1-p2 to caller1: acme/below
    16     caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 call.refused why=no_channel
           * c2 limit channels refused
           > hang up caller2 17
    `);
  });
});
