import { pictureOf, withChanges } from './live-lines.js';

const line = (id: string, phase: string) => ({ id, phase });

test('changes replace lines and take them away; all others stay the same objects', () => {
  const before = pictureOf({}, { rows: { agents: [line('a', 'ready'), line('b', 'ready')], calls: [line('c', 'x')] } });
  const after = withChanges(before, { rows: { agents: [line('b', 'talking')] }, gone: { agents: ['z'] } });
  expect([...(after.agents?.values() ?? [])]).toEqual([line('a', 'ready'), line('b', 'talking')]);
  expect(after.agents?.get('a')).toBe(before.agents?.get('a'));
  expect(after.calls).toBe(before.calls);
  expect(withChanges(after, { rows: {}, gone: { calls: ['c'] } }).calls?.size).toBe(0);
});

test('a picture that is sent again keeps the lines that are as they were', () => {
  const before = pictureOf({}, { rows: { agents: [line('a', 'ready'), line('b', 'ready')] } });
  const after = pictureOf(before, { rows: { agents: [line('a', 'ready'), line('b', 'talking')] } });
  expect(after.agents?.get('a')).toBe(before.agents?.get('a'));
  expect(after.agents?.get('b')).toEqual(line('b', 'talking'));
});
