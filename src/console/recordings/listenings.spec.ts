import { Listenings } from './listenings.js';

const MINUTE = 60_000;

test('parts that follow each other are one listening, however long it takes', () => {
  const listenings = new Listenings();
  const minutes = [0, 1, 9, 18, 27];
  expect(minutes.map((minute) => listenings.begins('ann', 'c1', minute * MINUTE))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('later, by another person, of another call: another listening', () => {
  const listenings = new Listenings();
  expect(listenings.begins('ann', 'c1', 0)).toBe(true);
  expect(listenings.begins('bob', 'c1', 0)).toBe(true);
  expect(listenings.begins('ann', 'c2', 0)).toBe(true);
  expect(listenings.begins('ann', 'c1', 11 * MINUTE)).toBe(true);
});

test('one that could not be kept begins again with the next part', () => {
  const listenings = new Listenings();
  listenings.begins('ann', 'c1', 0);
  listenings.forget('ann', 'c1');
  expect(listenings.begins('ann', 'c1', 1)).toBe(true);
});
