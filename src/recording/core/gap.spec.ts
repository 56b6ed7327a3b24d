import { GAP_MS, gapSound, SAMPLE_HZ } from './gap.js';

test('a gap is silence, a tone, silence; the same at both sides, and never loud', () => {
  const bytes = gapSound();
  expect(bytes.length).toBe((GAP_MS / 1000) * SAMPLE_HZ * 4);
  const view = new DataView(bytes.buffer);
  const levels = Array.from({ length: bytes.length / 4 }, (_none, n) => [
    view.getInt16(n * 4, true),
    view.getInt16(n * 4 + 2, true),
  ]);
  expect(levels.every(([left, right]) => left === right)).toBe(true);
  const loudest = (from: number, to: number): number =>
    Math.max(...levels.slice((from / 1000) * SAMPLE_HZ, (to / 1000) * SAMPLE_HZ).map(([left]) => Math.abs(left ?? 0)));
  expect(loudest(0, 240)).toBe(0);
  expect(loudest(250, 550)).toBe(3000);
  expect(loudest(560, GAP_MS)).toBe(0);
});
