import { staleSpeech, type SpokenFile } from './stale-speech.js';

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;

function file(path: string, ageMs: number, bytes = 10): SpokenFile {
  return { path, tenant: path.slice(0, 1), bytes, wantedAt: NOW - ageMs };
}

const removed = (files: SpokenFile[]) => staleSpeech(files, NOW, 25, 45).map(({ path }) => path);

test('what a tenant wanted longest ago goes, until it has no more than it may', () => {
  expect(removed([file('a1', 3 * HOUR), file('a2', HOUR), file('a3', 2 * HOUR), file('b1', 4 * HOUR)])).toEqual(['a1']);
});

test('all together have no more than they may', () => {
  expect(removed(['a1', 'b1', 'c1', 'd1', 'e1'].map((path, index) => file(path, (index + 1) * HOUR)))).toEqual(['e1']);
});

test('what a call may still play stays, whatever it takes', () => {
  expect(removed([file('a1', 0, 100), file('a2', 599_999, 100)])).toEqual([]);
});

test('a text that nobody asked for in a week is forgotten', () => {
  expect(removed([file('a1', 169 * HOUR), file('b1', 167 * HOUR)])).toEqual(['a1']);
});
