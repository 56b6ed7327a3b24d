/** What a file is, told by its contents: names and declared types are only what somebody says. */
export type SoundKind = 'wav' | 'mp3' | NoSound;

/** Why a file cannot become a prompt. */
export type NoSound = 'empty' | 'video' | 'archive' | 'other_sound' | 'no_sound';

interface Signature {
  readonly at: number;
  readonly bytes: readonly number[];
  readonly kind: NoSound;
}

const letters = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

const SIGNATURES: readonly Signature[] = [
  { at: 0, bytes: [0x50, 0x4b, 0x03, 0x04], kind: 'archive' },
  { at: 0, bytes: [0x50, 0x4b, 0x05, 0x06], kind: 'archive' },
  { at: 0, bytes: [0x1f, 0x8b], kind: 'archive' },
  { at: 0, bytes: letters('Rar!'), kind: 'archive' },
  { at: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf], kind: 'archive' },
  { at: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3], kind: 'video' },
  { at: 0, bytes: [0x00, 0x00, 0x01, 0xba], kind: 'video' },
  { at: 0, bytes: [0x00, 0x00, 0x01, 0xb3], kind: 'video' },
  { at: 0, bytes: letters('FLV'), kind: 'video' },
  // MPEG-4 sound alone says so in its brand; all other brands may hold pictures
  { at: 4, bytes: letters('ftypM4A'), kind: 'other_sound' },
  { at: 4, bytes: letters('ftyp'), kind: 'video' },
  { at: 0, bytes: letters('OggS'), kind: 'other_sound' },
  { at: 0, bytes: letters('fLaC'), kind: 'other_sound' },
  { at: 0, bytes: letters('#!AMR'), kind: 'other_sound' },
  { at: 0, bytes: letters('FORM'), kind: 'other_sound' },
  { at: 0, bytes: letters('.snd'), kind: 'other_sound' },
  { at: 0, bytes: letters('RF64'), kind: 'other_sound' },
];

/** As many bytes of the beginning as `soundKind` looks at. */
export const KIND_BYTES = 16_384;

/**
 * @param head beginning of the file
 * @param afterTag what follows an ID3v2 tag (`id3Bytes` of the head), as many bytes; the head again where there is none
 */
export function soundKind(head: Uint8Array, afterTag: Uint8Array): SoundKind {
  if (head.length === 0) return 'empty';
  if (has(head, 0, letters('RIFF'))) {
    if (has(head, 8, letters('WAVE'))) return 'wav';
    return has(head, 8, letters('AVI ')) ? 'video' : 'no_sound';
  }
  const known = SIGNATURES.find(({ at, bytes }) => has(head, at, bytes));
  if (known !== undefined) return known.kind;
  return isMpegSound(afterTag) ? 'mp3' : 'no_sound';
}

/** Length of an ID3v2 tag at the beginning, which may hold a picture of any size; 0 where there is none. */
export function id3Bytes(head: Uint8Array): number {
  if (!has(head, 0, letters('ID3')) || head.length < 10) return 0;
  const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  const footer = (at(head, 5) & 0x10) === 0 ? 0 : 10;
  return 10 + size + footer;
}

function has(bytes: Uint8Array, from: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[from + index] === byte);
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

/** Frames in a row that make a stream: two bytes alone are found in any file. */
const FRAMES_IN_A_ROW = 3;
/** Players skip as much rubbish before the first frame. */
const MOST_RUBBISH = 8_192;

function isMpegSound(bytes: Uint8Array): boolean {
  const last = Math.min(bytes.length - 4, MOST_RUBBISH);
  for (let start = 0; start <= last; start += 1) {
    if (framesFrom(bytes, start)) return true;
  }
  return false;
}

function framesFrom(bytes: Uint8Array, start: number): boolean {
  let position = start;
  for (let frame = 0; frame < FRAMES_IN_A_ROW; frame += 1) {
    // a very short file ends with a whole frame
    if (frame > 0 && position === bytes.length) return true;
    const length = frameBytes(bytes, position);
    if (length === 0) return false;
    position += length;
  }
  return true;
}

/** kbit/s of MPEG-1 and of MPEG-2 and 2.5, layer III, by index. */
const BITRATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const SAMPLE_RATES = [44_100, 48_000, 32_000] as const;

/** Length of the MPEG layer III frame whose header is there; 0 where there is none. */
function frameBytes(bytes: Uint8Array, position: number): number {
  const [first, second, third] = [at(bytes, position), at(bytes, position + 1), at(bytes, position + 2)];
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return 0;
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  if (version === 1 || layer !== 1) return 0;
  const isFirst = version === 3;
  const bitrate = BITRATES[isFirst ? 0 : 1][third >> 4];
  const rate = SAMPLE_RATES[(third >> 2) & 3];
  if (bitrate === undefined || bitrate === 0 || rate === undefined) return 0;
  const sampleRate = rate / { 3: 1, 2: 2, 0: 4 }[version as 0 | 2 | 3];
  const padding = (third >> 1) & 1;
  return Math.floor(((isFirst ? 144_000 : 72_000) * bitrate) / sampleRate) + padding;
}
