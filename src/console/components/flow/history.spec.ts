import { begun, edited, redone, undone } from './history.js';

test('edits are taken back one by one, and made again', () => {
  const twice = edited(edited(begun('a'), 'b', null), 'c', null);
  expect(undone(twice).present).toBe('b');
  expect(undone(undone(undone(twice))).present).toBe('a');
  expect(redone(undone(undone(twice))).present).toBe('b');
  expect(redone(twice)).toBe(twice);
  const other = edited(undone(twice), 'd', null);
  expect(other.future).toEqual([]);
  expect(undone(other).present).toBe('b');
});

test('typing into one field is one step', () => {
  const typed = ['x', 'xy', 'xyz'].reduce((history, text) => edited(history, text, 'name'), begun(''));
  expect(undone(typed).present).toBe('');
  const more = edited(edited(undone(typed), '1', 'name'), '2', 'other');
  expect(undone(more).present).toBe('1');
});

test('what was before long ago is forgotten', () => {
  let history = begun(0);
  for (let step = 1; step <= 300; step += 1) history = edited(history, step, null);
  expect(history.past).toHaveLength(200);
  expect(history.past[0]).toBe(100);
});
