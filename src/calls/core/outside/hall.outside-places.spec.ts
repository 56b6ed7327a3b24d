import { HallStory } from '../../../../test/fixtures/hall-story.js';
import { account } from '../../../../test/fixtures/accounts.js';
import { agent, outboundLine, queue, tenant, trunk } from '../../../../test/fixtures/node-config.js';
import { HUNG_UP, loginFromOutside, SIGNED_IN, TWO_TRUNKS } from '../../../../test/fixtures/outside-world.js';
import { ALWAYS } from '../../../acd/core/queue-callback.js';
import { ONLY_MUSIC } from '../../../acd/core/queue-waiting.js';
import type { AgentId, CallId, TenantId } from '../../../kernel/ids.js';

const PLACED = `${HUNG_UP}
  10 agent 1001 calls 13900000009 as c2`;
const LIFTED = `${PLACED}
  15 c2-a1 answers`;
const TALKS = `${LIFTED}
  20 c2-a2 answers`;

/** Somebody has asked their queue to be called back, and they are on a break. */
function calledBack(): HallStory {
  const callback = { key: '9', fromS: 10, hours: ALWAYS, expiryS: 3600, tries: 2, pauseS: 300 };
  const queues = [queue('acme', '2000', { maxWaitS: 600, callback, waiting: { ...ONLY_MUSIC, tellsEveryS: 30 } })];
  return new HallStory(loginFromOutside({ queues })).given(
    HUNG_UP,
    '6 agent 1001 goes not ready lunch',
    '10 caller2 arrives',
    '20 timer c2 say',
    '22 caller2 presses 9',
    '24 caller2 presses 1',
    '25 caller2 hangs up',
  );
}

