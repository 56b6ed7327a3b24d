import { account, IN_AND_OUT, paying } from '../../../../test/fixtures/accounts.js';
import { HallStory, IN_MENU, ONE_AGENT } from '../../../../test/fixtures/hall-story.js';
import {
  accessNumber,
  demonstration,
  keyMenu,
  queue,
  straightTo,
  tenant,
  toNumber,
  toQueue,
  trunk,
} from '../../../../test/fixtures/node-config.js';
import { LINE, MENU, OUT, PRESSED, priced, TWO_TRUNKS } from '../../../../test/fixtures/outside-world.js';
import { rate, tariff, version } from '../../../../test/fixtures/tariffs.js';
import type { TrunkId } from '../../../kernel/ids.js';

describe('a caller who goes on to a number outside', () => {
  test('by a key: the number is dialled by the trunk of the tenant, showing the number that was called', () => {
    new HallStory(demonstration({ ...LINE, ...MENU })).given(IN_MENU).tells(`
    12     caller1 presses 2
           * c1 key.pressed key=2
           * c1 external.dialled number=13900000009 trunkId=trunk-carrier
           > stop c1-p1
           > dial c1-a1 at 13900000009@carrier for 95001, 65 s
           > music default to caller1
    14     c1-a1 rings
           * c1 external.ringing number=13900000009
    16     c1-a1 answers
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
    60     c1-a1 ends 16
           > drop bridge c1-b
           > hang up caller1 16
    60     caller1 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=-
           * c1 record: ended by agent 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ringing 14 connected 16 ended 60
    `);
  });

  test('straight from an access number: the caller hears it ringing, and is answered when it is', () => {
    new HallStory(straightTo(OUT, LINE)).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 external.dialled number=13900000009 trunkId=trunk-carrier
           > dial c1-a1 at 13900000009@carrier for 95001, 65 s
           > ring caller1
    16     c1-a1 answers
           * c1 call.answered
           * c1 party.connected number=13900000009 trunkId=trunk-carrier
           > answer caller1
           > bridge c1-b: caller1 c1-a1
    20     caller1 hangs up
           > drop bridge c1-b
           > hang up c1-a1 16
    20     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 16 connected 16 ended 20
    `);
  });

  test('not answered: the caller hears it, and the call counts as lost by that', () => {
    new HallStory(demonstration({ ...LINE, ...MENU })).given(PRESSED).tells(`
    14     c1-a1 ends 17
           * c1 external.missed number=13900000009 why=busy causeCode=17 trunkId=trunk-carrier
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/nobody-answers
    17     c1-p2 ends
           > hang up caller1 16
    17     caller1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=external_unreachable
           * c1 record: ended by system 16, lost=external_unreachable tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 17
    `);
  });

  test('it rings for a minute', () => {
    new HallStory(demonstration({ ...LINE, ...MENU })).given(PRESSED).tells(`
    72     timer c1 ring
           * c1 external.missed number=13900000009 why=no_answer causeCode=19 trunkId=trunk-carrier
           > hang up c1-a1 16
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/nobody-answers
    `);
  });

  test('the caller leaves while it rings', () => {
    new HallStory(demonstration({ ...LINE, ...MENU })).given(PRESSED).tells(`
    14     caller1 hangs up
           > hang up c1-a1 16
    14     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by caller 16, lost=abandoned_while_ringing tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 14
    `);
  });

  test('one of the own numbers leads where its callers go: the call stays in the house', () => {
    const lists = straightTo(toNumber('95002'), LINE);
    const accessNumbers = [...lists.accessNumbers, accessNumber('acme', '95002', toQueue('2000'))];
    new HallStory({ ...lists, accessNumbers }).given(ONE_AGENT).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 queue.entered queueId=q2000 number=2000
           * c1 call.answered
           * a1001 ready -> offered in c1
           * c1 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           > answer caller1
           > music default to caller1
           > dial c1-a1 at acme-8001 for 13800000001, 25 s
    `);
  });

  test('the time in a queue is over: its overflow goes outside', () => {
    const queues = [queue('acme', '2000', { overflow: OUT, maxWaitS: 30 })];
    new HallStory(demonstration({ ...LINE, queues })).given('10 caller1 arrives', '12 caller1 presses 1').tells(`
    42     timer c1 maxWait
           * c1 queue.left queueId=q2000 why=max_wait
           * c1 external.dialled number=13900000009 trunkId=trunk-carrier
           > dial c1-a1 at 13900000009@carrier for 95001, 65 s
           > music default to caller1
    `);
  });

  test('an engine that dies while they talk finds that they are gone: nobody pays for the time in between', () => {
    const lists = priced('9');
    new HallStory(lists).given(
      PRESSED,
      '16 c1-a1 answers',
      '40 asterisk shows: caller1@c1-b c1-a1@c1-b',
      '50 engine dies',
    ).tells(`
    600    asterisk returns:
           * c1 call.ended by=unknown causeCode=0 lostReason=-
           * c1 record: ended by unknown 0 late, lost=- tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 connected 16 ended 600
           * c1 charge 450000 CNY for 48 s
           > drop bridge c1-b
           > hang up c1-a1 16
    `);
  });
});

