/** Where the samples of a WAV file are and what they are, as far as the header can be believed. */
export interface WavSound {
  readonly encoding: 'unsigned-integer' | 'signed-integer' | 'floating-point' | 'a-law' | 'mu-law';
  readonly bits: number;
  readonly channels: number;
  readonly sampleRate: number;
  /** First byte of the samples. */
  readonly from: number;
  /** Whole frames of all channels, bytes. */
  readonly bytes: number;
}

export type WavFault =
  | { readonly fault: 'damaged_header' }
  /** Compressed in a way that telephones' prompts do not come in. */
  | { readonly fault: 'unknown_coding'; readonly tag: number };

/** As many bytes of the beginning as `readWavHeader` looks at; other programs' notes may lie before the samples. */
export const HEADER_BYTES = 1_048_576;

const PCM = 1;
const FLOAT = 3;
const A_LAW = 6;
const MU_LAW = 7;
const EXTENSIBLE = 0xfffe;

const LEAST_RATE = 4_000;
const MOST_RATE = 192_000;
const MOST_CHANNELS = 8;

/**
 * Reads a RIFF/WAVE header. Its sizes are taken as what somebody says: samples are those that are really there, and a rate
 * or a number of channels that no microphone has is refused.
 *
 * @param head beginning of the file
 * @param fileBytes length of the whole file
 */
export function readWavHeader(head: Uint8Array, fileBytes: number): WavSound | WavFault {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let format: Format | null = null;
  let position = 12;
  while (position + 8 <= head.length) {
    const name = nameAt(view, position);
    const size = view.getUint32(position + 4, true);
    const from = position + 8;
    if (name === 'fmt ') format = readFormat(view, from, Math.min(size, head.length - from));
    if (name === 'data') {
      return format === null ? { fault: 'damaged_header' } : sound(format, view, from, size, fileBytes);
    }
    // chunks begin at even places
    position = from + size + (size % 2);
  }
  return { fault: 'damaged_header' };
}

interface Format {
  readonly tag: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
}

function readFormat(view: DataView, from: number, size: number): Format | null {
  if (size < 16) return null;
  const tag = view.getUint16(from, true);
  return {
    // the extensible form has the true one in the beginning of a GUID
    tag: tag === EXTENSIBLE && size >= 26 ? view.getUint16(from + 24, true) : tag,
    channels: view.getUint16(from + 2, true),
    sampleRate: view.getUint32(from + 4, true),
    bits: view.getUint16(from + 14, true),
  };
}

function sound(format: Format, view: DataView, from: number, claimed: number, fileBytes: number): WavSound | WavFault {
  const { tag, channels, sampleRate, bits } = format;
  if (channels < 1 || channels > MOST_CHANNELS || sampleRate < LEAST_RATE || sampleRate > MOST_RATE) {
    return { fault: 'damaged_header' };
  }
  const encoding = encodingOf(tag, bits);
  if (encoding === null) {
    return [PCM, FLOAT, A_LAW, MU_LAW].includes(tag) ? { fault: 'damaged_header' } : { fault: 'unknown_coding', tag };
  }
  const frame = channels * (bits / 8);
  const there = Math.max(0, fileBytes - from);
  const believed = isBelievable(view, from, claimed, there) ? claimed : there;
  return { encoding, bits, channels, sampleRate, from, bytes: believed - (believed % frame) };
}

/** Programs that write as they go leave 0 or 4 GB; a size that is meant ends at the file's end or at another chunk. */
function isBelievable(view: DataView, from: number, claimed: number, there: number): boolean {
  if (claimed === 0 || claimed > there) return false;
  const end = from + claimed + (claimed % 2);
  if (claimed >= there - 8 || end + 4 > view.byteLength) return true;
  return /^[\x20-\x7e]{4}$/.test(nameAt(view, end));
}

function encodingOf(tag: number, bits: number): WavSound['encoding'] | null {
  if (tag === PCM && bits === 8) return 'unsigned-integer';
  if (tag === PCM && [16, 24, 32].includes(bits)) return 'signed-integer';
  if (tag === FLOAT && [32, 64].includes(bits)) return 'floating-point';
  if (tag === A_LAW && bits === 8) return 'a-law';
  return tag === MU_LAW && bits === 8 ? 'mu-law' : null;
}

function nameAt(view: DataView, position: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(position + index)));
}

/**
 * The header of a mono WAV file of signed 16-bit samples.
 *
 * @param bytes length of the samples
 */
export function monoWavHeader(sampleRate: number, bytes: number): Uint8Array {
  const header = new Uint8Array(44);
  const view = new DataView(header.buffer);
  const write = (position: number, text: string): void =>
    header.set(
      Array.from(text, (c) => c.charCodeAt(0)),
      position,
    );
  write(0, 'RIFF');
  view.setUint32(4, 36 + bytes, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, 'data');
  view.setUint32(40, bytes, true);
  return header;
}
