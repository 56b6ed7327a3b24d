import { account } from '../../../../test/fixtures/accounts.js';
import { HallStory, IN_MENU, ONE_AGENT, TALKING, TWO_AGENTS } from '../../../../test/fixtures/hall-story.js';
import { demonstration } from '../../../../test/fixtures/node-config.js';
import { PRESSED, priced, TWO_TRUNKS } from '../../../../test/fixtures/outside-world.js';

describe('what it costs: 0.15 a minute for the call that came in, 0.30 for the number outside', () => {
  test('both legs, each from its own answer on, in one charge', () => {
    const story = new HallStory(priced('9')).given(PRESSED, '20 c1-a1 answers');
    story.tells(`
    90     c1-a1 ends 16
           > drop bridge c1-b
           > hang up caller1 16
    90     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 connected 20 ended 90
           * c1 charge 900000 CNY for 140 s
    `);
    const charge = story.world.journal.facts.find((fact) => fact.kind === 'call.charge');
    expect(charge).toMatchObject({
      outboundMicro: '600000',
      calculation: {
        legs: [
          { direction: 'inbound', number: '95001', answeredAt: 10_000, endedAt: 90_000 },
          {
            direction: 'outbound',
            number: '13900000009',
            trunkId: 'trunk-carrier',
            answeredAt: 20_000,
            endedAt: 90_000,
          },
        ],
      },
    });
  });

  test('nobody answers there: it costs what the call itself costs', () => {
    new HallStory(priced('9')).given(PRESSED, '20 c1-a1 ends 17', '22 c1-p2 ends').tells(`
    22     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=external_unreachable
           * c1 record: ended by system 16, lost=external_unreachable tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 22
           * c1 charge 0 CNY for 0 s
    `);
  });

  test('the money of both ends: Asterisk is told of each line, and the call is ended', () => {
    new HallStory(priced('0.90')).given(PRESSED).tells(`
    20     c1-a1 answers
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > limit caller1 to 123 s
           > limit c1-a1 to 123 s
    80     timer acme review
           * c1 limit balance_out warned
           * c1 credit.warned limit=balance_out
           > play c1-w2 to caller1: prompts/zh/credit-ends-soon
           > play c1-w3 to c1-a1: prompts/zh/credit-ends-soon
    139.75 timer acme review
           * c1 limit balance_out ended
           * acme limit balance_out alarm
           * c1 credit.ended limit=balance_out
           > drop bridge c1-b
           > hang up c1-a1 16
           > hang up caller1 16
    139.9  caller1 ends 16
    139.9  c1-a1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 connected 20 ended 139.75
           * c1 charge 900000 CNY for 240 s
    `);
  });

  test('enough for one of the two legs only: nobody is connected, and nothing is paid', () => {
    new HallStory(priced('0.40')).given(PRESSED).tells(`
    20     c1-a1 answers
           * c1 call.refused why=no_credit
           * c1 limit balance_out refused
           > hang up c1-a1 16
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/all-agents-busy
    `);
  });

  test('no money for it: not dialled', () => {
    new HallStory(priced('0.20')).given(IN_MENU).tells(`
    12     caller1 presses 2
           * c1 key.pressed key=2
           * c1 external.missed number=13900000009 why=balance_out causeCode=-
           * c1 limit balance_out refused
           > stop c1-p1
           > play c1-p2 to caller1: prompts/zh/nobody-answers
    `);
  });
});

