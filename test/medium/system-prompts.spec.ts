import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { LANGUAGES } from '../../src/kernel/language.js';
import { readWavHeader } from '../../src/prompts/core/wav-header.js';
import { PROMPT_TEXTS } from '../fixtures/prompt-texts.js';

jest.setTimeout(300_000);

const MAKE = new URL('../../appliance/prompts/make.sh', import.meta.url).pathname;
/** Samples of 20 ms. */
const FRAME = 160;
const FULL_SCALE = 32_768;
/** Below it a frame is silence, dB of full scale. */
const SILENCE_DB = -45;

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'callrack-prompts-'));
  expect(execFileSync(MAKE, [home], { encoding: 'utf8' })).toBe('made\n');
});
afterAll(() => rm(home, { recursive: true, force: true }));

interface Measured {
  readonly name: string;
  /** Of what is no silence, dB of full scale. */
  readonly loudnessDb: number;
  readonly peak: number;
  readonly silenceBeforeMs: number;
  readonly silenceAfterMs: number;
}

async function measured(name: string, path: string): Promise<Measured> {
  const file = await readFile(path);
  const wav = readWavHeader(file, file.length);
  expect(wav).toMatchObject({ encoding: 'signed-integer', bits: 16, channels: 1, sampleRate: 8000 });
  if ('fault' in wav) throw new Error(wav.fault);
  const samples = Array.from({ length: wav.bytes / 2 }, (_, i) => file.readInt16LE(wav.from + i * 2));
  const powers = Array.from({ length: Math.ceil(samples.length / FRAME) }, (_, i) => {
    const frame = samples.slice(i * FRAME, (i + 1) * FRAME);
    return frame.reduce((sum, sample) => sum + (sample / FULL_SCALE) ** 2, 0) / frame.length;
  });
  const heard = powers.map((power) => 10 * Math.log10(power + 1e-12) > SILENCE_DB);
  const loud = powers.filter((_, i) => heard[i]);
  return {
    name,
    loudnessDb: 10 * Math.log10(loud.reduce((sum, power) => sum + power, 0) / loud.length),
    peak: samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
    silenceBeforeMs: heard.indexOf(true) * 20,
    silenceAfterMs: (heard.length - 1 - heard.lastIndexOf(true)) * 20,
  };
}

test.each(LANGUAGES)(
  '%s: every prompt is there, as loud as the others, whole, without silence around it',
  async (language) => {
    const folder = join(home, 'asterisk/media/prompts', language);
    const names = Object.keys(PROMPT_TEXTS).sort();
    expect((await readdir(folder)).sort()).toEqual(names.map((name) => `${name}.wav`).sort());
    const files = await Promise.all(names.map((name) => measured(name, join(folder, `${name}.wav`))));
    expect(files.filter(({ loudnessDb }) => !(loudnessDb > -21.5 && loudnessDb < -18.5))).toEqual([]);
    // Nothing is cut off: the loudest sample of a file is below full scale.
    expect(files.filter(({ peak }) => peak > 32_000)).toEqual([]);
    expect(files.filter(({ silenceBeforeMs: before }) => before < 20 || before > 100)).toEqual([]);
    expect(files.filter(({ silenceAfterMs: after }) => after < 60 || after > 200)).toEqual([]);
  },
);

test('prompts are made once', () => {
  expect(execFileSync(MAKE, [home], { encoding: 'utf8' })).toBe('unchanged\n');
});
