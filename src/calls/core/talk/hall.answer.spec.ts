import { HallStory, RINGING, TWO_AGENTS } from '../../../../test/fixtures/hall-story.js';
import { demonstration, outboundLine } from '../../../../test/fixtures/node-config.js';

/** Telephones that answer when they are told. */
function obedient() {
  const lists = demonstration({ tenantTrunks: [outboundLine('acme', 'carrier')] });
  return { ...lists, extensions: lists.extensions.map((one) => ({ ...one, answersByNotify: true })) };
}

test('a queue offers a caller: the telephone is told to answer, and the answer is the telephone’s own', () => {
  new HallStory(obedient()).given(TWO_AGENTS, RINGING).tells(`
    14 agent 1002 does answer in c1
    refused calls.not_now
    14 agent 1001 does answer in c1
    * c1 call.acted agentId=a1001 act=answer
    > let c1-a1 answer
    15 c1-a1 answers
    * c1 party.connected agentId=a1001 agentNumber=1001
    * a1001 offered -> talking in c1
    > no music to caller1
    > bridge c1-b: caller1 c1-a1
    > record caller1 into acme/c1-caller.wav acme/c1-agent.wav
    16 agent 1001 does answer in c1
    refused calls.not_now
  `);
});

test('a call that the agent places, and one that they are asked to join', () => {
  new HallStory(obedient()).given(TWO_AGENTS, '10 agent 1001 calls 13900000001').tells(`
    11 agent 1001 does answer in c1
    * c1 call.acted agentId=a1001 act=answer
    > let c1-a1 answer
  `);
  new HallStory(obedient()).given(TWO_AGENTS, RINGING, '15 c1-a1 answers', '16 agent 1001 does consult a1002 in c1')
    .tells(`
    17 agent 1002 does answer in c1
    * c1 call.acted agentId=a1002 act=answer
    > let c1-a2 answer
  `);
});

test('a call that is sent to the agent rings without a queue', () => {
  const sent = ['15 c1-a1 answers', '16 agent 1001 does transfer a1002 in c1'];
  new HallStory(obedient()).given(TWO_AGENTS, RINGING, ...sent).tells(`
    17 agent 1002 does answer in c1
    * c1 call.acted agentId=a1002 act=answer
    > let c1-a2 answer
  `);
});

test('a telephone that is not marked so is answered by hand only; supervisors answer for nobody', () => {
  new HallStory().given(TWO_AGENTS, RINGING).tells(`
    14 agent 1001 does answer in c1
    refused calls.by_hand_only
    14 boss x8002 does answer in c1
    refused calls.not_now
  `);
});
