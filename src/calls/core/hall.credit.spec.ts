import type { TenantId } from '../../kernel/ids.js';
import { paying } from '../../../test/fixtures/accounts.js';
import { HallStory, ONE_AGENT, RINGING, TALKING, TWO_AGENTS } from '../../../test/fixtures/hall-story.js';
import { rate, tariff, version } from '../../../test/fixtures/tariffs.js';

const SECOND = `20 caller2 arrives
  22 caller2 presses 1
  23 c2-a1 rings
  25 c2-a1 answers
  25 caller2 is recorded`;
const PLACED = `2 agent 1001 calls 13900000001
  4 c1-a1 answers
  6 c1-a2 rings
  10 c1-a2 answers
  10 c1-a1 is recorded`;
const C1_ENDS = `* a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
           > hang up caller1 16`;
const C1_ENDS_FOR_MONEY = `* c1 limit balance_out ended
           * acme limit balance_out alarm
           * c1 credit.ended limit=balance_out
           ${C1_ENDS}`;
const C1_WARNED = `* c1 limit balance_out warned
           * c1 credit.warned limit=balance_out
           > play c1-w2 to caller1: prompts/zh/credit-ends-soon
           > play c1-w3 to c1-a1: prompts/zh/credit-ends-soon`;
const record = (call: string, agent: string, rest: string): string =>
  `* ${call} record: ended by ${rest.replace('…', `lost=- tenant=acme queue=q2000 agent=${agent} offers=1 recorded,`)}`;
const C1_TIMES = 'arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15';
const C2_TIMES = 'arrived 20 answered 20 menu 20 queued 22 offered 22 ringing 23 connected 25';

