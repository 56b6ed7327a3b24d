import { HallStory, TALKING, TWO_AGENTS } from '../../../../test/fixtures/hall-story.js';
import { demonstration } from '../../../../test/fixtures/node-config.js';
import { upgraded } from '../older-call.js';

const PAUSED = '20 agent 1001 does pauseRecording in c1';

test('paused: the recorder stops; resumed: it goes on in another part, told as a step', () => {
  new HallStory().given(TWO_AGENTS, TALKING).tells(`
    20 agent 1001 does pauseRecording in c1
    * c1 call.acted agentId=a1001 act=pauseRecording
    > stop recording of caller1
    21 agent 1001 does pauseRecording in c1
    refused calls.not_now
    30 agent 1001 does resumeRecording in c1
    * c1 call.acted agentId=a1001 act=resumeRecording
    > record caller1 into acme/c1-caller.2.wav acme/c1-agent.2.wav
    31 caller1 is recorded
    * c1 recording.started
    32 agent 1001 does resumeRecording in c1
    refused calls.not_now
  `);
});

test('what was stopped can be started again in the same call', () => {
  new HallStory().given(TWO_AGENTS, TALKING).tells(`
    20 agent 1001 does stopRecording in c1
    * c1 call.acted agentId=a1001 act=stopRecording
    > stop recording of caller1
    21 agent 1001 does resumeRecording in c1
    refused calls.not_now
    30 agent 1001 does startRecording in c1
    * c1 call.acted agentId=a1001 act=startRecording
    > record caller1 into acme/c1-caller.2.wav acme/c1-agent.2.wav
    31 caller1 is not recorded
    * c1 recording.failed why=disk full
    32 agent 1001 does startRecording in c1
    * c1 call.acted agentId=a1001 act=startRecording
    > record caller1 into acme/c1-caller.2.wav acme/c1-agent.2.wav
  `);
});

test('a recorder that does not obey: the recording is as it was, and told; it can be paused again', () => {
  new HallStory().given(TWO_AGENTS, TALKING, PAUSED).tells(`
    21 caller1 is still recorded
    * c1 recording.goesOn why=no reply
    22 agent 1001 does pauseRecording in c1
    * c1 call.acted agentId=a1001 act=pauseRecording
    > stop recording of caller1
  `);
});

test('what one agent has paused is recorded again for the next one, where their queue records', () => {
  new HallStory().given(TWO_AGENTS, TALKING, PAUSED, '25 agent 1001 does transfer q2000 in c1').tells(`
    26 c1-a2 answers
    * c1 party.connected agentId=a1002 agentNumber=1002
    * a1002 offered -> talking in c1
    > no music to caller1
    > bridge c1-b: caller1 c1-a2
    > record caller1 into acme/c1-caller.2.wav acme/c1-agent.2.wav
  `);
});

test('the engine dies while it is paused: the recorder is told to stop once more', () => {
  new HallStory().given(TWO_AGENTS, TALKING, PAUSED, '21 engine dies', '22 engine comes back').tells(`
    23 asterisk returns: caller1@c1-b c1-a1@c1-b
    > stop recording of caller1
  `);
});

test('the call ends while it is paused, or after a part that failed: what there is of sound is kept', () => {
  new HallStory().given(TWO_AGENTS, TALKING, PAUSED, '30 caller1 hangs up').tells(`
    31 c1-a1 ends 16
    * c1 call.ended by=caller causeCode=16 lostReason=-
    * c1 record: ended by caller 16, lost=- tenant=acme queue=q2000 agent=a1001 offers=1 recorded, arrived 10 answered 10 menu 10 queued 12 offered 12 ringing 13 connected 15 ended 30
    encode c1
  `);
});

test('as many as the tenant may record: no more of them on demand', () => {
  const lists = demonstration();
  const tenants = lists.tenants.map((tenant) => ({ ...tenant, recordedSeatLimit: 1 }));
  const second = `20 caller2 arrives
    21 caller2 presses 1
    22 c2-a1 answers`;
  new HallStory({ ...lists, tenants }).given(TWO_AGENTS, TALKING, second).tells(`
    30 agent 1002 does startRecording in c2
    refused billing.recorded_seats
    31 agent 1001 does stopRecording in c1
    * c1 call.acted agentId=a1001 act=stopRecording
    > stop recording of caller1
    32 agent 1002 does startRecording in c2
    * c2 call.acted agentId=a1002 act=startRecording
    > record caller2 into acme/c2-caller.wav acme/c2-agent.wav
  `);
});

test.each([
  ['none', 0],
  ['failed', 0],
  ['running', 1],
  ['stopped', 1],
] as const)('of a call that an older build left as %s there are %i parts', (recording, parts) => {
  const story = new HallStory().given(TWO_AGENTS, TALKING);
  const call = { ...[...story.world.hall.calls.values()][0]!, recording };
  const older = Object.fromEntries(Object.entries(call).filter(([name]) => name !== 'recordingParts'));
  expect(upgraded(older as unknown as typeof call, new Map()).recordingParts).toBe(parts);
});
