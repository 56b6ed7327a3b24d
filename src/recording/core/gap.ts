/** Samples per second of what telephones say, as the recorder writes it. */
export const SAMPLE_HZ = 8000;

const QUIET_MS = 250;
const TONE_MS = 300;
const TONE_HZ = 1400;
const TONE_LEVEL = 3000;

/** How long the mark of a gap is heard, silence around the tone included, milliseconds. */
export const GAP_MS = QUIET_MS + TONE_MS + QUIET_MS;

/**
 * What is heard where a recording was paused or stopped, and went on later: a short tone at both sides, so that nobody
 * takes what was said before and what was said after for one sentence. How long the pause was is told by the call's steps.
 *
 * @returns two channels of 16 bit samples, low byte first
 */
export function gapSound(): Uint8Array {
  const samples = (GAP_MS / 1000) * SAMPLE_HZ;
  const sound = new DataView(new ArrayBuffer(samples * 4));
  const [from, to] = [(QUIET_MS / 1000) * SAMPLE_HZ, ((QUIET_MS + TONE_MS) / 1000) * SAMPLE_HZ];
  for (let n = from; n < to; n += 1) {
    const level = Math.round(TONE_LEVEL * Math.sin((2 * Math.PI * TONE_HZ * n) / SAMPLE_HZ));
    sound.setInt16(n * 4, level, true);
    sound.setInt16(n * 4 + 2, level, true);
  }
  return new Uint8Array(sound.buffer);
}
