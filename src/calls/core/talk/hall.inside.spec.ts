import { HallStory, TWO_AGENTS } from '../../../../test/fixtures/hall-story.js';
import { agent, demonstration, extension, outboundLine, queue } from '../../../../test/fixtures/node-config.js';
import { ONLY_MUSIC } from '../../../acd/core/queue-waiting.js';
import type { AgentId, CallId, PromptId } from '../../../kernel/ids.js';

const THREE = demonstration({
  tenantTrunks: [outboundLine('acme', 'carrier')],
  queues: [queue('acme', '2000', { wrapUpS: 5 })],
  agents: ['1001', '1002', '1003'].map((number) => agent('acme', number)),
  extensions: ['8001', '8002', '8003'].map((dn) => extension('acme', dn)),
});
const LOGGED_IN = `${TWO_AGENTS}
  2 agent 1003 logs in 2000
  3 agent 1002 goes not ready lunch
  3 agent 1003 goes not ready lunch`;
/** Agent 1001 dials agent 1002: both are in it by their telephones only. */
const INSIDE = `10 caller1 arrives from acme-8001 calling 1002
  11 c1-a1 answers`;
/** Agent 1001 dials the queue, agent 1002 serves them. */
const SERVED = `4 agent 1001 goes not ready lunch
  5 agent 1002 goes ready
  10 caller1 arrives from acme-8001 calling 2000
  11 c1-a1 answers
  11 caller1 is recorded`;

function inside(...chapters: readonly string[]): HallStory {
  return new HallStory(THREE).given(LOGGED_IN, INSIDE, ...chapters);
}

test('who dialled holds the colleague and comes back, then the colleague does: one at a time', () => {
  inside().tells(`
    20 agent 1001 does hold in c1
    * c1 call.acted agentId=a1001 act=hold
    > leave c1-a1 c1-b
    > music default to c1-a1
    21 agent 1002 does hold in c1
    refused calls.not_now
    22 agent 1002 does retrieve in c1
    refused calls.not_now
    23 agent 1001 does retrieve in c1
    * c1 call.acted agentId=a1001 act=retrieve
    > no music to c1-a1
    > join c1-a1 c1-b
    24 agent 1002 does hold in c1
    * c1 call.acted agentId=a1002 act=hold
    > leave caller1 c1-b
    > music default to caller1
  `);
});

test('an agent of a queue is passed on to where nobody is: in the call until their telephone is free', () => {
  const nobody = queue('acme', '2009', {
    wrapUpS: 5,
    waiting: { ...ONLY_MUSIC, whenNobody: { to: 'play', promptId: 'welcome' as PromptId } },
  });
  const story = new HallStory({ ...THREE, queues: [...THREE.queues, nobody] }).given(LOGGED_IN, SERVED);
  const told = story.play('20 agent 1001 does transfer q2009 in c1');
  expect(told).not.toContain('a1002 talking ->');
  story.given('24 c1-p1 ends');
  expect(story.play('25 c1-a1 ends 16')).not.toContain('throws');
  expect(story.world.hall.agents.get('a1002' as AgentId)?.phase).toBe('wrapUp');
});

test('by keys on either telephone; those of who hears music mean nothing', () => {
  inside('20 caller1 presses *').tells(`
    20 caller1 presses 1
    * c1 call.acted agentId=a1001 act=hold
    > leave c1-a1 c1-b
    > music default to c1-a1
    21 c1-a1 presses *
    21 c1-a1 presses 1
    22 caller1 presses *
    22 caller1 presses 2
    * c1 call.acted agentId=a1001 act=retrieve
    > no music to c1-a1
    > join c1-a1 c1-b
    23 c1-a1 presses *
    23 c1-a1 presses 0
    23 c1-a1 presses 1
    * c1 call.acted agentId=a1002 act=mute
    > mute c1-a1
  `);
});

