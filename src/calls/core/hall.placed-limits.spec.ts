import { paying } from '../../../test/fixtures/accounts.js';
import { HallStory, ONE_AGENT, TWO_AGENTS } from '../../../test/fixtures/hall-story.js';
import { accessNumber, tenant, toMenu, toQueue } from '../../../test/fixtures/node-config.js';

const BOTH_CALL = `2 agent 1001 calls 13900000001
  3 agent 1002 calls 13900000002 as c2`;

describe('a limit is met between the placing and the moment the agent lifts the receiver: the customer is not dialled', () => {
  test('one call a night: the first to lift has it', () => {
    new HallStory(
      paying('100', { timeZone: 'UTC' }, { nightFrom: '23:00', nightTo: '06:00', nightCallLimit: 1 }),
    ).given(TWO_AGENTS, BOTH_CALL).tells(`
    4      c1-a1 answers
           * c1 customer.dialled number=13900000001 trunkId=trunk-carrier
           * a1001 offered -> talking in c1
           * acme limit night_calls alarm
           > ring c1-a1
           > dial c1-a2 at 13900000001@carrier for 95001, 65 s
    5      c2-a1 answers
           * c2 customer.missed why=night_calls causeCode=21
           * c2 limit night_calls refused
           * a1002 offered -> talking in c2
           > play c2-p1 to c2-a1: prompts/zh/nobody-answers
    9      c2-p1 at c2-a1 ends
           * a1002 talking -> ready in c2
           > hang up c2-a1 21
    9      c2-a1 ends 16
           * c2 call.ended by=system causeCode=21 lostReason=not_permitted
           * c2 record: ended by system 21, lost=not_permitted tenant=acme queue=- agent=a1002 offers=0, arrived 3 ended 9
    `);
  });

  test('the money is spent: the agent hears that it is', () => {
    new HallStory(paying('0.30')).given(TWO_AGENTS, BOTH_CALL).tells(`
    4      c1-a1 answers
           * c1 customer.dialled number=13900000001 trunkId=trunk-carrier
           * a1001 offered -> talking in c1
           > ring c1-a1
           > dial c1-a2 at 13900000001@carrier for 95001, 65 s
    6      c1-a2 answers
           * c1 party.connected number=13900000001
           * c1 limit balance_out warned
           * c1 credit.warned limit=balance_out
           > bridge c1-b: c1-a1 c1-a2
           > record c1-a2 into acme/c1-caller.wav acme/c1-agent.wav
           > play c1-w1 to c1-a1: prompts/zh/credit-ends-soon
           > play c1-w2 to c1-a2: prompts/zh/credit-ends-soon
           > limit c1-a2 to 63 s
    8      c2-a1 answers
           * c2 customer.missed why=balance_out causeCode=21
           * c2 limit balance_out refused
           * a1002 offered -> talking in c2
           > play c2-p1 to c2-a1: prompts/zh/credit-used-up
    9      c2-p1 at c2-a1 ends
           * a1002 talking -> ready in c2
           > hang up c2-a1 21
    9      c2-a1 ends 16
           * c2 call.ended by=system causeCode=21 lostReason=no_credit
           * c2 record: ended by system 21, lost=no_credit tenant=acme queue=- agent=a1002 offers=0, arrived 3 ended 9
    `);
  });
});

const ONE_CALLS = '2 agent 1001 calls 13900000001';

describe('between the placing and the moment the agent lifts the receiver the tenant loses the right to call so', () => {
  test('the tenant is suspended: the agent hears that it is', () => {
    new HallStory(paying('100')).given(ONE_AGENT, ONE_CALLS).tells(`
    3      acme is suspended
    4      c1-a1 answers
           * c1 customer.missed why=tenant_suspended causeCode=21
           * a1001 offered -> talking in c1
           > play c1-p1 to c1-a1: prompts/zh/service-suspended
    9      c1-p1 at c1-a1 ends
           * a1001 talking -> ready in c1
           > hang up c1-a1 21
    `);
  });

  test('the number that would be shown is not its own any more: nobody is shown it, though it has another one', () => {
    const lists = paying('100');
    const second = accessNumber('acme', '95002', toQueue('2000'));
    new HallStory({ ...lists, accessNumbers: [...lists.accessNumbers, second] }).given(ONE_AGENT, ONE_CALLS).tells(`
    3      without number 95001
    4      c1-a1 answers
           * c1 customer.missed why=not_your_number causeCode=21
           * a1001 offered -> talking in c1
           > play c1-p1 to c1-a1: prompts/zh/nobody-answers
    9      c1-p1 at c1-a1 ends
           * a1001 talking -> ready in c1
           > hang up c1-a1 21
    `);
  });

  test('the number that would be shown is meanwhile that of another tenant', () => {
    const lists = { ...paying('100'), tenants: [tenant('acme'), tenant('other')] };
    const story = new HallStory(lists).given(ONE_AGENT, ONE_CALLS);
    const accessNumbers = [accessNumber('other', '95001', toMenu('welcome'))];
    story.world.configure({ ...lists, accessNumbers }, 3000);
    story.tells(`
    4      c1-a1 answers
           * c1 customer.missed why=not_your_number causeCode=21
           * a1001 offered -> talking in c1
           > play c1-p1 to c1-a1: prompts/zh/nobody-answers
    `);
  });

  test('a new life of the engine looks at it, too', () => {
    new HallStory(paying('100')).given(ONE_AGENT, ONE_CALLS).tells(`
    3      engine dies
    3      acme is suspended
    4      asterisk returns: c1-a1
           * c1 customer.missed why=tenant_suspended causeCode=21
           * a1001 offered -> talking in c1
           > play c1-p1 to c1-a1: prompts/zh/service-suspended
    `);
  });
});
