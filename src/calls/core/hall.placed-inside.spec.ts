import { HallStory, ONE_AGENT, TALKING, TWO_AGENTS } from '../../../test/fixtures/hall-story.js';
import { agent, demonstration, tenant } from '../../../test/fixtures/node-config.js';
import type { AgentId } from '../../kernel/ids.js';

const HOUSE = demonstration({ agents: [agent('acme', '1001'), agent('acme', '1002')] });
const PLACED = '10 agent 1001 calls 1002';
const LIFTED = `${PLACED}
  12 c1-a1 answers`;

describe('an agent has somebody of the house called', () => {
  test('their own telephone first; from its answer on it is as if they had dialled there', () => {
    new HallStory(HOUSE).given(TWO_AGENTS).tells(`
    10 agent 1001 calls 1002
           * c1 call.placed agentId=a1001 agentNumber=1001 caller=1001 called=1002
           * c1 agent.called agentId=a1001 extensionId=x8001
           > dial c1-a1 at acme-8001 for 1002, 35 s
    11 c1-a1 rings
           * c1 agent.ringing agentId=a1001
    12 c1-a1 answers
           * c1 extension.dialled extensionId=x8002
           > dial c1-a2 at acme-8002 for 1001, 35 s
           > ring c1-a1
    15 c1-a2 answers
           * c1 call.answered
           * c1 party.connected extensionId=x8002
           > answer c1-a1
           > bridge c1-b: c1-a1 c1-a2
    30 c1-a1 ends 16
           > drop bridge c1-b
           > hang up c1-a2 16
    `);
  });

  test('is at their own telephone, which is in use meanwhile: no caller is offered to them', () => {
    const story = new HallStory(HOUSE).given(ONE_AGENT, PLACED);
    expect(story.world.hall.agents.get('a1001' as AgentId)).toMatchObject({ phase: 'ready', telephone: 'busy' });
    expect(story.play('11 caller2 arrives\n11 caller2 presses 1')).not.toContain('offered');
  });

  test('they do not answer: nobody else is called, and it is not held against them', () => {
    const story = new HallStory(HOUSE).given(ONE_AGENT, PLACED);
    expect(story.play('40 timer c1 ring\n40 c1-a1 ends 19')).toContain('agent.missed agentId=a1001 why=no_answer');
    expect(story.world.hall.agents.get('a1001' as AgentId)).toMatchObject({ phase: 'ready', telephone: 'free' });
  });

  test('the colleague is busy: they hear so', () => {
    const story = new HallStory(HOUSE).given(
      TWO_AGENTS,
      '9 agent 1001 goes not ready lunch',
      '10 caller2 arrives',
      '11 caller2 presses 1',
      '12 c2-a1 answers',
    );
    expect(story.play('20 agent 1001 calls 1002 as c3\n21 c3-a1 answers')).toContain('prompts/zh/telephone-busy');
  });

  test('a queue, an extension', () => {
    const lifted = (number: string): string =>
      new HallStory(HOUSE)
        .given(TWO_AGENTS, '9 agent 1002 goes not ready lunch')
        .play(`10 agent 1001 calls ${number}\n12 c1-a1 answers`);
    expect(lifted('2000')).toContain('c1 queue.entered queueId=q2000 number=2000');
    expect(lifted('8002')).toContain('dial c1-a2 at acme-8002');
  });

  test('the engine comes back before they answer, and after it', () => {
    const story = new HallStory(HOUSE).given(
      TWO_AGENTS,
      PLACED,
      '11 engine dies',
      '11 asterisk returns: c1-a1?',
      '12 c1-a1 answers',
    );
    expect(story.play('15 c1-a2 answers')).toContain('bridge c1-b: c1-a1 c1-a2');
    const later = new HallStory(HOUSE).given(TWO_AGENTS, LIFTED, '13 engine dies', '13 asterisk returns: c1-a1 c1-a2?');
    expect(later.play('15 c1-a2 answers')).toContain('bridge c1-b: c1-a1 c1-a2');
  });

  test.each([
    ['the company is suspended', { tenants: [tenant('acme', { suspended: true })] }, 'calls.tenant_suspended'],
    ['the agent has no telephone', { extensions: [] }, 'calls.no_telephone'],
  ])('refused: %s', (_, more, code) => {
    const story = new HallStory({ ...HOUSE, ...more }).given('1 agent 1001 logs in 2000');
    expect(story.play('10 agent 1001 calls 2000')).toContain(`refused ${code}`);
  });

  test('refused: no channel is free', () => {
    const story = new HallStory({ ...HOUSE, tenants: [tenant('acme', { channelLimit: 1 })] }).given(
      TWO_AGENTS,
      '9 caller2 arrives',
    );
    expect(story.play('10 agent 1001 calls 1002 as c2')).toContain('refused calls.no_channel');
  });

  test('refused: on an open line, from where numbers outside are called only', () => {
    const open = { agents: [{ ...agent('acme', '1001'), openLine: 'music' as const }, agent('acme', '1002')] };
    const story = new HallStory(demonstration(open)).given(
      '8 caller1 arrives from acme-8001 calling *701001',
      '9 c1-p1 ends',
    );
    expect(story.play('10 agent 1001 calls 1002 as c2')).toContain('refused calls.only_outside');
  });

  test('refused: while they talk', () => {
    const story = new HallStory(HOUSE).given(ONE_AGENT, TALKING);
    expect(story.play('20 agent 1001 calls 1002 as c2')).toContain('refused acd.agent_busy');
  });
});
