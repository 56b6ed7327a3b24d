import { HallStory } from '../../../../test/fixtures/hall-story.js';
import { account } from '../../../../test/fixtures/accounts.js';
import { agent } from '../../../../test/fixtures/node-config.js';
import { HUNG_UP, loginFromOutside, SIGNED_IN, TWO_TRUNKS } from '../../../../test/fixtures/outside-world.js';

const OFFERED = `${HUNG_UP}
  10 caller2 arrives`;

describe('an agent who has logged in from outside, whose line is not to stay open', () => {
  test('is called there by the company, which pays for that leg too', () => {
    const story = new HallStory(loginFromOutside()).given(HUNG_UP);
    story.tells(`
    10 caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 queue.entered queueId=q2000 number=2000
           * c2 call.answered
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           * c2 external.dialled number=13800000001 trunkId=trunk-carrier agentId=a1001
           > answer caller2
           > music default to caller2
           > dial c2-a1 at 13800000001@carrier for 95001, 25 s
    20 c2-a1 answers
           * c2 party.connected agentId=a1001 agentNumber=1001
           * a1001 offered -> talking in c2
           > no music to caller2
           > bridge c2-b: caller2 c2-a1
           > record caller2 into acme/c2-caller.wav acme/c2-agent.wav
           > limit caller2 to 1203 s
           > limit c2-a1 to 1203 s
    50 caller2 hangs up
           * a1001 talking -> ready in c2
           > drop bridge c2-b
           > hang up c2-a1 16
    50 c2-a1 ends 16
           * c2 call.ended by=caller causeCode=16 lostReason=-
           * c2 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 queued 10 offered 10 connected 20 ended 50
           * c2 charge 450000 CNY for 60 s
           encode c2
    `);
    const charge = story.world.journal.facts.findLast((fact) => fact.kind === 'call.charge');
    expect(charge).toMatchObject({
      calculation: {
        legs: [
          { direction: 'inbound', answeredAt: 10_000 },
          { direction: 'outbound', number: '13800000001', answeredAt: 20_000, endedAt: 50_000 },
        ],
      },
    });
  });

  test('while the line is up calls come to it', () => {
    new HallStory(loginFromOutside()).given(SIGNED_IN, '10 caller2 arrives').tells(`
    10 c2-a1-l comes to line c1
           > stop c1-p3
           > play c1-p4 to caller1: prompts/zh/call-coming
    `);
  });

  test('the line out cannot take it: the next one does, and it is still the same offer', () => {
    new HallStory(loginFromOutside(TWO_TRUNKS)).given(OFFERED).tells(`
    11 c2-a1 ends 34
           * c2 external.dialled number=13800000001 trunkId=trunk-other agentId=a1001
           > dial c2-a2 at 13800000001@other for 95001, 24 s
    12 c2-a2 ends 34
           * c2 agent.missed agentId=a1001 why=unreachable
           * a1001 offered -> notReady (unreachable) in c2
    `);
  });

  test('is busy: the offer counts as missed, and nothing is paid for', () => {
    new HallStory(loginFromOutside(TWO_TRUNKS)).given(OFFERED).tells(`
    11 c2-a1 ends 17
           * c2 agent.missed agentId=a1001 why=busy
           * a1001 offered -> notReady (busy) in c2
    `);
  });

  test('an engine that comes back still knows where', () => {
    new HallStory(loginFromOutside()).given(HUNG_UP, '6 engine dies', '7 asterisk returns:').tells(`
    10 caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 queue.entered queueId=q2000 number=2000
           * c2 call.answered
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           * c2 external.dialled number=13800000001 trunkId=trunk-carrier agentId=a1001
           > answer caller2
           > music default to caller2
           > dial c2-a1 at 13800000001@carrier for 95001, 25 s
    `);
  });

  test('of a company without a line out: hung up, they are logged out', () => {
    new HallStory(loginFromOutside({ tenantTrunks: [] })).given(SIGNED_IN).tells(`
    5 caller1 hangs up
           * c1 call.ended by=caller causeCode=16 lostReason=-
           * c1 record: ended by caller 16, lost=- tenant=acme queue=- agent=- offers=0, arrived 0 answered 0 ended 5
           * c1 charge 0 CNY for 0 s
           * a1001 ready -> loggedOut
    `);
  });

  test('is at a number that is busy or out of reach: asked again after half a minute, for it is no word of theirs', () => {
    new HallStory(loginFromOutside()).given(OFFERED, '11 c2-a1 ends 17').tells(`
    41 timer 1001 back
           * a1001 notReady -> ready
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           * c2 external.dialled number=13800000001 trunkId=trunk-carrier agentId=a1001
           > dial c2-a2 at 13800000001@carrier for 95001, 25 s
    `);
  });

  test('cannot be paid for: the company is told why, and they are asked again', () => {
    new HallStory(loginFromOutside({ accounts: [account('acme', '0.20')] })).given(HUNG_UP).tells(`
    10 caller2 arrives
           * c2 call.arrived caller=13800000002 called=95001 trunkId=trunk-carrier
           * c2 queue.entered queueId=q2000 number=2000
           * c2 call.answered
           * a1001 ready -> offered in c2
           * c2 agent.offered agentId=a1001 agentNumber=1001 queueId=q2000
           * c2 external.missed number=13800000001 why=balance_out causeCode=-
           * c2 limit balance_out refused
           * c2 agent.missed agentId=a1001 why=unreachable
           * a1001 offered -> notReady (unreachable) in c2
           > answer caller2
           > music default to caller2
    `);
  });

  describe('with a colleague in the house who talks to a caller', () => {
    const both = { agents: [{ ...agent('acme', '1001'), pinHash: 'hash' }, agent('acme', '1002')] };
    const TALK = `${HUNG_UP}
  9 agent 1001 goes not ready lunch
  9 agent 1002 logs in 2000
  10 caller2 arrives
  11 c2-a1 answers
  12 agent 1001 goes ready`;

    test('the caller is sent to them by the next line where the first cannot take it', () => {
      new HallStory(loginFromOutside({ ...both, ...TWO_TRUNKS })).given(TALK, '13 agent 1002 does transfer a1001 in c2')
        .tells(`
    14 c2-a2 ends 34
           * c2 external.dialled number=13800000001 trunkId=trunk-other agentId=a1001
           > dial c2-a3 at 13800000001@other for 95001, 34 s
      `);
    });

    test.each(['transfer', 'consult'])('%s that the company cannot pay for is refused, and nobody moves', (act) => {
      new HallStory(loginFromOutside({ ...both, accounts: [account('acme', '0.20')] })).given(TALK).tells(`
    13 agent 1002 does ${act} a1001 in c2
           refused billing.balance_out
           * c2 limit balance_out refused
      `);
    });
  });
});