describe('a trunk that cannot take the call', () => {
  test.each([0, 34, 38, 41, 42])('cause %i: the next trunk is tried', (cause) => {
    const how = cause === 0 ? '13 c1-a1 is refused' : `13 c1-a1 ends ${String(cause)}`;
    new HallStory(demonstration({ ...TWO_TRUNKS, ...MENU })).given(PRESSED).tells(`
    ${how}
           * c1 external.missed number=13900000009 why=unreachable causeCode=${String(cause || 27)} trunkId=trunk-carrier
           * c1 external.dialled number=13900000009 trunkId=trunk-other
           > dial c1-a2 at 13900000009@other for 95001, 65 s
    14     c1-a2 ends 34
           * c1 external.missed number=13900000009 why=unreachable causeCode=34 trunkId=trunk-other
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/nobody-answers
    `);
  });

  test('it rang by the first one, and not by the next: the record is of the last', () => {
    new HallStory(demonstration({ ...TWO_TRUNKS, ...MENU })).given(PRESSED, '13 c1-a1 rings', '14 c1-a1 ends 34')
      .tells(`
    20     caller1 hangs up
           > hang up c1-a2 16
    21     c1-a2 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by caller 16, lost=abandoned_while_ringing tenant=acme queue=- agent=- offers=0, arrived 10 answered 10 menu 10 ended 20
    `);
  });

  test('the last call of the night is counted once', () => {
    const accounts = [
      account('acme', '100', { timeZone: 'UTC' }, { nightFrom: '23:00', nightTo: '06:00', nightCallLimit: 1 }),
    ];
    const lists = priced('100', { ...TWO_TRUNKS, accounts });
    expect(new HallStory(lists).given(PRESSED).play('13 c1-a1 ends 34')).toContain(
      'c1 external.dialled number=13900000009 trunkId=trunk-other',
    );
  });

  test('a number that does not exist is asked for once', () => {
    new HallStory(demonstration({ ...TWO_TRUNKS, ...MENU })).given(PRESSED).tells(`
    13     c1-a1 ends 1
           * c1 external.missed number=13900000009 why=unreachable causeCode=1 trunkId=trunk-carrier
           > no music to caller1
           > play c1-p2 to caller1: prompts/zh/nobody-answers
    `);
  });

  test('of a call that an agent places as well', () => {
    new HallStory(demonstration(TWO_TRUNKS)).given(ONE_AGENT, '10 agent 1001 calls 13900000001', '12 c1-a1 answers')
      .tells(`
    13     c1-a2 ends 34
           * c1 customer.missed why=unreachable causeCode=34
           * c1 customer.dialled number=13900000001 trunkId=trunk-other
           > ring c1-a1
           > dial c1-a3 at 13900000001@other for 95001, 65 s
    15     c1-a3 answers
           * c1 party.connected number=13900000001
           > bridge c1-b: c1-a1 c1-a3
           > record c1-a3 into acme/c1-caller.wav acme/c1-agent.wav
    `);
  });
});

