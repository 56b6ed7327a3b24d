import { HallStory, TALKING, TWO_AGENTS } from '../../test/fixtures/hall-story.js';
import { talkNow } from './talk-now.js';

function after(...told: readonly string[]) {
  const story = new HallStory().given(TWO_AGENTS, TALKING, ...told);
  return talkNow([...story.world.hall.calls.values()][0]!);
}

test('two talk: nothing is held, and what is recorded is told', () => {
  expect(after()).toEqual({ held: false, muted: false, inFlow: false, found: {}, recording: 'running', members: [] });
});

test('who was asked to join is told with the id by which acts name them; who listens is told to nobody', () => {
  const joined = ['20 agent 1001 does invite a1002 as listener in c1', '21 c1-a2 answers'];
  const listens = ['22 boss x8002 does listen in c1', '23 c1-a3 answers'];
  expect(after(...joined, ...listens, '24 agent 1001 does mute in c1')).toEqual({
    held: false,
    muted: true,
    inFlow: false,
    found: {},
    recording: 'running',
    members: [{ id: 'c1-a2', agentId: 'a1002', extensionId: null, part: 'listener', answered: true }],
  });
});

test('held, and not recorded for now', () => {
  const acts = ['20 agent 1001 does hold in c1', '21 agent 1001 does pauseRecording in c1'];
  expect(after(...acts)).toMatchObject({ held: true, recording: 'paused' });
});
