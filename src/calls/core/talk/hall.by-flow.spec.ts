import { HallStory, TALKING, TWO_AGENTS } from '../../../../test/fixtures/hall-story.js';
import { demonstration, flow, queueId, straightTo, tenant } from '../../../../test/fixtures/node-config.js';
import type { FlowNode } from '../../../ivr/core/flow-graph.js';
import type { FlowId, PromptId } from '../../../kernel/ids.js';
import type { NodeConfigLists } from '../node-config.js';

const say = (prompt: string) => [{ prompt: prompt as PromptId }];
const PIN: FlowNode = {
  ...{ kind: 'collect', into: 'pin', least: 4, most: 4, terminator: null, digitTimeoutMs: 3000, masked: true },
  ...{ say: say('welcome'), keyTimeoutMs: 5000, attempts: 1, otherwise: 'gone', next: 'told' },
};
/** The PIN goes round by another name; only the answer is told. */
const CHECK = flow('acme', 'check', {
  start: PIN,
  told: { kind: 'set', values: { copy: 'is {pin}', verified: 'yes', length: '4' }, next: 'back' },
  back: { kind: 'return' },
  gone: { kind: 'go', destination: { to: 'hangUp' } },
});
const lists = (change: Partial<NodeConfigLists> = {}) => demonstration({ flows: [CHECK], ...change });
const story = (change: Partial<NodeConfigLists> = {}) => new HallStory(lists(change)).given(TWO_AGENTS, TALKING);
const PRESSES_PIN = Array.from('2580', (key) => `23 caller1 presses ${key}`).join('\n');
const ASKED = '20 agent 1001 does askByFlow flow:check in c1';

describe('an agent has the caller asked by a flow', () => {
  test('the agent hears music, nothing is recorded; the caller comes back with the result, and no secret', () => {
    story().tells(`
    ${ASKED}
           * c1 call.acted agentId=a1001 act=askByFlow to=check
           * c1 flow.entered flowId=check versionId=check-v1
           * c1 flow.node versionId=check-v1 node=start by=-
           > stop recording of caller1
           > leave caller1 c1-b
           > leave c1-a1 c1-b
           > music default to c1-a1
           > play c1-p2 to caller1: acme/welcome
    21     caller1 presses 2
           * c1 key.pressed masked=true
           > stop c1-p2
    22     caller1 presses 5
           * c1 key.pressed masked=true
    22     caller1 presses 8
           * c1 key.pressed masked=true
    22     caller1 presses 0
           * c1 key.pressed masked=true
           * c1 flow.node versionId=check-v1 node=told by=next
           * c1 flow.node versionId=check-v1 node=back by=next
           * c1 flow.left how=over
           * c1 flow.returned found={"verified":"yes","length":"4"}
           > join caller1 c1-b
           > no music to c1-a1
           > join c1-a1 c1-b
           > record caller1 into acme/c1-caller.2.wav acme/c1-agent.2.wav
    `);
  });

  test('the agent fetches the caller earlier', () => {
    story().given(ASKED).tells(`
    21     agent 1001 does retrieve in c1
           * c1 call.acted agentId=a1001 act=retrieve
           * c1 flow.left how=go
           > stop c1-p2
           > join caller1 c1-b
           > no music to c1-a1
           > join c1-a1 c1-b
           > record caller1 into acme/c1-caller.2.wav acme/c1-agent.2.wav
    22     caller1 presses 2
    `);
  });

  test('the agent hangs up: the caller walks on alone, and the call is not lost', () => {
    const alone = story().given(ASKED);
    expect(alone.play('21 c1-a1 ends 16')).toContain('a1001 talking -> ');
    expect(alone.play('22 caller1 presses 2')).toContain('key.pressed');
    expect(alone.play('23 caller1 ends 16')).toMatch(/call\.ended by=caller causeCode=16 lostReason=-/);
  });

  test('the caller hangs up in the middle of it: the agent is in wrap-up', () => {
    const ended = story().given(ASKED);
    expect(ended.play('21 caller1 ends 16')).toContain('hang up c1-a1 16');
    expect(ended.play('21 c1-a1 ends 16')).toMatch(/call\.ended by=caller causeCode=16 lostReason=-/);
  });

  test('nobody types: as drawn the caller is hung up, and the agent with them', () => {
    const told = story().given(ASKED, '21 c1-p2 ends').play('26 timer c1 key');
    expect(told).toContain('> hang up caller1 16');
    expect(told).toContain('> hang up c1-a1 16');
  });

  test('the engine comes back in the middle of a question: it is asked again, and goes on to the agent', () => {
    const again = story().given(ASKED, '21 engine dies');
    expect(again.play('22 asterisk returns: caller1 c1-a1')).toContain('play c1-p3 to caller1: acme/welcome');
    expect(again.play(PRESSES_PIN)).toContain('flow.returned');
  });

  test('a supervisor listens to the agent meanwhile, goes, and nothing changes', () => {
    const heard = story().given(ASKED, '21 boss x8002 does listen in c1', '22 c1-a2 answers');
    expect(heard.play('23 c1-a2 ends 16')).not.toContain('caller1');
    expect(heard.play(PRESSES_PIN)).toContain('flow.returned');
  });

  test.each([
    ['while it is held', ['19 agent 1001 does hold in c1'], 'calls.not_now'],
    ['while somebody is consulted', ['19 agent 1001 does consult x8002 in c1'], 'calls.not_now'],
    ['twice', [ASKED], 'calls.not_now'],
  ])('not %s', (_why, before, refusal) => {
    const now = story().given(...before);
    expect(now.play('20 agent 1001 does askByFlow flow:check in c1')).toContain(`refused ${refusal}`);
  });

  test('by another agent, a supervisor, to a flow that is not there, or with all lines taken: not', () => {
    const now = story();
    expect(now.play('20 agent 1002 does askByFlow flow:check in c1')).toContain('refused calls.not_in_this_call');
    expect(now.play('20 boss x8002 does askByFlow flow:check in c1')).toContain('refused calls.not_now');
    expect(now.play('20 agent 1001 does askByFlow flow:none in c1')).toContain('refused calls.unknown_target');
    const none = { tenants: [tenant('acme', { ivrLimit: 0 })], flows: [CHECK] };
    const full = new HallStory(straightTo({ to: 'queue', queueId: queueId('2000') }, none));
    full.given(TWO_AGENTS, '10 caller1 arrives', '13 c1-a1 rings', '15 c1-a1 answers');
    expect(full.play(ASKED)).toContain('refused calls.no_ivr_line');
  });
});