test('each is silent by themselves, whoever leads, and stays so when the other leads', () => {
  inside().tells(`
    20 agent 1001 does mute in c1
    * c1 call.acted agentId=a1001 act=mute
    > mute caller1
    21 agent 1001 does hold in c1
    * c1 call.acted agentId=a1001 act=hold
    > leave c1-a1 c1-b
    > music default to c1-a1
    22 agent 1002 does mute in c1
    * c1 call.acted agentId=a1002 act=mute
    > mute c1-a1
    23 agent 1002 does mute in c1
    refused calls.not_now
    24 agent 1001 does unmute in c1
    * c1 call.acted agentId=a1001 act=unmute
    > unmute caller1
    25 agent 1001 does retrieve in c1
    * c1 call.acted agentId=a1001 act=retrieve
    > no music to c1-a1
    > join c1-a1 c1-b
    26 agent 1002 does unmute in c1
    * c1 call.acted agentId=a1002 act=unmute
    > unmute c1-a1
  `);
});

test('tones are for the other; agents whose telephone is in the call are not asked to join it', () => {
  inside().tells(`
    20 agent 1001 does sendDigits 12 in c1
    * c1 call.acted agentId=a1001 act=sendDigits digits=2
    > send 12 to c1-a1
    21 agent 1002 does sendDigits 3 in c1
    * c1 call.acted agentId=a1002 act=sendDigits digits=1
    > send 3 to caller1
    22 agent 1001 does consult a1002 in c1
    refused calls.target_busy
    23 agent 1002 does transfer a1001 in c1
    refused calls.target_busy
    24 agent 1003 does hold in c1
    refused calls.not_in_this_call
  `);
});

test('attended transfer by who dialled: the third is held and freed, the colleague goes on and may send on in turn', () => {
  inside('20 agent 1001 does consult a1003 in c1', '21 c1-a2 answers').tells(`
    22 agent 1001 does completeTransfer in c1
    * c1 call.acted agentId=a1001 act=completeTransfer
    * c1 party.connected agentId=a1003
    > hang up caller1 16
    > no music to c1-a1
    > join c1-a1 c1-b
    > join c1-a2 c1-b
    > drop bridge c1-c
    22 caller1 ends 16
    23 agent 1001 does hold in c1
    refused calls.not_in_this_call
    24 agent 1002 does consult x8001 in c1
    * c1 call.acted agentId=a1002 act=consult to=x8001
    > dial c1-a3 at acme-8001 for 1003, 35 s
    > leave c1-a2 c1-b
    > music default to c1-a2
    > leave c1-a1 c1-b
    > ring c1-a1
    25 c1-a3 answers
    * c1 member.joined extensionId=x8001 part=consulted
    > no ringing to c1-a1
    > join c1-a1 c1-c
    > join c1-a3 c1-c
    26 c1-a1 ends 16
    * c1 party.connected extensionId=x8001
    > no music to c1-a2
    > join c1-a2 c1-b
    > join c1-a3 c1-b
    > drop bridge c1-c
    30 c1-a3 ends 16
    * a1003 talking -> wrapUp in c1
    > drop bridge c1-b
    > hang up c1-a2 16
    30 c1-a2 ends 16
    * c1 call.ended by=agent causeCode=16 lostReason=-
    * c1 record: ended by agent 16, lost=- tenant=acme queue=- agent=a1003 offers=0, arrived 10 answered 11 connected 11 ended 30
  `);
});

test('blind transfer by who dialled: the colleague waits in the queue by their own number, whoever dialled is free at once', () => {
  inside('15 agent 1001 goes not ready lunch', '15 agent 1003 goes ready').tells(`
    20 agent 1001 does transfer q2000 in c1
    * c1 call.acted agentId=a1001 act=transfer to=q2000
    * c1 queue.entered queueId=q2000 number=2000
    * a1003 ready -> offered in c1
    * c1 agent.offered agentId=a1003 agentNumber=1003 queueId=q2000
    > hang up caller1 16
    > leave c1-a1 c1-b
    > music default to c1-a1
    > dial c1-a2 at acme-8003 for 1002, 25 s
    21 c1-a2 answers
    * c1 party.connected agentId=a1003 agentNumber=1003
    * a1003 offered -> talking in c1
    > no music to c1-a1
    > bridge c1-b: c1-a1 c1-a2
    > record c1-a1 into acme/c1-caller.wav acme/c1-agent.wav
  `);
});

