import { id3Bytes, soundKind } from './sound-kind.js';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (c) => c.charCodeAt(0)) : [...part])),
  );
const zeros = (count: number): number[] => new Array<number>(count).fill(0);
const kindOf = (file: Uint8Array) => soundKind(file, file.subarray(id3Bytes(file)));

/** MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes. */
const FRAME = [0xff, 0xfb, 0x90, 0x00, ...zeros(413)];

test.each<[string, Uint8Array, string]>([
  ['a wav', bytes('RIFF', zeros(4), 'WAVE'), 'wav'],
  ['frames of an mp3', bytes(FRAME, FRAME, FRAME, FRAME), 'mp3'],
  ['an mp3 with a tag before', bytes('ID3', [4, 0, 0, 0, 0, 0, 10], zeros(10), FRAME, FRAME, FRAME), 'mp3'],
  ['an mp3 with rubbish before', bytes(zeros(700), FRAME, FRAME, FRAME), 'mp3'],
  ['nothing', bytes(), 'empty'],
  ['a zip', bytes('PK', [3, 4], zeros(100)), 'archive'],
  ['a film of the RIFF kind', bytes('RIFF', zeros(4), 'AVI LIST'), 'video'],
  ['a film of the MPEG-4 kind', bytes([0, 0, 0, 24], 'ftypisom'), 'video'],
  ['sound of the MPEG-4 kind', bytes([0, 0, 0, 24], 'ftypM4A '), 'other_sound'],
  ['an Ogg', bytes('OggS', zeros(100)), 'other_sound'],
  ['text', bytes('hello, I am a wav, believe me'), 'no_sound'],
  ['a web page', bytes('<!doctype html><script>alert(1)</script>'), 'no_sound'],
  ['a tag and nothing behind it', bytes('ID3', [4, 0, 0, 0, 0, 0, 10], zeros(10)), 'no_sound'],
  ['the first bytes of a frame, by chance', bytes(FRAME, zeros(2000)), 'no_sound'],
])('%s', (_story, file, kind) => {
  expect(kindOf(file)).toBe(kind);
});

test('a tag may hold a picture of any size, and its length counts seven bits a byte', () => {
  expect(id3Bytes(bytes('ID3', [4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f]))).toBe(10 + 2 ** 28 - 1);
  expect(id3Bytes(bytes('ID3', [4, 0, 0x10, 0, 0, 1, 0]))).toBe(10 + 128 + 10);
});