describe('the money of a tenant: 0.15 a started minute', () => {
  test('0.45 for one call: warned after two minutes, ended after three, charged what was there', () => {
    new HallStory(paying('0.45')).given(ONE_AGENT, TALKING).tells(`
    135    timer acme review
           ${C1_WARNED}
    194.75 timer acme review
           ${C1_ENDS_FOR_MONEY}
    195    caller1 ends 16
    195    c1-a1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           ${record('c1', 'a1001', `system 16, … ${C1_TIMES} ended 194.75`)}
           * c1 charge 450000 CNY for 180 s
           encode c1
    `);
  });

  test('paid in during the warning: the call goes on, and is warned again before its new end', () => {
    new HallStory(paying('0.45')).given(ONE_AGENT, TALKING).tells(`
    135    timer acme review
           ${C1_WARNED}
    150    acme has 0.75
           > limit caller1 to 168 s
    255    timer acme review
           ${C1_WARNED.replace('w2', 'w4').replace('w3', 'w5')}
    314.75 timer acme review
           ${C1_ENDS_FOR_MONEY}
    `);
  });

  test('two calls, one balance: both are warned, each goes on to the end of what was paid for it', () => {
    new HallStory(paying('0.60')).given(TWO_AGENTS, TALKING, SECOND).tells(`
    75     timer acme review
           * c1 limit balance_out warned
           * c2 limit balance_out warned
           * c1 credit.warned limit=balance_out
           * c2 credit.warned limit=balance_out
           > play c1-w2 to caller1: prompts/zh/credit-ends-soon
           > play c1-w3 to c1-a1: prompts/zh/credit-ends-soon
           > play c2-w2 to caller2: prompts/zh/credit-ends-soon
           > play c2-w3 to c2-a1: prompts/zh/credit-ends-soon
    134.75 timer acme review
           ${C1_ENDS_FOR_MONEY}
           > limit caller2 to 14 s
    134.9  caller1 ends 16
    134.9  c1-a1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           ${record('c1', 'a1001', `system 16, … ${C1_TIMES} ended 134.75`)}
           * c1 charge 300000 CNY for 120 s
           encode c1
    144.75 timer acme review
           * c2 limit balance_out ended
           * c2 credit.ended limit=balance_out
           * a1002 talking -> ready in c2
           > drop bridge c2-b
           > hang up c2-a1 16
           > hang up caller2 16
    145    caller2 ends 16
    145    c2-a1 ends 16
           * c2 call.ended by=system causeCode=16 lostReason=-
           ${record('c2', 'a1002', `system 16, … ${C2_TIMES} ended 144.75`)}
           * c2 charge 300000 CNY for 120 s
           encode c2
    `);
  });

  test('postpaid: two minutes below zero are allowed', () => {
    const lists = paying('0', { mode: 'postpaid', creditLimitMicro: '300000' });
    new HallStory(lists).given(ONE_AGENT, TALKING).tells(`
    75     timer acme review
           ${C1_WARNED}
    134.75 timer acme review
           ${C1_ENDS_FOR_MONEY}
    `);
  });

  test('nothing paid in: the call is refused before the answer', () => {
    new HallStory(paying('0.14')).tells(`
    10     caller1 arrives
           * c1 call.arrived caller=13800000001 called=95001 trunkId=trunk-carrier
           * c1 call.refused why=no_credit
           * c1 limit balance_out refused
           > hang up caller1 21
    10     caller1 ends 21
           * c1 call.ended by=system causeCode=21 lostReason=no_credit
           * c1 record: ended by system 21, lost=no_credit tenant=acme queue=- agent=- offers=0, arrived 10 ended 10
    `);
  });

  test('money for one minute and two calls that wait: whose agent answers second is not put through, and costs nothing', () => {
    const first = `10 caller1 arrives
      11 caller2 arrives
      12 caller1 presses 1
      13 caller2 presses 1
      14 c1-a1 answers`;
    new HallStory(paying('0.15')).given(TWO_AGENTS, first).tells(`
    15     c2-a1 answers
           * c2 call.refused why=no_credit
           * c2 limit balance_out refused
           * a1002 offered -> ready in c2
           > hang up c2-a1 16
           > no music to caller2
           > play c2-p2 to caller2: prompts/zh/all-agents-busy
    16     c2-a1 ends 16
    20     c2-p2 ends
           * acme limit balance_out alarm
           > hang up caller2 21
    `);
  });

  test('fifty callers wait, and there is money for one set-up: one is put through, no agent is called for the others', () => {
    const dear = tariff({ versions: [version({ rates: [rate({ setupMicro: '1000000' })] })] });
    const story = new HallStory(paying('1.15', {}, {}, dear)).given('0 agent 1001 logs in 2000');
    const callers = Array.from({ length: 50 }, (_, i) => `caller${String(i + 1)}`);
    story.given(...callers.map((name) => `10 ${name} arrives`), ...callers.map((name) => `12 ${name} presses 1`));
    story.given('15 c1-a1 answers', '16 caller1 hangs up', '16 c1-a1 ends 16');
    const facts = story.world.journal.facts;
    const refused = facts.filter((fact) => fact.kind === 'limit.reached' && fact.action === 'refused');
    expect(refused).toHaveLength(49);
    expect(facts.filter((fact) => fact.kind === 'call.step' && fact.step === 'agent.offered')).toHaveLength(1);
    expect(story.world.hall.accounts.ledgers.get('acme' as TenantId)?.spentMicro).toBe('1150000');
  });

  test('the hourly limit ends the call that was placed, not the one that came in', () => {
    const lists = paying('100', {}, { hourLimitMicro: '600000' });
    new HallStory(lists).given(TWO_AGENTS, PLACED, SECOND).tells(`
    70     timer acme review
           * c1 limit spend_hour warned
           * c1 credit.warned limit=spend_hour
           > play c1-w1 to c1-a1: prompts/zh/credit-ends-soon
           > play c1-w2 to c1-a2: prompts/zh/credit-ends-soon
    129.75 timer acme review
           * c1 limit spend_hour ended
           * acme limit spend_hour alarm
           * c1 credit.ended limit=spend_hour
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a2 16
           > hang up c1-a1 16
    130    c1-a1 ends 16
    130    c1-a2 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           * c1 record: ended by system 16, lost=- tenant=acme queue=- agent=a1001 offers=0 recorded, arrived 2 answered 10 ringing 6 connected 10 ended 129.75
           * c1 charge 600000 CNY for 120 s
           encode c1
    200    agent 1001 calls 13900000002 as c3
           refused billing.spend_hour
           * a1001 limit spend_hour refused
    3600   timer acme review
    3601   agent 1001 calls 13900000002 as c3
           * a1001 ready -> offered in c3
           * c3 call.placed agentId=a1001 agentNumber=1001 caller=95001 called=13900000002
           * c3 agent.called agentId=a1001 extensionId=x8001
           > dial c3-a1 at acme-8001 for 13900000002, 35 s
    `);
  });

  test('one call that is placed a night: the second is refused', () => {
    const lists = paying('100', { timeZone: 'UTC' }, { nightFrom: '23:00', nightTo: '06:00', nightCallLimit: 1 });
    new HallStory(lists).given(TWO_AGENTS, '2 agent 1001 calls 13900000001').tells(`
    4      c1-a1 answers
           * c1 customer.dialled number=13900000001 trunkId=trunk-carrier
           * a1001 offered -> talking in c1
           * acme limit night_calls alarm
           > ring c1-a1
           > dial c1-a2 at 13900000001@carrier for 95001, 65 s
    20     agent 1002 calls 13900000002 as c2
           refused billing.night_calls
           * a1002 limit night_calls refused
    `);
  });

  test('callers who pay for themselves talk on without any balance', () => {
    const byCaller = tariff({ versions: [version({ rates: [rate({ payer: 'caller' })] })] });
    new HallStory(paying('0', {}, {}, byCaller)).given(ONE_AGENT, TALKING).tells(`
    4000   caller1 hangs up
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    4000   c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           ${record('c1', 'a1001', `caller 16, … ${C1_TIMES} ended 4000`)}
           * c1 charge 0 CNY for 3985 s
           encode c1
    `);
  });

  test('less than 0.60 is left: told once; told again after something was paid in', () => {
    new HallStory(paying('1.00', { lowBalanceMicro: '600000' })).given(ONE_AGENT, TALKING).tells(`
    135.001 timer acme review
            * acme limit balance_low alarm
    140     acme has 1.10
    150     acme has 1.35
    288.001 timer acme review
            > limit caller1 to 270 s
    315.001 timer acme review
            * acme limit balance_low alarm
    `);
  });
});