describe('who dialled is served by an agent of a queue', () => {
  test('the recording is of the other side, whoever leads', () => {
    new HallStory(THREE).given(LOGGED_IN, SERVED).tells(`
      20 agent 1001 does hold in c1
      * c1 call.acted agentId=a1001 act=hold
      > stop recording of caller1
      > record c1-a1 into acme/c1-caller.2.wav acme/c1-agent.2.wav
      > leave c1-a1 c1-b
      > music default to c1-a1
      21 agent 1001 does pauseRecording in c1
      * c1 call.acted agentId=a1001 act=pauseRecording
      > stop recording of c1-a1
    `);
  });

  test('passed on to a third the agent is still in the call, also after an outage, and freed when it ends', () => {
    const story = new HallStory(THREE).given(LOGGED_IN, SERVED, '20 agent 1001 does transfer x8003 in c1');
    expect(story.world.hall.agents.get('a1002' as never)).toMatchObject({ phase: 'talking', callId: 'c1' });
    story.given('20 c1-a1 is recorded', '21 c1-a2 answers', '22 engine dies').tells(`
      23 asterisk returns: c1-a1@c1-b c1-a2@c1-b
      24 c1-a2 ends 16
      * a1002 talking -> wrapUp in c1
      > drop bridge c1-b
      > hang up c1-a1 16
    `);
  });
});

test('a number outside that who dialled leaves behind holds its channel and costs to its end', () => {
  const story = inside('20 agent 1001 does consult 13900000001 in c1');
  story.given('25 c1-a2 answers', '26 agent 1001 does completeTransfer in c1', '27 agent 1002 does hold in c1');
  story.given('28 agent 1002 does retrieve in c1', '29 agent 1002 does consult x8003 in c1', '30 c1-a3 answers');
  story.given('31 agent 1002 does completeTransfer in c1');
  const legs = () => story.world.hall.calls.get('c1' as CallId)?.outside;
  expect(legs()).toMatchObject([{ channelId: 'c1-a2', answeredAt: 25_000, chargedUntil: null }]);
  story.given('40 c1-a3 ends 16');
  expect(legs()).toMatchObject([{ channelId: 'c1-a2', answeredAt: 25_000, chargedUntil: 40_000 }]);
});

test('in a conference either of the two hangs up: those who are left go on', () => {
  inside('20 agent 1001 does invite a1003 in c1', '21 c1-a2 answers').tells(`
    22 caller1 ends 16
    * c1 party.connected agentId=a1003
    23 agent 1002 does hold in c1
    * c1 call.acted agentId=a1002 act=hold
    > leave c1-a2 c1-b
    > music default to c1-a2
  `);
  inside('20 agent 1001 does invite a1003 in c1', '21 c1-a2 answers', '22 c1-a1 ends 16').tells(`
    23 agent 1001 does leave in c1
    refused calls.not_now
    24 agent 1001 does hold in c1
    * c1 call.acted agentId=a1001 act=hold
    > leave c1-a2 c1-b
    > music default to c1-a2
  `);
});

test('a supervisor listens by the telephone of who leads, each time by another channel; nobody else leads while they whisper', () => {
  inside('20 boss x8003 does listen in c1', '21 c1-a2 answers').tells(`
    22 agent 1001 does hold in c1
    * c1 call.acted agentId=a1001 act=hold
    > hang up c1-s2x1 16
    > spy c1-s2x0y2 on caller1 for c1-m2
    > leave c1-a1 c1-b
    > music default to c1-a1
    23 agent 1001 does retrieve in c1
    * c1 call.acted agentId=a1001 act=retrieve
    > no music to c1-a1
    > join c1-a1 c1-b
    24 boss x8003 does whisper in c1
    * c1 call.acted supervisor=boss act=whisper
    > unmute c1-a2
    25 agent 1002 does hold in c1
    refused calls.not_now
  `);
});

test('before the answer who dialled may only hang up', () => {
  new HallStory(THREE).given(LOGGED_IN, '10 caller1 arrives from acme-8001 calling 1002').tells(`
    12 agent 1001 does hold in c1
    refused calls.not_now
    13 agent 1001 does disconnect in c1
    * c1 call.acted agentId=a1001 act=disconnect
    > hang up c1-a1 16
    > hang up caller1 16
  `);
});

test('a telephone at which nobody is logged in does none of it', () => {
  new HallStory(THREE).given(INSIDE, '20 caller1 presses *').tells(`
    20 caller1 presses 1
    21 agent 1001 does hold in c1
    refused calls.not_in_this_call
  `);
});
