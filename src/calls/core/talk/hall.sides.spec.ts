import { HallStory, TALKING, TWO_AGENTS } from '../../../../test/fixtures/hall-story.js';
import { demonstration, outboundLine } from '../../../../test/fixtures/node-config.js';
import type { AgentId, CallId, ExtensionId } from '../../../kernel/ids.js';

const LISTENS = `20 boss x8002 does listen in c1
  21 c1-a2 answers`;
const INVITED = `20 agent 1001 does invite a1002 in c1
  21 c1-a2 answers`;

test('who is asked and lets it ring is asked no more after thirty seconds, whatever is heard of the telephone', () => {
  new HallStory().given(TWO_AGENTS, TALKING, '20 agent 1001 does consult a1002 in c1').tells(`
    50 timer c1 side
    * c1 member.missed agentId=a1002 part=consulted
    * a1002 offered -> ready in c1
    > hang up c1-a2 16
    > no music to caller1
    > join caller1 c1-b
    > no ringing to c1-a1
    > join c1-a1 c1-b
  `);
});

test('who cannot be brought to the others is hung up, and free', () => {
  new HallStory().given(TWO_AGENTS, TALKING, INVITED).tells(`
    22 join of c1-a2 is refused
    * c1 member.left agentId=a1002 part=speaker
    * a1002 talking -> ready in c1
    > hang up c1-a2 16
  `);
});

test('the agent hangs up in a conference: those who are left go on, and the call is theirs', () => {
  new HallStory().given(TWO_AGENTS, TALKING, INVITED).tells(`
    30 c1-a1 ends 16
    * c1 party.connected agentId=a1002
    * a1001 talking -> ready in c1
    31 caller1 hangs up
    * a1002 talking -> ready in c1
    > drop bridge c1-b
    > hang up c1-a2 16
  `);
});

test('a supervisor who has barged in listens again: by the same room, and by another channel', () => {
  new HallStory().given(TWO_AGENTS, TALKING, LISTENS).tells(`
    22 boss x8002 does bargeIn in c1
    * c1 call.acted supervisor=boss act=bargeIn
    > hang up c1-s2x1 16
    > join c1-a2 c1-b
    > unmute c1-a2
    23 boss x8002 does listen in c1
    * c1 call.acted supervisor=boss act=listen
    > mute c1-a2
    > join c1-a2 c1-m2
    > spy c1-s2x1y2 on c1-a1 for c1-m2
    24 boss x8002 does stopListening in c1
    * c1 call.acted supervisor=boss act=stopListening
    > hang up c1-a2 16
    > hang up c1-s2x1y2 16
    > drop bridge c1-m2
  `);
});

test('a supervisor who leaves after they barged in leaves no room behind', () => {
  new HallStory().given(TWO_AGENTS, TALKING, LISTENS, '22 boss x8002 does bargeIn in c1').tells(`
    23 c1-a2 ends 16
    * c1 member.left extensionId=x8002 part=speaker
    > drop bridge c1-m2
  `);
});

test.each(['dismiss c1-a2', 'setRole c1-a2 as listener'])('an agent is not the master of a supervisor: %s', (what) => {
  new HallStory().given(TWO_AGENTS, TALKING, LISTENS, '22 boss x8002 does bargeIn in c1').tells(`
    23 agent 1001 does ${what} in c1
    refused calls.not_for_agents
  `);
});

describe('a supervisor who looks after some agents only', () => {
  function listening(reach: readonly string[]): HallStory {
    const story = new HallStory().given(
      TWO_AGENTS,
      TALKING,
      '16 agent 1001 does invite a1002 in c1',
      '17 c1-a2 answers',
    );
    const by = {
      kind: 'supervisor',
      name: 'boss',
      extensionId: 'x8002' as ExtensionId,
      reach: reach as AgentId[],
    } as const;
    story.world.take({ type: 'call.act', callId: 'c1' as CallId, by, act: { act: 'listen' } }, 20_000);
    return story.given('21 c1-a3 answers');
  }

  test('does not go on listening when the call is another agent’s', () => {
    listening(['a1001']).tells(`
      30 agent 1001 does leave in c1
      * c1 call.acted agentId=a1001 act=leave
      * c1 party.connected agentId=a1002
      * a1001 talking -> ready in c1
      > hang up c1-a1 16
      > hang up c1-a3 16
      > hang up c1-s3x1 16
      > drop bridge c1-m3
    `);
  });

  test('goes on where they look after that one too', () => {
    const story = listening(['a1001', 'a1002']).given('30 agent 1001 does leave in c1');
    expect([...story.world.hall.calls.values()][0]?.talk?.sides).toMatchObject([{ part: 'listening' }]);
  });
});

test('a call that an agent places goes on without them, with whom they invited: the customer’s leg is the first now', () => {
  const placed = ['10 agent 1001 calls 13900000001', '12 c1-a1 answers', '13 c1-a2 answers'];
  const invited = ['20 agent 1001 does invite a1002 in c1', '21 c1-a3 answers'];
  new HallStory(demonstration({ tenantTrunks: [outboundLine('acme', 'carrier')] })).given(
    TWO_AGENTS,
    ...placed,
    ...invited,
  ).tells(`
    30 c1-a1 ends 16
    * c1 party.connected agentId=a1002
    * a1001 talking -> ready in c1
    31 c1-a2 ends 16
    * a1002 talking -> ready in c1
    > drop bridge c1-b
    > hang up c1-a3 16
  `);
});