describe('an agent places a call, the first trunk cannot take it', () => {
  const DIALLED = '10 agent 1001 calls 13900000001';
  const LIFTED = '12 c1-a1 answers';

  test('the last trunk counts: where it did not ring there, the record has it so', () => {
    new HallStory(demonstration(TWO_TRUNKS)).given(ONE_AGENT, DIALLED, LIFTED, '13 c1-a2 rings', '14 c1-a2 ends 34')
      .tells(`
    20     c1-a1 ends 16
           * a1001 talking -> ready in c1
           > hang up c1-a3 16
    21     c1-a3 ends 16
           * c1 call.ended by=agent causeCode=16 lostReason=abandoned_while_ringing
           * c1 record: ended by agent 16, lost=abandoned_while_ringing tenant=acme queue=- agent=a1001 offers=0, arrived 10 ended 20
    `);
  });

  test('the only call of the night is counted once', () => {
    const lists = paying('100', { timeZone: 'UTC' }, { nightFrom: '23:00', nightTo: '06:00', nightCallLimit: 1 });
    new HallStory({ ...lists, ...TWO_TRUNKS }).given(ONE_AGENT, DIALLED, LIFTED).tells(`
    13     c1-a2 ends 34
           * c1 customer.missed why=unreachable causeCode=34
           * c1 customer.dialled number=13900000001 trunkId=trunk-other
           > ring c1-a1
           > dial c1-a3 at 13900000001@other for 95001, 65 s
    `);
  });

  test('the next one is closed for it by its rate: the record names the trunk that was used', () => {
    const rates = [
      rate(),
      rate({ code: 'out', direction: 'outbound' }),
      rate({ code: 'dear', direction: 'outbound', trunkId: 'trunk-other' as TrunkId, rateClass: 'premium' }),
    ];
    const lists = paying('100', {}, {}, tariff({ versions: [version({ rates })] }));
    const story = new HallStory({ ...lists, ...TWO_TRUNKS }).given(ONE_AGENT, DIALLED, LIFTED);
    story.tells(`
    13     c1-a2 ends 34
           * c1 customer.missed why=unreachable causeCode=34
           * c1 customer.missed why=premium_closed causeCode=21
           * c1 limit premium_closed refused
           > play c1-p1 to c1-a1: prompts/zh/calling-not-allowed
    `);
    story.play('20 c1-a1 ends 16');
    expect(story.world.journal.facts.find(({ kind }) => kind === 'call.record')).toMatchObject({
      trunkId: 'trunk-carrier',
    });
  });
});

describe('what the tenant may not do', () => {
  const REFUSED = `> play c1-p2 to caller1: prompts/zh/nobody-answers`;

  test.each([
    ['no trunk', { tenantTrunks: [] }, 'no_trunk', [], 'prompts/zh/all-agents-busy'],
    [
      'its trunk is full',
      { trunks: [trunk('carrier', 1)] },
      'no_channel',
      ['trunk_channels'],
      'prompts/zh/all-agents-busy',
    ],
    [
      'its channels',
      { tenants: [tenant('acme', { channelLimit: 1 })] },
      'no_channel',
      ['channels'],
      'prompts/zh/all-agents-busy',
    ],
  ] as const)('%s', (_, more, why, limits, words) => {
    new HallStory(demonstration({ ...LINE, ...MENU, ...more })).given(IN_MENU).tells(`
    12     caller1 presses 2
           * c1 key.pressed key=2
           * c1 external.missed number=13900000009 why=${why} causeCode=-
           ${limits.map((limit) => `* c1 limit ${limit} refused`).join('\n')}
           > stop c1-p1
           > play c1-p2 to caller1: ${words}
    `);
  });

  test('numbers abroad are closed', () => {
    const menus = [keyMenu('acme', 'welcome', { '2': toNumber('0014155550100') })];
    const accounts = [account('acme', '9')];
    new HallStory(demonstration({ ...LINE, menus, tariffs: [IN_AND_OUT], accounts })).given(IN_MENU).tells(`
    12     caller1 presses 2
           * c1 key.pressed key=2
           * c1 external.missed number=0014155550100 why=international_closed causeCode=-
           * c1 limit international_closed refused
           > stop c1-p1
           ${REFUSED}
    `);
  });
});