describe('an agent who is called outside places a call', () => {
  test('their number is called first, both legs are paid for from their own answers on', () => {
    const story = new HallStory(loginFromOutside()).given(HUNG_UP);
    story.tells(`
    10 agent 1001 calls 13900000009 as c2
           * a1001 ready -> offered in c2
           * c2 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000009
           * c2 external.dialled number=13800000001 trunkId=trunk-carrier agentId=a1001
           > dial c2-a1 at 13800000001@carrier for 95001, 35 s
    15 c2-a1 answers
           * c2 customer.dialled number=13900000009 trunkId=trunk-carrier
           * a1001 offered -> talking in c2
           > ring c2-a1
           > dial c2-a2 at 13900000009@carrier for 95001, 65 s
           > limit c2-a2 to 1803 s
           > limit c2-a1 to 1803 s
    20 c2-a2 answers
           * c2 party.connected number=13900000009
           > bridge c2-b: c2-a1 c2-a2
           > record c2-a2 into acme/c2-caller.wav acme/c2-agent.wav
           > limit c2-a2 to 898 s
           > limit c2-a1 to 898 s
    80 c2-a2 ends 16
           * a1001 talking -> ready in c2
           > drop bridge c2-b
           > hang up c2-a1 16
    80 c2-a1 ends 16
           * c2 call.ended by=caller causeCode=16 lostReason=-
           * c2 record: ended by caller 16, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 10 answered 20 connected 20 ended 80
           * c2 charge 900000 CNY for 125 s
           encode c2
    `);
    const charge = story.world.journal.facts.findLast((fact) => fact.kind === 'call.charge');
    expect(charge).toMatchObject({
      calculation: {
        legs: [
          { direction: 'outbound', number: '13900000009', answeredAt: 20_000, endedAt: 80_000 },
          { direction: 'outbound', number: '13800000001', answeredAt: 15_000, endedAt: 80_000 },
        ],
      },
    });
  });

  test('a line that cannot take it: the next one does; whom the customer does not answer is told, and has cost a leg', () => {
    const story = new HallStory(loginFromOutside(TWO_TRUNKS)).given(PLACED);
    story.tells(`
    11 c2-a1 ends 34
           * c2 external.dialled number=13800000001 trunkId=trunk-other agentId=a1001
           > dial c2-a2 at 13800000001@other for 95001, 34 s
    12 c2-a2 answers
           * c2 customer.dialled number=13900000009 trunkId=trunk-carrier
           * a1001 offered -> talking in c2
           > ring c2-a2
           > dial c2-a3 at 13900000009@carrier for 95001, 65 s
           > limit c2-a3 to 1803 s
           > limit c2-a2 to 1803 s
    14 c2-a3 ends 17
           * c2 customer.missed why=busy causeCode=17
           > play c2-p1 to c2-a2: prompts/zh/nobody-answers
    18 c2-p1 at c2-a2 ends
           * a1001 talking -> ready in c2
           > hang up c2-a2 17
    18 c2-a2 ends 17
           * c2 call.ended by=system causeCode=17 lostReason=customer_unreachable
           * c2 record: ended by system 17, lost=customer_unreachable tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 18
           * c2 charge 300000 CNY for 6 s
    `);
  });

  test.each([
    ['no line takes it', '11 c2-a1 ends 34', 'unreachable', 34],
    ['is busy', '11 c2-a1 ends 17', 'busy', 17],
    ['does not answer', '40 timer c2 ring', 'no_answer', 19],
  ])('%s: nobody is dialled, nothing is paid for, and it is not held against them', (_, ends, why) => {
    const story = new HallStory(loginFromOutside()).given(PLACED, ends);
    if (ends.includes('timer')) story.given('41 c2-a1 ends 19');
    const steps = story.world.journal.facts.flatMap((fact) => (fact.kind === 'call.step' ? [fact] : []));
    expect(steps.find(({ step }) => step === 'agent.missed')?.detail).toMatchObject({ why });
    expect(steps.some(({ step }) => step === 'customer.dialled')).toBe(false);
    expect(story.world.hall.agents.get('a1001' as AgentId)?.phase).toBe('ready');
    expect(story.world.hall.inUse.channelsOf('acme' as TenantId)).toBe(0);
  });

  test.each([
    ['two channels of the company', { tenants: [tenant('acme', { channelLimit: 1 })] }, 'calls.no_channel', 'channels'],
    ['two channels of the trunk', { trunks: [trunk('carrier', 1)] }, 'calls.no_channel', 'trunk_channels'],
    [
      "two channels of the company's share",
      { tenantTrunks: [outboundLine('acme', 'carrier', { channelLimit: 1 })] },
      'calls.no_channel',
      'trunk_channels',
    ],
    ['money', { accounts: [account('acme', '0.20')] }, 'billing.balance_out', 'balance_out'],
  ])('it takes %s', (_, more, code, limit) => {
    new HallStory(loginFromOutside(more)).given(HUNG_UP).tells(`
    10 agent 1001 calls 13900000009 as c2
           refused ${code}
           * a1001 limit ${limit} refused
    `);
  });

  test('of two trunks with one channel each both are taken', () => {
    const trunks = [trunk('carrier', 1), trunk('other', 1)];
    expect(
      new HallStory(loginFromOutside({ ...TWO_TRUNKS, trunks }))
        .given(HUNG_UP)
        .play('10 agent 1001 calls 13900000009 as c2'),
    ).toContain('dial c2-a1 at 13800000001@other for 95001');
  });

  test('the keys of their telephone work; transferred, the customer goes on and their own leg costs no more', () => {
    const story = new HallStory(
      loginFromOutside({ agents: [{ ...agent('acme', '1001'), pinHash: 'hash' }, agent('acme', '1002')] }),
    );
    story.given(TALKS, '21 agent 1002 logs in 2000').tells(`
    22 c2-a1 presses *
    22 c2-a1 presses 1
           * c2 call.acted agentId=a1001 act=hold
           > leave c2-a2 c2-b
           > music default to c2-a2
    23 agent 1001 does retrieve in c2
           * c2 call.acted agentId=a1001 act=retrieve
           > no music to c2-a2
           > join c2-a2 c2-b
    `);
    story.given(
      '30 agent 1001 does transfer a1002 in c2',
      '30 c2-a1 ends 16',
      '32 c2-a3 answers',
      '95 c2-a2 ends 16',
      '95 c2-a3 ends 16',
    );
    const charge = story.world.journal.facts.findLast((fact) => fact.kind === 'call.charge');
    expect(charge).toMatchObject({
      calculation: {
        legs: [
          { number: '13900000009', answeredAt: 20_000, endedAt: 95_000 },
          { number: '13800000001', answeredAt: 15_000, endedAt: 30_000 },
        ],
      },
    });
  });

  test('they hang up while it rings at the customer: it costs their own leg', () => {
    new HallStory(loginFromOutside()).given(LIFTED).tells(`
    17 c2-a1 ends 16
           * a1001 talking -> ready in c2
           > hang up c2-a2 16
    17 c2-a2 ends 16
           * c2 call.ended by=agent causeCode=16 lostReason=abandoned_while_ringing
           * c2 record: ended by agent 16, lost=abandoned_while_ringing tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 17
           * c2 charge 300000 CNY for 2 s
    `);
  });

  test.each([
    ['rings', PLACED, '15 c2-a1 answers', 11],
    ['has answered', LIFTED, '20 c2-a2 answers', 16],
    ['talks', TALKS, '80 c2-a2 ends 16', 21],
  ])('an engine that comes back while their telephone %s goes on with it', (_, before, next, dies) => {
    const story = new HallStory(loginFromOutside()).given(before);
    const legs = before === PLACED ? 'c2-a1?' : before === LIFTED ? 'c2-a1 c2-a2?' : 'c2-a1@c2-b c2-a2@c2-b';
    story.given(`${dies} engine dies`, `${dies} asterisk returns: ${legs}`, next);
    const call = story.world.hall.calls.get('c2' as CallId);
    expect(call?.callerLeg).toMatchObject({ outside: { number: '13800000001' } });
    expect(call?.phase).toBe(before === PLACED ? 'dialling' : before === LIFTED ? 'talking' : 'ending');
  });

  test('while the line is up by which they logged in the call comes to it', () => {
    const story = new HallStory(loginFromOutside()).given(SIGNED_IN);
    expect(story.play('10 agent 1001 calls 13900000009 as c2')).toContain('by line c1');
  });

  test('who is to be called back is given to them as to anybody', () => {
    const story = calledBack();
    story.tells(`
    30 agent 1001 goes ready
           * a1001 notReady -> ready
           * c2 callback.called callId=c2-k1 agentId=a1001
           * a1001 ready -> offered in c2-k1
           * c2-k1 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13800000002 callbackId=c2
           * c2-k1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           * c2-k1 external.dialled number=13800000001 trunkId=trunk-carrier agentId=a1001
           > dial c2-k1-a1 at 13800000001@carrier for 95001, 25 s
    32 c2-k1-a1 answers
           * c2-k1 customer.dialled number=13800000002 trunkId=trunk-carrier
           * a1001 offered -> talking in c2-k1
           > ring c2-k1-a1
           > dial c2-k1-a2 at 13800000002@carrier for 95001, 65 s
           > limit c2-k1-a2 to 1803 s
           > limit c2-k1-a1 to 1803 s
    `);
  });

  test('out of reach for a callback they are asked again after half a minute, and nobody has lost a try', () => {
    const story = calledBack().given('30 agent 1001 goes ready', '31 c2-k1-a1 ends 17');
    expect(story.world.hall.callbacks.byId.get('c2' as CallId)).toMatchObject({ tries: 0, phase: 'waiting' });
    expect(story.play('61 timer 1001 back')).toContain('dial c2-k2-a1 at 13800000001@carrier');
  });
});
