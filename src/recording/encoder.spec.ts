import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { GAP_MS } from './core/gap.js';
import { encodeStereo, lookAtWav } from './encoder.js';

const HEADER_BYTES = 44;
const DATA_SIZE_AT = 40;

describe('sound files of a conversation', () => {
  let folder: string;
  const path = (name: string): string => join(folder, name);
  const tone = (name: string, hz: number, seconds: number): string => {
    const file = path(name);
    execFileSync('sox', [
      '-n',
      '-r',
      '8000',
      '-b',
      '16',
      '-c',
      '1',
      file,
      'synth',
      String(seconds),
      'sine',
      String(hz),
    ]);
    return file;
  };
  /** As Asterisk leaves it when it dies: sound is there, the header says there is none. */
  const unclosed = (file: string): string => {
    const wav = readFileSync(file);
    wav.writeUInt32LE(0, DATA_SIZE_AT);
    writeFileSync(file, wav);
    return file;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'callrack-encoder-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('a closed file: its length, and that it is closed', async () => {
    expect(await lookAtWav(tone('a.wav', 400, 2))).toMatchObject({ durationMs: 2000, closed: true });
  });

  test('a file whose writer died: the length of what is there', async () => {
    expect(await lookAtWav(unclosed(tone('a.wav', 400, 2)))).toMatchObject({ durationMs: 2000, closed: false });
  });

  test('no file, or less than a header: nothing', async () => {
    writeFileSync(path('short.wav'), Buffer.alloc(HEADER_BYTES - 1));
    expect(await lookAtWav(path('none.wav'))).toBeNull();
    expect(await lookAtWav(path('short.wav'))).toBeNull();
  });

  test('two files become one of two channels, as long as the longer, though their headers say nothing', async () => {
    const target = path('both.opus');
    await encodeStereo(
      [{ left: unclosed(tone('left.wav', 400, 2)), right: unclosed(tone('right.wav', 1000, 1)) }],
      target,
    );
    execFileSync('opusdec', ['--quiet', '--rate', '8000', target, path('both.wav')]);
    const soxi = (what: string): number => Number(execFileSync('soxi', [what, path('both.wav')], { encoding: 'utf8' }));
    expect(soxi('-c')).toBe(2);
    expect(soxi('-D')).toBeCloseTo(2, 1);
  });

  test('parts come one after the other, each as long as its longer side, with the mark of the gap between them', async () => {
    const target = path('parts.opus');
    const first = { left: tone('l1.wav', 400, 1), right: tone('r1.wav', 900, 2) };
    const second = { left: tone('l2.wav', 600, 1), right: tone('r2.wav', 700, 1) };
    await encodeStereo([first, second], target);
    execFileSync('opusdec', ['--quiet', '--rate', '8000', target, path('parts.wav')]);
    const loudness = (from: number, seconds: number, side: string): number => {
      const cut = ['-n', 'remix', side, 'trim', String(from), String(seconds), 'stat'];
      const { stderr } = spawnSync('sox', [path('parts.wav'), ...cut], { encoding: 'utf8' });
      return Number(/RMS\s+amplitude:\s+(\S+)/.exec(stderr)?.[1]);
    };
    const length = Number(execFileSync('soxi', ['-D', path('parts.wav')], { encoding: 'utf8' }));
    expect(length).toBeCloseTo(3 + GAP_MS / 1000, 1);
    // the first part's left side is over after a second; then the gap; then the second part at both sides
    expect(loudness(1.2, 0.6, '1')).toBeLessThan(0.05);
    for (const side of ['1', '2']) {
      expect(loudness(2.05, 0.15, side)).toBeLessThan(0.03);
      expect(loudness(2.3, 0.2, side)).toBeGreaterThan(0.03);
      expect(loudness(2.3, 0.2, side)).toBeLessThan(0.1);
      expect(loudness(2.9, 0.8, side)).toBeGreaterThan(0.3);
    }
  });

  test('a file that is no sound: told with what the program said', async () => {
    writeFileSync(path('left.wav'), 'no sound');
    const broken = { left: path('left.wav'), right: path('left.wav') };
    await expect(encodeStereo([broken], path('x.opus'))).rejects.toThrow(/left\.wav/);
  });
});
