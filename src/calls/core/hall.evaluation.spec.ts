import { HallStory, TALKING, TWO_AGENTS } from '../../../test/fixtures/hall-story.js';
import { demonstration, flow, queueId, tenant } from '../../../test/fixtures/node-config.js';
import type { FlowId, PromptId } from '../../kernel/ids.js';
import type { NodeConfigLists } from './node-config.js';

const say = (prompt: string) => [{ prompt: prompt as PromptId }];
const ASKED = { keyTimeoutMs: 5000, attempts: 2, otherwise: 'end' } as const;
const HOW_WAS_IT = flow('acme', 'how', {
  start: { kind: 'evaluate', question: '服务', into: 'service', most: 5, ...ASKED, say: say('welcome'), next: 'again' },
  again: { kind: 'evaluate', question: '推荐', into: 'advice', most: 10, ...ASKED, say: say('below'), next: 'end' },
  end: { kind: 'go', destination: { to: 'hangUp' } },
});

const lists = (fromS: number, change: Partial<NodeConfigLists> = {}): NodeConfigLists => {
  const plain = demonstration({ flows: [HOW_WAS_IT], ...change });
  const evaluation = { flowId: 'how' as FlowId, fromS };
  return {
    ...plain,
    queues: plain.queues.map((queue) => (queue.id === queueId('2000') ? { ...queue, evaluation, wrapUpS: 10 } : queue)),
  };
};

describe('callers are asked how it was', () => {
  test('the agent hangs up: two questions, each answer with who served them; the agent is in wrap-up meanwhile', () => {
    new HallStory(lists(5)).given(TWO_AGENTS, TALKING).tells(`
    20     c1-a1 ends 16
           * c1 evaluation.asked agentId=a1001 queueId=q2000
           * c1 flow.entered flowId=how versionId=how-v1
           * c1 flow.node versionId=how-v1 node=start by=-
           * a1001 talking -> wrapUp in c1
           > leave caller1 c1-b
           > play c1-p2 to caller1: acme/welcome
    21     caller1 presses 4
           * c1 key.pressed key=4
           * c1 evaluation.given agentId=a1001 queueId=q2000 question=服务 score=4 most=5
           * c1 flow.node versionId=how-v1 node=again by=next
           > stop c1-p2
           > play c1-p3 to caller1: acme/below
    22     caller1 presses 0
           * c1 key.pressed key=0
           * c1 evaluation.given agentId=a1001 queueId=q2000 question=推荐 score=10 most=10
           * c1 flow.node versionId=how-v1 node=end by=next
           * c1 flow.left how=go
           > stop c1-p3
           > drop bridge c1-b
           > hang up caller1 16
    `);
  });

  test('keys that are no score are asked for once more, then it is over; the call is not lost', () => {
    const story = new HallStory(lists(5)).given(TWO_AGENTS, TALKING, '20 c1-a1 ends 16');
    expect(story.play('21 caller1 presses 7')).toContain('invalid-key');
    expect(story.play('22 caller1 presses *')).toContain('> hang up caller1 16');
    expect(story.play('22 caller1 ends 16')).toMatch(/call\.ended by=system causeCode=16 lostReason=-/);
  });

  test('the caller hangs up in the middle of it: what was answered is kept', () => {
    const story = new HallStory(lists(5)).given(TWO_AGENTS, TALKING, '20 c1-a1 ends 16', '21 caller1 presses 4');
    expect(story.play('22 caller1 ends 16')).toMatch(/call\.ended by=caller causeCode=16 lostReason=-/);
  });

  test.each([
    ['the conversation was too short', () => lists(60), '20 c1-a1 ends 16'],
    ['it is the caller who hangs up', () => lists(5), '20 caller1 ends 16'],
    ['the flow is gone', () => lists(5, { flows: [] }), '20 c1-a1 ends 16'],
  ])('nobody is asked: %s', (_story, config, ends) => {
    const story = new HallStory(config()).given(TWO_AGENTS, TALKING);
    expect(story.play(ends)).not.toContain('evaluation');
  });

  test.each([
    ['a supervisor has taken over', ['17 boss x8002 does takeOver in c1', '18 c1-a2 answers']],
    ['it was sent to a telephone', ['17 agent 1001 does transfer x8002 in c1', '18 c1-a2 answers']],
  ])('%s, who hangs up: nobody is asked, for there is no agent to judge', (_what, moved) => {
    const story = new HallStory(lists(5)).given(TWO_AGENTS, TALKING, ...moved);
    expect(story.play('25 c1-a2 ends 16')).not.toContain('evaluation');
  });

  test('a supervisor who listens is sent away; the caller is asked all the same', () => {
    const story = new HallStory(lists(5)).given(
      TWO_AGENTS,
      TALKING,
      '16 boss x8002 does listen in c1',
      '17 c1-a2 answers',
    );
    const told = story.play('20 c1-a1 ends 16');
    expect(told).toContain('evaluation.asked');
    expect(told).toContain('> hang up c1-a2 16');
  });

  test('all lines for callers in flows are taken: nobody is asked, and the caller hears nothing of it', () => {
    const story = new HallStory(lists(5, { tenants: [tenant('acme', { ivrLimit: 0 })] })).given(TWO_AGENTS, TALKING);
    const told = story.play('20 c1-a1 ends 16');
    expect(told).not.toContain('evaluation');
    expect(told).not.toContain('play');
  });

  test('after a transfer it is the last agent who is evaluated', () => {
    const story = new HallStory(lists(5)).given(
      TWO_AGENTS,
      TALKING,
      '20 agent 1001 does transfer a1002 in c1',
      '21 c1-a2 rings',
      '22 c1-a2 answers',
    );
    expect(story.play('29 c1-a2 ends 16')).toContain('evaluation.asked agentId=a1002 queueId=q2000');
  });

  test('the engine comes back in the middle of a question: it is asked again', () => {
    const story = new HallStory(lists(5)).given(TWO_AGENTS, TALKING, '20 c1-a1 ends 16');
    story.given('21 engine dies');
    expect(story.play('22 asterisk returns: caller1')).toMatch(/play c1-p3 to caller1: acme\/welcome/);
    expect(story.play('23 caller1 presses 5')).toContain('score=5');
  });
});
