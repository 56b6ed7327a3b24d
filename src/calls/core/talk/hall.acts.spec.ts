import { HallStory, TALKING, TWO_AGENTS } from '../../../../test/fixtures/hall-story.js';
import { demonstration, outboundLine } from '../../../../test/fixtures/node-config.js';

const CONSULTING = `20 agent 1001 does consult a1002 in c1
  22 c1-a2 answers`;

test('the one who was consulted and does not answer: the agent is with the caller again, nobody is stuck', () => {
  new HallStory().given(TWO_AGENTS, TALKING, '20 agent 1001 does consult a1002 in c1').tells(`
    25 c1-a2 ends 19
    * c1 member.missed agentId=a1002 part=consulted
    * a1002 offered -> ready in c1
    > no music to caller1
    > join caller1 c1-b
    > no ringing to c1-a1
    > join c1-a1 c1-b
  `);
});

test('the agent hangs up while consulting: the caller is with whoever was consulted', () => {
  new HallStory().given(TWO_AGENTS, TALKING, CONSULTING).tells(`
    25 c1-a1 ends 16
    * c1 party.connected agentId=a1002
    * a1001 talking -> ready in c1
    > no music to caller1
    > join caller1 c1-b
    > join c1-a2 c1-b
    > drop bridge c1-c
  `);
});

test('a picture shows one who consults in another room than theirs: all are put where they belong', () => {
  new HallStory().given(TWO_AGENTS, TALKING, CONSULTING).tells(`
    60 asterisk shows: caller1 c1-a1@c1-c c1-a2@c1-c
    61 asterisk shows: caller1 c1-a1@c1-b c1-a2@c1-c
    > answer caller1
    > leave caller1 c1-b
    > unmute caller1
    > music default to caller1
    > no music to c1-a1
    > unmute c1-a1
    > join c1-a1 c1-c
    > no music to c1-a2
    > unmute c1-a2
    > join c1-a2 c1-c
  `);
});

test('the caller hangs up while the agent consults: it is over for all', () => {
  new HallStory().given(TWO_AGENTS, TALKING, CONSULTING).tells(`
    25 caller1 hangs up
    * a1001 talking -> ready in c1
    * a1002 talking -> ready in c1
    > hang up c1-a2 16
    > drop bridge c1-c
    > drop bridge c1-b
    > hang up c1-a1 16
  `);
});

test('of a call that an agent places the customer stays when the agent transfers it', () => {
  new HallStory(demonstration({ tenantTrunks: [outboundLine('acme', 'carrier')] })).given(
    TWO_AGENTS,
    '10 agent 1001 calls 13900000001',
    '12 c1-a1 answers',
    '13 c1-a2 answers',
  ).tells(`
    20 agent 1001 does transfer a1002 in c1
    * a1002 ready -> offered in c1
    * c1 call.acted agentId=a1001 act=transfer to=a1002
    * c1 agent.called agentId=a1002 extensionId=x8002
    * a1001 talking -> ready in c1
    > hang up c1-a1 16
    > leave c1-a2 c1-b
    > dial c1-a3 at acme-8002 for 95001, 35 s
    > music default to c1-a2
  `);
});

test.each([
  ['agent 1002 does hold in c1', 'calls.not_in_this_call'],
  ['agent 1001 does retrieve in c1', 'calls.not_now'],
  ['agent 1001 does swap in c1', 'calls.nobody_consulted'],
  ['agent 1001 does leave in c1', 'calls.not_now'],
  ['agent 1001 does listen in c1', 'calls.not_for_agents'],
  ['agent 1001 does sendDigits 12a in c1', 'calls.bad_digits'],
  ['agent 1001 does transfer a1009 in c1', 'calls.unknown_target'],
  ['agent 1001 does consult a1001 in c1', 'calls.target_busy'],
  ['agent 1001 does dismiss c1-a7 in c1', 'calls.unknown_member'],
  ['agent 1001 does stopRecording in c9', 'calls.unknown_call'],
  ['boss nowhere does listen in c1', 'calls.no_telephone_given'],
  ['boss x8001 does hold in c1', 'calls.not_now'],
])('%s: %s, and nothing is changed', (what, code) => {
  new HallStory().given(TWO_AGENTS, TALKING).tells(`
    20 ${what}
    refused ${code}
  `);
});
