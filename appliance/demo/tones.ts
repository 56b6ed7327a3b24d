/** Finding tones in recordings: a WAV reader and Goertzel's filter. */

export interface Sound {
  readonly rateHz: number;
  /** One array of 16-bit samples per channel: 0 is left, 1 is right. */
  readonly channels: readonly Int16Array[];
}

/**
 * Reads a RIFF/WAVE file of 16-bit PCM, also one whose lengths were never filled in (as decoders write into a pipe).
 *
 * @throws RangeError where it is something else
 */
export function readWav(file: Uint8Array): Sound {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const word = (at: number): string => String.fromCharCode(...file.subarray(at, at + 4));
  if (file.length < 12 || word(0) !== 'RIFF' || word(8) !== 'WAVE') throw new RangeError('not a RIFF/WAVE file');
  let channelCount = 0;
  let rateHz = 0;
  for (let at = 12; at + 8 <= file.length;) {
    const name = word(at);
    const length = view.getUint32(at + 4, true);
    const body = at + 8;
    if (name === 'fmt ') {
      channelCount = view.getUint16(body + 2, true);
      rateHz = view.getUint32(body + 4, true);
      if (view.getUint16(body + 14, true) !== 16) throw new RangeError('not 16 bits a sample');
    }
    if (name === 'data') {
      if (channelCount === 0) throw new RangeError('no format before the data');
      return { rateHz, channels: split(view, body, Math.min(length, file.length - body), channelCount) };
    }
    at = body + length + (length % 2);
  }
  throw new RangeError('no data in it');
}

function split(view: DataView, from: number, bytes: number, channelCount: number): Int16Array[] {
  const frames = Math.floor(bytes / (2 * channelCount));
  return Array.from({ length: channelCount }, (_, channel) => {
    const samples = new Int16Array(frames);
    for (let i = 0; i < frames; i += 1) samples[i] = view.getInt16(from + 2 * (i * channelCount + channel), true);
    return samples;
  });
}

/** Share of a stretch's energy that lies at one frequency: 1 for a pure tone, near 0 without it or in silence. */
export function toneShare(samples: Int16Array, rateHz: number, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / rateHz);
  let before = 0;
  let beforeThat = 0;
  let energy = 0;
  for (const sample of samples) {
    const now = sample + coefficient * before - beforeThat;
    beforeThat = before;
    before = now;
    energy += sample * sample;
  }
  // Below -60 dB of full scale there is nothing to be heard, only rounding.
  if (samples.length === 0 || energy / samples.length < 32 * 32) return 0;
  const power = before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
  return (2 * power) / (samples.length * energy);
}

export interface ToneSpan {
  /** First and last moment at which the tone was heard; equal where it never was. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Windows with the tone, as a share of those between first and last. */
  readonly steady: number;
  /** Length of all windows with the tone. */
  readonly heardMs: number;
}

/** Where in one channel a tone is heard, by windows of 100 ms that it dominates. */
export function findTone(samples: Int16Array, rateHz: number, hz: number, windowMs = 100): ToneSpan {
  const size = Math.round((rateHz * windowMs) / 1000);
  const heard: number[] = [];
  for (let at = 0; at + size <= samples.length; at += size) {
    if (toneShare(samples.subarray(at, at + size), rateHz, hz) > 0.5) heard.push(at / size);
  }
  const first = heard[0];
  const last = heard.at(-1);
  if (first === undefined || last === undefined) return { fromMs: 0, toMs: 0, steady: 0, heardMs: 0 };
  return {
    fromMs: first * windowMs,
    toMs: (last + 1) * windowMs,
    steady: heard.length / (last - first + 1),
    heardMs: heard.length * windowMs,
  };
}