describe('outages and clocks', () => {
  test('engine dies twice on the way: warned once, ended in time, charged once', () => {
    new HallStory(paying('0.45')).given(ONE_AGENT, TALKING).tells(`
    20     engine dies
    22     asterisk returns: caller1@c1-b c1-a1@c1-b
           > limit caller1 to 176 s
    135    timer acme review
           ${C1_WARNED}
    140    engine dies
    150    asterisk returns: caller1@c1-b c1-a1@c1-b
           * acme limit balance_out alarm
           > limit caller1 to 48 s
    194.75 timer acme review
           * c1 limit balance_out ended
           * c1 credit.ended limit=balance_out
           ${C1_ENDS}
    195    engine dies
    196    asterisk returns:
           * c1 call.ended by=system causeCode=16 lostReason=-
           ${record('c1', 'a1001', `system 16, … ${C1_TIMES} ended 194.75`)}
           * c1 charge 450000 CNY for 180 s
           encode c1
    197    engine dies
    `);
  });

  test('engine is away when the money ends, and long after: who is gone is charged up to when Asterisk was last heard of', () => {
    new HallStory(paying('0.45')).given(ONE_AGENT, TALKING, '100 asterisk shows: caller1@c1-b c1-a1@c1-b').tells(`
    800    engine comes back
    802    asterisk returns:
           * c1 call.ended by=unknown causeCode=0 lostReason=-
           ${record('c1', 'a1001', `unknown 0 late, … ${C1_TIMES} ended 802`)}
           * a1001 talking -> ready in c1
           * c1 charge 300000 CNY for 85 s
           > drop bridge c1-b
           > hang up c1-a1 16
           encode c1
    `);
  });

  test('the clock is put forward while the caller still waits: the conversation is as long as it was', () => {
    new HallStory(paying('0.45')).given(ONE_AGENT, RINGING).tells(`
    14     clock jumps 10
    20     c1-a1 answers
           * c1 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a1
           > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
           > limit caller1 to 183 s
    30     caller1 ends 16
           * a1001 talking -> ready in c1
           > drop bridge c1-b
           > hang up c1-a1 16
    30     c1-a1 ends 16
           * c1 call.ended by=caller causeCode=16 lostReason=-
           ${record('c1', 'a1001', `caller 16, … ${C1_TIMES.replace('connected 15', 'connected 20')} ended 30`)}
           * c1 charge 150000 CNY for 10 s
           encode c1
    `);
  });

  test('the clock is put forward by ten seconds: the conversation has not become longer', () => {
    new HallStory(paying('0.45')).given(ONE_AGENT, TALKING).tells(`
    30     clock jumps 10
           > limit caller1 to 178 s
    145    timer acme review
           ${C1_WARNED}
    204.75 timer acme review
           ${C1_ENDS_FOR_MONEY}
    205    caller1 ends 16
    205    c1-a1 ends 16
           * c1 call.ended by=system causeCode=16 lostReason=-
           ${record('c1', 'a1001', `system 16, … ${C1_TIMES} ended 204.75`)}
           * c1 charge 450000 CNY for 180 s
           encode c1
    `);
  });
});

describe('what Asterisk was told of a duration follows what is so', () => {
  test('the money lasts longer than when it was told: told again before Asterisk would end the call', () => {
    new HallStory(paying('1.00')).given(ONE_AGENT, TALKING).tells(`
    100    acme has 3.00
    288.001 timer acme review
           > limit caller1 to 930 s
    `);
  });

  test('who waited while the end was known already is told of when a person costs something', () => {
    new HallStory(paying('3.00')).given(TWO_AGENTS, TALKING, '20 caller2 arrives', '22 caller2 presses 1').tells(`
    24     c2-a1 answers
           * c2 party.connected agentId=a1002 agentNumber=1002
           * a1002 offered -> talking in c2
           > no music to caller2
           > bridge c2-b: caller2 c2-a1
           > record caller2 into acme/c2-caller.wav acme/c2-agent.wav
           > limit caller1 to 594 s
           > limit caller2 to 603 s
    `);
  });
});
