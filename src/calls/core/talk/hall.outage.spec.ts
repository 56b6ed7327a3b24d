import { HallStory, TALKING, TWO_AGENTS } from '../../../../test/fixtures/hall-story.js';
import { straightTo, toExtension } from '../../../../test/fixtures/node-config.js';

describe('the agent is gone when the engine, or Asterisk, comes back', () => {
  test('a supervisor has taken over meanwhile: the caller talks on with them', () => {
    const story = new HallStory().given(
      TWO_AGENTS,
      TALKING,
      '16 boss x8002 does takeOver in c1',
      '17 asterisk is away',
    );
    const told = story.play('20 asterisk returns: caller1@c1-b c1-a2');
    expect(told).toContain('party.connected extensionId=x8002');
    expect(told).toContain('> join c1-a2 c1-b');
    expect(told).not.toContain('hang up caller1');
  });

  test('whoever goes on is no more recorded where the pause was lost', () => {
    const joined = ['16 agent 1001 does invite a1002 in c1', '17 c1-a2 answers'];
    const story = new HallStory().given(TWO_AGENTS, TALKING, ...joined, '20 agent 1001 does pauseRecording in c1');
    story.given('20.1 engine dies');
    expect(story.play('21 asterisk returns: caller1@c1-b c1-a2@c1-b')).toContain('> stop recording of caller1');
  });
});

test('an agent who talks by their telephone only is not wanted for the same call, though it is signed in no more', () => {
  const story = new HallStory(straightTo(toExtension('8001'))).given(
    TWO_AGENTS,
    '10 caller1 arrives',
    '11 c1-a1 answers',
  );
  story.world.take({ type: 'telephones.told', lines: [{ endpoint: 'acme-8001', reachable: false }] }, 12_000);
  expect(story.play('13 boss x8002 does transfer a1001 in c1')).toContain('refused calls.target_busy');
  expect(story.play('14 agent 1001 does consult a1001 in c1')).toContain('refused calls.target_busy');
});