const SELF_SERVICE = flow('acme', 'self', {
  start: { kind: 'play', say: say('welcome'), interruptible: false, next: 'person' },
  person: { kind: 'connect', destination: { to: 'queue', queueId: queueId('2000') }, next: 'more' },
  more: { kind: 'menu', say: say('below'), keys: { '1': 'person' }, keyTimeoutMs: 5000, attempts: 1, otherwise: 'end' },
  end: { kind: 'go', destination: { to: 'hangUp' } },
});

describe('a caller in self-service reaches people and comes back', () => {
  const begun = (change: Partial<NodeConfigLists> = {}) =>
    new HallStory(straightTo({ to: 'flow', flowId: 'self' as FlowId }, { flows: [SELF_SERVICE], ...change })).given(
      TWO_AGENTS,
      '10 caller1 arrives',
      '11 c1-p1 ends',
      '12 c1-a1 rings',
      '13 c1-a1 answers',
    );

  test('the agent hangs up: the flow goes on where it waits, again and again', () => {
    begun().tells(`
    20     c1-a1 ends 16
           * c1 flow.resumed versionId=self-v1
           * c1 flow.node versionId=self-v1 node=more by=next
           * a1001 talking -> ready in c1
           > leave caller1 c1-b
           > play c1-p2 to caller1: acme/below
    21     caller1 presses 1
           * c1 key.pressed key=1
           * c1 flow.node versionId=self-v1 node=person by=1
           * c1 flow.left how=go
           * c1 queue.entered queueId=q2000 number=2000
           * a1002 ready -> offered in c1
           * c1 agent.offered agentId=a1002 agentNumber=1002 queueId=q2000
           > stop c1-p2
           > music default to caller1
           > dial c1-a2 at acme-8002 for 13800000001, 25 s
    22     c1-a2 rings
           * c1 agent.ringing agentId=a1002
    23     c1-a2 answers
           * c1 party.connected agentId=a1002 agentNumber=1002
           * a1002 offered -> talking in c1
           > no music to caller1
           > bridge c1-b: caller1 c1-a2
    30     c1-a2 ends 16
           * c1 flow.resumed versionId=self-v1
           * c1 flow.node versionId=self-v1 node=more by=next
           * a1002 talking -> ready in c1
           > leave caller1 c1-b
           > play c1-p3 to caller1: acme/below
    `);
  });

  test('the caller hangs up first: it is over', () => {
    expect(begun().play('20 caller1 ends 16')).not.toContain('flow.resumed');
  });

  test('after a transfer the last agent brings them back', () => {
    const moved = begun().given('20 agent 1001 does transfer a1002 in c1', '21 c1-a2 rings', '22 c1-a2 answers');
    expect(moved.play('29 c1-a2 ends 16')).toContain('flow.resumed');
  });

  test('sent to another flow they do not', () => {
    const moved = begun({ flows: [SELF_SERVICE, CHECK] }).given('20 agent 1001 does transfer flow:check in c1');
    expect(moved.play(PRESSES_PIN)).not.toContain('flow.resumed');
  });

  test('asked by a flow of the agent they come back to the agent, then to their own', () => {
    const asked = begun({ flows: [SELF_SERVICE, CHECK] }).given('20 agent 1001 does askByFlow flow:check in c1');
    expect(asked.play(PRESSES_PIN)).toContain('flow.returned');
    expect(asked.play('29 c1-a1 ends 16')).toContain('flow.resumed');
  });
});
