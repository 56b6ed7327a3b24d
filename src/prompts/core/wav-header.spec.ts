import { monoWavHeader, readWavHeader } from './wav-header.js';

const RATE_AT = 24;
const CHANNELS_AT = 22;
const TAG_AT = 20;
const BITS_AT = 34;
const SIZE_AT = 40;

/** A wav of 8000 samples whose header is then made to say something else. */
function wav(change: (view: DataView) => void = () => undefined, after: readonly number[] = []): Uint8Array {
  const file = new Uint8Array([...monoWavHeader(8000, 16_000), ...new Uint8Array(16_000), ...after]);
  change(new DataView(file.buffer));
  return file;
}

const read = (file: Uint8Array) => readWavHeader(file, file.length);

test('an honest header: what the samples are, and where', () => {
  expect(read(wav())).toEqual({
    encoding: 'signed-integer',
    bits: 16,
    channels: 1,
    sampleRate: 8000,
    from: 44,
    bytes: 16_000,
  });
});

test.each([
  ['4 GB', 0xffffffff],
  ['more than there is', 1_000_000],
  ['nothing', 0],
  ['a hundred bytes, with more samples behind them', 100],
])('a header that claims %s: what is really there counts', (_story, claimed) => {
  expect(read(wav((view) => view.setUint32(SIZE_AT, claimed, true)))).toMatchObject({ bytes: 16_000 });
});

test("other programs' notes behind the samples are no sound", () => {
  const notes = Array.from('LIST', (letter) => letter.charCodeAt(0));
  expect(read(wav(undefined, [...notes, 20, 0, 0, 0, ...new Uint8Array(20)]))).toMatchObject({ bytes: 16_000 });
});

test('half a sample at the end is left out', () => {
  expect(readWavHeader(wav(), 44 + 15_999)).toMatchObject({ bytes: 15_998 });
});

test.each<[string, (view: DataView) => void]>([
  ['sample rate 0', (view) => view.setUint32(RATE_AT, 0, true)],
  ['sample rate 4 GHz', (view) => view.setUint32(RATE_AT, 0xffffffff, true)],
  ['no channels', (view) => view.setUint16(CHANNELS_AT, 0, true)],
  ['65535 channels', (view) => view.setUint16(CHANNELS_AT, 65_535, true)],
  ['13 bits', (view) => view.setUint16(BITS_AT, 13, true)],
  ['no samples at all', (view) => view.setUint32(36, 0, true)],
])('%s: damaged', (_story, change) => {
  expect(read(wav(change))).toEqual({ fault: 'damaged_header' });
});

test('a coding of its own is named', () => {
  expect(read(wav((view) => view.setUint16(TAG_AT, 0x31, true)))).toEqual({ fault: 'unknown_coding', tag: 0x31 });
});

test('headers cut off anywhere, and chunks that claim to be endless, are damaged and no more', () => {
  const whole = wav();
  for (let length = 0; length < 44; length += 1) {
    expect(readWavHeader(whole.subarray(0, length), length)).toEqual({ fault: 'damaged_header' });
  }
  expect(read(wav((view) => view.setUint32(16, 0xffffffff, true)))).toEqual({ fault: 'damaged_header' });
});