describe('those who talk ask somebody outside', () => {
  const lists = priced('9', { menus: demonstration().menus });

  test('transferred: the customer goes on with the number outside, recorded as before', () => {
    new HallStory(lists).given(ONE_AGENT, TALKING).tells(`
    20     agent 1001 does transfer +8613900000009 in c1
           * c1 call.acted agentId=a1001 act=transfer to=+8613900000009
           * c1 external.dialled number=13900000009 trunkId=trunk-carrier
           * a1001 talking -> ready in c1
           > hang up c1-a1 16
           > leave caller1 c1-b
           > dial c1-a2 at 13900000009@carrier for 95001, 65 s
           > music default to caller1
    21     c1-a1 ends 16
    24     c1-a2 answers
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           > no music to caller1
           > bridge c1-b: caller1 c1-a2
           > limit caller1 to 1194 s
           > limit c1-a2 to 1194 s
    `);
  });

  test('consulted, then handed over: the agent is free, both legs cost', () => {
    new HallStory(lists).given(TWO_AGENTS, TALKING).tells(`
    20     agent 1001 does consult 13900000009 in c1
           * c1 call.acted agentId=a1001 act=consult to=13900000009
           * c1 external.dialled number=13900000009 trunkId=trunk-carrier
           > dial c1-a2 at 13900000009@carrier for 95001, 65 s
           > leave caller1 c1-b
           > music default to caller1
           > leave c1-a1 c1-b
           > ring c1-a1
    22     c1-a2 answers
           * c1 member.joined number=13900000009 trunkId=trunk-carrier part=consulted
           > no ringing to c1-a1
           > join c1-a1 c1-c
           > join c1-a2 c1-c
           > limit caller1 to 1196 s
           > limit c1-a2 to 1196 s
    30     agent 1001 does completeTransfer in c1
           * c1 call.acted agentId=a1001 act=completeTransfer
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           * a1001 talking -> ready in c1
           > hang up c1-a1 16
           > no music to caller1
           > join caller1 c1-b
           > join c1-a2 c1-b
           > drop bridge c1-c
    31     c1-a1 ends 16
    90     c1-a2 ends 16
           > drop bridge c1-b
           > hang up caller1 16
    91     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 90
           * c1 charge 900000 CNY for 143 s
           encode c1
    `);
  });

  test('consulted, and back: what was said to them is charged to its end', () => {
    new HallStory(lists).given(TWO_AGENTS, TALKING, '20 agent 1001 does consult 13900000009 in c1', '22 c1-a2 answers')
      .tells(`
    30     agent 1001 does backFromConsult in c1
           * c1 call.acted agentId=a1001 act=backFromConsult
           > hang up c1-a2 16
           > no music to caller1
           > join caller1 c1-b
           > join c1-a1 c1-b
           > drop bridge c1-c
    31     c1-a2 ends 16
    100    caller1 hangs up
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    101    c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 100
           * c1 charge 600000 CNY for 93 s
           encode c1
    `);
  });

  test('the spending of the hour is used up by who was consulted: they are gone, agent and customer talk on', () => {
    const limited = { ...lists, accounts: [account('acme', '9', {}, { hourLimitMicro: '600000' })] };
    new HallStory(limited).given(
      TWO_AGENTS,
      TALKING,
      '20 agent 1001 does consult 13900000009 in c1',
      '22 c1-a2 answers',
    ).tells(`
    82     timer acme review
           * c1 limit spend_hour warned
           * c1 credit.warned limit=spend_hour
           > play c1-w2 to c1-a1: prompts/zh/credit-ends-soon
           > play c1-w3 to c1-a2: prompts/zh/credit-ends-soon
    141.75 timer acme review
           * c1 limit spend_hour ended
           * acme limit spend_hour alarm
           * c1 member.left number=13900000009 trunkId=trunk-carrier part=consulted limit=spend_hour
           > hang up c1-a2 16
           > no music to caller1
           > join caller1 c1-b
           > join c1-a1 c1-b
           > drop bridge c1-c
           > limit caller1 to 3237 s
    142    c1-a2 ends 16
    200    caller1 hangs up
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    201    c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 200
           * c1 charge 1200000 CNY for 305 s
           encode c1
    `);
  });

  test('the balance is used up by who was consulted: they are gone; the call goes on to the end of what was paid for it', () => {
    const poor = { ...lists, accounts: [account('acme', '0.60')] };
    new HallStory(poor).given(TWO_AGENTS, TALKING, '16 agent 1001 does consult 13900000009 in c1', '18 c1-a2 answers')
      .tells(`
    77.75  timer acme review
           * c1 limit balance_out ended
           * acme limit balance_out alarm
           * c1 member.left number=13900000009 trunkId=trunk-carrier part=consulted limit=balance_out
           * c1 limit balance_out warned
           * c1 credit.warned limit=balance_out
           > hang up c1-a2 16
           > no music to caller1
           > join caller1 c1-b
           > join c1-a1 c1-b
           > drop bridge c1-c
           > play c1-w4 to caller1: prompts/zh/credit-ends-soon
           > play c1-w5 to c1-a1: prompts/zh/credit-ends-soon
           > limit caller1 to 61 s
    78     c1-a2 ends 16
    134.75 timer acme review
           * c1 limit balance_out ended
           * c1 credit.ended limit=balance_out
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
           > hang up caller1 16
    `);
  });

  test('without them the call cannot be paid either: both are gone in the same turn', () => {
    const poor = { ...lists, accounts: [account('acme', '0.45')] };
    new HallStory(poor).given(TWO_AGENTS, TALKING, '16 agent 1001 does consult 13900000009 in c1', '18 c1-a2 answers')
      .tells(`
    74.75  timer acme review
           * c1 limit balance_out ended
           * acme limit balance_out alarm
           * c1 member.left number=13900000009 trunkId=trunk-carrier part=consulted limit=balance_out
           * c1 limit balance_out ended
           * c1 credit.ended limit=balance_out
           * a1001 talking -> ready in c1
           > hang up c1-a2 16
           > no music to caller1
           > join caller1 c1-b
           > join c1-a1 c1-b
           > drop bridge c1-c
           > drop bridge c1-b
           > hang up c1-a1 16
           > hang up caller1 16
    `);
  });

  test('the trunk cannot: the next one is tried, the agent waits on', () => {
    new HallStory({ ...lists, ...TWO_TRUNKS }).given(
      TWO_AGENTS,
      TALKING,
      '20 agent 1001 does consult 13900000009 in c1',
    ).tells(`
    22     c1-a2 ends 34
           * c1 member.missed number=13900000009 trunkId=trunk-carrier part=consulted
           * c1 external.dialled number=13900000009 trunkId=trunk-other
           > dial c1-a3 at 13900000009@other for 95001, 65 s
    24     c1-a3 ends 17
           * c1 member.missed number=13900000009 trunkId=trunk-other part=consulted
           > no music to caller1
           > join caller1 c1-b
           > no ringing to c1-a1
           > join c1-a1 c1-b
    `);
  });

  test.each([
    ['transfer 0014155550100', 'billing.international_closed'],
    ['consult 00', 'calls.bad_number'],
  ])('%s: %s', (what, code) => {
    expect(new HallStory(lists).given(ONE_AGENT, TALKING).play(`20 agent 1001 does ${what} in c1`)).toContain(
      `refused ${code}`,
    );
  });
});
