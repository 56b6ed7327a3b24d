import { MOST_PEAKS, PeakReader } from './peaks.js';

/** Left as loud as told, right silent. */
function frames(...left: readonly number[]): Int16Array {
  return Int16Array.from(left.flatMap((sample) => [sample, 0]));
}

test('each channel has its own peaks, the loudest sample of each stretch, whichever its sign', () => {
  const reader = new PeakReader(2);
  reader.read(Int16Array.from([0, 100, -16_384, 200, 3277, -32_768, 1, 1]));
  expect(reader.peaks).toEqual({ caller: [0.5, 0.1], agent: [0.006, 1] });
});

test('however the sound is cut into pieces, the peaks are the same', () => {
  const samples = Array.from({ length: 1000 }, (_, index) => ((index * 7919) % 20_000) - 10_000);
  const whole = new PeakReader(7);
  whole.read(frames(...samples));
  const pieces = new PeakReader(7);
  for (let from = 0; from < samples.length; from += 13) pieces.read(frames(...samples.slice(from, from + 13)));
  expect(pieces.peaks).toEqual(whole.peaks);
});

test('the rest at the end counts as a stretch; nothing gives none', () => {
  const reader = new PeakReader(2);
  reader.read(frames(0, 0, 3277));
  expect(reader.peaks.caller).toEqual([0, 0.1]);
  expect(new PeakReader().peaks).toEqual({ caller: [], agent: [] });
});

test('however long the sound, there are between half of the most and the most, and a single click is seen at its place', () => {
  const reader = new PeakReader(1);
  const length = 100_000;
  const click = 70_000;
  for (let at = 0; at < length; at += 100) {
    const piece = new Array<number>(100).fill(0);
    if (at === click) piece[0] = 32_767;
    reader.read(frames(...piece));
  }
  const { caller } = reader.peaks;
  expect(caller.length).toBeGreaterThan(MOST_PEAKS / 2);
  expect(caller.length).toBeLessThanOrEqual(MOST_PEAKS);
  expect(caller.filter((level) => level > 0)).toEqual([1]);
  expect(caller.indexOf(1) / caller.length).toBeCloseTo(click / length, 1);
});
